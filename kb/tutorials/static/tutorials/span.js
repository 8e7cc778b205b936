/** When a step's clip is over, and how far it is. Times are seconds of the video. Pure. */

/** Stops a little early: a player reports late, and the next step's first picture must not show. */
export const LEAD = 0.06;

/** Whether a clip at `time` has reached the end of its span. */
export function isOver(time, span) {
  return time >= span.end - LEAD;
}

/** The time of the last picture that belongs to the span; a clip that is there is over. */
export function lastPicture(span) {
  return Math.max(span.start, span.end - LEAD / 2);
}

/** How much of the span is played, 0 to 1. */
export function shareOf(time, span) {
  const length = span.end - span.start;
  if (!(length > 0)) return 0;
  return Math.min(1, Math.max(0, (time - span.start) / length));
}

/** Where playing goes on: at `time` inside the span, at its start when it is over or elsewhere. */
export function resumeAt(time, span) {
  const inside = time >= span.start - 0.25 && !isOver(time, span);
  return inside ? Math.max(time, span.start) : span.start;
}

/** The span written on an element as `data-start` and `data-end`, or null where it makes no sense. */
export function spanOf(dataset) {
  const start = Number.parseFloat(dataset.start);
  const end = Number.parseFloat(dataset.end);
  return end > start && start >= 0 ? { start, end } : null;
}

/** The moment that an address asks for (`?a=72.5`), or null. */
export function momentOf(search) {
  const moment = Number.parseFloat(new URLSearchParams(search).get("a"));
  return moment >= 0 ? moment : null;
}

/** Whether a moment is in the span. */
export function isIn(moment, span) {
  return moment >= span.start && moment < span.end;
}
