import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Encoding, encodeText } from "@/lib/import/encodings";
import { refusedCsv } from "@/lib/import/refused-csv";
import { sourceRecords } from "@/lib/import/source-records";
import type { RowProblem } from "@/lib/schemas/row-problem";
import { inspect, sourceOf } from "@/tests/support/sources";

const PROBLEMS: readonly RowProblem[] = [{ column: "branch_code", code: "unknownBranch", value: "B09" }, { column: null, code: "quotes" }];

describe("a file of refused rows", () => {
  it("has the layout of the file they come from, and the reasons beside them", async () => {
    const inspection = await inspect("branches.csv", encodeText("WINDOWS-1252", "Nom,branch_code,commune\r\nÉté,B01,Lyon\r\n") ?? "");
    const csv = refusedCsv(withSettings(inspection), "fr");
    expect(Buffer.concat([csv.header(), csv.row(["L’Été, 12 €", "B09", ""], PROBLEMS)]).toString("latin1")).toBe(
      'Nom,branch_code,commune,refus_mireille\r\n"L\x92\xc9t\xe9, 12 \x80",B09,,branch_code : l\x92agence \xab B09 \xbb n\x92existe pas ; les guillemets de la ligne ne se ferment pas correctement\r\n',
    );
  });

  it("spells its own words out where the encoding lacks a sign", async () => {
    const inspection = await inspect("branches.csv", encodeText("ISO-8859-15", "name;branch_code;commune\nÉté 1 €;B01;Lyon\n") ?? "");
    expect(Buffer.from(refusedCsv(withSettings(inspection), "fr").row(["a"], PROBLEMS)).toString("latin1")).toContain("l'agence \xab B09 \xbb n'existe pas");
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["+33 6 12", "'+33 6 12"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"],
    ["\t=1", "'\t=1"],
    ["'=1", "''=1"],
    ["-35,20", "-35,20"],
    ["'quoted", "'quoted"],
    ["O'Brien", "O'Brien"],
  ])("runs nothing in a spreadsheet: %j is written %j", async (cell, written) => {
    const inspection = await inspect("branches.csv", "name;branch_code;commune\n");
    expect(Buffer.from(refusedCsv(withSettings(inspection), "en").row([cell], [])).toString()).toBe(`${written};\n`);
  });

  it("comes back with every cell as it was, and is known by its last column", async () => {
    const cell = fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "'", "1", ",", "é", ";", '"', "\t", "\n", " "), maxLength: 5 });
    const encodings = fc.constantFrom<Encoding>("UTF-8", "UTF-16LE", "WINDOWS-1252", "ISO-8859-15", "MACINTOSH");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }), encodings, fc.constantFrom("fr", "en"), async (rows, encoding, language) => {
        const inspection = withSettings(await inspect("branches.csv", "name;branch_code;commune\n"));
        const csv = refusedCsv({ ...inspection, settings: { ...inspection.settings, encoding } }, language);
        const bytes = Buffer.concat([csv.header(), ...rows.map((row) => csv.row(row, PROBLEMS))]);
        const returned = withSettings(await inspect("branches.csv", bytes, { encoding, separator: ";", lineEnd: "LF" }));
        expect(returned.columns.at(-1)).toMatchObject({ column: null, by: "REASON" });
        expect(returned.problems).toEqual([]);
        const cells = [];
        for await (const records of sourceRecords(sourceOf("branches.csv", bytes).open(), { settings: returned.settings, isReturned: true })) cells.push(...records.map((record) => record.cells?.slice(0, 3)));
        expect(cells).toEqual(rows);
      }),
    );
  });

  it("refused a second time, has the reasons of this time alone", async () => {
    const inspection = withSettings(await inspect("branches.csv", "name;branch_code;commune;refus_mireille\nA;B9;Lyon;old\n"));
    const csv = refusedCsv(inspection, "fr");
    const text = Buffer.concat([csv.header(), csv.row(["A", "B9", "Lyon", "old"], PROBLEMS.slice(1)), csv.row(["A", "B9"], PROBLEMS.slice(1))]).toString();
    expect(text).toBe("\uFEFFname;branch_code;commune;refus_mireille\nA;B9;Lyon;les guillemets de la ligne ne se ferment pas correctement\nA;B9;les guillemets de la ligne ne se ferment pas correctement\n");
  });

  it("leaves a file of the bank alone, whatever its cells begin with", async () => {
    const { settings, columns } = withSettings(await inspect("branches.csv", "name;branch_code;commune\n'=1;B01;Lyon\n"));
    expect(columns.at(-1)?.by).toBe("NAME");
    for await (const [record] of sourceRecords(sourceOf("branches.csv", "name;branch_code;commune\n'=1;B01;Lyon\n").open(), { settings, isReturned: false })) expect(record?.cells?.[0]).toBe("'=1");
  });
});

function withSettings(inspection: Awaited<ReturnType<typeof inspect>>) {
  const { settings } = inspection;
  if (settings === null) throw new Error("the file could not be read");
  return { ...inspection, settings };
}
