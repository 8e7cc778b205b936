import assert from "node:assert/strict";
import { test } from "node:test";

import { borderNear, canCut, cut, divideText, merge } from "../../kb/tutorials/static/tutorials/editor/cutting.js";

const step = {
  title: "Écrire",
  text: "On clique dans la case. Puis on écrit son nom.",
  start: "10",
  end: 20,
  still: "a.webp",
  still_time: "12",
  click_x: "0.5",
  click_y: "0.5",
  target: "Nom",
  target_box: "",
  mistake: false,
};
const said = [
  { start: 10, end: 14, text: "On clique dans la case." },
  { start: 15, end: 19, text: "Puis on écrit son nom." },
];
const sequel = (title) => `${title} (suite)`;

test("a cut leaves something on both sides", () => {
  assert.equal(canCut(step, 15), true);
  assert.equal(canCut(step, 10.1), false);
  assert.equal(canCut(step, 25), false);
});

test("the text is divided with the speech, between sentences", () => {
  assert.deepEqual(divideText(step, 14.5, said), ["On clique dans la case.", "Puis on écrit son nom."]);
});

test("where nothing is said the time divides", () => {
  const [before, after] = divideText({ ...step, text: "un deux trois quatre" }, 15, []);
  assert.equal(`${before} ${after}`, "un deux trois quatre");
  assert.ok(before && after);
});

test("all said before the cut stays before it", () => {
  assert.deepEqual(divideText(step, 19.9, said), [step.text, ""]);
});

test("the picture stays with the half in which it was taken", () => {
  const [first, second] = cut(step, 14.5, said, sequel);
  assert.deepEqual([first.end, second.start], [14.5, 14.5]);
  assert.deepEqual([first.still, second.still], ["a.webp", ""]);
  assert.equal(second.title, "Écrire (suite)");
  assert.equal(cut(step, 11, said, sequel)[1].still, "a.webp");
});

test("two steps become one and keep a picture", () => {
  const [first, second] = cut(step, 14.5, said, sequel);
  const whole = merge(first, second);
  assert.deepEqual([whole.start, whole.end, whole.still], [10, 20, "a.webp"]);
  assert.equal(whole.text, "On clique dans la case.\nPuis on écrit son nom.");
  assert.equal(merge({ ...first, still: "" }, { ...second, still: "b.webp" }).still, "b.webp");
});

test("a sentence that a cut divided is one sentence again", () => {
  const [first, second] = cut({ ...step, text: "un deux trois quatre" }, 15, [], sequel);
  assert.equal(merge(first, second).text, "un deux trois quatre");
});

const spans = [{ start: 0, end: 10 }, { start: 10.02, end: 20 }, { start: 25, end: 30 }];

test("where one step ends as the next begins there is one border", () => {
  const { edges, limits } = borderNear(spans, 10.3, 0.5);
  assert.deepEqual(edges.map((one) => one.edge).sort(), ["end", "start"]);
  assert.deepEqual(limits.map((limit) => Math.round(limit * 10) / 10), [0.3, 19.7]);
});

test("a border that stands alone goes alone, and never past the other end of its step", () => {
  const { edges, limits } = borderNear(spans, 24.8, 0.5);
  assert.deepEqual(edges.map(({ step, edge }) => [step.start, edge]), [[25, "start"]]);
  assert.equal(limits[1], 29.7);
});

test("far from every border there is none", () => {
  assert.equal(borderNear(spans, 15, 0.5), null);
});
