// The test of microphone and picture before a session, with the advice that fits the browser.

import { browserOf } from "./browser.js";

const HEARD = 0.02;
const ENOUGH = 3;

class Devices {
  #tracks = [];
  #sounding = 0;

  constructor(section) {
    this.section = section;
    this.find = (name) => section.querySelector(`[data-${name}]`);
    const devices = navigator.mediaDevices;
    section.hidden = false;
    this.find("screen").hidden = Boolean(devices?.getDisplayMedia);
    this.find("try-picture").hidden = !devices;
    this.find("try-microphone").addEventListener("click", () => this.microphone());
    this.find("try-picture").addEventListener("click", () => this.picture());
    for (const each of section.querySelectorAll("[data-browser]")) {
      each.hidden = each.dataset.browser !== browserOf(navigator.userAgent);
    }
    addEventListener("pagehide", () => this.stop());
  }

  async microphone() {
    this.stop();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      this.#tracks = stream.getTracks();
      this.#listen(stream);
      this.#say("microphone", "speak");
    } catch {
      this.#refused("microphone");
    }
  }

  async picture() {
    this.stop();
    const devices = navigator.mediaDevices;
    try {
      const stream = devices.getDisplayMedia
        ? await devices.getDisplayMedia({ video: true })
        : await devices.getUserMedia({ video: { facingMode: { ideal: "environment" } } });
      this.#tracks = stream.getTracks();
      const video = this.find("picture");
      video.srcObject = stream;
      video.hidden = false;
      await video.play();
      this.#say("picture", "seen");
    } catch {
      this.#refused("picture");
    }
  }

  stop() {
    clearInterval(this.#sounding);
    for (const track of this.#tracks) track.stop();
    this.#tracks = [];
    this.find("picture").hidden = true;
    this.find("level").hidden = true;
  }

  /** Shows how loud it is; a few loud moments are a voice. */
  #listen(stream) {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const level = this.find("level");
    level.hidden = false;
    let heard = 0;
    this.#sounding = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const loud = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
      level.value = Math.min(1, loud * 6);
      if (loud > HEARD) heard += 1;
      if (heard === ENOUGH) this.#say("microphone", "heard");
    }, 100);
  }

  #refused(what) {
    this.#say(what, "refused");
    this.find("advice").hidden = false;
  }

  #say(what, state) {
    for (const each of this.section.querySelectorAll(`[data-said-of="${what}"]`)) {
      each.hidden = each.dataset.state !== state;
    }
  }
}

for (const section of document.querySelectorAll("[data-devices]")) new Devices(section);
