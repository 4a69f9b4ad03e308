import { z } from "zod";
import { ENTRY_STATES, LOG_FORMAT, type LogLine } from "@/lib/domain/proof-log";

const LINE_FEED = 0x0a;

const position = z.int().min(0);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.string().regex(/^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const signed = { key: z.string(), signature: z.string() };

const line = z.union([
  z.strictObject({ log: z.literal(LOG_FORMAT), chain: z.string(), texts: z.boolean() }),
  z.strictObject({ link: z.strictObject({ position, at: instant, kind: z.string(), entries: z.int(), previous: hash, hash }) }),
  z.strictObject({
    entry: z.strictObject({
      position, place: z.int(), client: z.int(), id: z.string(), hash, state: z.enum(ENTRY_STATES), content: z.string().nullable(), erased: z.boolean(), salt: hash.nullable(), text: z.string().nullable(),
    }),
  }),
  z.strictObject({ signature: z.strictObject({ position, hash, at: instant, ...signed }) }),
  z.strictObject({ stray: z.strictObject({ kind: z.string(), client: z.int(), id: z.string() }) }),
  z.strictObject({ end: z.strictObject({ position, hash, at: instant, links: z.int(), entries: z.int(), sha256: hash, ...signed }) }),
]) satisfies z.ZodType<LogLine>;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A line of an exported log with its line feed; null where it is none, or not written as an export writes it: there is one way alone. */
export function readLogLine(bytes: Buffer): LogLine | null {
  try {
    const text = utf8.decode(bytes);
    const parsed = line.safeParse(JSON.parse(text));
    return parsed.success && text === `${JSON.stringify(parsed.data)}\n` ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The lines of a file, each with its line feed, while it is read; a last one that was cut off comes without. */
export async function* linesOf(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      yield Buffer.concat([...rest, bytes.subarray(start, end + 1)]);
      rest = [];
      start = end + 1;
    }
    if (start < bytes.length) rest.push(bytes.subarray(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
