import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { separatorOf, splitRecord } from "@/lib/import/csv-cells";
import { csvRecords } from "@/lib/import/records";
import { NotUtf8Error, textLines } from "@/lib/import/text-lines";

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
    expect([separatorOf("a;b;c"), separatorOf("a,b,c"), separatorOf("a")]).toEqual([";", ",", ";"]);
  });
});

describe("the records of a file", () => {
  it("keeps the rows after a quote that never closes, and says on which line it is", async () => {
    const records = await recordsOf('ref;name\n1;Anne\n2;"Bruno\n3;Chloé\n4;"D;E"\n', 2);
    expect(records).toEqual([
      { line: 2, cells: ["1", "Anne"] },
      { line: 3, cells: null },
      { line: 4, cells: ["3", "Chloé"] },
      { line: 5, cells: ["4", "D;E"] },
    ]);
  });

  it("counts the lines inside a quoted cell and the blank ones", async () => {
    const records = await recordsOf('ref;notes\r\n1;"a\r\nb"\r\n\r\n2;c', 2);
    expect(records).toEqual([{ line: 2, cells: ["1", "a\nb"] }, { line: 5, cells: ["2", "c"] }]);
  });

  it("reads what was written, wherever the bytes are cut", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", ";", '"', "\n", " ", "0", "€"), maxLength: 6 });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 7 }), async (written, chunk) => {
        const text = [["x", "y"], ...written].map((row) => row.map(quoted).join(";")).join("\r\n");
        const read = await recordsOf(text, 2, chunk);
        expect(read.map((record) => record.cells)).toEqual(written);
      }),
    );
  });
});

describe("the lines of a file", () => {
  it("skips a byte order mark", async () => {
    expect(await linesOf(Buffer.from("\uFEFFref;name\n1;a"))).toEqual(["ref;name", "1;a"]);
  });

  it("names the line that is not UTF-8", async () => {
    const latin1 = Buffer.concat([Buffer.from("ref;name\n1;Zoé\n2;"), Buffer.from([0xe9, 0x0a])]);
    await expect(linesOf(latin1)).rejects.toEqual(new NotUtf8Error(3));
  });

  it("refuses UTF-16 and a text cut inside a letter", async () => {
    await expect(linesOf(Buffer.from("\uFEFFref", "utf16le"))).rejects.toBeInstanceOf(NotUtf8Error);
    await expect(linesOf(Buffer.from("a\né").subarray(0, 3))).rejects.toEqual(new NotUtf8Error(2));
  });
});

async function recordsOf(text: string, width: number, chunk = 5) {
  const records = [];
  for await (const batch of csvRecords(textLines(pieces(Buffer.from(text), chunk)), { separator: ";", width })) records.push(...batch);
  return records;
}

async function linesOf(bytes: Buffer): Promise<string[]> {
  const lines = [];
  for await (const batch of textLines(pieces(bytes, 4))) lines.push(...batch);
  return lines;
}

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}
