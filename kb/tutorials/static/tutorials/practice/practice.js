/**
 * The exercises of a tutorial, one after the other. Everything stays in the page: nothing is sent,
 * nothing is kept. The picture is for hands and mice, the list beside it for keys and voices.
 */

import { boxOf, filled, helpAfter, howItWent, isThere, isTyped } from "./rules.js";

const root = document.querySelector("[data-practice]");
const words = JSON.parse(document.querySelector("#practice-words").textContent);
const recap = root.querySelector("[data-recap]");

class Exercise {
  constructor(element) {
    this.element = element;
    this.kind = element.dataset.exercise;
    this.find = (name) => element.querySelector(`[data-${name}]`);
    this.next = this.find("next");
    this.skip = this.find("skip");
    this.help = this.find("help-clip");
    this.listen();
  }

  listen() {
    this.find("screen")?.addEventListener("click", (event) => this.press(event));
    for (const choice of this.element.querySelectorAll("[data-choice]")) {
      choice.addEventListener("click", () => this.judge(choice.dataset.choice === "right"));
    }
    this.find("typing")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.judge(isTyped(this.find("typing").querySelector("input").value, this.element.dataset.typed));
    });
    this.find("scroll")?.addEventListener("scroll", (event) => {
      const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
      if (scrollTop + clientHeight >= scrollHeight - clientHeight / 3) this.judge(true);
    });
    this.next.addEventListener("click", () => this.leave());
    this.skip?.addEventListener("click", () => {
      this.skipped = true;
      this.leave();
    });
  }

  /** As new. */
  start() {
    this.tries = 0;
    this.skipped = false;
    this.done = false;
    this.say("");
    if (this.kind === "find") this.find("answer").hidden = true;
    if (this.help) this.help.hidden = true;
    if (this.skip) this.skip.hidden = false;
    this.next.hidden = !["read", "mistake"].includes(this.kind);
    const field = this.find("typing")?.querySelector("input");
    if (field) field.value = "";
    if (this.find("scroll")) this.find("scroll").scrollTop = 0;
  }

  press(event) {
    if (this.kind !== "find" || this.done) return;
    const picture = this.find("screen").querySelector("img").getBoundingClientRect();
    const point = { x: event.clientX - picture.left, y: event.clientY - picture.top };
    const { x, y, box } = this.element.dataset;
    this.judge(isThere(point, picture, { x: Number(x), y: Number(y) }, boxOf(box)));
  }

  judge(right) {
    if (this.done) return;
    if (right) {
      this.succeed();
      return;
    }
    this.tries += 1;
    const { where, typed } = this.element.dataset;
    const help = helpAfter(this.tries, Boolean(this.element.querySelector("[data-clip]")));
    if (this.kind === "type") this.say(filled(words.typed, { typed }));
    else this.say(filled(where || help !== "where" ? words[help] : words.look, { where }));
    if (help !== "where" && this.help) this.help.hidden = false;
    if (help === "shown" && this.find("answer")) this.find("answer").hidden = false;
  }

  succeed() {
    this.done = true;
    this.say(words.right, "success");
    if (this.find("answer")) this.find("answer").hidden = false;
    if (this.skip) this.skip.hidden = true;
    this.next.hidden = false;
    this.next.focus();
  }

  say(sentence, tone = "info") {
    const said = this.find("said");
    said.textContent = sentence;
    said.classList.toggle("notice--success", tone === "success");
    said.classList.toggle("notice--info", tone === "info");
  }

  leave() {
    for (const video of this.element.querySelectorAll("video")) video.pause();
    goTo(exercises.indexOf(this) + 1);
  }
}

const exercises = [...root.querySelectorAll("[data-exercise]")].map((one) => new Exercise(one));

function goTo(place, { focus = true } = {}) {
  exercises.forEach((one, index) => {
    one.element.hidden = index !== place;
  });
  root.querySelector("[data-practice-intro]").hidden = place > 0;
  recap.hidden = place < exercises.length;
  if (recap.hidden) exercises[place].start();
  else tell();
  const title = (recap.hidden ? exercises[place].element : recap).querySelector("h2");
  if (!focus) return;
  title.focus({ preventScroll: true });
  title.closest("section").scrollIntoView({ block: "start" });
}

/** How each step went, in words; what was only to be read has none. */
function tell() {
  for (const one of exercises) {
    const line = recap.querySelector(`[data-recap-step="${one.element.dataset.step}"] [data-recap-how]`);
    const judged = !["read", "mistake"].includes(one.kind);
    line.textContent = judged ? `– ${words.how[howItWent(one.tries, one.skipped)]}` : "";
  }
}

recap.querySelector("[data-again]").addEventListener("click", () => goTo(0));
root.toggleAttribute("data-ready", true);
if (exercises.length) goTo(0, { focus: false });
