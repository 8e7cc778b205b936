import assert from "node:assert/strict";
import { test } from "node:test";

import { keepChoices, readChoices } from "../../kb/tutorials/static/tutorials/choices.js";

const usual = { speed: 1, captions: true };

function storage(text = null) {
  const kept = { text };
  return {
    getItem: () => kept.text,
    setItem: (_key, value) => {
      kept.text = value;
    },
  };
}

test("captions are on and the speed is ordinary until a reader chooses", () => {
  assert.deepEqual(readChoices(storage()), usual);
});

test("what was chosen is there next time", () => {
  const place = storage();
  keepChoices(place, { speed: 0.75, captions: false });
  assert.deepEqual(readChoices(place), { speed: 0.75, captions: false });
});

test("nonsense in the storage gives the usual choices", () => {
  for (const text of ["{", "null", "[]", '{"speed": 40, "captions": "no"}', '"x"']) {
    assert.deepEqual(readChoices(storage(text)), usual, text);
  }
});

test("a browser that forbids storage still plays", () => {
  const forbidden = {
    getItem() {
      throw new Error("denied");
    },
    setItem() {
      throw new Error("denied");
    },
  };
  assert.deepEqual(readChoices(forbidden), usual);
  keepChoices(forbidden, usual);
});
