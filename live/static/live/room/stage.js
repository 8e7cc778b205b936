/**
 * A picture with the teaching pointer over it: `.stage` with a `video` and a `.stage__layer`.
 *
 * The layer lies exactly on the picture, so that a place is a percentage. The same class serves the
 * room's page and the little window, which is another document.
 */

import { arrowPath, pictureIn, placeOn } from "./geometry.js";

const STAYS = 20_000;
const SVG = "http://www.w3.org/2000/svg";

export class Stage {
  #timer = 0;
  #arrow = null;

  constructor(element) {
    this.element = element;
    this.video = element.querySelector("video");
    this.layer = element.querySelector(".stage__layer");
    this.document = element.ownerDocument;
    this.dot = this.#make("stage__dot");
    this.ring = this.#make("stage__ring");
    const Observer = this.document.defaultView.ResizeObserver;
    new Observer(() => this.lay()).observe(element);
    for (const name of ["resize", "loadedmetadata"]) {
      this.video.addEventListener(name, () => this.lay());
    }
    this.lay();
  }

  /** Shows a track, or nothing (null). */
  show(track) {
    this.video.srcObject = track ? new MediaStream([track]) : null;
    this.element.toggleAttribute("data-empty", !track);
    if (track) this.video.play().catch(() => {});
    else this.clear();
    this.lay();
  }

  /** Where the picture lies in the frame. */
  get picture() {
    const { clientWidth: width, clientHeight: height } = this.video;
    const size = { width: this.video.videoWidth, height: this.video.videoHeight };
    return pictureIn({ width, height }, size);
  }

  lay() {
    const { left, top, width, height } = this.picture;
    Object.assign(this.layer.style, {
      left: `${left + this.video.offsetLeft}px`,
      top: `${top + this.video.offsetTop}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    if (this.#arrow) this.#draw();
  }

  /** The place under a point of the window, {x, y} from 0 to 1; null beside the picture. */
  placeUnder({ clientX, clientY }) {
    if (!this.video.videoWidth) return null;
    const frame = this.video.getBoundingClientRect();
    return placeOn(this.picture, { x: clientX - frame.left, y: clientY - frame.top });
  }

  /** The pointer passes over a place. */
  move(place) {
    put(this.dot, place);
  }

  /** A press: a ring that stays for a while. */
  press(place) {
    this.#arrow?.element.remove();
    this.#arrow = null;
    put(this.dot, place);
    put(this.ring, place);
    this.ring.classList.remove("stage__ring--new");
    void this.ring.offsetWidth;
    this.ring.classList.add("stage__ring--new");
    this.#later();
  }

  /** An arrow from one place to another. */
  arrow(from, to) {
    this.clear();
    const element = this.document.createElementNS(SVG, "svg");
    element.setAttribute("class", "stage__arrow");
    for (const name of ["stage__halo", "stage__line"]) {
      const path = this.document.createElementNS(SVG, "path");
      path.setAttribute("class", name);
      element.append(path);
    }
    this.layer.append(element);
    this.#arrow = { element, from, to };
    this.#draw();
    this.#later();
  }

  /** Takes everything off the picture. */
  clear() {
    clearTimeout(this.#timer);
    this.dot.hidden = this.ring.hidden = true;
    this.#arrow?.element.remove();
    this.#arrow = null;
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.clear(), STAYS);
  }

  #draw() {
    const { width, height } = this.picture;
    const { element, from, to } = this.#arrow;
    element.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const inPixels = ({ x, y }) => ({ x: x * width, y: y * height });
    const path = arrowPath(inPixels(from), inPixels(to));
    for (const line of element.children) line.setAttribute("d", path);
  }

  #make(name) {
    const element = this.document.createElement("span");
    element.className = name;
    element.hidden = true;
    this.layer.append(element);
    return element;
  }
}

function put(element, { x, y }) {
  element.hidden = false;
  element.style.left = `${x * 100}%`;
  element.style.top = `${y * 100}%`;
}
