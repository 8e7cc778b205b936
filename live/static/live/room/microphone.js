// One's own microphone: asked for once, muted and unmuted by one button.

export class Microphone {
  track = null;

  /** `texts`: what the button and the notice say. */
  constructor(line, button, notice, texts) {
    Object.assign(this, { line, button, notice, texts });
    button.addEventListener("click", () => (this.track ? this.toggle() : this.open()));
  }

  async open() {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
      });
      [this.track] = stream.getAudioTracks();
      this.track.addEventListener("ended", () => this.#lost());
      this.notice.hidden = true;
      await this.line.setMicrophone(this.track);
    } catch {
      this.notice.hidden = false;
    }
    this.#tell();
  }

  toggle() {
    this.track.enabled = !this.track.enabled;
    this.#tell();
  }

  close() {
    this.track?.stop();
    this.track = null;
  }

  async #lost() {
    this.track = null;
    await this.line.setMicrophone(null);
    this.#tell();
  }

  #tell() {
    const on = Boolean(this.track?.enabled);
    this.button.setAttribute("aria-pressed", String(on));
    this.button.querySelector("[data-label]").textContent = on
      ? this.texts.microphone_on
      : this.texts.microphone_off;
  }
}
