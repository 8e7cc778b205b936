// A gentle sound with each press: two soft notes, made here, no file.

let context = null;

/** Browsers let a page sound only after somebody has touched it. */
export function allowSound() {
  context ??= new AudioContext();
  context.resume().catch(() => {});
}

/** Plays it, where the page may. */
export function chime() {
  if (context?.state !== "running") return;
  for (const [frequency, after] of [
    [523, 0],
    [659, 0.12],
  ]) {
    const begin = context.currentTime + after;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(0.12, begin + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.6);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + 0.65);
  }
}
