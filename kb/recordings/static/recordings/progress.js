// The page of a recording: asks how far the work is, and shows it, until it rests.

const PAUSE = 2000;
const PAUSE_MAX = 30000;

for (const element of document.querySelectorAll("[data-progress]")) follow(element);

function follow(element) {
  if ("progressFinished" in element.dataset) return;
  const work = element.querySelector("[data-progress-work]");
  const live = element.querySelector("[data-progress-live]");
  let pause = PAUSE;
  let said = "";

  const say = (words) => {
    if (words !== said) live.textContent = words;
    said = words;
  };

  const ask = async () => {
    if (document.hidden) {
      document.addEventListener("visibilitychange", ask, { once: true });
      return;
    }
    try {
      const response = await fetch(element.dataset.progress, {
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      if (!response.ok) throw new Error(String(response.status));
      const now = await response.json();
      pause = PAUSE;
      show(work, now.html);
      const current = now.stages.find((stage) => stage.state === "running");
      say(current ? current.label : "");
      if (previewCame(now)) {
        location.reload();
        return;
      }
      if (now.finished) {
        say(work.querySelector(".notice")?.innerText ?? "");
        return;
      }
    } catch {
      pause = Math.min(pause * 2, PAUSE_MAX);
      say(element.dataset.progressLost);
    }
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
}

function previewCame(now) {
  return now.preview && document.querySelector("[data-progress-preview]")?.hidden;
}

function show(work, html) {
  const focused = document.activeElement?.id;
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  if (work.innerHTML.trim() === fresh.innerHTML.trim()) return;
  work.replaceChildren(fresh.content);
  if (focused) document.getElementById(focused)?.focus();
}
