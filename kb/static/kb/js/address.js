/** `address` with `hash` in the place of its own. Pure. */
export function addressWith(address, hash) {
  return address.split("#", 1)[0] + hash;
}
