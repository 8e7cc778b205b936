/* Undo and redo of everything that is done to the steps: the states of the stream, one after the
   other. Pure but for its clock. */

export const MOST = 100;

export class History {
  /* `read()` gives the state as JSON text, `write(text)` puts one back. */
  constructor(read, write) {
    this.read = read;
    this.write = write;
    this.past = [];
    this.future = [];
    this.now = read();
  }

  /* Notes the state where it is another one; a new act forgets what had been undone. */
  note() {
    const state = this.read();
    if (state === this.now) return false;
    this.past.push(this.now);
    if (this.past.length > MOST) this.past.shift();
    this.now = state;
    this.future = [];
    return true;
  }

  undo() {
    this.note();
    return this.#go(this.past, this.future);
  }

  redo() {
    return this.#go(this.future, this.past);
  }

  #go(from, to) {
    const state = from.pop();
    if (state === undefined) return false;
    to.push(this.now);
    this.write(state);
    // As it reads once it is written: a number may have become a text, which is no act of anybody's.
    this.now = this.read();
    return true;
  }
}
