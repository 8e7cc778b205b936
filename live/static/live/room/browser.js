// Which browser's advice fits.

/** `chromium`, `firefox`, `safari` or `other`, from what the browser calls itself. */
export function browserOf(agent) {
  if (/firefox|fxios/i.test(agent)) return "firefox";
  if (/chrome|chromium|crios|edg/i.test(agent)) return "chromium";
  if (/safari/i.test(agent)) return "safari";
  return "other";
}
