import { type Encoding, letterOf, utf8Length } from "./encodings";

/**
 * Why an encoding was chosen. MARK: a byte order mark · ZERO_BYTES: every other byte is zero · ASCII: no letter beyond
 * ASCII, so that most encodings agree · VALID: letters beyond ASCII, each right · DAMAGED: most of them right · LETTERS:
 * reads as European text better than the others do.
 */
export type EncodingReason = "MARK" | "ZERO_BYTES" | "ASCII" | "VALID" | "DAMAGED" | "LETTERS";
export type EncodingFinding = { encoding: Encoding; reason: EncodingReason };

/** Is shown the bytes of a file from the first on, piece by piece, and says in which encoding they read best. */
export type EncodingScan = {
  add: (bytes: Uint8Array) => void;
  result: () => EncodingFinding;
  /** Whether every byte is known to mean something in the encoding; false where only decoding can tell. */
  isSound: (encoding: Encoding) => boolean;
};

const LOOKED_FOR_ZEROS = 4_096;

export function scanEncoding(): EncodingScan {
  let start: Uint8Array = new Uint8Array();
  const counts = new Uint32Array(256);
  const utf8 = { right: 0, wrong: 0 };
  let rest: Uint8Array = new Uint8Array();
  return {
    add: (bytes) => {
      if (start.length < LOOKED_FOR_ZEROS) start = joined(start, bytes.subarray(0, LOOKED_FOR_ZEROS - start.length));
      const piece = joined(rest, bytes);
      rest = countLetters(piece, counts, utf8);
    },
    result: () => markedEncoding(start) ?? zeroByteEncoding(start) ?? letterEncoding(counts, { right: utf8.right, wrong: utf8.wrong + (rest.length > 0 ? 1 : 0) }),
    isSound: (encoding) => {
      if (encoding === "UTF-8") return utf8.wrong === 0 && rest.length === 0;
      return encoding !== "UTF-16LE" && encoding !== "UTF-16BE" && counts.every((count, byte) => count === 0 || letterOf(encoding, byte) !== undefined);
    },
  };
}

const ASCII_WORD = 0x80808080;

/** Counts what is beyond ASCII; returns the bytes of a letter that is not whole yet. */
function countLetters(bytes: Uint8Array, counts: Uint32Array, utf8: { right: number; wrong: number }): Uint8Array {
  let at = 0;
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  while (at < bytes.length) {
    if (at + 4 <= bytes.length && (words.getUint32(at) & ASCII_WORD) === 0) {
      at += 4;
      continue;
    }
    const length = utf8Length(bytes, at);
    if (at + length > bytes.length) return bytes.slice(at);
    for (let place = at; place < at + Math.max(1, length); place++) counts[bytes[place] as number] = (counts[bytes[place] as number] ?? 0) + 1;
    if (length === 0) utf8.wrong++;
    else if (length > 1) utf8.right++;
    at += Math.max(1, length);
  }
  return new Uint8Array();
}

function markedEncoding(start: Uint8Array): EncodingFinding | null {
  const [first, second, third] = start;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: "UTF-8", reason: "MARK" };
  if (first === 0xff && second === 0xfe) return { encoding: "UTF-16LE", reason: "MARK" };
  if (first === 0xfe && second === 0xff) return { encoding: "UTF-16BE", reason: "MARK" };
  return null;
}

/** Letters of Europe in UTF-16 have a zero in one of their two bytes, nearly always. */
function zeroByteEncoding(start: Uint8Array): EncodingFinding | null {
  const zeros = [0, 0];
  for (let at = 0; at < start.length; at++) if (start[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const half = start.length / 2;
  if (odd > half * 0.7 && even < half * 0.05) return { encoding: "UTF-16LE", reason: "ZERO_BYTES" };
  if (even > half * 0.7 && odd < half * 0.05) return { encoding: "UTF-16BE", reason: "ZERO_BYTES" };
  return null;
}

function letterEncoding(counts: Uint32Array, { right, wrong }: { right: number; wrong: number }): EncodingFinding {
  if (right + wrong === 0) return { encoding: "UTF-8", reason: "ASCII" };
  if (wrong === 0) return { encoding: "UTF-8", reason: "VALID" };
  if (right > wrong) return { encoding: "UTF-8", reason: "DAMAGED" };
  const candidates = (["WINDOWS-1252", "ISO-8859-15", "MACINTOSH"] as const).map((encoding) => ({ encoding, weight: weightOf(encoding, counts) }));
  const best = candidates.reduce((found, next) => (next.weight > found.weight ? next : found));
  return { encoding: best.encoding, reason: "LETTERS" };
}

const FREQUENT = new Set("éèêëàâçîïôöùûüœæÉ’");
const POSSIBLE = new Set("áãäåìíñòóõøúÿßÀÂÄÅÇÈÊËÍÎÏÑÓÔÖÙÚÛÜŸŒÆ«»€…–—“”‘•°º§²³µ·š ŠŽž\u00a0");

/** How much of the text beyond ASCII is what people of these parts write. A byte without a meaning rules it out, nearly. */
function weightOf(encoding: "WINDOWS-1252" | "ISO-8859-15" | "MACINTOSH", counts: Uint32Array): number {
  let weight = 0;
  for (let byte = 128; byte < 256; byte++) {
    const letter = letterOf(encoding, byte);
    weight += (counts[byte] ?? 0) * (letter === undefined ? -20 : FREQUENT.has(letter) ? 3 : POSSIBLE.has(letter) ? 1 : -2);
  }
  return weight;
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.length === 0) return other;
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
