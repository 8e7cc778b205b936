import assert from "node:assert/strict";
import test from "node:test";

import { History, MOST } from "../../kb/tutorials/static/tutorials/editor/history.js";

function document_of(state) {
  const held = { state };
  const history = new History(() => held.state, (text) => { held.state = text; });
  return { held, history, set: (text) => { held.state = text; history.note(); } };
}

test("each act is undone and done again, in order", () => {
  const { held, history, set } = document_of("a");
  set("b");
  set("c");
  assert.ok(history.undo());
  assert.equal(held.state, "b");
  assert.ok(history.undo());
  assert.equal(held.state, "a");
  assert.equal(history.undo(), false);
  assert.ok(history.redo());
  assert.equal(held.state, "b");
});

test("what was not noted yet is undone all the same", () => {
  const { held, history } = document_of("a");
  held.state = "b";
  assert.ok(history.undo());
  assert.equal(held.state, "a");
});

test("a new act forgets what had been undone", () => {
  const { history, set } = document_of("a");
  set("b");
  history.undo();
  set("c");
  assert.equal(history.redo(), false);
});

test("no more is kept than a person goes back", () => {
  const { history, set } = document_of("0");
  for (let act = 1; act <= MOST + 20; act += 1) set(String(act));
  assert.equal(history.past.length, MOST);
});

test("what reads otherwise once it is written is no new act", () => {
  const held = { state: "1" };
  const history = new History(() => held.state, (text) => { held.state = `${text} `; });
  held.state = "2";
  history.note();
  history.undo();
  assert.equal(history.note(), false);
  assert.ok(history.redo());
});
