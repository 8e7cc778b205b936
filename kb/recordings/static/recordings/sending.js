// What the upload page reckons, without a page: kinds of file, time left, waiting times, words.

export const WAITS = [1, 2, 5, 10, 20, 30];

/** Seconds to wait before the next attempt, after `failures` in a row (1, 2, …). */
export function waitBefore(failures) {
  return WAITS[Math.min(failures, WAITS.length) - 1];
}

/** The key of the text that says what is wrong with a file for `role`, or null. */
export function wrongWith(file, role, rules) {
  const suffix = (/\.[^./\\]+$/.exec(file.name) ?? [""])[0].toLowerCase();
  if (!rules.accepted[role].includes(suffix)) {
    return role === "timeline" ? "unknownTimeline" : "unknownKind";
  }
  if (file.size === 0) return "empty";
  return file.size > rules.maxBytes ? "tooLarge" : null;
}

/** Which part a dropped file is meant to be, told from its name. */
export function roleOf(name) {
  const plain = name.toLowerCase();
  if (/\.(jsonl|ndjson)$/.test(plain)) return "timeline";
  if (/^(helper|aidant)\b.*\.(opus|ogg|oga|wav|mp3|m4a|flac|aac|weba)$/.test(plain)) return "helper";
  if (/^(learner|aide|personne)\b.*\.(opus|ogg|oga|wav|mp3|m4a|flac|aac|weba)$/.test(plain)) {
    return "learner";
  }
  return "main";
}

/** The upload that was begun with this very file, or undefined. */
export function begunWith(file, role, begun) {
  return begun.find(
    (upload) =>
      upload.role === role &&
      upload.name === file.name &&
      upload.size === file.size &&
      (upload.modified === null || upload.modified === file.lastModified),
  );
}

/** How fast it goes, from what was sent lately; `left` is null until something can be said. */
export class Pace {
  constructor(window = 20) {
    this.window = window;
    this.marks = [];
  }

  /** Notes that `sent` bytes had gone at `now` seconds. */
  note(now, sent) {
    const last = this.marks.at(-1);
    if (last && sent < last.sent) this.marks = [];
    this.marks.push({ now, sent });
    while (this.marks.length > 2 && now - this.marks[0].now > this.window) this.marks.shift();
  }

  /** Forgets the past: after a pause the old pace says nothing. */
  forget() {
    this.marks = [];
  }

  /** Seconds until `size` bytes have gone. */
  left(size) {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    if (!first || last.now - first.now < 1 || last.sent <= first.sent) return null;
    return ((size - last.sent) * (last.now - first.now)) / (last.sent - first.sent);
  }
}

/** `text` with its {places} filled in. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

/** A number of seconds in words, empty for null. */
export function timeLeft(seconds, texts) {
  if (seconds === null || !Number.isFinite(seconds)) return "";
  if (seconds < 50) return texts.lessThanMinute;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes === 1) return texts.oneMinute;
  if (minutes < 60) return fill(texts.minutes, { count: minutes });
  const rounded = Math.round(minutes / 5) * 5;
  const rest = String(rounded % 60).padStart(2, "0");
  return fill(texts.hours, { hours: Math.floor(rounded / 60), minutes: rest });
}

/** A number of bytes in words, in the language of the page. */
export function bytes(count, texts, language) {
  const units = texts.units.split(",");
  let power = 0;
  let value = count;
  while (value >= 1000 && power < units.length - 1) {
    value /= 1000;
    power += 1;
  }
  const digits = value < 10 && power > 0 ? 1 : 0;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
  return `${number}\u00a0${units[power]}`;
}

/** Whether an error will pass by itself: no answer at all, a busy or failing server. */
export function willPass(status) {
  return status === 0 || status === 409 || status === 423 || status === 429 || status === 460 || (status >= 500 && status !== 507);
}
