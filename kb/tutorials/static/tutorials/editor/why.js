/* What a step of the draft rests on: what was seen and heard there, its title as it was said, and
   of a mistake the step at which it was made. */

import { data, news, player, root, seek } from "./desk.js";

/* By the id of the block in the stream. A step that a person made rests on nothing. */
export function groundsOf(step) {
  const block = step.closest("[data-streamfield-child]");
  const id = block?.querySelector(":scope > input[name$='-id']")?.value;
  return data?.grounds[id] ?? { reasons: [], plain_title: "" };
}

/* The title of the step that a mistake belongs to; empty where there is none any more. */
function titleOfBlock(id) {
  const ids = [...document.querySelectorAll("[data-streamfield-child] > input[name$='-id']")];
  const block = id && ids.find((input) => input.value === id)?.parentElement;
  return block ? block.querySelector("input[name$='-title']").value : "";
}

function showMistakeOf(step) {
  const place = step.querySelector("[data-step-mistake-of]");
  const title = titleOfBlock(step.querySelector("input[name$='-mistake_of']").value);
  place.textContent = title && place.dataset.stepMistakeOf.replace("{title}", () => title);
}

function show(step) {
  showMistakeOf(step);
  const { reasons, plain_title: plain } = groundsOf(step);
  const why = step.querySelector("[data-step-why]");
  why.hidden = reasons.length === 0;
  why.querySelector("[data-step-reasons]").replaceChildren(...reasons.map(listed));
  const title = step.querySelector("input[name$='-title']").value;
  step.querySelector("[data-step-plain]").hidden = !plain || plain === title;
  step.querySelector("[data-step-plain-title]").textContent = plain;
}

/* One line, as in the transcript: it plays from there. */
function listed({ t, when, text }) {
  const item = document.createElement("li");
  const line = document.createElement(player ? "button" : "span");
  line.className = "recording-desk__sentence";
  const time = document.createElement("span");
  time.className = "recording-desk__when";
  time.textContent = when;
  line.append(time, " ", text);
  if (player) {
    line.type = "button";
    line.addEventListener("click", () => seek(t, { play: true }));
  }
  item.append(line);
  return item;
}

function begin() {
  document.querySelectorAll("[data-step]").forEach(show);
  // What was undone is there again, as a new element.
  news.addEventListener("stepschange", () => document.querySelectorAll("[data-step]").forEach(show));
}

// Wagtail draws the steps when the document is ready.
if (root && data) {
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin, { once: true });
}
