import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { cellText, isFormula } from "@/app/api/portfolio/export/cell-text";
import { csvFile } from "@/app/api/portfolio/export/csv-file";
import { xlsxFile } from "@/app/api/portfolio/export/xlsx-file";
import type { ExportCell } from "@/lib/domain/client-export";

const text = (value: string): ExportCell => ({ type: "text", value });
const ROW: ExportCell[] = [text('O"Neill; Zoé & <Cie>'), { type: "euros", cents: -12_345 }, { type: "day", value: "2026-11-22" }, null, { type: "number", value: 3 }, text("=1+1")];
const HEADERS = ["Nom", "PNB", "Jour", "Vide", "Score", "Formule"];

describe("what a spreadsheet would run", () => {
  it.each(["=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", '"=1', "  =1", "＝1+1", "|cmd", "%x"])("%j is kept from it", (value) => {
    expect(isFormula(value)).toBe(true);
    expect(cellText(text(value), "en")).toBe(`'${value}`);
  });

  it.each(["Lefèvre", "L'Hermite", "d’Arc", "12 rue", "a=b", "", "(=)"])("%j is as it is", (value) => {
    expect(cellText(text(value), "en")).toBe(value);
  });

  it("a number below nothing is no formula", () => {
    expect(cellText({ type: "euros", cents: -150 }, "fr")).toBe("-1,50");
    expect(cellText({ type: "number", value: -3 }, "en")).toBe("-3");
  });
});

describe("CSV", () => {
  it("as French spreadsheets read it: semicolons, decimal commas, quotes doubled, its encoding marked", async () => {
    expect(await written(csvFile(HEADERS, pages([ROW]), "fr"))).toBe('\uFEFFNom;PNB;Jour;Vide;Score;Formule\r\n"O""Neill; Zoé & <Cie>";-123,45;2026-11-22;;3;\'=1+1\r\n');
  });

  it("as English ones do: commas, decimal points", async () => {
    expect(await written(csvFile(["a, b"], pages([[{ type: "euros", cents: 5 }]]), "en"))).toBe('\uFEFF"a, b"\r\n0.05\r\n');
  });
});

describe("XLSX", () => {
  it("is a zip of well-formed parts, with numbers, amounts and days as themselves and texts that stay texts", async () => {
    const parts = unzipped(await bytesOf(xlsxFile("Clients", HEADERS, pages([ROW]))));
    expect([...parts.keys()]).toEqual(["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml"]);
    for (const xml of parts.values()) expectWellFormed(xml);
    const sheet = parts.get("xl/worksheets/sheet1.xml");
    expect(sheet).toContain('<c r="A2" s="0" t="inlineStr"><is><t xml:space="preserve">O&quot;Neill; Zoé &amp; &lt;Cie&gt;</t></is></c>');
    expect(sheet).toContain('<c r="B2" s="3"><v>-123.45</v></c>');
    // 22 November 2026, as spreadsheets count days.
    expect(sheet).toContain('<c r="C2" s="2"><v>46348</v></c>');
    expect(sheet).not.toContain('r="D2"');
    expect(sheet).toContain('<c r="E2"><v>3</v></c>');
    expect(sheet).toContain('<c r="F2" s="4" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
    expect(sheet).not.toContain("<f>");
  });

  it("leaves out what XML has no place for, and knows columns past Z", async () => {
    const wide = Array.from({ length: 28 }, (_, column) => text(`v${column}`));
    const sheet = unzipped(await bytesOf(xlsxFile("Clients", wide.map(() => "h"), pages([[text("a\u0000\u000bb\ud800c\u{1f600}")], wide])))).get("xl/worksheets/sheet1.xml") ?? "";
    expectWellFormed(sheet);
    expect(sheet).toContain("abc\u{1f600}");
    expect(sheet).toContain('r="AB3"');
  });

  it("is written while it is read: a page is asked for when the one before has gone out", async () => {
    let asked = 0;
    const many = (async function* () {
      for (asked = 1; asked <= 200; asked++) yield Array.from({ length: 200 }, (_, row) => [text(`${asked} ${row} ${Math.random()}`)]);
    })();
    const file = xlsxFile("Clients", ["a"], many);
    let seen = 0;
    while (seen < 20_000) seen += (await file.next()).value?.length ?? Infinity;
    expect(asked).toBeLessThan(100);
    await file.return(undefined);
  });
});

async function* pages(...all: ExportCell[][][]): AsyncGenerator<ExportCell[][]> {
  yield* all;
}

async function bytesOf(file: AsyncGenerator<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of file) parts.push(part);
  return Buffer.concat(parts);
}

async function written(file: AsyncGenerator<Uint8Array>): Promise<string> {
  return (await bytesOf(file)).toString("utf8");
}

/** The parts of a zip file by its own directory at the end, each with its checksum proved by its length. */
function unzipped(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf("PK\u0005\u0006");
  const parts = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let entry = 0; entry < zip.readUInt16LE(end + 10); entry++) {
    const [packed, plain, nameLength, offset] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const start = offset + 30 + zip.readUInt16LE(offset + 26);
    const content = inflateRawSync(zip.subarray(start, start + packed));
    expect(content.length).toBe(plain);
    parts.set(name, content.toString("utf8"));
    at += 46 + nameLength;
  }
  return parts;
}

function expectWellFormed(xml: string): void {
  const open: string[] = [];
  for (const [, closing, name, , empty] of xml.replace(/^<\?.*?\?>/, "").matchAll(/<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (closing) expect(open.pop()).toBe(name);
    else if (!empty) open.push(name ?? "");
  }
  expect(open).toEqual([]);
  expect(xml.replace(/^<\?.*?\?>/, "").replace(/<\/?[\w:]+(?:\s+[\w:]+="[^"<]*")*\s*\/?>/g, "")).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/);
}
