import assert from "node:assert/strict";
import { test } from "node:test";

import { browserOf } from "../../live/static/live/room/browser.js";
import { RoomClock, waitBefore } from "../../live/static/live/room/clock.js";
import { colourOf, wordsFor } from "../../live/static/live/room/describe.js";
import { arrowPath, pictureIn, placeOn, thirdOf } from "../../live/static/live/room/geometry.js";
import { measured, qualityOf } from "../../live/static/live/room/quality.js";

test("a picture lies whole in the middle of its frame", () => {
  const frame = { width: 800, height: 600 };
  assert.deepEqual(pictureIn(frame, { width: 400, height: 600 }), {
    left: 200,
    top: 0,
    width: 400,
    height: 600,
  });
  assert.deepEqual(pictureIn(frame, { width: 1600, height: 600 }), {
    left: 0,
    top: 150,
    width: 800,
    height: 300,
  });
});

test("without a picture the frame is all there is", () => {
  const frame = { width: 800, height: 600 };
  assert.deepEqual(pictureIn(frame, { width: 0, height: 0 }), { left: 0, top: 0, ...frame });
});

test("a place is on the picture or nowhere", () => {
  const picture = { left: 200, top: 0, width: 400, height: 600 };
  assert.deepEqual(placeOn(picture, { x: 400, y: 150 }), { x: 0.5, y: 0.25 });
  assert.equal(placeOn(picture, { x: 199, y: 150 }), null);
  assert.equal(placeOn(picture, { x: 400, y: 601 }), null);
});

test("each place is in one of nine thirds", () => {
  assert.deepEqual(thirdOf({ x: 0, y: 0 }), ["top", "left"]);
  assert.deepEqual(thirdOf({ x: 0.5, y: 0.5 }), ["middle", "centre"]);
  assert.deepEqual(thirdOf({ x: 1, y: 1 }), ["bottom", "right"]);
});

test("an arrow ends in its point", () => {
  const path = arrowPath({ x: 0, y: 0 }, { x: 100, y: 0 });
  assert.match(path, /^M0\.0 0\.0 L100\.0 0\.0 M/);
  assert.equal(path.split("L100.0 0.0").length, 3);
});

for (const [rgb, name] of [
  [[200, 16, 32], "red"],
  [[255, 140, 0], "orange"],
  [[245, 220, 40], "yellow"],
  [[20, 120, 40], "green"],
  [[0, 60, 200], "blue"],
  [[128, 0, 200], "purple"],
  [[255, 60, 180], "pink"],
  [[0, 0, 0], ""],
  [[128, 128, 128], ""],
  [[255, 255, 255], ""],
  [[230, 240, 255], ""],
]) {
  test(`rgb(${rgb}) is ${name || "no colour"}`, () => assert.equal(colourOf(rgb), name));
}

const TEXTS = {
  here: "ici",
  colours: { blue: "la zone bleue" },
  places: { "top right": "en haut à droite" },
};

test("a press is said with the helper's words, else the colour, else « ici »", () => {
  const place = { x: 0.9, y: 0.1 };
  assert.equal(wordsFor(" le bouton ", "blue", place, TEXTS), "le bouton, en haut à droite");
  assert.equal(wordsFor("", "blue", place, TEXTS), "la zone bleue, en haut à droite");
  assert.equal(wordsFor("", "", place, TEXTS), "ici, en haut à droite");
});

test("the line is as good as its round trip and its losses", () => {
  assert.equal(qualityOf({ rtt: 40, loss: 0 }), "good");
  assert.equal(qualityOf({ rtt: null, loss: 0 }), "good");
  assert.equal(qualityOf({ rtt: 250, loss: 0 }), "fair");
  assert.equal(qualityOf({ rtt: 40, loss: 0.05 }), "fair");
  assert.equal(qualityOf({ rtt: 600, loss: 0 }), "poor");
  assert.equal(qualityOf({ rtt: 40, loss: 0.1 }), "poor");
});

test("losses and frames are those of the last interval", () => {
  const video = { type: "inbound-rtp", kind: "video" };
  const report = (received, lost, frames, timestamp) =>
    new Map([["v", { ...video, packetsReceived: received, packetsLost: lost, framesDecoded: frames, timestamp }]]);
  const before = measured(report(100, 50, 10, 1000), null);
  assert.equal(before.loss, 0);
  const now = measured(report(190, 60, 40, 3000), before);
  assert.equal(now.loss, 0.1);
  assert.equal(now.fps, 15);
});

test("the room's clock is as far as what came fastest says", () => {
  const clock = new RoomClock();
  assert.equal(clock.at(1000), null);
  clock.heard(5, 1000);
  clock.heard(5.5, 3000);
  assert.equal(clock.at(4000), 8);
  clock.reset();
  assert.equal(clock.at(4000), null);
});

test("one waits longer and longer, and never very long", () => {
  assert.deepEqual([0, 1, 2, 3, 20].map(waitBefore), [0, 500, 1000, 2000, 8000]);
});

for (const [agent, name] of [
  ["Mozilla/5.0 (X11; Linux) Chrome/130.0 Safari/537.36", "chromium"],
  ["Mozilla/5.0 (iPhone) CriOS/130 Mobile Safari/604.1", "chromium"],
  ["Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537.36 Edg/130.0", "chromium"],
  ["Mozilla/5.0 (X11; rv:130.0) Gecko Firefox/130.0", "firefox"],
  ["Mozilla/5.0 (iPhone) AppleWebKit Version/18.0 Mobile Safari/604.1", "safari"],
  ["Lynx", "other"],
]) {
  test(`advice for ${name}: ${agent.slice(0, 30)}`, () => assert.equal(browserOf(agent), name));
}
