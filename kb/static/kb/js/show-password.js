/** Shows a typed password on request: `data-show-password="id of the input"` on a label with a box. */

for (const label of document.querySelectorAll("[data-show-password]")) {
  const input = document.getElementById(label.dataset.showPassword);
  const box = label.querySelector("input");
  label.hidden = false;
  box.addEventListener("change", () => {
    input.type = box.checked ? "text" : "password";
  });
}
