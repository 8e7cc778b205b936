/* Masks over the picture: shown during their span, listed, drawn and removed. */

import { ask, clock, data, player, root, round, say, seek, texts } from "./desk.js";

const LEAST = 0.01;
const boxes = root?.querySelector("[data-boxes]");
const tool = root?.querySelector("[data-mask-form]");

/* Puts an element over the box [x, y, width, height], in pixels of the canvas. */
function lay(element, [x, y, width, height]) {
  element.style.left = `${(x / data.width) * 100}%`;
  element.style.top = `${(y / data.height) * 100}%`;
  element.style.width = `${(width / data.width) * 100}%`;
  element.style.height = `${(height / data.height) * 100}%`;
}

/* Each mask may be several boxes, one after the other. What was taken away shows its outline only. */
function showBoxes() {
  const t = player.currentTime;
  boxes.querySelectorAll("[data-box]").forEach((box) => box.remove());
  for (const { origin, kind, boxes: places } of data.masks) {
    for (const place of places.filter((one) => one.start <= t && t <= one.end)) {
      const box = document.createElement("div");
      box.className = `recording-desk__box recording-desk__box--${origin}`;
      box.dataset.box = origin;
      box.title = kind;
      lay(box, place.box);
      boxes.append(box);
    }
  }
}

function listMasks() {
  root.querySelector("[data-no-masks]").hidden = data.masks.length > 0;
  root.querySelector("[data-masks]").replaceChildren(...data.masks.map(listed));
}

function listed(mask) {
  const item = document.createElement("li");
  item.dataset.origin = mask.origin;
  const span = `${clock(mask.start)} – ${clock(mask.end)}`;
  const what = mask.kind || texts.part;
  const see = button(span, `${texts.see} : ${what}, ${span}`);
  see.addEventListener("click", () => seek(mask.start));
  const words = document.createElement("span");
  words.className = "recording-desk__mask";
  words.append(what, " ", tag(mask));
  item.append(see, words);
  if (tool) item.append(decision(mask, `${what}, ${span}`));
  return item;
}

function tag({ origin, sure }) {
  const element = document.createElement("span");
  element.className = "recording-desk__tag";
  element.textContent = { proposed: sure ? texts.proposed : texts.unsure, refused: texts.refused, drawn: texts.drawn }[origin];
  return element;
}

/* Takes the mask away, or puts back the one that was taken away. */
function decision(mask, named) {
  const back = mask.origin === "refused";
  const words = back ? texts.restore : texts.remove;
  const element = button(words, `${words} : ${named}`);
  element.addEventListener("click", async () => {
    const place = [...root.querySelectorAll("[data-masks] > li")].indexOf(element.closest("li"));
    if (!(await change(() => ask(mask.url, null, back ? "POST" : "DELETE")))) return;
    say(back ? texts.restored : texts.removed);
    focusNear(place);
  });
  return element;
}

/* The list was made anew: the keyboard goes on where it was. */
function focusNear(place) {
  const items = root.querySelectorAll("[data-masks] > li");
  const near = items[Math.min(place, items.length - 1)];
  (near?.querySelector("button:last-child") ?? root.querySelector("[data-mask-begin]"))?.focus();
}

function button(text, label) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button button-small button-secondary";
  element.textContent = text;
  element.setAttribute("aria-label", label);
  return element;
}

async function change(asking) {
  try {
    data.masks = (await asking()).masks;
    listMasks();
    showBoxes();
    say("");
    return true;
  } catch (error) {
    say(error.message, { error: true });
    return false;
  }
}

/* The box being drawn, as shares of the picture. */
class Drawing {
  constructor() {
    this.begin = root.querySelector("[data-mask-begin]");
    this.form = tool;
    this.from = tool.querySelector("[data-mask-from]");
    this.to = tool.querySelector("[data-mask-to]");
    this.element = document.createElement("div");
    this.element.className = "recording-desk__box recording-desk__box--new";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "img");
    this.element.setAttribute("aria-describedby", "desk-mask-help");
    this.element.setAttribute("aria-label", this.begin.textContent.trim());
    this.begin.addEventListener("click", () => (this.form.hidden ? this.open() : this.close()));
    tool.querySelector("[data-mask-cancel]").addEventListener("click", () => this.close());
    tool.querySelector("[data-mask-save]").addEventListener("click", () => this.save());
    tool.querySelectorAll("[data-mask-here]").forEach((here) => {
      here.addEventListener("click", () => {
        this[here.dataset.maskHere].value = round(player.currentTime);
      });
    });
    for (const field of [this.from, this.to]) {
      // Enter in these fields keeps the mask; the page's own form is not sent.
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        this.save();
      });
      field.addEventListener("change", () => seek(Number(field.value)));
    }
    this.element.addEventListener("keydown", (event) => this.key(event));
    boxes.addEventListener("pointerdown", (event) => this.drag(event));
  }

  open() {
    player.pause();
    player.controls = false;
    this.form.hidden = false;
    this.begin.setAttribute("aria-expanded", "true");
    boxes.classList.add("recording-desk__boxes--drawing");
    this.from.value = round(Math.max(0, player.currentTime - 1));
    this.to.value = round(Math.min(data.duration || Infinity, player.currentTime + 3));
    this.place(0.4, 0.45, 0.2, 0.1);
    boxes.append(this.element);
    this.element.focus({ preventScroll: true });
  }

  close() {
    this.form.hidden = true;
    player.controls = true;
    this.begin.setAttribute("aria-expanded", "false");
    boxes.classList.remove("recording-desk__boxes--drawing");
    this.element.remove();
    this.begin.focus();
  }

  place(x, y, width, height) {
    const wide = Math.min(1, Math.max(LEAST, width));
    const high = Math.min(1, Math.max(LEAST, height));
    const left = Math.min(1 - wide, Math.max(0, x));
    const top = Math.min(1 - high, Math.max(0, y));
    this.box = [left, top, wide, high];
    lay(this.element, this.pixels());
  }

  pixels() {
    const [x, y, width, height] = this.box;
    return [x * data.width, y * data.height, width * data.width, height * data.height];
  }

  drag(event) {
    if (this.form.hidden) return;
    event.preventDefault();
    const frame = boxes.getBoundingClientRect();
    const at = (moved) => [
      Math.min(1, Math.max(0, (moved.clientX - frame.left) / frame.width)),
      Math.min(1, Math.max(0, (moved.clientY - frame.top) / frame.height)),
    ];
    const [x, y] = at(event);
    boxes.setPointerCapture(event.pointerId);
    const move = (moved) => {
      const [toX, toY] = at(moved);
      this.place(Math.min(x, toX), Math.min(y, toY), Math.abs(toX - x), Math.abs(toY - y));
    };
    const end = () => {
      boxes.removeEventListener("pointermove", move);
      this.element.focus();
    };
    boxes.addEventListener("pointermove", move);
    boxes.addEventListener("pointerup", end, { once: true });
  }

  key(event) {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (event.key === "Escape") this.close();
    if (!way) return;
    event.preventDefault();
    const [x, y, width, height] = this.box;
    const [right, down] = way.map((step) => step * 0.01);
    if (event.shiftKey) this.place(x, y, width + right, height + down);
    else this.place(x + right, y + down, width, height);
  }

  async save() {
    const [x, y, width, height] = this.pixels().map(Math.round);
    const span = { start: Number(this.from.value), end: Number(this.to.value) };
    if (await change(() => ask(data.mask, { ...span, x, y, width, height }))) this.close();
  }
}

if (root && data?.width && player) {
  listMasks();
  player.addEventListener("timeupdate", showBoxes);
  player.addEventListener("seeked", showBoxes);
  showBoxes();
  if (tool) new Drawing();
}
