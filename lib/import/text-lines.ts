/** Thrown where the bytes are not UTF-8. `line` counts from 1. */
export class NotUtf8Error extends Error {
  constructor(readonly line: number) {
    super(`line ${line} is not UTF-8`);
    this.name = "NotUtf8Error";
  }
}

/**
 * The physical lines of a UTF-8 text, in batches as they arrive, without their line ends (LF or CRLF). A byte order
 * mark at the start is skipped. Holds one batch. Throws NotUtf8Error.
 */
export async function* textLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  let read = 0;
  for await (const chunk of bytes) {
    const lines = (rest + decode(decoder, chunk, read)).split("\n");
    rest = lines.pop() ?? "";
    read += lines.length;
    yield lines.map(withoutReturn);
  }
  rest += decode(decoder, undefined, read);
  if (rest !== "") yield [withoutReturn(rest)];
}

function decode(decoder: TextDecoder, chunk: Uint8Array | undefined, linesRead: number): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    throw new NotUtf8Error(linesRead + 1 + linesBeforeFault(chunk));
  }
}

function linesBeforeFault(chunk: Uint8Array | undefined): number {
  const shown = new TextDecoder("utf-8").decode(chunk);
  return shown.slice(0, shown.indexOf("\uFFFD")).split("\n").length - 1;
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
