import assert from "node:assert/strict";
import { test } from "node:test";

import {
  boxOf, filled, helpAfter, howItWent, isThere, isTyped,
} from "../../kb/tutorials/static/tutorials/practice/rules.js";

const size = { width: 1000, height: 500 };
const place = { x: 0.5, y: 0.5 };

test("a fingertip beside the place is right, a hand away is not", () => {
  assert.ok(isThere({ x: 520, y: 250 }, size, place, null));
  assert.ok(!isThere({ x: 540, y: 250 }, size, place, null));
});

test("anywhere in the target's box is right, and just beside it", () => {
  const box = { x: 0.4, y: 0.45, width: 0.3, height: 0.1 };
  assert.ok(isThere({ x: 690, y: 230 }, size, place, box));
  assert.ok(isThere({ x: 705, y: 230 }, size, place, box));
  assert.ok(!isThere({ x: 720, y: 230 }, size, place, box));
  assert.ok(!isThere({ x: 450, y: 400 }, size, place, box));
});

test("a box is four numbers, or none", () => {
  assert.deepEqual(boxOf("0.1 0.2 0.3 0.4"), { x: 0.1, y: 0.2, width: 0.3, height: 0.4 });
  for (const text of [undefined, "", "1 2 3", "a b c d"]) assert.equal(boxOf(text), null);
});

test("what is typed counts, not how it is spelt in capitals, accents and spaces", () => {
  assert.ok(isTyped(" jeanne ", "Jeanne"));
  assert.ok(isTyped("0639981234", "06 39 98 12 34"));
  assert.ok(isTyped("Élise", "elise"));
  assert.ok(!isTyped("", "Jeanne"));
});

test("help grows with the tries: where to look, the gesture, the place", () => {
  assert.deepEqual([1, 2, 3, 4].map((tries) => helpAfter(tries, true)), ["where", "clip", "shown", "shown"]);
  assert.equal(helpAfter(2, false), "where");
});

test("the recap says how it went", () => {
  assert.equal(howItWent(0, false), "alone");
  assert.equal(howItWent(2, false), "helped");
  assert.equal(howItWent(3, false), "shown");
  assert.equal(howItWent(0, true), "skipped");
});

test("a sentence is filled with what there is", () => {
  assert.equal(filled("Regardez {where}.", { where: "en haut" }), "Regardez en haut.");
  assert.equal(filled("{other}", {}), "{other}");
});
