/** « Lisibilité »: larger letters, stronger contrast; kept in this browser. */

const KEY = "pas-a-pas.lecture";
const menu = document.querySelector("[data-comfort]");
const root = document.documentElement;

function keep() {
  const { text = "usual", contrast = "usual" } = root.dataset;
  try {
    window.localStorage.setItem(KEY, JSON.stringify({ text, contrast }));
  } catch {
    // It holds for this page.
  }
}

function apply(name, value) {
  if (value === "usual") delete root.dataset[name];
  else root.dataset[name] = value;
  keep();
}

if (menu) {
  menu.hidden = false;
  const details = menu.querySelector("details");
  for (const field of menu.querySelectorAll("input[type=radio]")) {
    field.checked = (root.dataset[field.name] ?? "usual") === field.value;
    field.addEventListener("change", () => apply(field.name, field.value));
  }
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (details.open && !menu.contains(target)) details.open = false;
  });
}
