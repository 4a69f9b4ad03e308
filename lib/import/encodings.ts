/** The encodings that a delivery may come in. */
export const ENCODINGS = ["UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1252", "ISO-8859-15", "MACINTOSH"] as const;
export type Encoding = (typeof ENCODINGS)[number];
type ByteEncoding = Exclude<Encoding, "UTF-8" | "UTF-16LE" | "UTF-16BE">;

/** Bytes that the encoding gives no meaning to. `before`: what the piece of text says up to there. */
export class UndecodableError extends Error {
  constructor(readonly before: string) {
    super("the bytes mean nothing in this encoding");
    this.name = "UndecodableError";
  }
}

/** Decodes a text that arrives in pieces. Without a piece: the text is at its end. Throws UndecodableError. */
export type DecodePiece = (bytes?: Uint8Array) => string;

const NOTHING = "\uFFFD";
const LATIN = Array.from({ length: 96 }, (_, place) => String.fromCharCode(0xa0 + place)).join("");
const LATIN_9 = { 4: "€", 6: "Š", 8: "š", 20: "Ž", 24: "ž", 28: "Œ", 29: "œ", 30: "Ÿ" } as Readonly<Record<number, string>>;

/** What the bytes 128 to 255 stand for; NOTHING where a byte has no meaning. The platform's own tables differ between releases. */
const UPPER_HALF: Readonly<Record<ByteEncoding, string>> = {
  "WINDOWS-1252": `€${NOTHING}‚ƒ„…†‡ˆ‰Š‹Œ${NOTHING}Ž${NOTHING}${NOTHING}‘’“”•–—˜™š›œ${NOTHING}žŸ${LATIN}`,
  "ISO-8859-15": NOTHING.repeat(32) + [...LATIN].map((letter, place) => LATIN_9[place] ?? letter).join(""),
  MACINTOSH:
    "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
};

/** What a byte stands for; undefined: nothing. */
export function letterOf(encoding: ByteEncoding, byte: number): string | undefined {
  if (byte < 128) return String.fromCharCode(byte);
  const letter = UPPER_HALF[encoding][byte - 128];
  return letter === NOTHING ? undefined : letter;
}

/** A byte order mark at the start is no part of the text. */
export function pieceDecoder(encoding: Encoding): DecodePiece {
  const decode = isByteEncoding(encoding) ? byteDecoder(encoding) : unicodeDecoder(encoding);
  let isStart = true;
  return (bytes) => {
    const text = decode(bytes);
    if (!isStart || text === "") return text;
    isStart = false;
    return text.startsWith("\uFEFF") ? text.slice(1) : text;
  };
}

/** The bytes of a text; null when the encoding has no byte for one of its characters. */
export function encodeText(encoding: Encoding, text: string): Uint8Array | null {
  if (encoding === "UTF-8") return new TextEncoder().encode(text);
  if (!isByteEncoding(encoding)) return utf16Bytes(text, encoding === "UTF-16LE");
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const byte = unit < 128 ? unit : 128 + UPPER_HALF[encoding].indexOf(text[at] ?? "");
    if (byte === 127 && unit !== 127) return null;
    bytes[at] = byte;
  }
  return bytes;
}

function isByteEncoding(encoding: Encoding): encoding is ByteEncoding {
  return encoding in UPPER_HALF;
}

function unicodeDecoder(encoding: Encoding): DecodePiece {
  const decoder = new TextDecoder(encoding.toLowerCase(), { fatal: true, ignoreBOM: true });
  let passed = 0;
  return (bytes) => {
    try {
      const text = decoder.decode(bytes, { stream: bytes !== undefined });
      passed += bytes?.length ?? 0;
      return text;
    } catch {
      const { before } = encoding === "UTF-8" ? beforeUtf8Fault(bytes) : beforeUtf16Fault(encoding, bytes, passed);
      throw new UndecodableError(before);
    }
  };
}

function beforeUtf8Fault(bytes: Uint8Array = new Uint8Array()): { before: string } {
  const place = utf8FaultAt(bytes) ?? 0;
  return { before: new TextDecoder("utf-8").decode(bytes.subarray(0, place)) };
}

/** For the number of the line alone: a sign that stands for an unreadable one, in the file itself, may mislead it. */
function beforeUtf16Fault(encoding: Encoding, bytes: Uint8Array = new Uint8Array(), passed: number): { before: string } {
  const text = new TextDecoder(encoding.toLowerCase()).decode(bytes.subarray(passed % 2));
  const place = text.indexOf(NOTHING);
  return { before: place === -1 ? text : text.slice(0, place) };
}

/** Where bytes stop being UTF-8; a letter whose beginning or end is in another piece is no fault. */
function utf8FaultAt(bytes: Uint8Array): number | null {
  let at = 0;
  while (at < 3 && isContinuation(bytes[at])) at++;
  while (at < bytes.length) {
    const length = utf8Length(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return null;
}

/** How many bytes the letter at this place has; 0 when there is none. */
export function utf8Length(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  for (let next = 1; next < length && at + next < bytes.length; next++) if (!isContinuation(bytes[at + next])) return 0;
  return isOverlong(first, bytes[at + 1]) ? 0 : length;
}

/** A letter written with more bytes than it needs, half of a pair, or beyond the last letter. */
function isOverlong(first: number, second: number | undefined): boolean {
  if (second === undefined) return false;
  return (first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) || (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}

function byteDecoder(encoding: ByteEncoding): DecodePiece {
  const units = Uint16Array.from({ length: 256 }, (_, byte) => (letterOf(encoding, byte) ?? NOTHING).charCodeAt(0));
  const toText = new TextDecoder("utf-16le");
  const fault = NOTHING.charCodeAt(0);
  return (bytes = new Uint8Array()) => {
    const text = new Uint16Array(bytes.length);
    for (let at = 0; at < bytes.length; at++) {
      const unit = units[bytes[at] as number] as number;
      if (unit === fault) throw new UndecodableError(toText.decode(text.subarray(0, at)));
      text[at] = unit;
    }
    return toText.decode(text);
  };
}

function utf16Bytes(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
  return bytes;
}
