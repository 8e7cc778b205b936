import assert from "node:assert/strict";
import { test } from "node:test";

import { codeOf, merged, progressOf } from "../../kb/tutorials/static/tutorials/progress/code.js";
import { keepProgress, nextStep, readProgress, withStep } from "../../kb/tutorials/static/tutorials/progress/kept.js";

const progress = { 4: [1, 2, 4], 12: [1, 9, 17], 300000: [3] };

test("a code holds the progress, and is short", () => {
  const code = codeOf(progress);
  assert.deepEqual(progressOf(code), progress);
  assert.ok(code.length < 30, code);
  assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{1,4})+$/);
});

test("any progress survives its code", () => {
  let seed = 7;
  const random = (most) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return 1 + (seed % most);
  };
  for (let round = 0; round < 200; round += 1) {
    const one = {};
    for (let count = random(8); count > 0; count -= 1) {
      const steps = new Set(Array.from({ length: random(12) }, () => random(40)));
      one[random(100000)] = [...steps].sort((first, second) => first - second);
    }
    assert.deepEqual(progressOf(codeOf(one)), one);
  }
});

test("it may be typed in small letters, with spaces, and O for 0", () => {
  const code = codeOf(progress).toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l");
  assert.deepEqual(progressOf(` ${code} `), progress);
});

test("one wrong letter is noticed, and so is what is no code", () => {
  const code = codeOf(progress).replaceAll("-", "");
  let noticed = 0;
  for (let place = 0; place < code.length - 1; place += 1) {
    const other = code[place] === "Z" ? "Y" : "Z";
    if (progressOf(code.slice(0, place) + other + code.slice(place + 1)) === null) noticed += 1;
  }
  assert.equal(noticed, code.length - 1);
  for (const text of ["", "A", "bonjour !", "0000", "ZZZZ-ZZZZ"]) assert.equal(progressOf(text), null);
  assert.equal(codeOf({}), "");
});

test("what is done on either device is done", () => {
  assert.deepEqual(merged({ 1: [1, 3] }, { 1: [2, 3], 2: [1] }), { 1: [1, 2, 3], 2: [1] });
});

test("only sound progress is read, and a browser that forbids it forgets", () => {
  const storage = { getItem: () => '{"4": [1, "x", -2, 3], "a": [1], "5": "no"}' };
  assert.deepEqual(readProgress(storage), { 4: [1, 3] });
  for (const text of ["null", "{", "[]", '"x"']) {
    assert.deepEqual(readProgress({ getItem: () => text }), {});
  }
  const closed = { getItem: () => { throw new Error("no"); }, setItem: () => { throw new Error("no"); } };
  assert.deepEqual(readProgress(closed), {});
  assert.equal(keepProgress(closed, progress), false);
});

test("a step is done, and not done any more", () => {
  assert.deepEqual(withStep({}, 4, 2, true), { 4: [2] });
  assert.deepEqual(withStep({ 4: [2] }, 4, 1, true), { 4: [1, 2] });
  assert.deepEqual(withStep({ 4: [2] }, 4, 2, false), {});
});

test("one goes on with the first step that is not done", () => {
  assert.equal(nextStep([1, 2, 4], 4), 3);
  assert.equal(nextStep([], 4), 1);
  assert.equal(nextStep([1, 2], 2), null);
});
