/** Counts that a result was opened, without saying by whom: `data-clicks`, with the words, on the list. */

for (const list of document.querySelectorAll("[data-clicks]")) {
  list.addEventListener("click", ({ target }) => {
    if (!target.closest("a[href]")) return;
    const said = new FormData();
    said.append("q", list.dataset.words);
    said.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    navigator.sendBeacon(list.dataset.clicks, said);
  });
}
