import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { contractsOf } from "@/lib/import/berka/contracts";
import { convertBerka } from "@/lib/import/berka/convert";
import { monthlyMovements } from "@/lib/import/berka/movements";
import { outstandingCzk } from "@/lib/import/berka/pnb";
import { type AccountUse, BERKA_FILES, type BerkaTexts, type Operation, readBerkaTables } from "@/lib/import/berka/tables";
import { rowReader } from "@/lib/import/row-reader";
import type { ImportFileName } from "@/lib/schemas/import";

const SOURCE = path.resolve("../shared/data/berka");
const hasSource = existsSync(path.join(SOURCE, BERKA_FILES.account));

const USE: AccountUse = {
  accountId: 1, count: 240, count1998: 30, count1996To1998: 78, czk1998: 12_000, czk1996To1998: 36_000, automatic: 72, statementFees: 36,
  pensions: 0, penalties: 0, monthlyCredit: 600, monthlyDebit: 400, monthlyTransferIn: 300, monthlyBalance: 5_000,
};

describe("the months of an account", () => {
  it("spreads the totals of the two periods without losing an operation", () => {
    const months = monthlyMovements("1996-01-10", { ...USE, automatic: 0 }, new Map());
    expect(months).toHaveLength(24);
    expect(sum(months.slice(0, 12).map((month) => month.operations))).toBe(24);
    expect(sum(months.slice(12).map((month) => month.operations))).toBe(30);
    expect(months[12]).toMatchObject({ inCzk: 600, incomeCzk: 300, balanceCzk: 5_000 });
  });

  it("keeps a real month as it was, and takes it off what is spread", () => {
    const october: Operation = { accountId: 1, month: "1997-10-01", czk: 2_400, isCredit: true, isAutomatic: false, isTransferIn: true, balanceCzk: 9_000 };
    const months = monthlyMovements("1996-01-10", { ...USE, automatic: 0 }, new Map([["1997-10-01", [october]]]));
    expect(months[9]).toEqual({ month: "1997-10-01", operations: 1, inCzk: 2_400, incomeCzk: 2_400, balanceCzk: 9_000 });
    expect(months[8]?.inCzk).toBeCloseTo(((24_000 - 2_400) / 23) * 0.6);
  });

  it("begins with the opening of the account", () => {
    expect(monthlyMovements("1997-12-29", USE, new Map()).map((month) => month.month)[0]).toBe("1997-12-01");
  });
});

it("repays a loan in equal parts", () => {
  const loan = { id: 1, accountId: 1, grantedOn: "1998-01-15", czk: 1_200, months: 12, isFinished: false } as const;
  expect([outstandingCzk(loan, "1997-12-01"), outstandingCzk(loan, "1998-01-01"), outstandingCzk(loan, "1998-07-01"), outstandingCzk(loan, "1999-01-01")]).toEqual([0, 1_200, 600, 0]);
});

it("ends a finished loan on the last day of a shorter month", () => {
  const loan = { id: 7, accountId: 1, grantedOn: "1996-08-31", czk: 1, months: 6, isFinished: true } as const;
  const account = { id: 1, districtId: 1, statements: "", openedOn: "1996-01-01", ownerId: 1, holderIds: [], cards: [], orders: [], loans: [loan], use: USE, movements: [] } as const;
  expect(contractsOf(account)[1]).toMatchObject({ ref: "LOAN-7", closedOn: "1997-02-28" });
});

describe.skipIf(!hasSource)(`the real bank${hasSource ? "" : " (skipped: ../shared/data/berka is not here)"}`, () => {
  const files = hasSource ? convertBerka(readBerkaTables(readTexts())) : {};

  it("becomes all its clients, accounts and 24 months", () => {
    expect(sizeOf("clients.csv")).toBe(5_369);
    expect(sizeOf("branches.csv")).toBe(8);
    expect(files["holdings.csv"]?.filter((row) => row[2] === "DAV")).toHaveLength(4_500);
    expect(files["holdings.csv"]?.filter((row) => row[2] === "PERSONAL_LOAN")).toHaveLength(682);
    expect(sizeOf("activity.csv")).toBeGreaterThan(100_000);
  });

  it("passes every row check of the import", () => {
    for (const [file, table] of Object.entries(files)) {
      const [columns = [], ...rows] = table;
      const reader = rowReader(file.replace(".csv", "") as ImportFileName, columns, { today: "1999-01-01", dates: "YYYY-MM-DD", decimals: "EITHER" });
      const refused = rows.map((cells) => reader.read(cells)).filter((read) => typeof read !== "string");
      expect(refused, file).toEqual([]);
    }
  });

  it("says nothing of anyone's sex", () => {
    expect(files["clients.csv"]?.[0]).not.toContain("sex");
    expect(files["clients.csv"]?.slice(1).every((row) => Number(row[7]?.slice(5, 7)) <= 12)).toBe(true);
  });

  it("gives accounts a PNB of their own", () => {
    const december = files["activity.csv"]?.filter((row) => row[1] === "1998-12").map((row) => row[2]) ?? [];
    expect(new Set(december).size).toBeGreaterThan(2_000);
  });

  function sizeOf(file: string): number {
    return (files[file]?.length ?? 1) - 1;
  }
});

function readTexts(): BerkaTexts {
  const texts = Object.entries(BERKA_FILES).map(([table, file]) => {
    const bytes = readFileSync(path.join(SOURCE, file));
    return [table, (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")];
  });
  return Object.fromEntries(texts) as BerkaTexts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
