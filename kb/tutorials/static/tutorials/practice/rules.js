/** What is right, and what is said after each try. Pure; sizes are pixels of the page. */

/** As wide as a fingertip: nearer than this to the place is right. */
export const REACH = 24;

/** Tries after which the gesture is offered, and after which the answer is shown. */
export const CLIP_AFTER = 2;
export const SHOWN_AFTER = 3;

/**
 * Whether the point (pixels in a picture of this size) is at the place.
 * `place` is 0–1 of the picture; `box` is its x, y, width, height, 0–1 as well, or null.
 */
export function isThere(point, size, place, box) {
  const near = Math.hypot(point.x - place.x * size.width, point.y - place.y * size.height) <= REACH;
  if (near || !box) return near;
  // A little beside a small target is right too: fingers are wide, and pictures are small.
  const margin = REACH / 3;
  const left = box.x * size.width - margin;
  const top = box.y * size.height - margin;
  const right = (box.x + box.width) * size.width + margin;
  const bottom = (box.y + box.height) * size.height + margin;
  return point.x >= left && point.x <= right && point.y >= top && point.y <= bottom;
}

/** The box that is written as "x y width height", or null. */
export function boxOf(text) {
  const parts = (text ?? "").split(" ").map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isFinite(part))) return null;
  const [x, y, width, height] = parts;
  return { x, y, width, height };
}

/** Whether what was typed is what was asked for, whatever its capitals, accents and spaces. */
export function isTyped(typed, wanted) {
  return folded(typed) === folded(wanted);
}

function folded(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f\s]/g, "").toLowerCase();
}

/** What helps after so many tries that were not right: `where`, `clip` or `shown`. */
export function helpAfter(tries, hasClip) {
  if (tries >= SHOWN_AFTER) return "shown";
  return tries >= CLIP_AFTER && hasClip ? "clip" : "where";
}

/** How a step went, for the recap: `alone`, `helped`, `shown` or `skipped`. */
export function howItWent(tries, skipped) {
  if (skipped) return "skipped";
  if (tries === 0) return "alone";
  return tries < SHOWN_AFTER ? "helped" : "shown";
}

/** The sentence with its places filled in. */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
