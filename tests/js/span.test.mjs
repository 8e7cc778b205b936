import assert from "node:assert/strict";
import { test } from "node:test";

import { isIn, isOver, lastPicture, momentOf, resumeAt, shareOf, spanOf } from "../../kb/tutorials/static/tutorials/span.js";

const span = { start: 10, end: 20 };

test("a clip is over a little before its end, so that the next step never shows", () => {
  assert.equal(isOver(19.9, span), false);
  assert.equal(isOver(19.95, span), true);
  assert.equal(isOver(25, span), true);
});

test("the last picture is inside the step, and there the clip is over", () => {
  assert.ok(lastPicture(span) < span.end);
  assert.ok(isOver(lastPicture(span), span));
  assert.equal(lastPicture({ start: 3, end: 3.01 }), 3);
});

test("the share is between nothing and all, whatever the player reports", () => {
  assert.equal(shareOf(15, span), 0.5);
  assert.equal(shareOf(0, span), 0);
  assert.equal(shareOf(99, span), 1);
  assert.equal(shareOf(5, { start: 5, end: 5 }), 0);
  assert.equal(shareOf(Number.NaN, { start: 0, end: Number.NaN }), 0);
});

test("playing goes on where it was paused", () => {
  assert.equal(resumeAt(14, span), 14);
});

test("playing begins again once the clip is over, or when the player is elsewhere", () => {
  assert.equal(resumeAt(19.98, span), 10);
  assert.equal(resumeAt(0, span), 10);
  assert.equal(resumeAt(400, span), 10);
});

test("a player that landed just before the start is brought to it", () => {
  assert.equal(resumeAt(9.9, span), 10);
});

test("a span is read from the element, and refused where it makes no sense", () => {
  assert.deepEqual(spanOf({ start: "1.5", end: "4" }), { start: 1.5, end: 4 });
  assert.equal(spanOf({ start: "4", end: "4" }), null);
  assert.equal(spanOf({ start: "-1", end: "4" }), null);
  assert.equal(spanOf({}), null);
});

test("the moment of an address", () => {
  assert.equal(momentOf("?a=12.5&vue=pas-a-pas"), 12.5);
  for (const none of ["", "?a=", "?a=x", "?a=-3"]) assert.equal(momentOf(none), null);
});

test("a moment belongs to one of two spans that touch", () => {
  assert.equal(isIn(10, span), true);
  assert.equal(isIn(20, span), false);
});
