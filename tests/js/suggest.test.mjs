import assert from "node:assert/strict";
import { test } from "node:test";

import { filled, moved } from "../../kb/search/static/search/suggest.js";

test("a sentence is filled in, and what is unknown stays", () => {
  assert.equal(filled("Étape {number} de {tutorial} {x}", { number: 2, tutorial: "CAF" }), "Étape 2 de CAF {x}");
});

for (const [active, key, next] of [
  [-1, "ArrowDown", 0],
  [1, "ArrowDown", 2],
  [2, "ArrowDown", -1],
  [-1, "ArrowUp", 2],
  [0, "ArrowUp", -1],
  [1, "Home", 1],
]) {
  test(`from ${active} with ${key} to ${next}`, () => assert.equal(moved(active, 3, key), next));
}

test("without suggestions the field keeps the choice", () => {
  assert.equal(moved(-1, 0, "ArrowDown"), -1);
});
