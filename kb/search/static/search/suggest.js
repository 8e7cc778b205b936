/**
 * Suggestions while one types: an ARIA combobox with a list (WAI-ARIA Authoring Practices, « Editable
 * Combobox With List Autocomplete »). Without it the field is what it was.
 *
 * `data-suggest` on the form: the address that answers `q`. `data-step-words`,
 * `data-search-words`, `data-correction-words`: what stands under a suggestion of that kind;
 * `data-count-words`, `data-none-words`: what is said aloud. With {number}, {tutorial}, {count}.
 */

const AFTER = 150;
const LETTERS = 2;

/** A sentence with its places filled in. */
export function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Where the choice goes with a key: -1 is the field itself. */
export function moved(active, count, key) {
  if (!count) return -1;
  if (key === "ArrowDown") return active + 1 >= count ? -1 : active + 1;
  if (key === "ArrowUp") return active < 0 ? count - 1 : active - 1;
  return active;
}

export class Suggestions {
  #list;
  #status;
  #found = [];
  #active = -1;
  #timer = 0;
  #asked = null;

  constructor(form) {
    this.form = form;
    this.field = form.querySelector("input[type=search]");
    const { ownerDocument: page } = form;
    this.#list = page.createElement("ul");
    Object.assign(this.#list, { id: `${this.field.id}-propositions`, className: "suggestions", hidden: true });
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", form.dataset.listWords);
    this.#status = page.createElement("p");
    this.#status.className = "visually-hidden";
    this.#status.setAttribute("role", "status");
    form.append(this.#list, this.#status);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-controls", this.#list.id],
      ["aria-expanded", "false"],
    ]) {
      this.field.setAttribute(name, value);
    }
    this.field.addEventListener("input", () => {
      this.#choose(-1);
      this.#later();
    });
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("blur", () => this.close());
    // A press would take the focus first, and with it the list.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#open(this.#found[[...this.#list.children].indexOf(option)]);
    });
  }

  close() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#show([]);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), AFTER);
  }

  async #ask() {
    this.#asked?.abort();
    const text = this.field.value.trim();
    if (text.length < LETTERS) return this.#show([]);
    this.#asked = new AbortController();
    try {
      const address = `${this.form.dataset.suggest}?q=${encodeURIComponent(this.field.value)}`;
      const response = await fetch(address, { signal: this.#asked.signal });
      this.#show(response.ok ? await response.json() : []);
      this.#status.textContent = this.#found.length
        ? filled(this.form.dataset.countWords, { count: this.#found.length })
        : this.form.dataset.noneWords;
    } catch {
      // Asked again with the next letter, or the network is away: then the button searches.
    }
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.#list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.#active >= 0) {
      event.preventDefault();
      this.#open(this.#found[this.#active]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.#list.hidden) return this.#later();
      event.preventDefault();
      this.#choose(moved(this.#active, this.#found.length, event.key));
    }
  }

  #open(suggestion) {
    const { baseURI, defaultView } = this.form.ownerDocument;
    // On another site's page the address is still one of ours.
    const site = new URL(this.form.dataset.suggest, baseURI);
    defaultView.location.assign(new URL(suggestion.address, site));
  }

  #show(found) {
    // An answer that comes late does not take away what was chosen meanwhile.
    const chosen = this.#found[this.#active]?.address;
    this.#found = found;
    this.#list.replaceChildren(...found.map((one, place) => this.#option(one, place)));
    this.#list.hidden = !found.length;
    this.field.setAttribute("aria-expanded", String(Boolean(found.length)));
    if (!found.length) this.#status.textContent = "";
    this.#choose(found.findIndex(({ address }) => address === chosen));
  }

  #option({ kind, title, number, tutorial }, place) {
    const option = this.form.ownerDocument.createElement("li");
    option.id = `${this.#list.id}-${place}`;
    option.className = "suggestions__one";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const name = option.ownerDocument.createElement("span");
    name.textContent = title;
    option.append(name);
    const note = filled(this.form.dataset[`${kind}Words`] ?? "", { number, tutorial });
    if (note) {
      const small = option.ownerDocument.createElement("small");
      small.textContent = note;
      option.append(" ", small);
    }
    return option;
  }

  #choose(place) {
    this.#active = place;
    [...this.#list.children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === place));
      if (at === place) option.scrollIntoView({ block: "nearest" });
    });
    if (place < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", this.#list.children[place].id);
  }
}

for (const form of globalThis.document?.querySelectorAll("form[data-suggest]") ?? []) {
  new Suggestions(form);
}
