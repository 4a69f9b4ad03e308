import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { encodeText } from "@/lib/import/encodings";
import { sourceRecords } from "@/lib/import/source-records";
import { rowReader } from "@/lib/import/row-reader";
import { inspect, sourceOf } from "@/tests/support/sources";

/** Awkward files and strings that others have collected; skipped, and said to be, where they are not. */
const CORPORA = path.resolve("../shared/data/csv_corpora");
const isThere = existsSync(CORPORA);
if (!isThere) console.warn(`skipped: there is no ${CORPORA}`);

describe.skipIf(!isThere)("csv_corpora", () => {
  const at = (...names: string[]) => path.join(CORPORA, ...names);
  const filesOf = (folder: string) => (isThere ? readdirSync(at(folder)) : []);

  describe("csv-spectrum: each file is exactly what it must be", () => {
    it.each(filesOf("csv-spectrum/csvs"))("%s", async (name) => {
      const [header = [], ...rows] = await tableOf(readFileSync(at("csv-spectrum/csvs", name)));
      const objects = rows.map((row) => Object.fromEntries(header.map((column, place) => [column, row[place]])));
      expect(objects).toEqual(JSON.parse(readFileSync(at("csv-spectrum/json", name.replace(/\.csv$/, ".json")), "utf8")));
    });
  });

  describe("papaparse", () => {
    it.each([
      ["sample.csv", 1, [3], "A"],
      ["sample-header.csv", 2, [2], "title"],
      ["utf-8-bom-sample.csv", 1, [3], "A"],
      ["long-sample.csv", 7, [7], "Grant"],
      // Some of its rows lack a cell.
      ["verylong-sample.csv", 2_000, [3, 2], "placeholder"],
    ])("%s", async (name, rows, widths, first) => {
      const table = await tableOf(readFileSync(at("papaparse", name)));
      expect(table[0]?.[0]).toBe(first);
      expect(table).toHaveLength(rows + 1);
      expect(new Set(table.map((row) => row.length))).toEqual(new Set(widths));
    });
  });

  describe("encodings_fr: seven layouts of the same 200 communes", () => {
    const original = async () => tableOf(readFileSync(at("encodings_fr", "communes_utf8.csv")));

    it.each(filesOf("encodings_fr"))("%s", async (name) => {
      const expected = await original();
      const table = await tableOf(readFileSync(at("encodings_fr", name)));
      expect(expected).toHaveLength(201);
      // One layout writes decimal points: the rows are the same but for them.
      expect(name.includes("decimal_point") ? table.map((row) => row.map((cell, place) => (place > 9 ? cell.replace(".", ",") : cell))) : table).toEqual(expected);
      expect(table[1]?.slice(0, 2)).toEqual(["01001", "L'Abergement-Clémenciat"]);
    });
  });

  describe("naughty strings as a client's name: staged as they are, or refused with a reason", () => {
    const strings = isThere ? (JSON.parse(readFileSync(at("naughty-strings", "blns.json"), "utf8")) as string[]) : [];

    it("all of them", () => {
      expect(strings.length).toBeGreaterThan(400);
      const header = ["client_ref", "branch_code", "advisor_email", "last_name", "first_name", "client_since_on"];
      const { read } = rowReader("clients", header, { today: "2026-03-15", dates: "YYYY-MM-DD", decimals: "EITHER" });
      for (const name of strings) {
        const result = read(["1", "B", "a@b.c", name, "F", "2020-01-01"]);
        if (typeof result !== "string") expect(result).toMatchObject([{ column: "last_name" }]);
        else expect(result.split("\t")[3]?.replaceAll("\\\\", "\\")).toBe(name);
      }
    });

    it("come out of a file as they went in, in every encoding that has their letters", async () => {
      const quoted = strings.map((text) => `"${text.replaceAll('"', '""')}";"x"\n`).join("");
      const read = async (encoding: "UTF-8" | "UTF-16LE" | "UTF-16BE") => {
        const bytes = encodeText(encoding, `name;mark\n${quoted}`) ?? new Uint8Array();
        const settings = { encoding, separator: ";", lineEnd: "LF" } as const;
        const cells = [];
        for await (const records of sourceRecords(sourceOf("names.csv", bytes, 777).open(), { settings, isReturned: false })) cells.push(...records.map((record) => record.cells?.[0]));
        return cells;
      };
      for (const encoding of ["UTF-8", "UTF-16LE", "UTF-16BE"] as const) expect(await read(encoding)).toEqual(strings);
    });
  });
});

/** Header and rows, with all that the product finds out by itself about the file. */
async function tableOf(bytes: Uint8Array): Promise<(readonly string[])[]> {
  // Its encoding, separator and ends of lines alone are of interest: these are no files of ours.
  const { settings, columns } = await inspect("table.csv", bytes);
  if (settings === null) throw new Error("the file could not be read");
  const rows: (readonly string[])[] = [columns.map(({ header }) => header)];
  for await (const records of sourceRecords(sourceOf("table.csv", bytes, 500).open(), { settings, isReturned: false })) {
    for (const { cells } of records) rows.push(cells ?? []);
  }
  return rows;
}
