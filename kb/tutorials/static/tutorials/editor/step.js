/* The tools of one step: its picture and mark, its span, and cutting, merging, listening. */

import { canCut, cut, merge, number } from "./cutting.js";
import { groundsOf } from "./why.js";
import { ask, clock, data, fileUrl, news, now, round, say, seek, texts } from "./desk.js";

const NUDGE = 0.2;
/* A smaller move over the picture is a press, in shares of it. */
const DRAGGED = 0.012;
/* The pictures to choose from, as shares of the step's time. */
const CHOICES = [0.02, 0.25, 0.5, 0.75, 0.98];

/* The tools of a step, by its element. */
export const toolsOf = new WeakMap();

export class StepTools {
  /* `place(block)` gives the block's stream and index. */
  constructor(block, element, place) {
    this.block = block;
    this.element = element;
    this.place = place;
    this.still = element.querySelector("[data-step-still]");
    this.image = element.querySelector("[data-step-image]");
    this.mark = element.querySelector("[data-step-mark]");
    this.outline = element.querySelector("[data-step-outline]");
    this.empty = element.querySelector("[data-step-empty]");
    toolsOf.set(element, this);
    this.listen();
    this.draw();
  }

  /* The recording where the step begins. */
  show() {
    seek(this.value("start") ?? 0);
  }

  listen() {
    this.element.querySelectorAll("[data-step-do]").forEach((button) => {
      button.addEventListener("click", () => this.act(button.dataset.stepDo));
    });
    this.still.addEventListener("click", (event) => this.point(event));
    this.still.addEventListener("pointerdown", (event) => this.dragBox(event));
    this.element.querySelector("[data-step-choices]").addEventListener("toggle", (event) => {
      if (event.target.open && data?.width) this.offerPictures(event.target);
    });
    this.still.addEventListener("keydown", (event) => this.moveMark(event));
    this.element.addEventListener("input", () => this.drawLength());
  }

  act(name) {
    const acts = {
      play: () => seek(this.value("start"), { play: true, until: this.value("end") }),
      pick: () => this.pick(now()),
      unmark: () => this.set({ click_x: null, click_y: null, target: "", target_box: "" }),
      split: () => this.split(),
      merge: () => this.merge(),
      plain: () => this.takePlainTitle(),
      "start-": () => this.nudge("start", -NUDGE),
      "start+": () => this.nudge("start", NUDGE),
      "start=": () => this.setTime("start", now()),
      "end-": () => this.nudge("end", -NUDGE),
      "end+": () => this.nudge("end", NUDGE),
      "end=": () => this.setTime("end", now()),
    };
    acts[name]();
  }

  state() {
    return this.block.getState();
  }

  value(name) {
    return number(this.block.childBlocks[name].getState());
  }

  /* Writes fields and lets Wagtail know that the page has changed. */
  set(fields) {
    this.block.setState(fields);
    this.element.dispatchEvent(new Event("change", { bubbles: true }));
    news.dispatchEvent(new Event("stepschange"));
  }

  setTime(name, seconds) {
    if (seconds === null) return;
    this.set({ [name]: round(Math.min(Math.max(0, seconds), data?.duration || Infinity)) });
  }

  /* Moves a border and shows the picture there. */
  nudge(name, by) {
    this.setTime(name, (this.value(name) ?? 0) + by);
    seek(this.value(name));
  }

  /* Drags the outline of the target over the picture; a short press is left to `point`. */
  dragBox(event) {
    if (event.button !== 0) return;
    const from = this.shares(event);
    this.dragged = false;
    this.still.setPointerCapture(event.pointerId);
    const move = (moved) => {
      const to = this.shares(moved);
      const size = to.map((share, axis) => Math.abs(share - from[axis]));
      if (!this.dragged && Math.max(...size) < DRAGGED) return;
      this.dragged = true;
      this.box = [...to.map((share, axis) => Math.min(share, from[axis])), ...size];
      this.layOutline(this.box);
      this.outline.hidden = false;
    };
    const end = () => {
      this.still.removeEventListener("pointermove", move);
      this.still.removeEventListener("pointerup", end);
      this.still.removeEventListener("pointercancel", end);
      if (this.dragged) this.setBox(this.box);
    };
    this.still.addEventListener("pointermove", move);
    this.still.addEventListener("pointerup", end);
    this.still.addEventListener("pointercancel", end);
  }

  /* Where a pointer is over the picture, as shares of it. */
  shares(event) {
    const frame = this.image.getBoundingClientRect();
    return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height]
      .map((share) => Math.min(1, Math.max(0, share)));
  }

  setBox([x, y, width, height]) {
    const round4 = (share) => Math.round(share * 10000) / 10000;
    this.set({
      click_x: round4(x + width / 2),
      click_y: round4(y + height / 2),
      target: "",
      target_box: [x, y, width, height].map(round4).join(","),
    });
  }

  /* Other moments of the step, one press each. */
  offerPictures(place) {
    const start = this.value("start") ?? 0;
    const length = (this.value("end") ?? start) - start;
    place.querySelector("[data-step-pictures]").replaceChildren(
      ...CHOICES.map((share) => {
        const t = round(start + share * length);
        const button = document.createElement("button");
        button.type = "button";
        button.className = "step-editor__choice";
        const image = document.createElement("img");
        image.src = `${data.picture}?t=${t}`;
        image.alt = clock(t);
        button.append(image);
        button.addEventListener("click", () => this.pick(t));
        return button;
      }),
    );
  }

  point(event) {
    if (this.dragged) {
      this.dragged = false;
      return;
    }
    if (event.detail === 0) {
      // From the keyboard there is no place yet: begin in the middle.
      if (this.value("click_x") === null) this.setPlace(0.5, 0.5);
      return;
    }
    this.setPlace(...this.shares(event));
  }

  moveMark(event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const x = this.value("click_x");
    const y = this.value("click_y");
    if (!steps[event.key] || x === null || y === null) return;
    event.preventDefault();
    if (event.altKey) {
      this.growBox(steps[event.key]);
      return;
    }
    const far = event.shiftKey ? 0.05 : 0.005;
    this.setPlace(x + steps[event.key][0] * far, y + steps[event.key][1] * far);
  }

  /* Makes the outline of the target larger or smaller around the mark. */
  growBox([right, down]) {
    const shares = String(this.state().target_box ?? "").split(",").map(number);
    const [width, height] = shares.length === 4 && !shares.includes(null) ? shares.slice(2) : [0.04, 0.03];
    const wide = Math.min(1, Math.max(DRAGGED, width + right * 0.01));
    const high = Math.min(1, Math.max(DRAGGED, height + down * 0.01));
    const corner = (middle, size) => Math.min(1 - size, Math.max(0, middle - size / 2));
    const [x, y] = [corner(this.value("click_x"), wide), corner(this.value("click_y"), high)];
    this.setBox([x, y, wide, high]);
  }

  setPlace(x, y) {
    const within = (share) => Math.round(Math.min(1, Math.max(0, share)) * 10000) / 10000;
    // The machine's guess of the target does not hold for a place that a person chose.
    this.set({ click_x: within(x), click_y: within(y), target: "", target_box: "" });
  }

  async pick(t) {
    if (t === null || !data?.width) return;
    this.element.classList.add("step-editor--busy");
    try {
      const { still } = await ask(data.pick, { t });
      this.set({ still, still_time: t });
      say(texts.saidPicked);
    } catch (error) {
      say(error.message, { error: true });
    } finally {
      this.element.classList.remove("step-editor--busy");
    }
  }

  split() {
    const t = now();
    if (t === null || !canCut(this.state(), t)) {
      say(texts.outside, { error: true });
      return;
    }
    const sequel = (title) => texts.sequel.replace("{title}", title);
    const [first, second] = cut(this.state(), t, data.transcript, sequel);
    this.block.cutInTwo(first, second, () => false, { animate: true });
    const { stream, index } = this.place(this.block);
    const next = stream.children[index + 1];
    for (const { tools } of [this.block, next.block]) {
      if (!tools.state().still) tools.pick(tools.value("start"));
    }
    next.block.focus();
    this.set({});
    say(texts.saidSplit);
  }

  merge() {
    const { stream, index } = this.place(this.block);
    const next = stream.children[index + 1];
    // A shared passage is not merged with: it is kept elsewhere.
    if (!next?.block.tools) {
      say(texts.last, { error: true });
      return;
    }
    this.set(merge(this.state(), next.block.getState()));
    stream.deleteBlock(index + 1, { animate: true });
    this.block.focus();
    news.dispatchEvent(new Event("stepschange"));
    say(texts.saidMerged);
  }

  takePlainTitle() {
    const { plain_title: title } = groundsOf(this.element);
    this.set({ title });
    this.element.querySelector("[data-step-plain]").hidden = true;
    this.element.querySelector("input[name$='-title']").focus();
  }

  draw() {
    const { still } = this.state();
    this.still.hidden = !still || !data;
    this.empty.hidden = !this.still.hidden;
    if (still && data && this.image.dataset.name !== still) {
      this.image.dataset.name = still;
      this.image.src = fileUrl(still);
    }
    this.drawMark();
    this.drawLength();
  }

  drawMark() {
    const x = this.value("click_x");
    const y = this.value("click_y");
    this.mark.hidden = x === null || y === null;
    const { none, place } = this.still.dataset;
    let words = none;
    if (!this.mark.hidden) {
      this.mark.style.left = `${x * 100}%`;
      this.mark.style.top = `${y * 100}%`;
      words = place.replace("{x}", Math.round(x * 100)).replace("{y}", Math.round(y * 100));
    }
    this.still.setAttribute("aria-label", words);
    this.drawOutline();
  }

  /* The target's box as the machine found it; a place that a person chose has none. */
  drawOutline() {
    const shares = String(this.state().target_box ?? "").split(",").map(number);
    this.outline.hidden = this.mark.hidden || shares.length !== 4 || shares.includes(null);
    this.mark.classList.toggle("step-editor__mark--dot", !this.outline.hidden);
    if (this.outline.hidden) return;
    this.layOutline(shares);
  }

  layOutline(shares) {
    const [left, top, width, height] = shares.map((share) => `${share * 100}%`);
    Object.assign(this.outline.style, { left, top, width, height });
  }

  drawLength() {
    const length = (this.value("end") ?? 0) - (this.value("start") ?? 0);
    const place = this.element.querySelector("[data-step-length]");
    if (place) place.textContent = length > 0 ? `(${clock(length)})` : "";
  }
}
