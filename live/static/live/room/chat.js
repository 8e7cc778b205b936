// Written words, for who has no microphone or does not hear well.

/** `say(event)` sends; returns what takes an event of the room and shows it. */
export function openChat(section, say, mine, texts) {
  const form = section.querySelector("form");
  const field = section.querySelector("#message");
  const list = section.querySelector("ol");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text) say({ kind: "chat", text });
    field.value = "";
  });
  return ({ text, name, from }) => {
    const line = document.createElement("li");
    line.className = from === mine ? "chat__line chat__line--mine" : "chat__line";
    const who = document.createElement("strong");
    who.textContent = from === mine ? texts.me : name;
    line.append(who, " ", text);
    list.append(line);
    list.scrollTop = list.scrollHeight;
    section.open = true;
  };
}
