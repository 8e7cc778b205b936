/* The recording beside the steps: clock, moves, transcript, waveform. */

import { ask, bleeps, clock, data, news, player, root, round, say, seek, texts } from "./desk.js";
import { drawWave } from "./wave.js";
import { toolsOf } from "./step.js";
import "./keys.js";
import "./masks.js";

function steps() {
  return [...document.querySelectorAll("[data-step]")]
    .filter((step) => !step.closest("[data-streamfield-child][aria-hidden=true]"))
    .map((step) => ({
      start: Number.parseFloat(step.querySelector("input[name$=-start]")?.value),
      end: Number.parseFloat(step.querySelector("input[name$=-end]")?.value),
      element: step,
    }));
}

/* One button a sentence; an `aria-current` one is being said. */
function fillTranscript(list) {
  root.querySelector("[data-unsure-words]").hidden = !data.transcript.some((said) => said.unsure.length);
  const within = (said) => bleeps().some((mask) => mask.start < said.end && mask.end > said.start);
  return data.transcript.map((said, index) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "recording-desk__sentence";
    button.append(piece("recording-desk__when", clock(said.start).replace(/,\d$/, "")));
    const speaker = data.speakers[said.speaker];
    if (speaker && said.speaker !== data.transcript[index - 1]?.speaker) {
      button.append(piece("recording-desk__who", speaker), " ");
    }
    button.append(words(said));
    if (within(said)) button.append(" ", piece("recording-desk__bleep", texts.bleep));
    button.addEventListener("click", () => seek(said.start, { play: true }));
    item.append(button);
    if (root.dataset.mayEdit !== undefined) item.append(pencil(said, item, index, list));
    list.append(item);
    return button;
  });
}

/* The words of a sentence, those that were hardly understood marked. */
function words(said) {
  const all = piece("recording-desk__text", said.text ? "" : texts.leftOut);
  let at = 0;
  for (const [start, end] of said.text ? said.unsure : []) {
    const mark = document.createElement("mark");
    mark.textContent = said.text.slice(start, end);
    all.append(said.text.slice(at, start), mark);
    at = end;
  }
  all.append(said.text.slice(at));
  return all;
}

/* The button by which a sentence is put right, in place. */
function pencil(said, item, index, list) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-small button-secondary recording-desk__correct";
  button.textContent = texts.correct;
  button.setAttribute("aria-label", `${texts.correct} : ${said.text}`);
  button.addEventListener("click", () => {
    const field = document.createElement("textarea");
    field.rows = 2;
    field.value = said.text;
    field.className = "recording-desk__sentence-field";
    field.setAttribute("aria-label", texts.correctHelp);
    const shown = [...item.children];
    const close = () => {
      item.replaceChildren(...shown);
      button.focus();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      if (field.value.trim() === said.text) close();
      else putRight(said, field.value, index, list);
    });
    item.replaceChildren(field, piece("step-editor__hint", texts.correctHelp));
    field.focus();
  });
  return button;
}

/* Sends the words of a sentence, and shows the transcript as it is then read. */
async function putRight(said, text, index, list) {
  try {
    const { start, end, speaker } = said;
    const answer = await ask(data.caption, { start, end, speaker, text });
    data.transcript = answer.transcript;
    say(answer.personal ? texts.saidPersonal : texts.saidCorrected, { error: answer.personal });
  } catch (error) {
    say(error.message, { error: true });
    return;
  }
  news.dispatchEvent(new Event("transcriptchange"));
  const items = list.querySelectorAll("li");
  items[Math.min(index, items.length - 1)]?.querySelector(".recording-desk__correct")?.focus();
}

function piece(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}

function follow(list, sentences) {
  let current = null;
  return (t) => {
    const index = data.transcript.findLastIndex((said) => said.start <= t && t < said.end + 0.3);
    const next = sentences[index] ?? null;
    if (next === current) return;
    current?.removeAttribute("aria-current");
    next?.setAttribute("aria-current", "true");
    current = next;
    // Only the list scrolls: the page stays where the person works.
    if (next) list.scrollTop = next.offsetTop - list.clientHeight / 3;
  };
}

function markCurrentStep(t) {
  for (const step of steps()) {
    const inside = step.start <= t && t < step.end;
    step.element.classList.toggle("step-editor--now", inside);
  }
}

function begin() {
  const list = root.querySelector("[data-transcript]");
  let show = follow(list, fillTranscript(list));
  news.addEventListener("transcriptchange", () => {
    list.replaceChildren();
    show = follow(list, fillTranscript(list));
  });
  const wave = drawWave(root.querySelector("[data-wave]"), data, steps, (step, edge, t) => {
    toolsOf.get(step.element)?.setTime(edge, round(t));
  });
  root.querySelectorAll("[data-zoom]").forEach((button) => {
    button.addEventListener("click", () => wave.zoom(Number(button.dataset.zoom), player?.currentTime ?? 0));
  });
  news.addEventListener("stepschange", wave.steps);
  news.addEventListener("maskschange", wave.bleeps);
  document.addEventListener("input", wave.steps);
  new MutationObserver(wave.steps).observe(
    document.querySelector("[data-streamfield-stream-container]") ?? root,
    { childList: true },
  );
  if (!player) return;
  const place = root.querySelector("[data-clock]");
  const moved = () => {
    place.textContent = clock(player.currentTime);
    show(player.currentTime);
    wave.head(player.currentTime);
    markCurrentStep(player.currentTime);
  };
  player.addEventListener("timeupdate", moved);
  player.addEventListener("seeking", moved);
  root.querySelectorAll("[data-move]").forEach((button) => {
    button.addEventListener("click", () => {
      player.pause();
      seek(player.currentTime + Number(button.dataset.move));
    });
  });
  root.querySelector("[data-speed]").addEventListener("change", (event) => {
    player.playbackRate = Number(event.target.value);
  });
}

// Wagtail draws the steps when the document is ready; the waveform shows them.
if (root && data) {
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin, { once: true });
}
