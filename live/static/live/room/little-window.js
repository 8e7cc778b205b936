/**
 * One's own picture with the pointer, above all other windows: a browser cannot draw on another
 * window. Document Picture-in-Picture where there is one, a plain window where not.
 */

import { Stage } from "./stage.js";

const SIZE = { width: 380, height: 420 };

/** `template`: what is in the window. `done`, `stuck`: what its buttons do. */
export class LittleWindow {
  stage = null;
  #window = null;
  #said = null;

  constructor(template, { done, stuck, closed }) {
    Object.assign(this, { template, done, stuck, closed });
  }

  get open() {
    return Boolean(this.#window && !this.#window.closed);
  }

  /** Opens it with the track; false where the browser refused. */
  async show(track) {
    if (!this.open) this.#window = await ask();
    if (!this.#window) return false;
    const { document: there } = this.#window;
    there.documentElement.lang = document.documentElement.lang;
    there.title = this.template.dataset.title;
    for (const sheet of document.querySelectorAll('link[rel="stylesheet"]:not([media="print"])')) {
      const copy = there.createElement("link");
      copy.rel = "stylesheet";
      copy.href = sheet.href;
      there.head.append(copy);
    }
    there.body.className = "little";
    there.body.replaceChildren(there.importNode(this.template.content, true));
    this.#said = there.querySelector("[data-said]");
    there.querySelector("[data-done]").addEventListener("click", this.done);
    there.querySelector("[data-stuck]").addEventListener("click", this.stuck);
    this.stage = new Stage(there.querySelector(".stage"));
    this.stage.show(track);
    this.#window.addEventListener("pagehide", () => {
      this.stage = null;
      this.#window = null;
      this.closed();
    });
    return true;
  }

  say(words) {
    if (this.#said) this.#said.textContent = words;
  }

  recording(state) {
    this.#window?.document.body.setAttribute("data-recording", state);
  }

  close() {
    this.#window?.close();
  }
}

async function ask() {
  if (globalThis.documentPictureInPicture) {
    try {
      return await documentPictureInPicture.requestWindow(SIZE);
    } catch {
      // A plain window then.
    }
  }
  return window.open("", "petite-fenetre", `popup,width=${SIZE.width},height=${SIZE.height}`);
}
