/**
 * Plays a step's piece of the video in the place of its picture, and stops at its end.
 *
 * `data-clip` with `data-start` and `data-end` is the place; `data-clip-open` in the same step is
 * the button; the player itself is cloned from `template[data-clip-template]`.
 */

import { keepChoices, readChoices } from "./choices.js";
import { isIn, isOver, lastPicture, momentOf, resumeAt, shareOf, spanOf } from "./span.js";

const template = document.querySelector("template[data-clip-template]");
const choices = readChoices(window.localStorage);
let playing = null;

class Clip {
  constructor(place, opener, number) {
    this.place = place;
    this.opener = opener;
    this.number = number;
    this.span = spanOf(place.dataset);
    this.still = place.querySelector("[data-still]");
    opener.addEventListener("click", () => this.open());
    opener.hidden = false;
  }

  open() {
    this.showAt(this.span.start);
    this.play();
  }

  /** The player in the place of the picture, at this moment; nothing plays by itself. */
  showAt(moment) {
    if (!this.root) this.build();
    this.root.hidden = false;
    if (this.still) this.still.hidden = true;
    // "Pause" and "Back to the picture" stand in its place.
    this.opener.hidden = true;
    this.wanted = moment;
    this.video.currentTime = moment;
    this.applyChoices();
    this.show();
    this.toggle.focus();
    this.root.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.video.pause();
    this.root.hidden = true;
    if (this.still) this.still.hidden = false;
    this.opener.hidden = false;
    this.opener.focus();
  }

  build() {
    this.root = template.content.firstElementChild.cloneNode(true);
    this.place.append(this.root);
    const find = (selector) => this.root.querySelector(selector);
    this.video = find("video");
    this.bar = find("progress");
    this.toggle = find("[data-clip-toggle]");
    this.captions = find("[data-clip-captions]");
    this.speeds = [...this.root.querySelectorAll("input[type=radio]")];
    this.toggle.addEventListener("click", () => (this.video.paused ? this.play() : this.video.pause()));
    find("[data-clip-close]").addEventListener("click", () => this.close());
    for (const speed of this.speeds) {
      speed.name = `vitesse-${this.number}`;
      speed.addEventListener("change", () => this.choose({ speed: Number(speed.value) }));
    }
    this.captions?.addEventListener("change", () => this.choose({ captions: this.captions.checked }));
    this.listen();
  }

  listen() {
    const { video } = this;
    for (const event of ["play", "pause", "ended"]) video.addEventListener(event, () => this.show());
    video.addEventListener("click", () => (video.paused ? this.play() : video.pause()));
    video.addEventListener("timeupdate", () => this.watch(video.currentTime));
    video.addEventListener("error", () => this.showError(true));
    video.addEventListener("loadedmetadata", () => {
      // A seek asked for before the video was known is forgotten by some browsers.
      if (video.currentTime < this.wanted) video.currentTime = this.wanted;
      this.showError(false);
    });
    if ("requestVideoFrameCallback" in video) {
      const each = (_now, frame) => {
        if (!video.seeking) this.watch(frame.mediaTime);
        video.requestVideoFrameCallback(each);
      };
      video.requestVideoFrameCallback(each);
    }
  }

  play() {
    if (playing && playing !== this) playing.video.pause();
    playing = this;
    if (this.video.error) this.video.load();
    const { currentTime } = this.video;
    const from = resumeAt(currentTime, this.span);
    if (from !== currentTime) this.video.currentTime = from;
    this.atEnd = false;
    this.video.play().catch(() => this.show());
  }

  watch(time) {
    this.bar.value = shareOf(time, this.span);
    if (this.video.paused || this.video.seeking || !isOver(time, this.span)) return;
    this.atEnd = true;
    this.bar.value = 1;
    this.video.pause();
    // A busy computer looks too late: go back to the step's own last picture.
    this.video.currentTime = lastPicture(this.span);
  }

  show() {
    const { playing: pause, paused, ended } = this.toggle.dataset;
    const over = this.atEnd || this.video.ended;
    this.toggle.textContent = !this.video.paused ? pause : over ? ended : paused;
  }

  showError(failed) {
    this.root.querySelector("[data-clip-error]").hidden = !failed;
    this.show();
  }

  choose(change) {
    Object.assign(choices, change);
    keepChoices(window.localStorage, choices);
    this.applyChoices();
  }

  applyChoices() {
    this.video.playbackRate = choices.speed;
    this.video.defaultPlaybackRate = choices.speed;
    for (const speed of this.speeds) speed.checked = Number(speed.value) === choices.speed;
    if (this.captions) this.captions.checked = choices.captions;
    for (const track of this.video.textTracks) track.mode = choices.captions ? "showing" : "hidden";
  }
}

/** Stops whatever clip plays: another step is being shown. */
function stopPlaying() {
  playing?.video.pause();
}

if (template) {
  const moment = momentOf(window.location.search);
  for (const place of document.querySelectorAll("[data-clip]")) {
    const step = place.closest("[data-step]");
    const opener = step.querySelector("[data-clip-open]");
    if (!opener || !spanOf(place.dataset)) continue;
    const clip = new Clip(place, opener, step.dataset.step);
    if (moment !== null && isIn(moment, clip.span)) clip.showAt(moment);
  }
  window.addEventListener("hashchange", stopPlaying);
}
