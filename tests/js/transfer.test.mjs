import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Transfer } from "../../kb/recordings/static/recordings/transfer.js";

globalThis.addEventListener ??= () => {};
globalThis.removeEventListener ??= () => {};

class FakeUpload {
  constructor(_file, options) {
    this.options = options;
    this.url = options.uploadUrl;
    this.starts = 0;
  }

  start() {
    this.starts += 1;
  }

  async abort() {
    this.aborted = true;
  }
}

const FILE = { name: "a.mp4", lastModified: 7, slice: () => ({ arrayBuffer: async () => {} }) };
const SETTLED = () => new Promise((resolve) => setImmediate(resolve));

let heard;

function begin(file = FILE, url = undefined) {
  const note = (name) => (...values) => heard.push([name, ...values]);
  const told = {};
  for (const name of ["progress", "lost", "back", "arrived", "refused"]) told[name] = note(name);
  const transfer = new Transfer(file, "main", {
    endpoint: "/tus/",
    url,
    token: () => "token",
    told,
    Upload: FakeUpload,
  });
  transfer.start();
  return transfer;
}

function answer(status, body = "", type = "text/plain; charset=utf-8") {
  const headers = { "Content-Type": type };
  return {
    originalResponse: {
      getStatus: () => status,
      getBody: () => body,
      getHeader: (name) => headers[name],
    },
  };
}

beforeEach(() => {
  heard = [];
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

test("a lost connection is told, and tried again after a while", async () => {
  const { upload } = begin();
  upload.options.onError({ originalResponse: null });
  await SETTLED();
  assert.deepEqual(heard, [["lost"]]);
  assert.equal(upload.starts, 1);
  mock.timers.tick(1000);
  assert.equal(upload.starts, 2);
});

test("the waiting grows while nothing arrives, and is short again after a piece", async () => {
  const transfer = begin();
  for (const seconds of [1, 2, 5]) {
    transfer.upload.options.onError(answer(503));
    await SETTLED();
    mock.timers.tick(seconds * 1000);
  }
  assert.equal(transfer.upload.starts, 4);
  transfer.upload.options.onChunkComplete();
  assert.equal(transfer.failures, 0);
});

test("the first bytes after that say that the connection is back", async () => {
  const { upload } = begin();
  upload.options.onError(answer(502));
  await SETTLED();
  mock.timers.tick(1000);
  upload.options.onProgress(5);
  assert.deepEqual(heard, [["lost"], ["back"], ["progress", 5]]);
});

test("silence counts as a lost connection", async () => {
  const { upload } = begin();
  mock.timers.tick(30_000);
  await SETTLED();
  assert.ok(upload.aborted);
  assert.deepEqual(heard, [["lost"]]);
});

test("a refusal stops it, with the server's sentence", async () => {
  const { upload } = begin();
  upload.options.onError(answer(415, "Ce n’est pas un enregistrement."));
  await SETTLED();
  mock.timers.tick(100_000);
  assert.deepEqual(heard, [["refused", 415, "Ce n’est pas un enregistrement."]]);
  assert.equal(upload.starts, 1);
});

test("a page of an error is no sentence", async () => {
  begin().upload.options.onError(answer(403, "<html>", "text/html"));
  await SETTLED();
  assert.deepEqual(heard, [["refused", 403, ""]]);
});

test("a file that can no longer be read is refused", async () => {
  const gone = { ...FILE, slice: () => ({ arrayBuffer: () => Promise.reject(new Error("gone")) }) };
  begin(gone).upload.options.onError({ originalResponse: null });
  await SETTLED();
  assert.deepEqual(heard, [["refused", null, ""]]);
});

test("what the server has forgotten begins anew", async () => {
  const { upload } = begin(FILE, "/tus/1/");
  assert.equal(upload.options.endpoint, null);
  upload.options.onError(answer(404));
  assert.deepEqual([upload.url, upload.options.endpoint, upload.starts], [null, "/tus/", 2]);
});

test("once begun, no failing answer makes it begin anew", () => {
  const { upload } = begin();
  assert.equal(upload.options.endpoint, "/tus/");
  upload.options.onUploadUrlAvailable();
  assert.equal(upload.options.endpoint, null);
});

test("while paused nothing happens", async () => {
  const transfer = begin();
  await transfer.pause();
  transfer.upload.options.onError(answer(503));
  await SETTLED();
  mock.timers.tick(100_000);
  assert.deepEqual(heard, []);
  transfer.start();
  assert.equal(transfer.upload.starts, 2);
});

test("the end is told with the address", () => {
  const { upload } = begin(FILE, "/tus/1/");
  upload.options.onSuccess();
  assert.deepEqual(heard, [["arrived", "/tus/1/"]]);
});
