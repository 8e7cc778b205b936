/* The keys of the step editor, and its undo. Plain letters hold while the keyboard is on a step and in
   no field: Escape leaves a field for its step. */

import { History } from "./history.js";
import { data, news, player, root, say, texts } from "./desk.js";
import { streams } from "./streams.js";
import { toolsOf } from "./step.js";

const KEYS = {
  l: (tools) => tools.act("play"),
  c: (tools) => tools.act("split"),
  m: (tools) => tools.act("merge"),
  d: (tools) => tools.act("start="),
  f: (tools) => tools.act("end="),
  i: (tools) => tools.act("pick"),
  s: (_tools, step) => go(step, 1),
  p: (_tools, step) => go(step, -1),
  z: () => undo(),
  y: () => redo(),
};
/* A field that is typed in: the browser's own undo is at work there. */
const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";
const SETTLED = 400;

const bar = root?.querySelector("[data-history]");
let history = null;
let restoring = false;

function allSteps() {
  return [...document.querySelectorAll("[data-step]")].filter(
    (step) => !step.closest("[data-streamfield-child][aria-hidden=true]"),
  );
}

/* The step beside, with the keyboard on it, and the recording at its start. */
function go(step, by) {
  const all = allSteps();
  const next = all[all.indexOf(step) + by];
  if (!next) return;
  hold(next);
  toolsOf.get(next)?.show();
}

function hold(step) {
  step.tabIndex = -1;
  step.focus({ preventScroll: true });
  step.scrollIntoView({ block: "center" });
}

function pressed(event) {
  const step = event.target.closest?.("[data-step]");
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.target.closest?.(FIELDS)) {
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") {
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    }
    return;
  }
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest(FIELDS)) {
    if (event.key === "Escape") hold(step);
    return;
  }
  if (event.key === " " && event.target === step && player) {
    event.preventDefault();
    if (player.paused) player.play().catch(() => {});
    else player.pause();
    return;
  }
  const act = KEYS[event.key.toLowerCase()];
  const tools = toolsOf.get(step);
  if (!act || !tools) return;
  event.preventDefault();
  act(tools, step);
}

function undo() {
  say(history?.undo() ? texts.saidUndone : texts.nothingUndone);
  showBar();
}

function redo() {
  say(history?.redo() ? texts.saidRedone : texts.nothingUndone);
  showBar();
}

function showBar() {
  bar.querySelector("[data-undo]").disabled = !history.past.length;
  bar.querySelector("[data-redo]").disabled = !history.future.length;
}

/* Puts a state of all the steps back, the keyboard on the step where it was. */
function write(text) {
  const all = allSteps();
  const place = all.findIndex((step) => step.contains(document.activeElement));
  const [stream] = streams;
  restoring = true;
  stream.setState(JSON.parse(text));
  restoring = false;
  const steps = allSteps();
  if (place >= 0 && steps.length) hold(steps[Math.min(place, steps.length - 1)]);
  document.querySelector("[data-streamfield-stream-container]")
    ?.dispatchEvent(new Event("change", { bubbles: true }));
  news.dispatchEvent(new Event("stepschange"));
}

function begin() {
  const [stream] = streams;
  if (!stream) return;
  history = new History(() => JSON.stringify(stream.getState()), write);
  let waiting = null;
  const later = () => {
    if (restoring) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      history.note();
      showBar();
    }, SETTLED);
  };
  for (const name of ["input", "change"]) document.addEventListener(name, later);
  news.addEventListener("stepschange", later);
  new MutationObserver(later).observe(document.querySelector("[data-streamfield-stream-container]"), {
    childList: true,
  });
  document.addEventListener("keydown", pressed);
  bar.querySelector("[data-undo]").addEventListener("click", undo);
  bar.querySelector("[data-redo]").addEventListener("click", redo);
  bar.hidden = false;
  showBar();
}

// Wagtail draws the steps when the document is ready.
if (root && data && bar) {
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin, { once: true });
}
