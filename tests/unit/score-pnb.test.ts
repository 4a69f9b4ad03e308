import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths } from "@/lib/domain/dates";
import { divideHalfUp } from "@/lib/domain/money";
import { cellsOf, findPeers } from "@/lib/domain/peers";
import { scorePnb, trailingPnb, type MonthOfActivity } from "@/lib/domain/score-pnb";
import { TEST_CLOSED_MONTH } from "@/tests/support/factories";
import { benchmark, month, months } from "@/tests/support/facts";

const quartiles = benchmark({ q25Cents: 38_000, q50Cents: 61_000, q75Cents: 90_500 });

describe("Score PNB", () => {
  it.each([
    ["a PNB equal to the first quartile", 38_000, quartiles, 1],
    ["one cent above the first quartile", 38_001, quartiles, 2],
    ["a PNB equal to the median", 61_000, quartiles, 2],
    ["one cent above the median", 61_001, quartiles, 3],
    ["a PNB equal to the third quartile", 90_500, quartiles, 3],
    ["one cent above the third quartile", 90_501, quartiles, 4],
    ["one cent among peers who cost money", 1, benchmark({ q25Cents: -900, q50Cents: -500, q75Cents: -100 }), 4],
    ["nothing among peers who cost money", 0, benchmark({ q25Cents: -900, q50Cents: -500, q75Cents: -100 }), 1],
    ["a loss among peers who lose more", -1, benchmark({ q25Cents: -900, q50Cents: -500, q75Cents: -100 }), 1],
    ["nothing among peers who bring nothing", 0, benchmark({ q25Cents: 0, q50Cents: 0, q75Cents: 0 }), 1],
    ["what all the peers bring alike", 50_000, benchmark({ q25Cents: 50_000, q50Cents: 50_000, q75Cents: 50_000 }), 1],
    ["a cent more than peers who are all alike", 50_001, benchmark({ q25Cents: 50_000, q50Cents: 50_000, q75Cents: 50_000 }), 4],
  ])("of %s (%i) is that of the rule", (_, pnbCents, peers, score) => {
    expect(scorePnb(pnbCents, peers)).toBe(score);
  });

  it("never falls when the PNB rises", () => {
    const anyPeers = fc.array(fc.integer({ min: -5_000, max: 100_000 }), { minLength: 3, maxLength: 3 }).map((values) => {
      const [q25Cents = 0, q50Cents = 0, q75Cents = 0] = values.sort((a, b) => a - b);
      return benchmark({ q25Cents, q50Cents, q75Cents });
    });
    fc.assert(
      fc.property(anyPeers, fc.integer({ min: -5_000, max: 110_000 }), fc.nat(50_000), (peers, pnb, more) => {
        expect(scorePnb(pnb + more, peers)).toBeGreaterThanOrEqual(scorePnb(pnb, peers));
      }),
    );
  });
});

describe("PNB over twelve months", () => {
  it.each<[string, MonthOfActivity[], number, number]>([
    ["no month at all", [], 0, 0],
    ["two months are the plain sum", months(2, { pnbCents: 1_000 }), 2, 2_000],
    ["three months are annualised", months(3, { pnbCents: 1_000 }), 3, 12_000],
    ["eleven months are annualised", months(11, { pnbCents: 1_000 }), 11, 12_000],
    ["twelve months are their sum", months(12, { pnbCents: 1_000 }), 12, 12_000],
    ["a thirteenth month is out of the window", months(13, { pnbCents: 1_000 }), 12, 12_000],
    ["a month without a row brought nothing", months(12, { pnbCents: 1_000 }).filter((_, back) => back !== 4), 12, 11_000],
    ["history starts at the first month known, even before the window", [month({ pnbCents: 700 }), month({ month: "2020-01-01", pnbCents: 5_000 })], 12, 700],
    ["the first month of the window counts", [month({ month: "2025-11-01", pnbCents: 700 })], 12, 700],
    ["the month before it does not", [month({ month: "2025-10-01", pnbCents: 700 })], 12, 0],
    ["a month that is not closed is not known", [month({ month: "2026-11-01", pnbCents: 700 })], 0, 0],
    ["a month that is not closed adds nothing", [...months(3, { pnbCents: 1_000 }), month({ month: "2026-11-01", pnbCents: 700 })], 3, 12_000],
    ["half a cent is rounded up", [...months(7).slice(1), month({ pnbCents: 7 }), month({ month: addMonths(TEST_CLOSED_MONTH, -7), pnbCents: 0 })], 8, 11],
    ["half a cent of a loss is rounded up too", [...months(7).slice(1), month({ pnbCents: -7 }), month({ month: addMonths(TEST_CLOSED_MONTH, -7), pnbCents: 0 })], 8, -10],
    ["the order of the rows says nothing", months(13, { pnbCents: 1_000 }).reverse(), 12, 12_000],
  ])("%s", (_, activity, historyMonths, pnbCents) => {
    expect(trailingPnb(activity, TEST_CLOSED_MONTH, 3)).toEqual({ historyMonths, pnbCents });
  });

  it("is annualised from the least history that the model asks for", () => {
    const activity = months(5, { pnbCents: 1_000 });
    expect(trailingPnb(activity, TEST_CLOSED_MONTH, 5).pnbCents).toBe(12_000);
    expect(trailingPnb(activity, TEST_CLOSED_MONTH, 6).pnbCents).toBe(5_000);
  });
});

describe("a division that rounds half up", () => {
  it.each([
    [1, 2, 1],
    [-1, 2, 0],
    [-3, 2, -1],
    [5, 3, 2],
    [4, 3, 1],
    [7, 7, 1],
  ])("%i / %i = %i", (a, b, whole) => {
    expect(divideHalfUp(a, b)).toBe(whole);
  });

  it("is never further than one half from the quotient", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1_000 }), (a, b) => {
        expect(Math.abs(divideHalfUp(a, b) * b - a) * 2).toBeLessThanOrEqual(b);
      }),
    );
  });
});

describe("the peers of a profile", () => {
  const key = "30-45|35-44|5|URBAN|COUPLE|Bretagne";
  const cells = ["30-45|35-44|5|URBAN|COUPLE|Bretagne", "30-45|35-44|5|URBAN|COUPLE", "30-45|35-44|5|URBAN", "30-45|35-44|5", "30-45|35-44", "30-45", ""];

  it("are sought region first, then marital status, zone, occupation, age band, income band", () => {
    expect(cellsOf(key)).toEqual(cells);
  });

  it.each(cells.map((cell, level) => [cell || "the whole bank", cell, level] as const))("are those of %s where no finer cell has a benchmark", (_, cell, level) => {
    const known = new Map(cells.slice(level).map((coarser) => [coarser, benchmark({ cell: coarser })]));
    expect(findPeers(key, (sought) => known.get(sought))?.cell).toBe(cell);
  });

  it("are nobody in a bank without a benchmark", () => {
    expect(findPeers(key, () => undefined)).toBeNull();
  });
});
