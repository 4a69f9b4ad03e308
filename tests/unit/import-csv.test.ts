import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitRecord } from "@/lib/import/csv-cells";
import { csvLine } from "@/lib/import/csv-text";
import { type Encoding, encodeText } from "@/lib/import/encodings";
import { separatorOf } from "@/lib/import/layout";
import { type CsvShape, csvRecords } from "@/lib/import/records";
import { MAX_ROW_LENGTH, textLines, UnreadableLineError } from "@/lib/import/text-lines";

describe("the cells of a record", () => {
  it.each([
    ["bare cells", "a;b;c", ["a", "b", "c"]],
    ["leading zeros", "00042;01", ["00042", "01"]],
    ["a separator inside quotes", 'a;"b;c";d', ["a", "b;c", "d"]],
    ["a doubled quote", '"say ""yes""";b', ['say "yes"', "b"]],
    ["an empty quoted cell", '"";""', ["", ""]],
    ["a last empty cell", 'a;"b";', ["a", "b", ""]],
    ["spaces, which stay", " a ;b", [" a ", "b"]],
    ["a quote in the middle of a cell", 'a"b;c', "broken"],
    ["text after a closing quote", '"a" b;c', "broken"],
    ["a quote that does not close", 'a;"b', "open"],
  ])("%s", (_, record, cells) => {
    expect(splitRecord(record, ";")).toEqual(cells);
  });

  it("takes the separator that the header uses more", () => {
    const separators = ["a;b;c", "a,b,c", "a\tb", "a|b|c", "a", "a;b,c;d\n1,5;2;3\n", '"a;b","c"\n"d;e","f"\n'].map((text) => separatorOf(text, "LF", true));
    expect(separators).toEqual([";", ",", "\t", "|", ";", ";", ","]);
  });
});

describe("the records of a file", () => {
  it("keeps the rows after a quote that never closes, and says on which line it is", async () => {
    const records = await recordsOf(Buffer.from('ref;name\n1;Anne\n2;"Bruno\n3;Chloé\n4;"D;E"\n'));
    expect(records).toEqual([
      { line: 1, cells: ["ref", "name"], fault: null },
      { line: 2, cells: ["1", "Anne"], fault: null },
      { line: 3, cells: null, fault: "quotes", text: '2;"Bruno' },
      { line: 4, cells: ["3", "Chloé"], fault: null },
      { line: 5, cells: ["4", "D;E"], fault: null },
    ]);
  });

  it("counts the lines inside a quoted cell and the blank ones, and keeps the breaks of a cell as they are", async () => {
    const records = await recordsOf(Buffer.from('ref;notes\r\n1;"a\r\nb"\r\n\r\n2;"c\nd"\r\n3;e'));
    expect(records.slice(1)).toMatchObject([{ line: 2, cells: ["1", "a\r\nb"] }, { line: 5, cells: ["2", "c\nd"] }, { line: 7, cells: ["3", "e"] }]);
  });

  it("passes over a line of a hundred megabytes without holding it", async () => {
    async function* bytes() {
      yield Buffer.from("ref;name\n1;");
      for (let megabyte = 0; megabyte < 100; megabyte++) yield Buffer.alloc(1_000_000, "a");
      yield Buffer.from("\n2;Anne\n");
    }
    const before = process.memoryUsage().rss;
    const records = [];
    for await (const batch of csvRecords(textLines(bytes(), "UTF-8", "LF"), SHAPE)) records.push(...batch);
    expect(records).toMatchObject([{ line: 1 }, { line: 2, fault: "rowTooLong" }, { line: 3, cells: ["2", "Anne"] }]);
    expect(records[1]).toHaveProperty("text.length", MAX_ROW_LENGTH + 1);
    expect(process.memoryUsage().rss - before).toBeLessThan(80_000_000);
  });

  const written = fc.record({
    rows: fc.array(fc.tuple(anyCell(), anyCell()), { minLength: 1, maxLength: 8 }),
    piece: fc.integer({ min: 1, max: 9 }),
    encoding: fc.constantFrom<Encoding>("UTF-8", "UTF-16LE", "UTF-16BE", "WINDOWS-1252", "ISO-8859-15", "MACINTOSH"),
    separator: fc.constantFrom<CsvShape["separator"]>(";", ",", "\t", "|"),
    lineEnd: fc.constantFrom<CsvShape["lineEnd"]>("LF", "CRLF", "CR"),
    mark: fc.boolean(),
  });

  it("reads what was written, whatever its letters, signs and ends, and wherever the bytes are cut", async () => {
    await fc.assert(
      fc.asyncProperty(written, async ({ rows, piece, encoding, separator, lineEnd, mark }) => {
        const table = [["x", "y"], ...rows];
        const text = csvText(table, separator, { LF: "\n", CRLF: "\r\n", CR: "\r" }[lineEnd]);
        const bytes = encodeText(encoding, (mark && encoding.startsWith("UTF") ? "\uFEFF" : "") + text);
        const read = await recordsOf(bytes ?? Buffer.from(""), { encoding, separator, lineEnd }, piece);
        expect(read.map((record) => record.cells)).toEqual(table);
      }),
      { numRuns: 500 },
    );
  });

  it("writes what it can read: a table is the same after writing and reading", async () => {
    await fc.assert(
      fc.asyncProperty(written, async ({ rows, separator, lineEnd }) => {
        const read = await recordsOf(Buffer.from(rows.map((row) => csvLine(row, separator, lineEnd)).join("")), { separator, lineEnd });
        expect(read.map((record) => record.cells)).toEqual(rows);
      }),
    );
  });
});

describe("the lines of a file", () => {
  it("skips a byte order mark", async () => {
    expect(await linesOf(Buffer.from("\uFEFFref;name\n1;a"))).toEqual(["ref;name", "1;a"]);
  });

  it("names the line that is not UTF-8, and takes no genuine sign of a lost letter for one", async () => {
    const latin1 = Buffer.concat([Buffer.from("ref;name\uFFFD\n1;Zoé\n2;"), Buffer.from([0xe9, 0x0a])]);
    await expect(linesOf(latin1)).rejects.toEqual(new UnreadableLineError(3));
  });

  it.each([
    ["a text cut inside a letter", Buffer.from("a\né").subarray(0, 3), "UTF-8", 2],
    ["a byte without meaning in Windows-1252", Buffer.from("a\nb\n\x81", "latin1"), "WINDOWS-1252", 3],
    ["a control byte in ISO 8859-15", Buffer.from("a\n\x85", "latin1"), "ISO-8859-15", 2],
    ["half a pair in UTF-16", Buffer.from("a\n\ud83d!", "utf16le"), "UTF-16LE", 2],
    ["half a unit in UTF-16", Buffer.from("a\nbc", "utf16le").subarray(0, 7), "UTF-16LE", 2],
  ] as const)("refuses %s", async (_, bytes, encoding, line) => {
    await expect(linesOf(bytes, encoding)).rejects.toEqual(new UnreadableLineError(line));
  });
});

const SHAPE: CsvShape = { separator: ";", lineEnd: "LF", width: null };

async function recordsOf(bytes: Uint8Array, shape: Partial<CsvShape> & { encoding?: Encoding } = {}, piece = 5) {
  const records = [];
  const lines = textLines(pieces(bytes, piece), shape.encoding ?? "UTF-8", shape.lineEnd ?? "LF");
  for await (const batch of csvRecords(lines, { separator: shape.separator ?? ";", lineEnd: shape.lineEnd ?? "LF", width: null })) records.push(...batch);
  return records;
}

async function linesOf(bytes: Uint8Array, encoding: Encoding = "UTF-8"): Promise<string[]> {
  const lines = [];
  for await (const batch of textLines(pieces(bytes, 4), encoding, "LF")) lines.push(...batch.lines);
  return lines;
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Letters that all six encodings have. */
function anyCell() {
  return fc.string({ unit: fc.constantFrom("a", "é", ";", ",", "|", "\t", '"', "\n", "\r", " ", "0", "€", "œ"), maxLength: 6 });
}

function csvText(table: readonly (readonly string[])[], separator: string, end: string): string {
  return table.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator)).join(end);
}
