/* The masks: shown over the picture during their span, listed, and decided upon. On the page of the
   review each has its picture; beside the steps the list is short. */

import { Drawing } from "./drawing.js";
import { ask, clock, data, lay, news, player, root, say, seek, texts } from "./desk.js";

const boxes = root?.querySelector("[data-boxes]");
const list = document.querySelector("[data-masks]");
const review = document.querySelector("[data-review]");
const mayEdit = root?.dataset.mayEdit !== undefined;

/* Each mask may be several boxes, one after the other. What was taken away shows its outline only. */
function showBoxes() {
  const t = player.currentTime;
  boxes.querySelectorAll("[data-box]").forEach((box) => box.remove());
  for (const { origin, kind, boxes: places } of data.masks) {
    for (const place of places.filter((one) => one.start <= t && t <= one.end)) {
      const box = document.createElement("div");
      box.className = `recording-desk__box recording-desk__box--${origin}`;
      box.dataset.box = origin;
      box.title = kind;
      lay(box, place.box);
      boxes.append(box);
    }
  }
}

function listMasks() {
  document.querySelector("[data-no-masks]").hidden = data.masks.length > 0;
  list.replaceChildren(...data.masks.map(listed));
  const left = data.masks.filter((mask) => mask.origin === "proposed");
  document.querySelectorAll("[data-masks-left]").forEach((place) => {
    const words = left.length > 1 ? texts.left : left.length ? texts.leftOne : texts.leftNone;
    place.textContent = words.replace("{count}", left.length);
    place.classList.toggle("recording-desk__left--done", !left.length);
  });
  const sure = left.filter((mask) => mask.sure).length;
  document.querySelectorAll("[data-masks-keep]").forEach((button) => {
    button.hidden = !sure;
    button.textContent = (sure > 1 ? texts.keepSure : texts.keepSureOne).replace("{count}", sure);
  });
}

function listed(mask) {
  const item = document.createElement("li");
  item.dataset.origin = mask.origin;
  item.dataset.medium = mask.medium;
  const span = `${clock(mask.start)} – ${clock(mask.end)}`;
  const what = mask.kind || texts[mask.medium === "picture" ? "part" : "passage"];
  const named = `${what}, ${span}`;
  if (review && mask.boxes.length) item.append(picture(mask, named));
  const see = button(span, `${texts.see} : ${named}`);
  see.addEventListener("click", () => show(mask));
  item.append(see, words(mask, what));
  if (mayEdit) item.append(...decisions(mask, named, item));
  return item;
}

function words(mask, what) {
  const place = document.createElement("span");
  place.className = "recording-desk__mask";
  place.append(what, " ", tag(mask));
  if (mask.medium !== "picture") place.append(" ", note("recording-desk__tag", texts[mask.medium]));
  if (review) place.append(...covered(mask));
  if (mask.reason) place.append(note("recording-desk__reason", mask.reason));
  return place;
}

/* The words under a bleep; what the machine covers without any is a voice it did not understand. */
function covered({ medium, origin, said }) {
  if (said) return [note("recording-desk__covered", `« ${said} »`)];
  const unclear = medium === "sound" && origin !== "drawn";
  return unclear ? [note("recording-desk__reason", texts.notUnderstood)] : [];
}

function tag({ origin, sure }) {
  const unsure = origin === "proposed" && !sure;
  return note("recording-desk__tag", texts[unsure ? "unsure" : origin]);
}

function note(name, text) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
}

/* Plays what is bleeped; shows what is covered. */
function show(mask) {
  if (mask.medium === "picture") seek(mask.start);
  else seek(Math.max(0, mask.start - 1), { play: true, until: mask.end + 1 });
}

/* The picture in the middle of its longest box, with that box: what it hides is seen. */
function picture(mask, named) {
  const longest = mask.boxes.reduce((one, other) =>
    other.end - other.start > one.end - one.start ? other : one);
  const frame = document.createElement("div");
  frame.className = "recording-desk__picture";
  frame.style.aspectRatio = `${data.width} / ${data.height}`;
  const image = document.createElement("img");
  image.loading = "lazy";
  image.alt = named;
  image.src = `${data.picture}?t=${((longest.start + longest.end) / 2).toFixed(2)}`;
  const box = document.createElement("div");
  box.className = `recording-desk__box recording-desk__box--${mask.origin}`;
  lay(box, longest.box);
  frame.append(image, box);
  return frame;
}

/* The buttons of a mask: what can still be decided upon it. */
function decisions(mask, named, item) {
  const made = [];
  const add = (words, act) => {
    const element = button(words, `${words} : ${named}`);
    element.addEventListener("click", act);
    made.push(element);
  };
  if (mask.origin === "drawn") {
    add(texts.remove, () => change(mask, () => ask(mask.url, null, "DELETE"), texts.removed));
  } else if (mask.origin === "refused") {
    add(texts.restore, () => decide(mask, { verdict: "kept" }, texts.restored));
  } else {
    if (mask.origin === "proposed") {
      add(texts.keep, () => decide(mask, { verdict: "kept" }, texts.keptNow));
      made[0].dataset.keep = "";
      made[0].classList.remove("button-secondary");
    }
    add(texts.remove, (event) => askWhy(mask, item, event.currentTarget));
  }
  if (drawing && mask.origin !== "refused") add(texts.adjust, (event) => drawing.change(mask, event.currentTarget));
  return made;
}

function decide(mask, body, sentence) {
  return change(mask, () => ask(mask.url, body), sentence);
}

/* Why it need not be covered: one press on a usual reason, or one's own words. */
function askWhy(mask, item, opener) {
  const open = item.querySelector("[data-why]");
  if (open) {
    open.remove();
    opener.setAttribute("aria-expanded", "false");
    return;
  }
  opener.setAttribute("aria-expanded", "true");
  const group = document.getElementById("desk-why").content.firstElementChild.cloneNode(true);
  const refuse = (reason) => decide(mask, { verdict: "refused", reason }, texts.removed);
  group.querySelectorAll("[data-reason]").forEach((one) => {
    one.addEventListener("click", () => refuse(one.textContent.trim()));
  });
  const own = group.querySelector("input");
  own.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    refuse(own.value);
  });
  group.querySelector("[data-reason-own]").addEventListener("click", () => refuse(own.value));
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    group.remove();
    opener.focus();
  });
  item.append(group);
  group.querySelector("[data-reason]").focus();
}

/* The list was made anew: the keyboard goes on where the next decision waits, or where it was. */
function focusNear(place) {
  const items = [...list.children];
  const next = items.slice(place).concat(items.slice(0, place)).find((item) => item.querySelector("[data-keep]"));
  const near = next ?? items[Math.min(place, items.length - 1)];
  const target = next?.querySelector("[data-keep]") ?? near?.querySelector("button:last-of-type");
  (target ?? root.querySelector("[data-mask-begin]"))?.focus();
}

function button(text, label) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button button-small button-secondary";
  element.textContent = text;
  element.setAttribute("aria-label", label);
  return element;
}

/* Asks for a change, and shows the masks as they are now; false where it did not work. */
async function change(mask, asking, sentence) {
  const place = mask ? data.masks.indexOf(mask) : data.masks.length;
  try {
    data.masks = (await asking()).masks;
  } catch (error) {
    say(error.message, { error: true });
    return false;
  }
  listMasks();
  if (player) showBoxes();
  news.dispatchEvent(new Event("maskschange"));
  say(sentence ?? "");
  if (mask) focusNear(Math.max(0, place));
  return true;
}

let drawing = null;

if (root && data && list) {
  if (player && mayEdit) drawing = new Drawing((asking, sentence) => change(null, asking, sentence));
  listMasks();
  document.querySelectorAll("[data-masks-keep]").forEach((button) => {
    button.addEventListener("click", () => change(data.masks[0], () => ask(data.keep, {}), texts.keptSure));
  });
  if (player && data.width) {
    player.addEventListener("timeupdate", showBoxes);
    player.addEventListener("seeked", showBoxes);
    showBoxes();
  }
}
