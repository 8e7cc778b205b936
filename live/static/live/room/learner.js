// The learner's side: shows a screen or a camera, sees the teaching pointer over it, hears words.

import { LittleWindow } from "./little-window.js";
import { OwnRecording } from "./own-recording.js";
import { chime } from "./sound.js";
import { Stage } from "./stage.js";

const FRAMES = 15;

export class LearnerSide {
  #track = null;
  #shown = false;
  #demonstration = null;
  #demonstrated = false;
  #recordingState = "none";

  constructor({ root, line, texts, mine, microphone }) {
    Object.assign(this, { root, line, texts, mine, microphone });
    this.find = (selector) => root.querySelector(selector);
    this.stage = new Stage(this.find("#image"));
    this.own = new OwnRecording(line);
    this.little = new LittleWindow(document.querySelector("#petite-fenetre-contenu"), {
      done: () => this.#answer("done"),
      stuck: () => this.#answer("stuck"),
      closed: () => this.#buttons(),
    });
    this.#on("#partager", () => this.#share("screen"));
    this.#on("#camera", () => this.#share("camera"));
    this.#on("#arreter-partage", () => this.#stop());
    this.#on("#petite-fenetre", () => this.#openLittle());
    this.#on("#fait", () => this.#answer("done"));
    this.#on("#bloque", () => this.#answer("stuck"));
    this.agreed(root.dataset.show === "true" ? ["show"] : []);
    this.stage.video.addEventListener("resize", () => this.#resized());
    line.addEventListener("picture", ({ detail: track }) => {
      this.#demonstration = track;
      this.#choosePicture();
    });
    line.addEventListener("state", ({ detail: state }) => {
      if (state === "connected") this.#resized();
    });
  }

  // --- what comes from the room --------------------------------------------------------------------

  heard(event) {
    if (event.kind === "pointer") this.#pointed(event);
    else if (event.kind === "arrow") this.#arrow(event);
    else if (event.kind === "tutorial") this.#tutorial(event);
    else if (event.kind === "mark" && event.label) this.#say(event.label);
    else if (event.kind === "people") {
      this.#demonstrated = event.people.some((one) => one.role === "helper" && one.picture);
      this.#choosePicture();
    }
  }

  /** `on`, `off` or `none`: what stands, or is to stand at once. */
  recordingChanged(state) {
    this.#recordingState = state;
    this.little.recording(state);
    this.#recordOneself();
  }

  agreed(chosen) {
    this.mayShow = chosen.includes("show");
    if (!this.mayShow && this.#track) this.#stop();
    this.#buttons();
  }

  close() {
    this.own.stop();
    this.#track?.stop();
    this.little.close();
  }

  #stages() {
    return [this.stage, this.little.stage].filter(Boolean);
  }

  #pointed({ x, y, phase, text }) {
    for (const stage of this.#stages()) stage[phase === "press" ? "press" : "move"]({ x, y });
    if (phase !== "press") return;
    chime();
    if (text) this.#say(text);
  }

  #arrow({ from, to }) {
    const at = ([x, y]) => ({ x, y });
    for (const stage of this.#stages()) stage.arrow(at(from), at(to));
    chime();
  }

  #say(words) {
    this.find("#dit").textContent = words;
    this.find("#dit").hidden = false;
    this.little.say(words);
  }

  #tutorial({ title, address, step }) {
    const card = this.find("#tutoriel");
    const link = card.querySelector("a");
    link.textContent = title || this.texts.tutorial;
    link.hidden = !address;
    if (address) link.href = new URL(address, location.origin).href;
    card.querySelector("[data-step]").textContent = step
      ? this.texts.step.replace("{number}", step)
      : "";
    card.hidden = false;
    chime();
  }

  // --- what the learner does -----------------------------------------------------------------------

  #answer(kind) {
    this.line.send({ kind });
    this.find("#reponse").textContent = this.texts[`sent_${kind}`];
    this.little.say(this.texts[`sent_${kind}`]);
    if (kind === "done") for (const stage of this.#stages()) stage.clear();
  }

  async #share(what) {
    this.find("#partage-refuse").hidden = true;
    let stream;
    try {
      stream =
        what === "screen"
          ? await navigator.mediaDevices.getDisplayMedia({
              video: { frameRate: { max: FRAMES } },
              audio: false,
              selfBrowserSurface: "exclude",
              surfaceSwitching: "include",
            })
          : await navigator.mediaDevices.getUserMedia({
              video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, frameRate: FRAMES },
            });
    } catch {
      this.find("#partage-refuse").hidden = false;
      return;
    }
    this.#track?.stop();
    [this.#track] = stream.getVideoTracks();
    this.#track.contentHint = what === "screen" ? "text" : "detail";
    // The browser's own button to stop.
    this.#track.addEventListener("ended", ({ target }) => target === this.#track && this.#stop());
    await this.line.setPicture(this.#track);
    this.#choosePicture();
    this.#recordOneself();
    this.#buttons();
    this.find("#arreter-partage").focus();
  }

  async #stop() {
    const focused = document.activeElement === this.find("#arreter-partage");
    this.#track?.stop();
    this.#track = null;
    await this.line.setPicture(null);
    this.little.close();
    this.#choosePicture();
    this.#recordOneself();
    this.#buttons();
    if (focused) (this.#firstWay() ?? this.find("#fait")).focus();
  }

  async #openLittle() {
    if (!(await this.little.show(this.#track))) this.find("#petite-refusee").hidden = false;
    this.little.recording(this.#recordingState);
    this.#buttons();
  }

  /** One's own picture, or what the helper demonstrates. */
  #choosePicture() {
    const track = this.#demonstrated ? this.#demonstration : this.#track;
    this.#shown = track;
    const [now] = this.stage.video.srcObject?.getTracks() ?? [];
    if ((now ?? null) !== track) this.stage.show(track);
    this.find("#image-titre").textContent = this.#demonstrated
      ? this.texts.demonstration
      : track
        ? this.texts.own_picture
        : this.texts.no_picture;
  }

  #resized() {
    const { videoWidth: width, videoHeight: height } = this.stage.video;
    if (this.#track && this.#shown === this.#track && width) {
      this.line.send({ kind: "resize", width, height });
    }
  }

  #recordOneself() {
    if (this.line.way === "events" && this.#recordingState === "on") {
      this.own.start([this.#track, this.microphone.track].filter(Boolean));
    } else {
      this.own.stop();
    }
  }

  #firstWay() {
    return [this.find("#partager"), this.find("#camera")].find((button) => !button.hidden);
  }

  #buttons() {
    const devices = navigator.mediaDevices;
    const screens = Boolean(devices?.getDisplayMedia);
    const showing = Boolean(this.#track);
    this.find("#partager").hidden = showing || !screens || !this.mayShow;
    this.find("#camera").hidden = showing || screens || !devices || !this.mayShow;
    this.find("#sans-ecran").hidden = screens || !this.mayShow;
    this.find("#pas-montrer").hidden = this.mayShow;
    this.find("#arreter-partage").hidden = !showing;
    this.find("#petite-fenetre").hidden = !showing || this.little.open || !screens;
  }

  #on(selector, action) {
    this.find(selector).addEventListener("click", action);
  }
}
