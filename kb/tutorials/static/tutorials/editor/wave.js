/* The waveform: how loud, where the steps are, what is bleeped, and where we are. The borders of the
   steps are dragged on it; the fields of a step do the same by keyboard. */

import { borderNear } from "./cutting.js";
import { bleeps, seek } from "./desk.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 1000;
const HEIGHT = 100;
/* Pixels on the screen within which a border is taken hold of. */
const NEAR = 7;
const MOST_ZOOM = 64;

function shape(name, kind, attributes) {
  const element = document.createElementNS(SVG, name);
  element.setAttribute("class", kind);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/* `steps()` gives the spans; `moved(step, edge, t)` is told where a border was dropped. The answer:
   `steps` and `bleeps` draw them anew, `head` moves to a second, `zoom` shows more or less. */
export function drawWave(svg, data, steps, moved) {
  const duration = data.duration || data.transcript.at(-1)?.end || 1;
  const x = (t) => (t / duration) * WIDTH;
  const spans = document.createElementNS(SVG, "g");
  const hidden = document.createElementNS(SVG, "g");
  const head = shape("line", "wave__head", { x1: 0, x2: 0, y1: 0, y2: HEIGHT });
  const grip = shape("line", "wave__grip", { y1: 0, y2: HEIGHT, visibility: "hidden" });
  const view = { left: 0, zoom: 1 };
  let dragged = null;
  svg.append(spans, shape("path", "wave__sound", { d: outline(data.waveform) }), hidden, head, grip);

  const band = (kind, start, end) =>
    shape("rect", kind, { x: x(start), y: 0, width: Math.max(0.2, x(end) - x(start)), height: HEIGHT });
  const redraw = () => {
    spans.replaceChildren(
      ...steps()
        .filter((step) => step.end > step.start)
        .map((step, index) => band(`wave__step wave__step--${index % 2}`, step.start, step.end)),
    );
  };
  const cover = () => {
    hidden.replaceChildren(...bleeps().map((mask) => band("wave__bleep", mask.start, mask.end)));
  };

  const look = (left) => {
    const wide = WIDTH / view.zoom;
    view.left = Math.min(WIDTH - wide, Math.max(0, left));
    svg.setAttribute("viewBox", `${view.left} 0 ${wide} ${HEIGHT}`);
  };
  const timeAt = (event) => {
    const frame = svg.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - frame.left) / frame.width));
    return ((view.left + (share * WIDTH) / view.zoom) / WIDTH) * duration;
  };
  const reach = () => (NEAR / svg.getBoundingClientRect().width / view.zoom) * duration;

  svg.addEventListener("pointerdown", (event) => {
    dragged = borderNear(steps(), timeAt(event), reach());
    if (dragged) svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    const t = timeAt(event);
    if (!dragged) {
      svg.classList.toggle("recording-desk__wave--border", Boolean(borderNear(steps(), t, reach())));
      return;
    }
    dragged.t = within(t, dragged.limits);
    const place = x(dragged.t);
    for (const [key, value] of [["x1", place], ["x2", place], ["visibility", "visible"]]) {
      grip.setAttribute(key, value);
    }
  });
  svg.addEventListener("pointercancel", () => {
    dragged = null;
    grip.setAttribute("visibility", "hidden");
  });
  svg.addEventListener("pointerup", (event) => {
    const held = dragged;
    dragged = null;
    grip.setAttribute("visibility", "hidden");
    if (held?.t === undefined) {
      seek(timeAt(event));
      return;
    }
    for (const { step, edge } of held.edges) moved(step, edge, held.t);
    redraw();
    seek(held.t);
  });

  redraw();
  cover();
  return {
    steps: redraw,
    bleeps: cover,
    head(t) {
      head.setAttribute("x1", x(t));
      head.setAttribute("x2", x(t));
      const wide = WIDTH / view.zoom;
      if (x(t) < view.left || x(t) > view.left + wide) look(x(t) - wide / 10);
    },
    zoom(factor, t) {
      view.zoom = Math.min(MOST_ZOOM, Math.max(1, view.zoom * factor));
      look(x(t) - WIDTH / view.zoom / 2);
    },
  };
}

function within(t, [least, most]) {
  return Math.min(Math.max(t, least), Math.max(least, most));
}

function outline(levels) {
  if (!levels.length) return "";
  const most = Math.max(...levels, 0.01);
  const points = levels.map((level, index) => [
    (index / levels.length) * WIDTH,
    (Math.max(0.01, level / most) * HEIGHT) / 2,
  ]);
  const above = points.map(([left, half]) => `${left.toFixed(1)},${(HEIGHT / 2 - half).toFixed(1)}`);
  const below = points.map(([left, half]) => `${left.toFixed(1)},${(HEIGHT / 2 + half).toFixed(1)}`);
  return `M${above.join("L")}L${below.reverse().join("L")}Z`;
}
