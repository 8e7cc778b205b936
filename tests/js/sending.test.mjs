import assert from "node:assert/strict";
import { test } from "node:test";

import {
  Pace,
  begunWith,
  bytes,
  fill,
  roleOf,
  timeLeft,
  waitBefore,
  willPass,
  wrongWith,
} from "../../kb/recordings/static/recordings/sending.js";

const RULES = { accepted: { main: [".webm", ".mp4"], timeline: [".jsonl"] }, maxBytes: 1000 };
const TEXTS = {
  lessThanMinute: "moins d’une minute",
  oneMinute: "environ une minute",
  minutes: "environ {count} minutes",
  hours: "environ {hours} h {minutes}",
  units: "o,ko,Mo,Go",
};

test("a recording of a known kind is right", () => {
  assert.equal(wrongWith({ name: "Séance 1.WEBM", size: 5 }, "main", RULES), null);
});

for (const [name, size, role, wrong] of [
  ["notes.pdf", 5, "main", "unknownKind"],
  ["sans-extension", 5, "main", "unknownKind"],
  ["archive.webm.zip", 5, "main", "unknownKind"],
  ["a.mp4", 5, "timeline", "unknownTimeline"],
  ["a.mp4", 0, "main", "empty"],
  ["a.mp4", 1001, "main", "tooLarge"],
]) {
  test(`${name} of ${size} bytes as ${role} is wrong: ${wrong}`, () => {
    assert.equal(wrongWith({ name, size }, role, RULES), wrong);
  });
}

for (const [name, role] of [
  ["session.mp4", "main"],
  ["timeline.jsonl", "timeline"],
  ["helper.opus", "helper"],
  ["learner.ogg", "learner"],
  ["helper.mp4", "main"],
  ["helperman.opus", "main"],
]) {
  test(`${name}, dropped, is the part ${role}`, () => assert.equal(roleOf(name), role));
}

const BEGUN = [{ role: "main", name: "a.mp4", size: 9, modified: 77, url: "/x/" }];

test("the same file goes on", () => {
  const file = { name: "a.mp4", size: 9, lastModified: 77 };
  assert.equal(begunWith(file, "main", BEGUN), BEGUN[0]);
});

test("a file changed since begins anew", () => {
  const file = { name: "a.mp4", size: 9, lastModified: 78 };
  assert.equal(begunWith(file, "main", BEGUN), undefined);
});

test("a file for another part begins anew", () => {
  const file = { name: "a.mp4", size: 9, lastModified: 77 };
  assert.equal(begunWith(file, "helper", BEGUN), undefined);
});

test("the waiting grows, up to half a minute", () => {
  assert.deepEqual([1, 2, 3, 6, 50].map(waitBefore), [1, 2, 5, 30, 30]);
});

test("no answer and a busy server pass, a refusal and a full disk do not", () => {
  assert.deepEqual([0, 409, 423, 460, 500, 502, 503].map(willPass), Array(7).fill(true));
  assert.deepEqual([400, 403, 404, 413, 415, 507].map(willPass), Array(6).fill(false));
});

test("the time left follows the pace of late", () => {
  const pace = new Pace(10);
  assert.equal(pace.left(1000), null);
  for (let now = 0; now <= 30; now += 1) pace.note(now, now < 20 ? now : 20 + (now - 20) * 10);
  assert.equal(Math.round(pace.left(1120)), 100);
});

test("nothing is said of the time left after a pause", () => {
  const pace = new Pace();
  pace.note(0, 0);
  pace.note(5, 500);
  pace.forget();
  assert.equal(pace.left(1000), null);
});

test("going back, after a lost piece, starts the pace again", () => {
  const pace = new Pace();
  pace.note(0, 100);
  pace.note(5, 500);
  pace.note(6, 300);
  assert.equal(pace.left(1000), null);
});

for (const [seconds, words] of [
  [null, ""],
  [Infinity, ""],
  [3, "moins d’une minute"],
  [62, "environ une minute"],
  [600, "environ 10 minutes"],
  [3600, "environ 1 h 00"],
  [4000, "environ 1 h 05"],
]) {
  test(`${seconds} seconds are “${words}”`, () => assert.equal(timeLeft(seconds, TEXTS), words));
}

for (const [count, words] of [
  [0, "0\u00a0o"],
  [999, "999\u00a0o"],
  [1500, "1,5\u00a0ko"],
  [25_000_000, "25\u00a0Mo"],
  [8_200_000_000, "8,2\u00a0Go"],
]) {
  test(`${count} bytes are “${words}”`, () => assert.equal(bytes(count, TEXTS, "fr"), words));
}

test("what has no value stays as it is", () => {
  assert.equal(fill("{a} et {b}", { a: 1 }), "1 et {b}");
});
