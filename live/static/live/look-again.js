/**
 * Loads the page again once what is being prepared is ready: while `[data-look-again]` is there,
 * the page is asked for every few seconds, until it comes without that sign. Nobody loses what they
 * have begun to fill in: then the page stays as it is.
 */

const PAUSE = 3000;
const PAUSE_MAX = 30000;

let pause = PAUSE;
let touched = false;
addEventListener("input", () => (touched = true));

async function look() {
  try {
    const response = await fetch(location.pathname, { redirect: "error" });
    if (!response.ok) throw new Error(String(response.status));
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    pause = PAUSE;
    if (!fresh.querySelector("[data-look-again]") && !touched) return location.reload();
  } catch {
    pause = Math.min(pause * 2, PAUSE_MAX);
  }
  setTimeout(look, pause);
}

if (document.querySelector("[data-look-again]")) setTimeout(look, pause);
