// What the browser knows of the room's clock, and how long to wait before one tries again.

/** The room's clock: whatever arrives is never from the future, so the newest claim is the best. */
export class RoomClock {
  #offset = -Infinity;

  /** `t`: seconds on the room's clock, received at `now` ms of ours. */
  heard(t, now) {
    if (Number.isFinite(t)) this.#offset = Math.max(this.#offset, t - now / 1000);
  }

  /** Seconds on the room's clock; null before anything was heard. */
  at(now) {
    return Number.isFinite(this.#offset) ? Math.max(0, this.#offset + now / 1000) : null;
  }

  /** Forgets: another process has another clock. */
  reset() {
    this.#offset = -Infinity;
  }
}

/** Milliseconds before attempt `n` (from 0): quickly first, then every eight seconds. */
export function waitBefore(n) {
  return n === 0 ? 0 : Math.min(8000, 500 * 2 ** (n - 1));
}
