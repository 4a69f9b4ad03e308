import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Day } from "@/lib/domain/dates";
import { AGE_BANDS, ageBandOf, dimensionsOf, INCOME_BANDS, incomeBandOf, profileKey } from "@/lib/domain/profile";
import { TEST_TODAY } from "@/tests/support/factories";
import { profile } from "@/tests/support/facts";

describe("the age band", () => {
  it.each<[string, Day | null, string]>([
    ["the eve of 18", "2008-11-21", "0-17"],
    ["18 today", "2008-11-20", "18-24"],
    ["the eve of 25", "2001-11-21", "18-24"],
    ["25 today", "2001-11-20", "25-34"],
    ["the eve of 35", "1991-11-21", "25-34"],
    ["35 today", "1991-11-20", "35-44"],
    ["the eve of 45", "1981-11-21", "35-44"],
    ["45 today", "1981-11-20", "45-54"],
    ["the eve of 55", "1971-11-21", "45-54"],
    ["55 today", "1971-11-20", "55-64"],
    ["the eve of 65", "1961-11-21", "55-64"],
    ["65 today", "1961-11-20", "65-74"],
    ["the eve of 75", "1951-11-21", "65-74"],
    ["75 today", "1951-11-20", "75+"],
    ["born today", "2026-11-20", "0-17"],
    ["a birth that is yet to come", "2027-01-01", "0-17"],
    ["an unknown birth", null, "?"],
  ])("of %s is %s → %s", (_, birthOn, band) => {
    expect(ageBandOf(birthOn, TEST_TODAY)).toBe(band);
  });
});

describe("the income band", () => {
  it.each<[string, number | null, string]>([
    ["a loss", -1, "0-12"],
    ["nothing", 0, "0-12"],
    ["a cent under 12 k€", 1_199_999, "0-12"],
    ["12 k€", 1_200_000, "12-20"],
    ["a cent under 20 k€", 1_999_999, "12-20"],
    ["20 k€", 2_000_000, "20-30"],
    ["a cent under 30 k€", 2_999_999, "20-30"],
    ["30 k€", 3_000_000, "30-45"],
    ["a cent under 45 k€", 4_499_999, "30-45"],
    ["45 k€", 4_500_000, "45-70"],
    ["a cent under 70 k€", 6_999_999, "45-70"],
    ["70 k€", 7_000_000, "70+"],
    ["an unknown income", null, "?"],
  ])("of %s is %s → %s", (_, incomeCents, band) => {
    expect(incomeBandOf(incomeCents)).toBe(band);
  });

  it("never falls when the income rises", () => {
    const rank = (cents: number) => INCOME_BANDS.findIndex(([band]) => band === incomeBandOf(cents));
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 10_000_000 }), fc.nat(5_000_000), (cents, more) => {
        expect(rank(cents + more)).toBeGreaterThanOrEqual(rank(cents));
      }),
    );
  });
});

describe("the profile key", () => {
  it("holds the dimensions in the order of the lattice, the one dropped first last", () => {
    expect(profileKey(profile(), TEST_TODAY)).toBe("30-45|35-44|5|URBAN|COUPLE|Bretagne");
  });

  it("writes what the bank does not know as a value of its own", () => {
    const unknown = { birthOn: null, incomeCents: null, occupation: null, zone: null, maritalStatus: null, region: null };
    expect(profileKey(unknown, TEST_TODAY)).toBe("?|?|?|?|?|?");
  });

  it("changes on the day a client changes age band", () => {
    const eve = profileKey(profile({ birthOn: "1981-11-21" }), TEST_TODAY);
    expect(profileKey(profile({ birthOn: "1981-11-21" }), "2026-11-21")).toBe(eve.replace(AGE_BANDS[3][0], AGE_BANDS[4][0]));
  });
});

describe("the dimensions of a cell", () => {
  it.each([
    ["the whole bank has none", "", []],
    ["the coarsest has an income alone", "30-45", ["income"]],
    ["one in the middle has the first three", "30-45|35-44|5", ["income", "age", "occupation"]],
    ["the finest has all six", "30-45|35-44|5|URBAN|COUPLE|Bretagne", ["income", "age", "occupation", "zone", "marital", "region"]],
  ])("%s", (_, cell, dimensions) => {
    expect(dimensionsOf(cell).map(({ dimension }) => dimension)).toEqual(dimensions);
    expect(dimensionsOf(cell).map(({ value }) => value).join("|")).toBe(cell);
  });
});
