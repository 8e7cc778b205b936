// The helper's notes: kept shortly after each change.

const AFTER = 1500;

export function keepNotes(field, said, address, texts) {
  let timer = 0;
  const keep = async () => {
    const body = new FormData();
    body.set("notes", field.value);
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    try {
      const response = await fetch(address, { method: "POST", body, keepalive: true });
      if (!response.ok) throw new Error(String(response.status));
      said.textContent = texts.notes_kept;
    } catch {
      said.textContent = texts.notes_not_kept;
    }
  };
  field.addEventListener("input", () => {
    said.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(keep, AFTER);
  });
  field.addEventListener("change", () => {
    clearTimeout(timer);
    keep();
  });
}
