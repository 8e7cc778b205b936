import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { OwnRecording } from "../../live/static/live/room/own-recording.js";

const TRACKS = [{ kind: "video" }, { kind: "audio" }];
const settled = () => new Promise((resolve) => setImmediate(resolve));

let recorders;

class FakeRecorder extends EventTarget {
  static isTypeSupported = () => true;

  constructor(_stream, options) {
    super();
    this.options = options;
    this.state = "inactive";
    recorders.push(this);
  }

  start() {
    this.state = "recording";
  }

  stop() {
    this.state = "inactive";
  }

  /** What a browser fires every two seconds. */
  async gives(size = 10) {
    this.dispatchEvent(Object.assign(new Event("dataavailable"), { data: { size } }));
    await settled();
  }
}

let sent;
let answers;
let line;

beforeEach(() => {
  recorders = [];
  sent = [];
  answers = [];
  line = {
    clock: { at: () => 12.5 },
    sendChunk: async (number, began) => {
      sent.push([number, began]);
      return answers.shift() ?? 204;
    },
  };
  globalThis.MediaRecorder = FakeRecorder;
  globalThis.MediaStream = class {};
});

function recording(seconds = 1000) {
  const own = new OwnRecording(line, () => seconds * 1000);
  own.start(TRACKS);
  return own;
}

test("pieces are numbered one after the other, with when their recording began", async () => {
  recording();
  await recorders[0].gives();
  await recorders[0].gives(0);
  await recorders[0].gives();
  assert.deepEqual(sent, [[1001, 12.5], [1002, 12.5]]);
});

test("after a reload the numbers are higher", async () => {
  recording(1000);
  await recorders[0].gives();
  recording(1010);
  await recorders[1].gives();
  assert.deepEqual(sent.map(([number]) => number), [1001, 1011]);
});

test("where a piece is missing a new recording begins", async () => {
  recording();
  answers = [409];
  await recorders[0].gives();
  assert.equal(recorders[0].state, "inactive");
  assert.equal(recorders[1].state, "recording");
});

test("what the network lost is sent once more, and nothing before it", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  recording();
  answers = [503];
  await recorders[0].gives();
  await recorders[0].gives();
  assert.deepEqual(sent.map(([number]) => number), [1001]);
  mock.timers.tick(1000);
  await settled();
  await settled();
  assert.deepEqual(sent.map(([number]) => number), [1001, 1001, 1002]);
  mock.timers.reset();
});

test("without a clock or a track nothing is recorded", () => {
  line.clock.at = () => null;
  recording();
  line.clock.at = () => 1;
  new OwnRecording(line).start([]);
  assert.equal(recorders.length, 0);
});

test("sound alone is recorded as sound", () => {
  new OwnRecording(line).start([{ kind: "audio" }]);
  assert.match(recorders[0].options.mimeType, /^audio/);
});
