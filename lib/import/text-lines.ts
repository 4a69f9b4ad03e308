import { type Encoding, pieceDecoder, UndecodableError } from "./encodings";

/** Longer than any row of the format: a longer one is refused, and never held in memory. In characters. */
export const MAX_ROW_LENGTH = 200_000;

/** LF ends a line with or without CR before it; CR alone ends the lines of old Macintosh files. */
export const LINE_ENDS = ["LF", "CRLF", "CR"] as const;
export type LineEnd = (typeof LINE_ENDS)[number];

/** Thrown where the bytes mean nothing in the encoding. `line` counts from 1. */
export class UnreadableLineError extends Error {
  constructor(readonly line: number) {
    super(`line ${line} is not in the encoding`);
    this.name = "UnreadableLineError";
  }
}

/** `isPlain`: no quote in any of the lines. */
export type LineBatch = { lines: string[]; isPlain: boolean };

/**
 * The physical lines of a text, in batches as its bytes arrive, without LF (or CR, where that alone ends lines); a CR
 * before LF is left for the reader of records, since it may be part of a quoted cell. Holds one batch: a line that does
 * not end within MAX_ROW_LENGTH is passed on with one character more than that, and the others are dropped. Throws
 * UnreadableLineError.
 */
export async function* textLines(bytes: AsyncIterable<Uint8Array>, encoding: Encoding, lineEnd: LineEnd): AsyncGenerator<LineBatch> {
  const end = lineEnd === "CR" ? "\r" : "\n";
  const decode = pieceDecoder(encoding);
  let rest = "";
  let read = 0;
  const decoded = (piece?: Uint8Array) => {
    try {
      return decode(piece);
    } catch (error) {
      if (error instanceof UndecodableError) throw new UnreadableLineError(read + error.before.split(end).length);
      throw error;
    }
  };
  for await (const piece of bytes) {
    const text = rest + decoded(piece);
    const lines = text.split(end);
    rest = (lines.pop() ?? "").slice(0, MAX_ROW_LENGTH + 1);
    read += lines.length;
    if (lines.length > 0) yield { lines, isPlain: !text.includes('"') };
  }
  rest += decoded();
  if (rest !== "") yield { lines: [rest], isPlain: !rest.includes('"') };
}
