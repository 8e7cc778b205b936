// How good a line is, in one word, from what the browser measures.

/** The round trip in ms, the share of packets lost and the frames a second of the last interval. */
export function measured(report, before) {
  const found = { rtt: null, received: 0, lost: 0, frames: 0, at: 0, fps: null, loss: 0 };
  for (const entry of report.values()) {
    if (entry.type === "candidate-pair" && entry.nominated && entry.currentRoundTripTime != null) {
      found.rtt = Math.round(entry.currentRoundTripTime * 1000);
    }
    if (entry.type === "inbound-rtp") {
      found.received += entry.packetsReceived ?? 0;
      found.lost += Math.max(0, entry.packetsLost ?? 0);
      if (entry.kind === "video") found.frames = entry.framesDecoded ?? 0;
      found.at = Math.max(found.at, entry.timestamp);
    }
  }
  if (before && found.at > before.at) {
    const lost = Math.max(0, found.lost - before.lost);
    const all = Math.max(1, lost + found.received - before.received);
    found.loss = lost / all;
    found.fps = ((found.frames - before.frames) * 1000) / (found.at - before.at);
  }
  return found;
}

/** `good`, `fair` or `poor`. */
export function qualityOf({ rtt, loss }) {
  if ((rtt ?? 0) > 500 || loss > 0.08) return "poor";
  if ((rtt ?? 0) > 200 || loss > 0.02) return "fair";
  return "good";
}
