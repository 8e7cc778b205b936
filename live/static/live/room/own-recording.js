/**
 * Where WebRTC is impossible the browser records itself, and sends what it records in pieces.
 *
 * Numbers begin with the seconds of today's clock: they rise over a reload too, because there is at
 * most one piece a second.
 */

const PIECE = 2000;

export class OwnRecording {
  #recorder = null;
  #number = 0;
  #queue = Promise.resolve();

  constructor(line, now = () => Date.now()) {
    this.line = line;
    this.now = now;
  }

  /** Records these tracks; other tracks are another recording. */
  start(tracks) {
    this.stop();
    const began = this.line.clock.at(performance.now());
    if (!tracks.length || began === null || typeof MediaRecorder === "undefined") return;
    const type = tracks.some((track) => track.kind === "video")
      ? "video/webm;codecs=vp8,opus"
      : "audio/webm;codecs=opus";
    if (!MediaRecorder.isTypeSupported(type)) return;
    const recorder = new MediaRecorder(new MediaStream(tracks), {
      mimeType: type,
      videoBitsPerSecond: 1_000_000,
      audioBitsPerSecond: 32_000,
      videoKeyFrameIntervalDuration: 5000,
    });
    this.#recorder = recorder;
    recorder.addEventListener("dataavailable", ({ data }) => {
      if (!data.size) return;
      this.#number += 1;
      const number = this.#number;
      this.#queue = this.#queue.then(() => this.#send(recorder, tracks, number, began, data));
    });
    this.#number = Math.max(this.#number, Math.floor(this.now() / 1000));
    recorder.start(PIECE);
  }

  stop() {
    if (this.#recorder && this.#recorder.state !== "inactive") this.#recorder.stop();
    this.#recorder = null;
  }

  async #send(recorder, tracks, number, began, data) {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        const status = await this.line.sendChunk(number, began, data);
        if (status === 409 && recorder === this.#recorder) this.start(tracks);
        if (status < 500) return;
      } catch {
        // The network: once more.
      }
      await new Promise((done) => setTimeout(done, 1000 * 2 ** attempt));
    }
  }
}
