import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { IMPORT_FILE_NAMES } from "@/lib/import/files";
import { jsonRowReader } from "@/lib/import/json-row";
import { rowReader } from "@/lib/import/row-reader";
import { type ImportFileName, importColumns } from "@/lib/schemas/import";
import type { CellSettings } from "@/lib/schemas/import-cells";
import type { RowProblem } from "@/lib/schemas/row-problem";
import { apiRowSchema } from "@/lib/schemas/import-json";

const SETTINGS: CellSettings = { today: "2026-03-15", dates: "YYYY-MM-DD", decimals: "EITHER" };

const CELLS = ["", "1", "0", "-3,5", "12.50", "yes", "no", "oui", "2026-02-28", "2026-02", "2027-01-01", "ADVISOR", "CSAT", "SAVINGS", "a@b.c", "a|b", "x||y", " x", "é", "a\tb", "\u0000", "\ud800", "2026-01-01T10:00"];
const TRUTHS = ["", "yes", "no"];

describe("a row in JSON", () => {
  it("is taken and refused as the same row of a file", () => {
    const anyRow = fc.constantFrom(...IMPORT_FILE_NAMES).chain((file) =>
      fc.record(Object.fromEntries(Object.entries(importColumns(file)).map(([column, { kind }]) => [column, fc.constantFrom(...(kind.type === "boolean" ? TRUTHS : CELLS))]))).map((cells) => ({ file, cells })),
    );
    fc.assert(
      fc.property(anyRow, ({ file, cells }) => {
        const names = Object.keys(cells);
        const fromFile = rowReader(file, names, SETTINGS).read(Object.values(cells));
        expect(withoutValues(readJson(file, toJson(file, cells)))).toEqual(withoutValues(fromFile));
      }),
      { numRuns: 500 },
    );
  });

  it("takes numbers, truths and arrays for what they are", () => {
    const row = { email: "A@B.c", name: "A", role: "SUPERVISOR", branch_code: null, supervised_branches: ["B1", "B2"], active: false };
    expect(readJson("staff", row)).toBe('a@b.c\tA\tSUPERVISOR\t\\N\t{"B1","B2"}\tf');
    const month = { client_ref: "007", month: "2026-02", pnb: 12.5, dav_operations: 3, money_in: "1000000000000.01", income_in: 0, balance: -35.2, digital_sessions: 0 };
    expect(readJson("activity", month)).toBe("007\t2026-02-01\t1250\t3\t100000000000001\t000\t-3520\t0");
  });

  it.each([
    ["a number for a text", { client_ref: 7 }, { column: "client_ref", code: "jsonType", value: "7" }],
    ["nothing where a value is needed", { client_ref: null }, { column: "client_ref", code: "required" }],
    ["a key left out that is needed", { client_ref: undefined }, { column: "client_ref", code: "required" }],
    ["an object for an amount", { pnb: { cents: 1 } }, { column: "pnb", code: "jsonType", value: '{"cents":1}' }],
    ["an unknown key", { pnl: 1 }, { column: null, code: "unknownKey", value: "pnl" }],
    ["a fraction of a cent", { pnb: 0.125 }, { column: "pnb", code: "amount", value: "0.125" }],
    ["half an operation", { dav_operations: 1.5 }, { column: "dav_operations", code: "count", value: "1.5", detail: "0–999999" }],
  ])("is refused for %s", (_, changed, problem) => {
    const row = { client_ref: "1", month: "2026-02", pnb: 1, dav_operations: 1, money_in: 1, income_in: 1, balance: 1, digital_sessions: 0, ...changed };
    expect(readJson("activity", row)).toMatchObject([problem]);
  });

  it("is refused when it is no object, or a list holds what a file could not", () => {
    expect(readJson("activity", 7)).toMatchObject([{ column: null, code: "jsonType" }]);
    expect(readJson("staff", { email: "a@b.c", name: "A", role: "SUPERVISOR", supervised_branches: ["a|b"] })).toMatchObject([{ column: "supervised_branches", code: "list" }]);
  });
});

it("its schema can be written out for every file", () => {
  for (const file of IMPORT_FILE_NAMES) {
    const written = z.toJSONSchema(apiRowSchema(file), { io: "input" });
    expect(written).toMatchObject({ type: "object", additionalProperties: false });
    const needed = Object.entries(importColumns(file)).filter(([, { presence }]) => presence !== "OPTIONAL").map(([name]) => name);
    expect(written.required).toEqual(needed);
  }
  expect(z.toJSONSchema(apiRowSchema("holdings"), { io: "input" }).properties).toMatchObject({ client_ref: { type: "string", maxLength: 64 }, opened_on: { format: "date" } });
});

function readJson(file: ImportFileName, row: unknown) {
  const read = jsonRowReader(file, SETTINGS)(row);
  return read.problems ?? read.fields;
}

/** What stands in a refused cell is shown as it was written: `a|b`, `["a","b"]`. */
function withoutValues(read: string | readonly RowProblem[]) {
  return typeof read === "string" ? read : read.map(({ column, code, detail }) => ({ column, code, detail }));
}

/** The JSON that says what the cells say: truths and lists as such where they are ones. */
function toJson(file: ImportFileName, cells: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, cell === "" ? null : jsonOf(importColumns(file)[name]?.kind.type, cell)]));
}

function jsonOf(type: string | undefined, cell: string): unknown {
  if (type === "boolean") return cell === "yes";
  return type === "text[]" ? cell.split("|") : cell;
}
