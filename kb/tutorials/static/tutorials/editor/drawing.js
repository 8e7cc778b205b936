/* The tool with which a person covers a part of the picture, bleeps a passage, or puts right a mask. */

import { ask, data, lay, player, root, round, seek, texts } from "./desk.js";

const LEAST = 0.01;

export class Drawing {
  /* `change(asking, sentence)` asks the server, and says whether it worked. */
  constructor(change) {
    this.ask = change;
    this.boxes = root.querySelector("[data-boxes]");
    this.form = root.querySelector("[data-mask-form]");
    this.from = this.form.querySelector("[data-mask-from]");
    this.to = this.form.querySelector("[data-mask-to]");
    this.element = document.createElement("div");
    this.element.className = "recording-desk__box recording-desk__box--new";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "img");
    this.element.setAttribute("aria-describedby", "desk-mask-help");
    this.element.setAttribute("aria-label", texts.part);
    root.querySelectorAll("[data-mask-begin]").forEach((begin) => {
      begin.addEventListener("click", () => {
        if (this.opener === begin) this.close();
        else this.add(begin.dataset.maskBegin, begin);
      });
    });
    this.form.querySelector("[data-mask-cancel]").addEventListener("click", () => this.close());
    this.form.querySelector("[data-mask-save]").addEventListener("click", () => this.save());
    this.form.querySelector("[data-mask-listen]").addEventListener("click", () => {
      seek(this.span().start, { play: true, until: this.span().end });
    });
    this.form.querySelectorAll("[data-mask-here]").forEach((here) => {
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
    this.boxes.addEventListener("pointerdown", (event) => this.drag(event));
  }

  /* A new one: `medium` picture or sound, around the place shown. */
  add(medium, opener) {
    const t = player.currentTime;
    const span = { start: Math.max(0, t - 1), end: Math.min(data.duration || Infinity, t + 3) };
    this.mask = null;
    this.shown = [0.4 * data.width, 0.45 * data.height, 0.2 * data.width, 0.1 * data.height];
    this.open(medium === "picture", span, opener);
  }

  /* The mask as it is, to be moved, made larger or longer. */
  change(mask, opener) {
    this.mask = mask;
    const picture = mask.boxes.length > 0;
    if (picture) {
      const middle = (mask.start + mask.end) / 2;
      const place = mask.boxes.find((one) => one.end >= middle) ?? mask.boxes[0];
      this.shown = place.box;
      seek((place.start + place.end) / 2);
    }
    this.open(picture, mask, opener);
  }

  open(picture, { start, end }, opener) {
    this.opener?.setAttribute("aria-expanded", "false");
    this.opener = opener;
    this.picture = picture;
    opener.setAttribute("aria-expanded", "true");
    player.pause();
    this.form.hidden = false;
    this.form.dataset.medium = picture ? "picture" : "sound";
    this.from.value = round(start);
    this.to.value = round(end);
    this.boxes.classList.toggle("recording-desk__boxes--drawing", picture);
    player.controls = !picture;
    if (picture) {
      const [x, y, width, height] = this.shown;
      this.place(x / data.width, y / data.height, width / data.width, height / data.height);
      this.boxes.append(this.element);
      root.scrollIntoView({ block: "nearest" });
      this.element.focus({ preventScroll: true });
    } else {
      this.element.remove();
      this.from.focus();
    }
  }

  close() {
    this.form.hidden = true;
    player.controls = true;
    this.boxes.classList.remove("recording-desk__boxes--drawing");
    this.element.remove();
    this.opener?.setAttribute("aria-expanded", "false");
    if (this.opener?.isConnected) this.opener.focus();
    else document.querySelector("[data-masks] button")?.focus();
    this.opener = null;
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

  span() {
    return { start: Number(this.from.value), end: Number(this.to.value) };
  }

  drag(event) {
    if (this.form.hidden || !this.picture) return;
    event.preventDefault();
    const frame = this.boxes.getBoundingClientRect();
    const at = (moved) => [
      Math.min(1, Math.max(0, (moved.clientX - frame.left) / frame.width)),
      Math.min(1, Math.max(0, (moved.clientY - frame.top) / frame.height)),
    ];
    const [x, y] = at(event);
    this.boxes.setPointerCapture(event.pointerId);
    const move = (moved) => {
      const [toX, toY] = at(moved);
      this.place(Math.min(x, toX), Math.min(y, toY), Math.abs(toX - x), Math.abs(toY - y));
    };
    const end = () => {
      for (const [name, act] of [["pointermove", move], ["pointerup", end], ["pointercancel", end]]) {
        this.boxes.removeEventListener(name, act);
      }
      this.element.focus();
    };
    this.boxes.addEventListener("pointermove", move);
    this.boxes.addEventListener("pointerup", end);
    this.boxes.addEventListener("pointercancel", end);
  }

  key(event) {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (event.key === "Escape") this.close();
    if (event.key === "Enter") this.save();
    if (!way) return;
    event.preventDefault();
    const [x, y, width, height] = this.box;
    const [right, down] = way.map((step) => step * 0.01);
    if (event.shiftKey) this.place(x, y, width + right, height + down);
    else this.place(x + right, y + down, width, height);
  }

  async save() {
    const box = this.picture ? this.pixels().map(Math.round) : null;
    if (await this.ask(() => this.send(box), texts.keptNow)) this.close();
  }

  /* A new mask has its box; one that is put right says how far each edge went. */
  send(box) {
    const names = ["x", "y", "width", "height"];
    const from = this.mask ? this.shown : [0, 0, 0, 0];
    const edges = box ? Object.fromEntries(names.map((name, i) => [name, Math.round(box[i] - from[i])])) : {};
    const body = { ...this.span(), ...edges };
    return this.mask ? ask(this.mask.url, body, "PATCH") : ask(data.mask, body);
  }
}
