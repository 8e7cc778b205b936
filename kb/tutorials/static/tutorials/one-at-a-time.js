/**
 * One step at a time, on the page of the whole tutorial: `?vue=pas-a-pas#etape-3`.
 *
 * The address is the state: Previous and Next are links to hashes, so that the browser's own back
 * button, a shared address and a bookmark all lead to the right step.
 */

import { hashOfStep, searchFor, stepOfHash, stepOfKey, wantsOne } from "./route.js";

const root = document.querySelector("[data-tutorial]");
const count = Number(root?.dataset.count ?? 0);
const steps = [...document.querySelectorAll("[data-step]")];
const end = document.querySelector("[data-step-end]");
const find = (name) => root.querySelector(`[data-${name}]`);

const isOne = () => document.documentElement.dataset.view === "one";
const current = () => stepOfHash(window.location.hash, count) ?? 1;

function replaceAddress(one, hash) {
  const { pathname, search } = window.location;
  window.history.replaceState(null, "", pathname + searchFor(search, one) + hash);
}

function fillBar(number) {
  const last = number > count;
  const { stepWords, endWords } = find("counter").dataset;
  find("counter").textContent = last
    ? endWords
    : stepWords.replace("{number}", number).replace("{count}", count);
  const next = find("next-label");
  next.textContent = number >= count ? next.dataset.endWords : next.dataset.nextWords;
  link(find("previous"), number > 1 ? hashOfStep(number - 1, count) : null);
  link(find("next"), last ? null : hashOfStep(number + 1, count));
}

function link(anchor, hash) {
  if (hash) anchor.setAttribute("href", hash);
  else anchor.removeAttribute("href");
}

function show(number, { focus = true } = {}) {
  steps.forEach((step, index) => step.toggleAttribute("data-current", index + 1 === number));
  end.toggleAttribute("data-current", number > count);
  fillBar(number);
  window.scrollTo({ top: 0, behavior: "instant" });
  const shown = number > count ? end : steps[number - 1];
  if (focus) shown.querySelector("[tabindex='-1']").focus({ preventScroll: true });
}

/** All steps under one another, at the one that was shown. */
function showAll() {
  const number = current();
  delete document.documentElement.dataset.view;
  for (const part of [...steps, end]) part.removeAttribute("data-current");
  for (const part of root.querySelectorAll("[data-one-only]")) part.hidden = true;
  replaceAddress(false, window.location.hash);
  const shown = number > count ? end : steps[number - 1];
  shown.scrollIntoView({ behavior: "instant" });
  shown.querySelector("[tabindex='-1']").focus({ preventScroll: true });
}

function showOne(options) {
  document.documentElement.dataset.view = "one";
  for (const part of root.querySelectorAll("[data-one-only]")) part.hidden = false;
  replaceAddress(true, hashOfStep(current(), count));
  show(current(), options);
}

function onKey(event) {
  const elsewhere = event.target.closest("input, select, textarea, dialog, video, [contenteditable]");
  const altered = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!isOne() || elsewhere || altered || document.querySelector("dialog[open]")) return;
  const number = stepOfKey(event.key, current(), count);
  if (number === null) return;
  event.preventDefault();
  if (number !== current()) window.location.hash = hashOfStep(number, count);
}

function onView(one) {
  return (event) => {
    event.preventDefault();
    if (one) showOne();
    else showAll();
  };
}

if (count > 0) {
  const opener = find("view-one");
  opener.hidden = false;
  opener.addEventListener("click", onView(true));
  find("view-all").addEventListener("click", onView(false));
  window.addEventListener("hashchange", () => isOne() && show(current()));
  document.addEventListener("keydown", onKey);
  if (wantsOne(window.location.search)) showOne({ focus: Boolean(window.location.hash) });
}
