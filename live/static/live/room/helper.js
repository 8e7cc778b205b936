// The helper's side: sees the learner's picture, points, speaks, marks steps; never controls.

import { colourAt, wordsFor } from "./describe.js";
import { keepNotes } from "./notes.js";
import { measured, qualityOf } from "./quality.js";
import { chime } from "./sound.js";
import { Stage } from "./stage.js";
import { openTutorials } from "./tutorials.js";

const MOVES_A_SECOND = 20;
const DRAGGED = 0.03;
const NUDGE = 0.02;
const ZOOMS = [1, 1.5, 2, 3];

export class HelperSide {
  #zoom = 0;
  #rtp = null;
  #movedAt = 0;
  #down = null;
  #place = { x: 0.5, y: 0.5 };
  #roundTrip = null;
  #stats = null;
  #demonstration = null;
  #learners = [];

  constructor({ root, line, texts }) {
    Object.assign(this, { root, line, texts });
    this.find = (selector) => root.querySelector(selector);
    this.frame = this.find("#image");
    this.stage = new Stage(this.frame);
    this.words = this.find("#mots");
    this.#listen();
    this.#pointer();
    this.#keys();
    this.#on("#etape", () => this.#mark());
    this.#on("#plus", () => this.#zoomTo(this.#zoom + 1));
    this.#on("#moins", () => this.#zoomTo(this.#zoom - 1));
    this.#on("#demonstration", () => this.#demonstrate());
    for (const chip of root.querySelectorAll("[data-words]")) {
      chip.addEventListener("click", () => {
        this.words.value = chip.dataset.words;
        this.frame.focus();
      });
    }
    openTutorials(this.find("#tutoriels"), root.dataset.searchUrl, (event) => line.send(event), texts);
    keepNotes(this.find("#notes"), this.find("#notes-etat"), root.dataset.notesUrl, texts);
    setInterval(() => this.#measure(), 2000);
    this.#zoomTo(0);
  }

  // --- what comes from the room --------------------------------------------------------------------

  heard(event) {
    if (event.kind === "people") {
      this.#learners = event.people.filter((one) => one.role === "learner");
      const shows = this.#learners.some((one) => one.picture);
      this.frame.toggleAttribute("data-empty", !shows);
      this.find("#sans-image").hidden = shows;
      const [learner] = this.#learners;
      this.find("#sans-image").textContent = learner?.here
        ? this.texts.shows_nothing.replace("{name}", learner.name)
        : this.texts.learner_awaited;
      const code = this.find("#code-a-lire");
      if (code) code.hidden = Boolean(learner?.here);
    } else if (event.kind === "done" || event.kind === "stuck") {
      this.#news(this.texts[`says_${event.kind}`].replace("{name}", event.name), event.kind);
      chime();
    } else if (event.kind === "pointer" && event.phase === "press") {
      this.stage.press(event);
    } else if (event.kind === "arrow") {
      const at = ([x, y]) => ({ x, y });
      this.stage.arrow(at(event.from), at(event.to));
    } else if (event.kind === "mark") {
      this.#marked(event);
    } else if (event.kind === "pointer") {
      this.stage.move(event);
    }
  }

  recordingChanged() {}

  agreed() {}

  close() {
    this.#demonstration?.stop();
  }

  #listen() {
    const { video } = this.stage;
    this.line.addEventListener("picture", ({ detail: track }) => this.stage.show(track));
    this.line.addEventListener("round-trip", ({ detail }) => {
      this.#roundTrip = detail;
    });
    if (!video.requestVideoFrameCallback) return;
    // The frame that is seen while one points: the recording finds it again.
    const seen = (_now, { rtpTimestamp }) => {
      this.#rtp = rtpTimestamp ?? null;
      video.requestVideoFrameCallback(seen);
    };
    video.requestVideoFrameCallback(seen);
  }

  #news(words, kind) {
    const item = document.createElement("li");
    item.className = `news news--${kind}`;
    item.textContent = words;
    this.find("#nouvelles").prepend(item);
    for (const old of [...this.find("#nouvelles").children].slice(4)) old.remove();
  }

  #marked({ label }) {
    const list = this.find("#etapes");
    const item = document.createElement("li");
    item.textContent = label || this.texts.step_unnamed;
    list.append(item);
    list.closest("details").open = true;
  }

  // --- pointing ------------------------------------------------------------------------------------

  #pointer() {
    const { layer } = this.stage;
    layer.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.#down = this.stage.placeUnder(event);
      layer.setPointerCapture(event.pointerId);
    });
    layer.addEventListener("pointermove", (event) => {
      const place = this.stage.placeUnder(event);
      if (place) this.#move(place);
    });
    layer.addEventListener("pointerup", (event) => {
      const [from, to] = [this.#down, this.stage.placeUnder(event)];
      this.#down = null;
      if (!from || !to) return;
      if (Math.hypot(to.x - from.x, to.y - from.y) < DRAGGED) this.#press(from);
      else this.line.send({ kind: "arrow", from: [from.x, from.y], to: [to.x, to.y] });
    });
    layer.addEventListener("pointercancel", () => {
      this.#down = null;
    });
  }

  #move(place) {
    this.#place = place;
    this.stage.move(place);
    const now = performance.now();
    if (now - this.#movedAt < 1000 / MOVES_A_SECOND) return;
    this.#movedAt = now;
    this.line.send({ kind: "pointer", phase: "move", ...place, ...this.#frameSeen() });
  }

  #press(place) {
    this.#place = place;
    let colour = "";
    try {
      colour = colourAt(this.stage.video, place);
    } catch {
      // No picture to read.
    }
    const text = wordsFor(this.words.value, colour, place, this.texts).slice(0, 200);
    this.line.send({ kind: "pointer", phase: "press", ...place, text, ...this.#frameSeen() });
    this.find("#dit").textContent = this.texts.said_with_press.replace("{words}", text);
    this.words.value = "";
  }

  #frameSeen() {
    return this.#rtp === null ? {} : { rtp: this.#rtp };
  }

  #mark() {
    const label = this.words.value.trim();
    this.line.send({ kind: "mark", ...(label && { label }) });
    this.words.value = "";
  }

  // --- by keyboard ---------------------------------------------------------------------------------

  #keys() {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    this.frame.addEventListener("keydown", (event) => {
      const by = moves[event.key];
      if (by) {
        const within = (value) => Math.min(1, Math.max(0, value));
        this.#move({
          x: within(this.#place.x + by[0] * NUDGE),
          y: within(this.#place.y + by[1] * NUDGE),
        });
      } else if (event.key === "Enter" || event.key === " ") {
        this.#press(this.#place);
      } else {
        return;
      }
      event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "e" || event.key === "E") this.#mark();
      else if (event.key === "+" || event.key === "=") this.#zoomTo(this.#zoom + 1);
      else if (event.key === "-") this.#zoomTo(this.#zoom - 1);
    });
  }

  /** Larger about the place last pointed at. */
  #zoomTo(zoom) {
    this.#zoom = Math.min(ZOOMS.length - 1, Math.max(0, zoom));
    this.stage.video.style.width = `${ZOOMS[this.#zoom] * 100}%`;
    this.stage.video.style.maxHeight = this.#zoom ? "none" : "";
    this.find("#plus").disabled = this.#zoom === ZOOMS.length - 1;
    this.find("#moins").disabled = this.#zoom === 0;
    this.stage.lay();
    this.frame.scrollTo({
      left: this.#place.x * this.frame.scrollWidth - this.frame.clientWidth / 2,
      top: this.#place.y * this.frame.scrollHeight - this.frame.clientHeight / 2,
      behavior: "instant",
    });
  }

  // --- showing, measuring --------------------------------------------------------------------------

  async #demonstrate() {
    const button = this.find("#demonstration");
    if (this.#demonstration) {
      this.#demonstration.stop();
      this.#demonstration = null;
    } else {
      try {
        const stream = await navigator.mediaDevices.getDisplayMedia({
          video: { frameRate: { max: 15 } },
        });
        [this.#demonstration] = stream.getVideoTracks();
      } catch {
        return;
      }
      this.#demonstration.contentHint = "text";
      this.#demonstration.addEventListener("ended", () => this.#demonstration && this.#demonstrate());
    }
    await this.line.setPicture(this.#demonstration);
    button.setAttribute("aria-pressed", String(Boolean(this.#demonstration)));
  }

  async #measure() {
    const sign = this.find("#qualite");
    if (this.line.state !== "connected") {
      sign.textContent = "";
      return;
    }
    const report = await this.line.stats();
    if (report) this.#stats = measured(report, this.#stats);
    const rtt = this.#stats?.rtt ?? this.#roundTrip;
    const quality = qualityOf({ rtt, loss: this.#stats?.loss ?? 0 });
    const { videoWidth, videoHeight } = this.stage.video;
    const parts = [this.texts[`quality_${quality}`]];
    if (rtt !== null) parts.push(`${rtt} ms`);
    if (videoWidth) parts.push(`${videoWidth} × ${videoHeight}`);
    sign.dataset.quality = quality;
    sign.textContent = parts.join(" · ");
  }

  #on(selector, action) {
    this.find(selector).addEventListener("click", action);
  }
}
