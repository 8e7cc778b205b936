// The tutorial that answers: found by the helper, shown to the learner in the room.

/** `say(event)` sends; `address` answers `?q=` with the places of tutorials. */
export function openTutorials(section, address, say, texts) {
  const list = section.querySelector("ul");
  const said = section.querySelector("[data-said]");
  section.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = section.querySelector("input[type=search]").value.trim();
    if (!words) return;
    said.textContent = texts.searching;
    try {
      const response = await fetch(`${address}?q=${encodeURIComponent(words)}`, {
        headers: { Accept: "application/json" },
      });
      if (!response.ok) throw new Error(String(response.status));
      const places = await response.json();
      list.replaceChildren(...places.map((place) => row(place, say, said, texts)));
      said.textContent = places.length ? "" : texts.nothing_found;
    } catch {
      said.textContent = texts.search_failed;
    }
  });
}

function row(place, say, said, texts) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = place.address;
  link.target = "_blank";
  link.rel = "noopener";
  const step = place.step ? texts.step.replace("{number}", place.step) : "";
  link.textContent = step ? `${place.tutorial} – ${step}` : place.tutorial;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = texts.show_it;
  button.addEventListener("click", () => {
    const { id, address } = place;
    say({ kind: "tutorial", id, ...(step && { step: place.step }), title: place.tutorial, address });
    said.textContent = texts.shown;
  });
  item.append(link, button);
  return item;
}
