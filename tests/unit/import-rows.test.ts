import { describe, expect, it } from "vitest";
import { IMPORT_FILES, IMPORT_FILE_NAMES } from "@/lib/import/files";
import { importLanguage, sayFileProblem, sayRowProblem } from "@/lib/import/messages";
import { rowReader } from "@/lib/import/row-reader";
import { type ImportFileName, importColumns } from "@/lib/schemas/import";
import type { CellSettings } from "@/lib/schemas/import-cells";
import { ROW_PROBLEMS } from "@/lib/schemas/row-problem";

const SETTINGS: CellSettings = { today: "2026-03-15", dates: "YYYY-MM-DD", decimals: "EITHER" };

describe("a row of activity.csv", () => {
  it.each([
    ["a decimal point", { pnb: "12.5" }, { pnb: "1250" }],
    ["a decimal comma", { pnb: "-0,05" }, { pnb: "-005" }],
    ["no decimals", { balance: "1000000000000" }, { balance: "100000000000000" }],
    ["a month without its day", { month: "2026-02" }, { month: "2026-02-01" }],
    ["a month by its first day", { month: "2026-02-01" }, { month: "2026-02-01" }],
    ["a client number with leading zeros", { client_ref: "000042" }, { client_ref: "000042" }],
  ])("takes %s", (_, cells, values) => {
    expect(staged(activity(cells))).toMatchObject(values);
  });

  it.each([
    ["a thousands separator", { pnb: "1 234,50" }, "pnb", "amount"],
    ["a comma meant for thousands", { pnb: "1,234" }, "pnb", "amount"],
    ["three decimals", { pnb: "0.125" }, "pnb", "amount"],
    ["an exponent", { pnb: "1E5" }, "pnb", "amount"],
    ["a PNB that no client brings", { pnb: "99999999" }, "pnb", "amountRange"],
    ["a negative number of operations", { dav_operations: "-1" }, "dav_operations", "count"],
    ["a day of another month than the first", { month: "2026-02-03" }, "month", "month"],
    ["a month to come", { month: "2026-04" }, "month", "future"],
    ["a space before the client number", { client_ref: " 42" }, "client_ref", "spaces"],
    ["a no-break space after it", { client_ref: "42\u00a0" }, "client_ref", "spaces"],
    ["no client number", { client_ref: "" }, "client_ref", "required"],
  ])("refuses %s", (_, cells, column, code) => {
    expect(activity(cells).read).toMatchObject([{ column, code }]);
  });

  it("tells everything that is wrong at once", () => {
    expect(activity({ month: "x", pnb: "y", balance: "" }).read).toMatchObject([{ column: "month" }, { column: "pnb" }, { column: "balance" }]);
  });

  it("counts the cells", () => {
    expect(rowReader("activity", ["client_ref", "month"], SETTINGS).read(["1"])).toEqual([{ column: null, code: "cells", value: "1", detail: "2" }]);
  });
});

describe("what the settings of a file say", () => {
  it.each([
    ["DD/MM/YYYY", "05/02/2026", "2026-02-05"],
    ["MM/DD/YYYY", "02/05/2026", "2026-02-05"],
    ["DD.MM.YYYY", "05.02.2026", "2026-02-05"],
    ["DD-MM-YYYY", "05-02-2026", "2026-02-05"],
    ["YYYYMMDD", "20260205", "2026-02-05"],
    ["YYYY/MM/DD", "2026/02/05", "2026-02-05"],
    ["DD/MM/YYYY", "2026-02-05", "2026-02-05"],
  ] as const)("reads the day of %s as written: %s", (dates, written, day) => {
    const row = { client_ref: "1", contract_ref: "A", product_code: "DAV", opened_on: written, closed_on: "" };
    expect(staged(reading("holdings", row, { ...SETTINGS, dates }))).toMatchObject({ opened_on: day });
  });

  it.each([
    ["DD/MM/YYYY", "02/2026"],
    ["MM/DD/YYYY", "02/2026"],
    ["MM/DD/YYYY", "02/01/2026"],
    ["DD.MM.YYYY", "01.02.2026"],
    ["YYYYMMDD", "202602"],
    ["YYYYMMDD", "20260201"],
    ["YYYY/MM/DD", "2026/02"],
    ["DD-MM-YYYY", "2026-02"],
  ] as const)("reads the month of %s as written: %s", (dates, month) => {
    expect(staged(activity({ month }, { ...SETTINGS, dates }))).toMatchObject({ month: "2026-02-01" });
  });

  it.each([
    ["31/02/2026", "DD/MM/YYYY"],
    ["13/02/2026", "MM/DD/YYYY"],
    ["05/02/26", "DD/MM/YYYY"],
    ["05/02/2026", "YYYY-MM-DD"],
  ] as const)("refuses %s as %s", (written, dates) => {
    const row = { client_ref: "1", contract_ref: "A", product_code: "DAV", opened_on: written, closed_on: "" };
    expect(reading("holdings", row, { ...SETTINGS, dates }).read).toEqual([{ column: "opened_on", code: "day", value: written, detail: dates }]);
  });

  it("takes one decimal mark alone, when told which", () => {
    expect(staged(activity({ pnb: "1,5" }, { ...SETTINGS, decimals: "COMMA" }))).toMatchObject({ pnb: "150" });
    expect(activity({ pnb: "1.5" }, { ...SETTINGS, decimals: "COMMA" }).read).toMatchObject([{ column: "pnb", code: "amount" }]);
  });
});

describe("a row of the other files", () => {
  it.each([
    ["29 February of a common year", "holdings", { client_ref: "1", contract_ref: "A", product_code: "DAV", opened_on: "2025-02-29", closed_on: "" }, "opened_on", "day"],
    ["a French date", "holdings", { client_ref: "1", contract_ref: "A", product_code: "DAV", opened_on: "28/02/2025", closed_on: "" }, "opened_on", "day"],
    ["a contract that closes before it opens", "holdings", { client_ref: "1", contract_ref: "A", product_code: "DAV", opened_on: "2025-02-02", closed_on: "2025-02-01" }, "closed_on", "closedBeforeOpened"],
    ["an unknown role", "staff", { email: "a@b.c", name: "A", role: "BOSS" }, "role", "choice"],
    ["an address without @", "staff", { email: "a.b", name: "A", role: "ADVISOR" }, "email", "email"],
    ["a list with a hole", "staff", { email: "a@b.c", name: "A", role: "SUPERVISOR", supervised_branches: "B1||B2" }, "supervised_branches", "list"],
    ["a satisfaction of six in five", "satisfaction", { client_ref: "1", answer_ref: "A", kind: "CSAT", score: "6", answered_on: "2026-01-01" }, "score", "scoreRange"],
    ["a truth that is a property of every object", "staff", { email: "a@b.c", name: "A", role: "ADVISOR", active: "constructor" }, "active", "yesNo"],
    ["half a character", "branches", { branch_code: "B1", name: "A\ud800", commune: "C" }, "name", "control"],
    ["a zero byte in an address", "staff", { email: "a\u0000@b.c", name: "A", role: "ADVISOR" }, "email", "email"],
    ["a tab in a name", "branches", { branch_code: "B1", name: "A\tB", commune: "C" }, "name", "control"],
  ] as const)("refuses %s", (_, file, cells, column, code) => {
    expect(reading(file, cells).read).toMatchObject([{ column, code }]);
  });

  it("refuses a consent without its day", () => {
    expect(client({ consent_phone: "no" }).read).toMatchObject([{ column: "consents_on", code: "consentDay" }]);
    expect(staged(client({ consent_phone: "no", consents_on: "2026-01-01" }))).toMatchObject({ consent_phone: "f" });
  });

  it("leaves empty what is empty, and gives the defaults of what cannot be", () => {
    expect(staged(client({ income: "", zone: "", service_model: "", status: "", interests: "" }))).toMatchObject({
      income: "\\N", zone: "\\N", service_model: "HYBRID", status: "ACTIVE", interests: "{}",
    });
  });

  it.each([
    ["2026-03-15", "2026-03-15T12:00"],
    ["2026-03-15 09:30", "2026-03-15T09:30"],
    ["2026-03-15T09:30:10+01:00", "2026-03-15T09:30:10+01:00"],
  ])("reads the instant %s as %s", (written, read) => {
    expect(staged(interaction({ occurred_at: written }))).toMatchObject({ occurred_at: read });
  });

  it("keeps notes as they are written", () => {
    expect(staged(interaction({ notes: " deux\r\nlignes\t" }))).toMatchObject({ notes: " deux\\r\\nlignes\\t" });
  });
});

describe("the words", () => {
  it("say file, line, column and reason in both languages", () => {
    const problem = { column: "birth_on", code: "day", value: "31/12/1980", detail: "YYYY-MM-DD" } as const;
    expect(sayRowProblem("fr", "clients.csv", 12, problem)).toBe("clients.csv, ligne 12, birth_on : « 31/12/1980 » n’est pas un jour du calendrier au format AAAA-MM-JJ");
    expect(sayRowProblem("en", "clients.csv", 12, problem)).toBe("clients.csv, line 12, birth_on: “31/12/1980” is not a day of the calendar written YYYY-MM-DD");
    expect(sayFileProblem("en", { file: "holdings.csv", code: "missingColumns", columns: ["a", "b"] })).toBe("holdings.csv: missing columns: a, b");
  });

  it("leave no placeholder unfilled", () => {
    for (const language of ["fr", "en"] as const)
      for (const code of ROW_PROBLEMS) expect(sayRowProblem(language, "clients.csv", 1, { column: null, code, value: "v", detail: "d" })).not.toMatch(/[{}]/);
  });

  it("follow the machine's language", () => {
    expect([importLanguage("fr_FR.UTF-8"), importLanguage("en_GB.UTF-8"), importLanguage(undefined)]).toEqual(["fr", "en", "fr"]);
  });
});

it("names rows by columns that their files must have", () => {
  for (const file of IMPORT_FILE_NAMES)
    for (const column of IMPORT_FILES[file].key) expect(importColumns(file)).toHaveProperty(column);
});

type Reading = { columns: readonly string[]; read: ReturnType<ReturnType<typeof rowReader>["read"]> };

function reading(file: ImportFileName, row: Readonly<Record<string, string>>, settings = SETTINGS): Reading {
  const { columns, read } = rowReader(file, Object.keys(row), settings);
  return { columns, read: read(Object.values(row)) };
}

/** The fields of COPY by column. */
function staged({ columns, read }: Reading): Record<string, string> {
  if (typeof read !== "string") throw new Error(`refused: ${JSON.stringify(read)}`);
  const fields = read.split("\t");
  return Object.fromEntries(columns.map((column, place) => [column, fields[place] ?? ""]));
}

function activity(cells: Readonly<Record<string, string>>, settings = SETTINGS): Reading {
  const row = { client_ref: "1", month: "2026-02", pnb: "1", dav_operations: "1", money_in: "1", income_in: "1", balance: "1", digital_sessions: "0", ...cells };
  return reading("activity", row, settings);
}

function client(cells: Readonly<Record<string, string>>): Reading {
  return reading("clients", { client_ref: "1", branch_code: "B", advisor_email: "a@b.c", last_name: "L", first_name: "F", client_since_on: "2020-01-01", ...cells });
}

function interaction(cells: Readonly<Record<string, string>>): Reading {
  return reading("interactions", { client_ref: "1", interaction_ref: "I", occurred_at: "2026-03-01", channel: "PHONE", outcome: "DISCUSSED", ...cells });
}
