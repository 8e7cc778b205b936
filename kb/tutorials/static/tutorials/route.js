/** Addresses of steps: `?vue=pas-a-pas#etape-3`. The place after the last step is `#fin`. Pure. */

/** The step that `hash` names, 1 to `count`, `count + 1` for the end, or null. */
export function stepOfHash(hash, count) {
  if (hash === "#fin") return count + 1;
  const found = /^#etape-([1-9]\d{0,3})$/.exec(hash);
  const number = found ? Number(found[1]) : null;
  return number !== null && number <= count ? number : null;
}

/** The hash of step `number`. */
export function hashOfStep(number, count) {
  return number > count ? "#fin" : `#etape-${number}`;
}

/** Whether the address asks for one step at a time. */
export function wantsOne(search) {
  return new URLSearchParams(search).get("vue") === "pas-a-pas";
}

/** The query that asks for one step at a time, or for all; the rest of it stays. */
export function searchFor(search, one) {
  const query = new URLSearchParams(search);
  if (one) query.set("vue", "pas-a-pas");
  else query.delete("vue");
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** The step that a key leads to from step `number`, or null where the key says nothing here. */
export function stepOfKey(key, number, count) {
  if (key === "ArrowRight") return Math.min(number + 1, count + 1);
  return key === "ArrowLeft" ? Math.max(number - 1, 1) : null;
}
