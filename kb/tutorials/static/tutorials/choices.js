/** What a reader chose for the clips, kept in their own browser: speed and captions. */

const KEY = "pas-a-pas.clips";
const USUAL = { speed: 1, captions: true };

/** The choices of last time, or the usual ones. */
export function readChoices(storage) {
  try {
    const kept = JSON.parse(storage.getItem(KEY)) ?? {};
    return {
      speed: [0.5, 0.75, 1].includes(kept.speed) ? kept.speed : USUAL.speed,
      captions: typeof kept.captions === "boolean" ? kept.captions : USUAL.captions,
    };
  } catch {
    return { ...USUAL };
  }
}

/** Keeps the choices; a browser that forbids it forgets them, and nothing else happens. */
export function keepChoices(storage, choices) {
  try {
    storage.setItem(KEY, JSON.stringify(choices));
  } catch {
    // Private windows and full storage: the choice holds for this page.
  }
}
