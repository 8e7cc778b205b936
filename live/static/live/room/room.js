// The page of a room: what both sides have, then what is the learner's or the helper's own.

import { openChat } from "./chat.js";
import { HelperSide } from "./helper.js";
import { LearnerSide } from "./learner.js";
import { Line } from "./line.js";
import { Microphone } from "./microphone.js";
import { showRecording } from "./recording-sign.js";
import { allowSound } from "./sound.js";
import { playVoices } from "./voices.js";

const root = document.querySelector("#salle");
const find = (selector) => root.querySelector(selector);
const texts = JSON.parse(document.querySelector("#textes").textContent);
const { role, room, participant: mine, live, tokenUrl, consentUrl, afterUrl } = root.dataset;

const line = new Line(room, {
  live: live.replace(/\/$/, ""),
  token: new URL(tokenUrl, location.href).href,
});
const microphone = new Microphone(line, find("#micro"), find("#micro-refuse"), texts);
const side = new (role === "learner" ? LearnerSide : HelperSide)({ root, line, texts, mine, microphone });
const written = openChat(find("#discussion"), (event) => line.send(event), mine, texts);
let off = false;
let leaving = false;

// --- the line ------------------------------------------------------------------------------------

line.addEventListener("state", ({ detail: state }) => {
  const sign = find("#etat");
  sign.dataset.state = state;
  sign.textContent = texts[`state_${state}`];
  if (state === "connected" && line.way === "events") sign.textContent = texts.state_events;
  if (state !== "ended") return;
  side.close();
  microphone.close();
  if (!leaving) location.replace(afterUrl);
});

line.addEventListener("heard", ({ detail: event }) => {
  if (event.kind === "people") people(event);
  else if (event.kind === "chat") written(event);
  else if (event.kind === "refused") tell(event.why);
  side.heard(event);
});

function people(event) {
  const before = root.dataset.recordingState;
  const now = showRecording(root, find("#enregistrement"), event, role, texts);
  if (before !== now) side.recordingChanged(now);
  off = event.off_record.includes(role);
  const button = find("#hors-enregistrement");
  button.setAttribute("aria-pressed", String(off));
  button.querySelector("[data-label]").textContent = off ? texts.on_record : texts.off_record;
  button.hidden = now === "none" && !off;
  const others = event.people.filter((one) => one.id !== mine);
  const here = others.filter((one) => one.here).map((one) => one.name);
  find("#presents").textContent = here.length
    ? texts.here_are.replace("{names}", here.join(", "))
    : texts.nobody_here;
}

function tell(words) {
  const notice = find("#avis");
  notice.textContent = words;
  notice.hidden = false;
}

// --- what one does -------------------------------------------------------------------------------

find("#hors-enregistrement").addEventListener("click", () => {
  if (!off) side.recordingChanged("off");
  line.send({ kind: off ? "on_record" : "off_record" });
});

const question = document.querySelector("#quitter-question");
find("#quitter").addEventListener("click", () => question.showModal());
question.querySelector("[data-stay]").addEventListener("click", () => question.close());
question.querySelector("#quitter-oui").addEventListener("click", () => line.leave({ all: true }));
question.querySelector("#sortir")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  leaving = true;
  await line.leave({ all: false });
  event.target.submit();
});

const agreements = find("#accords form");
agreements.addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = find("#accords [data-said]");
  try {
    const response = await fetch(consentUrl, {
      method: "POST",
      body: new FormData(agreements),
      headers: { Accept: "application/json" },
    });
    if (!response.ok) throw new Error(String(response.status));
    const { chosen, token } = await response.json();
    if (token) await line.renew(token);
    side.agreed(chosen);
    said.textContent = texts.answers_kept;
  } catch {
    said.textContent = texts.answers_not_kept;
  }
});

addEventListener("pointerdown", allowSound);
addEventListener("keydown", allowSound);
playVoices(line, find("#entendre"));
microphone.open();
line.start();
