/* The recording beside the steps: clock, moves, transcript, waveform. */

import { bleeps, clock, data, news, player, root, round, seek, texts } from "./desk.js";
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
    button.append(piece("recording-desk__text", said.text));
    if (within(said)) button.append(" ", piece("recording-desk__bleep", texts.bleep));
    button.addEventListener("click", () => seek(said.start, { play: true }));
    item.append(button);
    list.append(item);
    return button;
  });
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
  const show = follow(list, fillTranscript(list));
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
