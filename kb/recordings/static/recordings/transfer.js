// One file on its way, by tus: it goes on after every interruption, until it is there or refused.

import { waitBefore, willPass } from "./sending.js";

// A piece that the server keeps in memory: nothing is written twice, and little is lost with one.
const PIECE = 2 * 1024 * 1024;
// A cable pulled out brings no error for minutes: so many seconds of silence are a lost connection.
const SILENCE = 30;

export class Transfer {
  /**
   * `told` hears what happens: progress(bytes), lost(), back(), arrived(address), and
   * refused(status, sentence), where the status is null for a file that can no longer be read.
   */
  constructor(file, role, { endpoint, url, token, told, Upload = globalThis.tus.Upload }) {
    this.file = file;
    this.endpoint = endpoint;
    this.told = told;
    this.failures = 0;
    this.upload = new Upload(file, {
      endpoint: url ? null : endpoint,
      uploadUrl: url ?? null,
      chunkSize: PIECE,
      // The waiting is ours: the library's ends with its list of delays, and while offline.
      retryDelays: null,
      // What was begun is asked of the server: a shared computer keeps no names of files.
      storeFingerprintForResuming: false,
      onBeforeRequest: (request) => request.setHeader("X-CSRFToken", token()),
      metadata: { filename: file.name, role, modified: String(file.lastModified) },
      onUploadUrlAvailable: () => {
        // With an endpoint the library would begin anew whenever a server that restarts says 502.
        this.upload.options.endpoint = null;
      },
      onProgress: (sent) => this.#progress(sent),
      onChunkComplete: () => {
        this.failures = 0;
      },
      onSuccess: () => {
        this.#rest();
        this.told.arrived(this.upload.url);
      },
      onError: (error) => this.#failed(error),
    });
    this.online = () => {
      if (this.waiting) this.#again();
    };
  }

  start() {
    this.running = true;
    globalThis.addEventListener("online", this.online);
    this.#watch();
    this.upload.start();
  }

  async pause() {
    this.#rest();
    await this.upload.abort();
  }

  #rest() {
    this.running = false;
    clearTimeout(this.waiting);
    clearTimeout(this.silence);
    this.waiting = null;
    globalThis.removeEventListener("online", this.online);
  }

  #progress(sent) {
    if (!this.running) return;
    if (this.gone) {
      this.gone = false;
      this.told.back();
    }
    this.#watch();
    this.told.progress(sent);
  }

  async #failed(error) {
    if (!this.running) return;
    const response = error.originalResponse;
    const status = response?.getStatus() ?? 0;
    if (status === 404 || status === 410) {
      this.#anew();
    } else if (!willPass(status)) {
      const plain = response?.getHeader("Content-Type")?.startsWith("text/plain");
      this.#refused(status, plain ? response.getBody() : "");
    } else if (await this.#readable()) {
      this.#lost();
    } else {
      this.#refused(null, "");
    }
  }

  #refused(status, sentence) {
    this.#rest();
    this.told.refused(status, sentence);
  }

  // The server knows nothing of it any more: from the beginning.
  #anew() {
    this.upload.url = null;
    this.upload.options.uploadUrl = null;
    this.upload.options.endpoint = this.endpoint;
    this.upload.start();
  }

  // A file that was moved or changed fails as if the connection were lost.
  async #readable() {
    try {
      await this.file.slice(0, 1).arrayBuffer();
      return true;
    } catch {
      return false;
    }
  }

  #lost() {
    if (!this.running) return;
    clearTimeout(this.silence);
    this.failures += 1;
    this.gone = true;
    this.told.lost();
    this.waiting = setTimeout(() => this.#again(), waitBefore(this.failures) * 1000);
  }

  #again() {
    clearTimeout(this.waiting);
    this.waiting = null;
    this.#watch();
    this.upload.start();
  }

  #watch() {
    clearTimeout(this.silence);
    this.silence = setTimeout(async () => {
      if (!this.running || this.waiting) return;
      await this.upload.abort();
      this.#lost();
    }, SILENCE * 1000);
  }
}
