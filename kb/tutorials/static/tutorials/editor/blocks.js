/* The steps in Wagtail's StreamField: its own blocks, with the tools of a step added. */

import { StepTools } from "./step.js";
import { streams } from "./streams.js";

const { StructBlock, StructBlockDefinition, StreamBlockDefinition } = window.wagtailStreamField.blocks;

/* The stream that holds `block` and its place there, or null. */
function placeOf(block) {
  for (const stream of streams) {
    const index = stream.children.findIndex((child) => child.block === block);
    if (index >= 0) return { stream, index };
  }
  return null;
}

class StepBlock extends StructBlock {
  constructor(definition, placeholder, prefix, state, error, capabilities) {
    super(definition, placeholder, prefix, state, error);
    this.cutInTwo = capabilities?.get("split")?.fn;
    this.tools = new StepTools(this, this.container[0].querySelector("[data-step]") ?? this.container[0], placeOf);
  }

  setState(state) {
    super.setState(state);
    this.tools?.draw();
  }
}

class StepBlockDefinition extends StructBlockDefinition {
  render(placeholder, prefix, state, error, capabilities) {
    return new StepBlock(this, placeholder, prefix, state, error, capabilities);
  }
}

class StepsBlockDefinition extends StreamBlockDefinition {
  render(...args) {
    const stream = super.render(...args);
    streams.add(stream);
    return stream;
  }
}

window.telepath.register("kb.tutorials.StepBlock", StepBlockDefinition);
window.telepath.register("kb.tutorials.StepsBlock", StepsBlockDefinition);
