// One part of the recording on the upload page: chosen, dropped or taken up again, checked at once.

import { begunWith, bytes, fill, roleOf, wrongWith } from "./sending.js";

/** One part of the recording: its file, checked as soon as it is chosen. */
export class Part {
  constructor(element, rules) {
    this.role = element.dataset.uploadPart;
    this.rules = rules;
    this.input = element.querySelector("input[type=file]");
    this.sent = element.querySelector("input[type=hidden]");
    this.state = element.querySelector("[data-upload-state]");
    this.error = element.querySelector("[data-upload-error]");
    this.input.addEventListener("change", () => this.check());
    element.classList.add("drop--enhanced");
  }

  get file() {
    return this.input.files[0] ?? null;
  }

  check() {
    const { file, rules } = this;
    this.state.textContent = "";
    this.refuse("");
    this.sent.value = "";
    if (!file) return;
    const wrong = wrongWith(file, this.role, rules);
    if (wrong) {
      this.refuse(fill(rules.texts[wrong], { size: size(rules.maxBytes, rules) }));
      this.input.value = "";
      return;
    }
    this.begun = begunWith(file, this.role, rules.begun);
    const percent = this.begun ? Math.floor((100 * this.begun.offset) / file.size) : 0;
    const key = percent === 100 ? "ready" : this.begun ? "resumes" : "chosen";
    this.state.textContent = fill(rules.texts[key], {
      name: file.name,
      size: size(file.size, rules),
      percent,
    });
  }

  refuse(sentence) {
    this.error.textContent = sentence;
    this.error.hidden = !sentence;
    this.input.toggleAttribute("aria-invalid", false);
    if (sentence) this.input.setAttribute("aria-invalid", "true");
  }

  take(file) {
    const bag = new DataTransfer();
    bag.items.add(file);
    this.input.files = bag.files;
    this.check();
  }
}

/** Lets files be dropped; each goes to the part that its name tells. */
export function acceptDrops(zone, parts) {
  zone.querySelector("[data-upload-drop-hint]").hidden = false;
  const over = (on) => zone.classList.toggle("drop--over", on);
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  zone.addEventListener("dragleave", () => over(false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    for (const file of event.dataTransfer.files) {
      const part = parts.get(roleOf(file.name));
      part.input.closest("details")?.setAttribute("open", "");
      part.take(file);
    }
  });
  // A file dropped beside the zone would replace the page, and all that was answered on it.
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
}

/** Lets a sending that was begun be chosen again. */
export function offerBegun(parts) {
  for (const button of document.querySelectorAll("[data-upload-resume]")) {
    const part = parts.get(button.dataset.uploadResume);
    button.hidden = false;
    button.addEventListener("click", () => {
      part.input.closest("details")?.setAttribute("open", "");
      part.input.click();
    });
  }
}

/** A number of bytes in the words of the page. */
export function size(count, rules) {
  return bytes(count, rules.texts, document.documentElement.lang);
}
