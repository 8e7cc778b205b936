// The upload page: files chosen or dropped, checked at once, sent one after another, then the form.

import { Part, acceptDrops, offerBegun, size } from "./part.js";
import { Pace, fill, timeLeft, waitBefore } from "./sending.js";
import { Transfer } from "./transfer.js";

/** The files on their way: what is shown meanwhile, pausing, and the form at the end. */
class Sending {
  constructor(form, parts, rules) {
    const find = (name) => form.querySelector(`[data-upload-${name}]`);
    Object.assign(this, { form, parts, rules, pace: new Pace(), transfer: null });
    this.box = find("sending");
    this.heading = find("heading");
    this.bar = find("progress");
    this.numbers = find("numbers");
    this.notice = find("notice");
    this.live = find("live");
    this.refusal = find("refusal");
    this.submit = find("submit");
    this.pauseButton = find("pause");
    this.continueButton = find("continue");
    this.pauseButton.addEventListener("click", () => this.pause());
    this.continueButton.addEventListener("click", () => this.goOn());
    find("cancel").addEventListener("click", () => this.cancel());
    addEventListener("beforeunload", (event) => {
      if (this.transfer?.running) event.preventDefault();
    });
  }

  begin() {
    const { texts } = this.rules;
    this.refuse("");
    const main = this.parts.get("main");
    const any = [...this.parts.values()].some(
      (part) => part.role !== "timeline" && (part.file || part.sent.value),
    );
    if (!any) {
      main.refuse(texts.choose);
      main.input.focus();
      return;
    }
    const no = this.form.querySelector("[data-upload-record][value=no]:checked");
    if (no) {
      this.refuse(texts.record);
      no.focus();
      return;
    }
    this.queue = [...this.parts.values()].filter((part) => part.file && !part.sent.value);
    this.total = this.queue.reduce((sum, part) => sum + part.file.size, 0);
    this.done = 0;
    this.show(true);
    this.heading.focus();
    this.next();
  }

  next() {
    const part = this.queue[0];
    if (!part) {
      this.finish();
      return;
    }
    const { endpoint } = this.rules;
    this.transfer = new Transfer(part.file, part.role, {
      endpoint,
      url: part.url ?? part.begun?.url,
      token: () => freshToken(this.form),
      told: {
        progress: (sent) => this.progress(this.done + sent),
        lost: () => this.tell("lost"),
        back: () => {
          this.pace.forget();
          this.tell("back");
        },
        arrived: (address) => this.arrived(part, address),
        refused: (status, sentence) => this.refused(part, status, sentence),
      },
    });
    this.transfer.start();
  }

  progress(sent) {
    const { texts } = this.rules;
    this.pace.note(performance.now() / 1000, sent);
    const share = this.total ? sent / this.total : 1;
    this.bar.value = share;
    const numbers = fill(texts.numbers, {
      percent: Math.floor(share * 100),
      sent: size(sent, this.rules),
      size: size(this.total, this.rules),
    });
    const left = timeLeft(this.pace.left(this.total), texts);
    this.numbers.replaceChildren(...[numbers, left].filter(Boolean).map(span));
    this.announce(share, [numbers, left].filter(Boolean).join(", "));
  }

  // A screen reader hears of each quarter, not of each piece.
  announce(share, words) {
    const quarter = Math.floor(share * 4);
    if (quarter === this.quarter) return;
    this.quarter = quarter;
    this.live.textContent = words;
  }

  arrived(part, address) {
    part.sent.value = identifier(address);
    part.state.textContent = fill(this.rules.texts.ready, { name: part.file.name });
    this.done += part.file.size;
    this.queue.shift();
    this.next();
  }

  refused(part, status, sentence) {
    part.url = this.transfer.upload.url;
    if (status === 507) {
      this.pausedWith(sentence);
      return;
    }
    this.show(false);
    const { texts } = this.rules;
    const words = sentence || (status === null ? texts.unreadable : texts.signedOut);
    if (status === 403 || !words) {
      this.refuse(words);
      this.submit.focus();
      return;
    }
    part.refuse(words);
    part.input.value = "";
    part.state.textContent = "";
    part.input.focus();
  }

  async finish() {
    this.transfer = null;
    this.bar.value = 1;
    this.pauseButton.hidden = true;
    this.tell("finishing");
    await this.reached();
    freshToken(this.form);
    this.form.submit();
  }

  // A form sent into a lost connection would leave the person on the browser's page of errors.
  async reached() {
    for (let failures = 1; ; failures += 1) {
      try {
        await fetch(location.href, { method: "HEAD", cache: "no-store" });
        return;
      } catch {
        this.tell("lost");
        await new Promise((resolve) => setTimeout(resolve, waitBefore(failures) * 1000));
      }
    }
  }

  async pause() {
    await this.transfer?.pause();
    this.pausedWith(this.rules.texts.paused);
    this.continueButton.focus();
  }

  pausedWith(sentence) {
    this.say(sentence);
    this.pauseButton.hidden = true;
    this.continueButton.hidden = false;
  }

  goOn() {
    this.pace.forget();
    this.say("");
    this.pauseButton.hidden = false;
    this.continueButton.hidden = true;
    this.pauseButton.focus();
    this.transfer.start();
  }

  async cancel() {
    await this.transfer?.pause();
    const part = this.queue[0];
    if (part && this.transfer) part.url = this.transfer.upload.url;
    this.transfer = null;
    this.show(false);
    this.submit.focus();
  }

  show(sending) {
    this.box.hidden = !sending;
    this.submit.hidden = sending;
    this.pauseButton.hidden = false;
    this.continueButton.hidden = true;
    this.quarter = null;
    this.pace.forget();
    this.say("");
    for (const part of this.parts.values()) part.input.disabled = sending;
  }

  tell(key) {
    this.say(this.rules.texts[key]);
  }

  say(sentence) {
    this.notice.textContent = sentence;
    this.notice.hidden = !sentence;
    if (sentence) this.live.textContent = sentence;
  }

  refuse(sentence) {
    this.refusal.textContent = sentence;
    this.refusal.hidden = !sentence;
  }
}

function identifier(address) {
  return new URL(address, location.href).pathname.split("/").filter(Boolean).at(-1);
}

// Who signed in again meanwhile, in another tab, has a new token: the cookie holds it.
function freshToken(form) {
  const field = form.elements.csrfmiddlewaretoken;
  const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  if (cookie) field.value = decodeURIComponent(cookie[1]);
  return field.value;
}

function span(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element;
}

function attach(form) {
  const rules = JSON.parse(document.getElementById(form.dataset.upload).textContent);
  const parts = new Map();
  for (const element of form.querySelectorAll("[data-upload-part]")) {
    const part = new Part(element, rules);
    parts.set(part.role, part);
  }
  acceptDrops(form.querySelector("[data-upload-drop]"), parts);
  offerBegun(parts);
  const sending = new Sending(form, parts, rules);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sending.begin();
  });
}

for (const form of document.querySelectorAll("form[data-upload]")) attach(form);
