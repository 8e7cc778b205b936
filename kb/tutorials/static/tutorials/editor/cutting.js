/* Cutting one step in two, making one of two, moving their border. Pure: states in, states out. */

export const SHORTEST = 0.3;

/* Two steps whose borders are so close, in seconds, have one border. */
const SAME = 0.05;

export function number(value) {
  const parsed = Number.parseFloat(String(value ?? "").replace(",", "."));
  return Number.isFinite(parsed) ? parsed : null;
}

/* Whether `t` leaves something on both sides of a cut. */
export function canCut(step, t) {
  return t - number(step.start) >= SHORTEST && number(step.end) - t >= SHORTEST;
}

/* The two states after a cut at `t`. The picture goes with the half in which it was taken; the
   other half has none (`still` empty). `sequel` makes the second title from the first. */
export function cut(step, t, transcript, sequel) {
  const [before, after] = divideText(step, t, transcript);
  const shown = number(step.still_time);
  const first = { ...step, text: before, end: t };
  const second = { ...step, text: after, start: t, title: sequel(step.title) };
  const bare = shown !== null && shown >= t ? first : second;
  Object.assign(bare, {
    still: "",
    still_time: null,
    click_x: null,
    click_y: null,
    target: "",
    target_box: "",
  });
  return [first, second];
}

/* Both texts: a line each, but one line where a cut had divided a sentence. */
function joined(first, second) {
  const whole = !first || !second || /[.!?…»)]$/.test(first);
  return [first, second].filter(Boolean).join(whole ? "\n" : " ");
}

/* The state of both steps as one: the first one's title and picture, or the second's for want. */
export function merge(first, second) {
  const picture = first.still ? first : second;
  return {
    ...first,
    text: joined(first.text.trim(), second.text.trim()),
    start: Math.min(number(first.start), number(second.start)),
    end: Math.max(number(first.end), number(second.end)),
    still: picture.still,
    still_time: picture.still_time,
    click_x: picture.click_x,
    click_y: picture.click_y,
    target: picture.target,
    target_box: picture.target_box,
    mistake: first.mistake && second.mistake,
  };
}

/* What is said before `t` and after it: as much of the text as of the speech, and never in the
   middle of a sentence where a sentence ends near. */
export function divideText(step, t, transcript) {
  const text = (step.text ?? "").trim();
  const place = Math.round(text.length * shareSaid(step, t, transcript));
  const at = nearestBreak(text, place);
  return [text.slice(0, at).trim(), text.slice(at).trim()];
}

/* The share of the step's words that are said before `t`; of its time where nothing is said. */
function shareSaid(step, t, transcript) {
  const start = number(step.start);
  const end = number(step.end);
  let before = 0;
  let all = 0;
  for (const said of transcript) {
    const from = Math.max(start, said.start);
    const to = Math.min(end, said.end);
    if (to <= from) continue;
    const pace = said.text.length / Math.max(0.001, said.end - said.start);
    all += pace * (to - from);
    before += pace * Math.max(0, Math.min(to, t) - from);
  }
  return all > 0 ? before / all : (t - start) / (end - start);
}

function nearestBreak(text, place) {
  const near = Math.max(12, text.length * 0.2);
  return (
    closest(text, place, /[.!?…]["»)]*\s+|\n+/g, near) ??
    closest(text, place, /\s+/g, Infinity) ??
    (place < text.length / 2 ? 0 : text.length)
  );
}

function closest(text, place, pattern, within) {
  let best = null;
  for (const match of text.matchAll(pattern)) {
    const at = match.index + match[0].length;
    if (best === null || Math.abs(at - place) < Math.abs(best - place)) best = at;
  }
  // The two ends are breaks as well: all may be said on one side of the cut.
  for (const end of [0, text.length]) {
    if (best !== null && Math.abs(end - place) < Math.abs(best - place)) best = end;
  }
  return best !== null && Math.abs(best - place) <= within ? best : null;
}

/* The border of a step within `reach` seconds of `t`: its `edges` (two where a step ends as the next
   begins), and the `limits` within which it may go; null where there is none. */
export function borderNear(steps, t, reach) {
  const edges = steps.flatMap((step) => ["start", "end"].map((edge) => ({ step, edge, t: step[edge] })));
  const [nearest] = edges
    .filter((one) => Math.abs(one.t - t) <= reach)
    .sort((one, other) => Math.abs(one.t - t) - Math.abs(other.t - t));
  if (!nearest) return null;
  const partner = edges.find(
    (one) => one.step !== nearest.step && one.edge !== nearest.edge && Math.abs(one.t - nearest.t) <= SAME,
  );
  const held = partner ? [nearest, partner] : [nearest];
  const least = Math.max(0, ...held.filter((one) => one.edge === "end").map((one) => one.step.start + SHORTEST));
  const most = Math.min(
    Infinity,
    ...held.filter((one) => one.edge === "start").map((one) => one.step.end - SHORTEST),
  );
  return { edges: held, limits: [least, most] };
}
