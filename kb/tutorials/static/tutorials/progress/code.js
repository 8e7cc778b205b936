/**
 * Progress as a code to be typed on another device: no account, nothing on the server. Pure.
 *
 * Progress is `{ tutorial id: [numbers of the steps done] }`. The code is its bytes (ids as
 * differences, steps as bits, a checksum) in Crockford's base 32, whose letters are not mistaken
 * for one another.
 */

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SUM = 251;

/** The code of the progress, in groups of four; empty where there is none. */
export function codeOf(progress) {
  const ids = Object.keys(progress)
    .map(Number)
    .filter((id) => progress[id].length)
    .sort((one, other) => one - other);
  if (!ids.length) return "";
  const bytes = [];
  let before = 0;
  for (const id of ids) {
    bytes.push(...varint(id - before), ...varint(bitsOf(progress[id]).length), ...bitsOf(progress[id]));
    before = id;
  }
  return letters([checksum(bytes), ...bytes]).replace(/(.{4})(?=.)/g, "$1-");
}

/** The progress that a code holds, however it is typed, or null where it is none. */
export function progressOf(code) {
  const bytes = bytesOf(code);
  if (!bytes || bytes.length < 2 || checksum(bytes.slice(1)) !== bytes[0]) return null;
  const reader = { bytes, at: 1 };
  const progress = {};
  let id = 0;
  while (reader.at < bytes.length) {
    const difference = readVarint(reader);
    const length = readVarint(reader);
    if (!difference || !length || reader.at + length > bytes.length) return null;
    id += difference;
    progress[id] = stepsOf(bytes.slice(reader.at, reader.at + length));
    reader.at += length;
  }
  return progress;
}

/** Both together: what is done on either device is done. */
export function merged(one, other) {
  const all = { ...one };
  for (const [id, steps] of Object.entries(other)) {
    all[id] = [...new Set([...(all[id] ?? []), ...steps])].sort((first, second) => first - second);
  }
  return all;
}

function bitsOf(steps) {
  const bytes = new Array(Math.ceil(Math.max(...steps) / 8)).fill(0);
  for (const step of steps) bytes[(step - 1) >> 3] |= 1 << ((step - 1) & 7);
  return bytes;
}

function stepsOf(bytes) {
  return bytes.flatMap((byte, place) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => byte & (1 << bit)).map((bit) => 8 * place + bit + 1),
  );
}

function varint(number) {
  const bytes = [];
  let rest = number;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

function readVarint(reader) {
  let number = 0;
  for (let shift = 0; shift < 28 && reader.at < reader.bytes.length; shift += 7) {
    const byte = reader.bytes[reader.at];
    reader.at += 1;
    number |= (byte & 127) << shift;
    if (byte < 128) return number;
  }
  return 0;
}

function checksum(bytes) {
  return bytes.reduce((sum, byte, place) => (sum + (place + 1) * (byte + 1)) % SUM, 7);
}

function letters(bytes) {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += LETTERS[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits ? text + LETTERS[(held << (5 - bits)) & 31] : text;
}

function bytesOf(code) {
  const typed = code.toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1").replace(/[\s.\-–]/g, "");
  const bytes = [];
  let held = 0;
  let bits = 0;
  for (const letter of typed) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
    }
    held &= (1 << bits) - 1;
  }
  return bytes;
}
