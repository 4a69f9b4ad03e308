import { pipeline, Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

type Entry = { name: string; content: AsyncIterable<string> | Iterable<string> };
type Written = { name: Uint8Array; crc: number; packed: number; plain: number; offset: number };

/** Sizes and checksum follow the content (bit 3), names are UTF-8 (bit 11): nothing must be known before it is written. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1 January 1980: when it was made is nobody's business, and the same list makes the same file. */
const DOS_DAY = 0x0021;

/** A zip file, written while its entries come: at no time is more of it held than a piece. Source: APPNOTE.TXT 4.3. */
export async function* zipFile(entries: readonly Entry[]): AsyncGenerator<Uint8Array> {
  const written: Written[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const entry: Written = { name: new TextEncoder().encode(name), crc: 0, packed: 0, plain: 0, offset };
    const head = localHeader(entry);
    yield head;
    for await (const piece of deflated(content, entry)) yield piece;
    const tail = fields([4, 0x08074b50], [4, entry.crc], [4, entry.packed], [4, entry.plain]);
    yield tail;
    offset += head.length + entry.packed + tail.length;
    written.push(entry);
  }
  const directory = written.map(centralHeader);
  yield* directory;
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  yield fields([4, 0x06054b50], [2, 0], [2, 0], [2, written.length], [2, written.length], [4, size], [4, offset], [2, 0]);
}

/** Streams of Node's own: those of the web take all that comes before anyone has asked for it. */
async function* deflated(content: Entry["content"], entry: Written): AsyncGenerator<Uint8Array> {
  const counted = (async function* () {
    for await (const text of content) {
      const bytes = Buffer.from(text, "utf8");
      entry.crc = crc32(bytes, entry.crc);
      entry.plain += bytes.length;
      yield bytes;
    }
  })();
  // What goes wrong comes out where the pieces do.
  const packed = pipeline(Readable.from(counted, { highWaterMark: 1 }), createDeflateRaw(), () => undefined);
  for await (const piece of packed as AsyncIterable<Buffer>) {
    entry.packed += piece.length;
    yield piece;
  }
}

function localHeader({ name }: Written): Uint8Array {
  return joined(fields([4, 0x04034b50], [2, 20], [2, FLAGS], [2, DEFLATE], [2, 0], [2, DOS_DAY], [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]), name);
}

function centralHeader({ name, crc, packed, plain, offset }: Written): Uint8Array {
  const head = fields([4, 0x02014b50], [2, 20], [2, 20], [2, FLAGS], [2, DEFLATE], [2, 0], [2, DOS_DAY], [4, crc], [4, packed], [4, plain], [2, name.length],
    [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]);
  return joined(head, name);
}

/** Numbers of so many bytes each, the low byte first. */
function fields(...numbers: readonly [bytes: 2 | 4, value: number][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of numbers) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}
