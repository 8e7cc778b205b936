/**
 * The line to the room: one WebRTC connection and one data channel, or events over HTTP alone where
 * WebRTC is impossible. It comes back by itself until the room is over.
 *
 * Fires `state` (detail: connecting, connected, reconnecting, ended, refused), `heard` (an event of
 * the room), `picture` and `voice` (a MediaStreamTrack each). The contract is docs/live.md.
 */

import { RoomClock, waitBefore } from "./clock.js";

const PING_EVERY = 2000;
const SILENT_FOR = 8000;
const CONNECTS_WITHIN = 12000;
const GATHERS_WITHIN = 2500;
const END_WITHIN = 3000;
const FAILURES_BEFORE_EVENTS = 2;
const KEPT = 100;
const PICTURE_BITS = 2_500_000;

class Over extends Error {}

export class Line extends EventTarget {
  state = "connecting";
  /** `webrtc` or `events`: by which way one is here. */
  way = "webrtc";
  clock = new RoomClock();

  #urls;
  #microphone = null;
  #picture = null;
  #peer = null;
  #channel = null;
  #session = "";
  #kept = [];
  #failures = 0;
  #beenConnected = false;
  #attempt = 0;
  #round = 0;
  #pongAt = 0;
  #closed = false;

  /** `urls`: {live, token}, both absolute. `room`: its id. */
  constructor(room, urls) {
    super();
    this.room = room;
    this.#urls = urls;
  }

  /** Connects, and again whenever it breaks, until the room is over. */
  async start() {
    setInterval(() => this.#watch(), PING_EVERY);
    addEventListener("online", () => this.#peer && this.#again());
    await this.#connect();
  }

  /** Says something to the room; what cannot leave now leaves later, pointer moves excepted. */
  send(event) {
    if (this.#closed) return;
    if (this.#channel?.readyState === "open") {
      this.#channel.send(JSON.stringify(event));
    } else if (this.way === "events" && this.state === "connected") {
      this.#post(event);
    } else if (!(event.kind === "pointer" && event.phase === "move") && event.kind !== "ping") {
      this.#kept.push(event);
      this.#kept.splice(0, this.#kept.length - KEPT);
    }
  }

  /** Speaks with this track, or no longer (null). */
  async setMicrophone(track) {
    this.#microphone = track;
    await this.#peer?.senders?.microphone.replaceTrack(track);
  }

  /** Shows this track, or nothing any more (null). */
  async setPicture(track) {
    this.#picture = track;
    await this.#peer?.senders?.picture.replaceTrack(track);
    await this.#limit();
    this.send({ kind: "picture", on: Boolean(track) });
  }

  get picture() {
    return this.#picture;
  }

  /** What the browser measures of the connection; null without one. */
  async stats() {
    return (await this.#peer?.getStats()) ?? null;
  }

  /** Gives the room a newer token: what was agreed has changed. */
  async renew(token) {
    if (this.#session) await this.#fetch(`${this.#session}/token`, { method: "POST", token });
  }

  /** Sends a piece of one's own recording; the status of the answer. */
  async sendChunk(number, began, blob) {
    const url = `${this.#session}/chunks/${number}?t=${began.toFixed(3)}`;
    const response = await fetch(url, { method: "POST", body: blob });
    return response.status;
  }

  /** Leaves; with `all` the session is over for everybody. */
  async leave({ all }) {
    if (all) {
      this.send({ kind: "end" });
      // « ended » comes back once the end is noted.
      await new Promise((done) => {
        this.addEventListener("state", () => this.#closed && done());
        setTimeout(done, END_WITHIN);
      });
      if (this.#closed) return;
    }
    this.#closed = true;
    try {
      if (this.#session) await fetch(this.#session, { method: "DELETE", keepalive: true });
    } catch {
      // The room finds out by itself.
    }
    this.#drop();
    this.#become("ended");
  }

  // --- connecting --------------------------------------------------------------------------------

  async #connect() {
    const round = ++this.#round;
    const current = () => round === this.#round && !this.#closed;
    while (current()) {
      await new Promise((done) => setTimeout(done, waitBefore(this.#attempt)));
      if (!current()) return;
      this.#attempt += 1;
      try {
        const { token, ice_servers: iceServers } = await this.#token();
        if (!current()) return;
        if (this.way === "events" || typeof RTCPeerConnection === "undefined") {
          await this.#enterByEvents(token, current);
        } else {
          await this.#enter(token, iceServers, current);
        }
        return;
      } catch (error) {
        if (!current()) return;
        if (error instanceof Over) return this.#end();
        this.#become(this.#attempt > 1 ? "reconnecting" : "connecting");
      }
    }
  }

  async #token() {
    const response = await fetch(this.#urls.token, { headers: { Accept: "application/json" } });
    if ([403, 404, 410].includes(response.status) || response.redirected) throw new Over();
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  async #enter(token, iceServers, current) {
    this.#drop();
    const peer = new RTCPeerConnection({ iceServers });
    this.#peer = peer;
    this.#layOut(peer);
    const open = this.#opened(peer);
    await peer.setLocalDescription(await peer.createOffer());
    await gathered(peer);
    const response = await this.#fetch(`${this.#urls.live}/rooms/${this.room}`, {
      method: "POST",
      token,
      type: "application/sdp",
      body: peer.localDescription.sdp,
    });
    this.#session = this.#urls.live + response.headers.get("Location");
    await peer.setRemoteDescription({ type: "answer", sdp: await response.text() });
    try {
      await within(open, CONNECTS_WITHIN);
    } catch (error) {
      this.#failures += 1;
      // Twice nothing passed at all: this network lets no WebRTC through.
      if (this.#failures >= FAILURES_BEFORE_EVENTS && !this.#beenConnected) this.way = "events";
      throw error;
    }
    if (!current()) return;
    this.#beenConnected = true;
    this.#failures = 0;
    await this.#limit();
    this.#isConnected();
    peer.addEventListener("connectionstatechange", () => {
      if (peer === this.#peer && ["failed", "closed"].includes(peer.connectionState)) this.#again();
    });
    this.#channel.addEventListener("close", () => {
      if (peer === this.#peer) this.#again();
    });
  }

  /** The transceivers in the order of the contract; tracks are put in later. */
  #layOut(peer) {
    const microphone = peer.addTransceiver("audio", { direction: "sendonly" });
    const picture = peer.addTransceiver("video", { direction: "sendonly" });
    prefer(microphone, "audio", ["audio/red", "audio/opus"]);
    prefer(picture, "video", ["video/vp8", "video/rtx"]);
    for (let i = 0; i < 3; i += 1) peer.addTransceiver("audio", { direction: "recvonly" });
    peer.addTransceiver("video", { direction: "recvonly" });
    peer.senders = { microphone: microphone.sender, picture: picture.sender };
    microphone.sender.replaceTrack(this.#microphone);
    picture.sender.replaceTrack(this.#picture);
    peer.addEventListener("track", ({ track }) =>
      this.#fire(track.kind === "video" ? "picture" : "voice", track),
    );
  }

  #opened(peer) {
    const channel = peer.createDataChannel("events", { ordered: true });
    this.#channel = channel;
    channel.addEventListener("message", ({ data }) => this.#hear(JSON.parse(data)));
    return new Promise((done, fail) => {
      channel.addEventListener("open", done);
      peer.addEventListener("connectionstatechange", () => {
        if (peer.connectionState === "failed") fail(new Error("failed"));
      });
    });
  }

  async #limit() {
    const sender = this.#peer?.senders?.picture;
    const parameters = sender?.getParameters();
    if (!parameters?.encodings?.length) return;
    parameters.encodings[0].maxBitrate = PICTURE_BITS;
    parameters.degradationPreference = "maintain-resolution";
    await sender.setParameters(parameters).catch(() => {});
  }

  async #enterByEvents(token, current) {
    this.#drop();
    this.way = "events";
    const url = `${this.#urls.live}/rooms/${this.room}/events-only`;
    const response = await this.#fetch(url, { method: "POST", token });
    this.#session = this.#urls.live + response.headers.get("Location");
    this.#isConnected();
    this.#poll(this.#session, current);
  }

  async #poll(session, current) {
    let after = 0;
    while (current() && session === this.#session) {
      try {
        const response = await fetch(`${session}/events?after=${after}`);
        if (!response.ok) throw new Error(String(response.status));
        const { events, next } = await response.json();
        after = next;
        this.#pongAt = performance.now();
        events.forEach((event) => this.#hear(event));
      } catch {
        if (current()) this.#again();
        return;
      }
    }
  }

  #isConnected() {
    this.#attempt = 0;
    this.#pongAt = performance.now();
    this.#become("connected");
    if (this.#picture) this.send({ kind: "picture", on: true });
    for (const event of this.#kept.splice(0)) this.send(event);
  }

  #again() {
    if (this.#closed || this.state === "ended") return;
    this.#become("reconnecting");
    this.#drop();
    this.#connect();
  }

  #watch() {
    if (this.state !== "connected") return;
    this.send({ kind: "ping", n: Math.round(performance.now()) });
    // A page in the background is woken too seldom to tell silence from sleep.
    const silent = performance.now() - this.#pongAt > SILENT_FOR;
    if (silent && this.way === "webrtc" && !document.hidden) this.#again();
  }

  #drop() {
    const peer = this.#peer;
    this.#peer = this.#channel = null;
    this.#session = "";
    this.clock.reset();
    peer?.close();
  }

  // --- speaking ----------------------------------------------------------------------------------

  #hear(event) {
    const now = performance.now();
    this.#pongAt = now;
    this.clock.heard(event.t, now);
    if (event.kind === "pong") this.#fire("round-trip", Math.round(now - event.n));
    else if (event.kind === "ended" && event.why !== "draining") this.#end();
    else if (event.kind === "ended") this.#again();
    else this.#fire("heard", event);
  }

  async #post(event) {
    try {
      await this.#fetch(`${this.#session}/events`, { method: "POST", body: JSON.stringify(event) });
    } catch {
      if (event.kind !== "ping" && event.phase !== "move") this.#kept.push(event);
    }
  }

  async #fetch(url, { method, token, type = "application/json", body }) {
    const headers = { "Content-Type": type };
    if (token) headers.Authorization = `Bearer ${token}`;
    const response = await fetch(url, { method, headers, body });
    if (!response.ok) throw new Error(String(response.status));
    return response;
  }

  #end() {
    this.#closed = true;
    this.#drop();
    this.#become("ended");
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.#fire("state", state);
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Puts the wanted codecs first and leaves the others out, where the browser lets one choose. */
function prefer(transceiver, kind, wanted) {
  const known = RTCRtpReceiver.getCapabilities?.(kind)?.codecs ?? [];
  const rank = (codec) => wanted.indexOf(codec.mimeType.toLowerCase());
  const chosen = known.filter((codec) => rank(codec) >= 0);
  chosen.sort((one, other) => rank(one) - rank(other));
  try {
    if (chosen.length) transceiver.setCodecPreferences?.(chosen);
  } catch {
    // Its own order then.
  }
}

function gathered(peer) {
  if (peer.iceGatheringState === "complete") return Promise.resolve();
  return new Promise((done) => {
    setTimeout(done, GATHERS_WITHIN);
    peer.addEventListener("icegatheringstatechange", () => {
      if (peer.iceGatheringState === "complete") done();
    });
  });
}

function within(promise, milliseconds) {
  return Promise.race([
    promise,
    new Promise((_, fail) => setTimeout(() => fail(new Error("too late")), milliseconds)),
  ]);
}
