/** Which steps a learner has done, kept in their own browser: `{ tutorial id: [step, …] }`. */

const KEY = "pas-a-pas.progres";

/** What is kept, or nothing; what somebody else wrote there is left out. */
export function readProgress(storage) {
  try {
    const kept = JSON.parse(storage.getItem(KEY)) ?? {};
    const progress = {};
    for (const [id, steps] of Object.entries(kept)) {
      const numbers = Array.isArray(steps) ? steps.filter((step) => Number.isInteger(step) && step > 0) : [];
      if (/^[1-9]\d{0,8}$/.test(id) && numbers.length) progress[id] = numbers;
    }
    return progress;
  } catch {
    return {};
  }
}

/** Keeps the progress; whether the browser allowed it. */
export function keepProgress(storage, progress) {
  try {
    storage.setItem(KEY, JSON.stringify(progress));
    return true;
  } catch {
    return false;
  }
}

/** The progress with one step done, or not done any more. */
export function withStep(progress, id, step, done) {
  const others = (progress[id] ?? []).filter((one) => one !== step);
  const steps = done ? [...others, step].sort((one, other) => one - other) : others;
  const { [id]: _gone, ...rest } = progress;
  return steps.length ? { ...rest, [id]: steps } : rest;
}

/** The first step that is not done, or null where all are. */
export function nextStep(done, count) {
  for (let step = 1; step <= count; step += 1) if (!done.includes(step)) return step;
  return null;
}
