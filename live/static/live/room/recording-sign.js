// Whether it is recorded at this moment, in words and as a red border, for everybody.

/** `recording`, `offRecord` (roles that said so) and one's own role become the sign of the page. */
export function showRecording(root, sign, { recording, off_record: off }, role, texts) {
  const state = recording ? "on" : off.length ? "off" : "none";
  root.dataset.recordingState = state;
  sign.dataset.recording = String(recording);
  sign.dataset.offRecord = off.join(" ");
  sign.textContent = recording
    ? texts.recorded
    : !off.length
      ? texts.not_recorded
      : off.includes(role)
        ? texts.off_by_me
        : texts.off_by_other;
  return state;
}
