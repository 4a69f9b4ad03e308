import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/domain/dates";
import type { Role } from "@/lib/domain/permissions";
import { sumBranches, unusualDays, usualVolume, type ReadingDay } from "@/lib/domain/unusual-reading";
import { TEST_TODAY } from "@/tests/support/factories";

const ROLES = new Map<number, Role>([[1, "ADVISOR"], [2, "ADVISOR"], [3, "SUPERVISOR"]]);

/** So many clients a day by this reader, on days before. */
function custom(counts: readonly number[], userId = 1): ReadingDay[] {
  return counts.map((clients, back) => ({ userId, day: addDays(TEST_TODAY, -back - 1), clients, afterHours: 0, foreignClients: 0, branches: new Map([[1, clients]]) }));
}
const today = (over: Partial<ReadingDay>): ReadingDay => ({ userId: 1, day: TEST_TODAY, clients: 10, afterHours: 0, foreignClients: 0, branches: new Map([[1, over.clients ?? 10]]), ...over });
const signs = (days: readonly ReadingDay[]) => unusualDays(days, ROLES).map(({ day, sign }) => [day, sign]);

describe("how many a day are usual", () => {
  // Median 12; deviations 2 1 0 1 2 → 1; 12 + 5 × 1.4826 = 19.4.
  it.each([
    ["below the floor, the floor", [10, 11, 12, 13, 14], 12, 40],
    // Median 50; deviations 10 5 0 5 10 → 5; 50 + 5 × 1.4826 × 5 = 87.07.
    ["five deviations above the median", [40, 45, 50, 55, 60], 50, 88],
    ["an even number of days: between the two in the middle", [40, 60], 50, 125],
    ["one wild day among many moves nothing", [50, 50, 50, 50, 900], 50, 75],
    ["no day at all", [], 0, 40],
  ] as const)("%s", (_, counts, usual, from) => {
    expect(usualVolume(counts)).toEqual({ usual, from });
  });
});

describe("days that stand out by volume", () => {
  const days = custom(Array<number>(12).fill(12));
  it.each([[39, false], [40, true], [200, true]] as const)("%i clients after days of 12: %s", (clients, listed) => {
    expect(signs([...days, today({ clients })])).toEqual(listed ? [[TEST_TODAY, "VOLUME"]] : []);
  });

  it("the numbers are said", () => {
    expect(unusualDays([...days, today({ clients: 90 })], ROLES)).toEqual([{ userId: 1, day: TEST_TODAY, sign: "VOLUME", count: 90, usual: 12, from: 40 }]);
  });

  it("who always reads much is not listed for it, and colleagues do not make it usual for others", () => {
    const much = custom([60, 62, 64, 66, 60, 62, 64, 66, 60, 62, 64], 2);
    expect(signs([...much, today({ userId: 2, clients: 66 })])).toEqual([]);
    expect(signs([...much, ...days, today({ clients: 66 })])).toEqual([[TEST_TODAY, "VOLUME"]]);
  });

  it("who began lately is measured by colleagues of the same role", () => {
    const colleague = custom(Array<number>(12).fill(70), 2);
    expect(signs([...colleague, today({ clients: 104 })])).toEqual([]);
    expect(signs([...colleague, today({ clients: 105 })])).toEqual([[TEST_TODAY, "VOLUME"]]);
    expect(signs([...colleague, today({ userId: 3, clients: 69 })])).toEqual([[TEST_TODAY, "VOLUME"]]);
  });
});

it.each([["afterHours", "AFTER_HOURS"], ["foreignClients", "FOREIGN"]] as const)("%s: five clients are listed, four are not", (field, sign) => {
  expect(signs([today({ [field]: 4 })])).toEqual([]);
  expect(signs([today({ [field]: 5 })])).toEqual([[TEST_TODAY, sign]]);
});

it("the latest day comes first", () => {
  const earlier = { ...today({ afterHours: 9 }), day: addDays(TEST_TODAY, -3) };
  expect(signs([earlier, today({ foreignClients: 9, afterHours: 9 })])).toEqual([[TEST_TODAY, "AFTER_HOURS"], [TEST_TODAY, "FOREIGN"], [earlier.day, "AFTER_HOURS"]]);
});

describe("clients of a branch that the reader hardly ever reads", () => {
  const among = (elsewhere: number, here: number): ReadingDay => ({ ...today({ userId: 3, clients: elsewhere + here }), day: addDays(TEST_TODAY, -1), branches: new Map([[1, elsewhere], [2, here]]) });
  it.each([
    ["five of a branch that was never read", 60, 0, 5, true],
    ["four of it", 60, 0, 4, false],
    ["one in twenty is a custom", 57, 3, 5, false],
    ["fewer than that is none", 58, 2, 5, true],
    ["of forty-nine others nobody can tell", 49, 0, 5, false],
    ["of fifty one can", 50, 0, 5, true],
  ])("%s", (_, elsewhere, usual, here, isListed) => {
    const days = [among(elsewhere, usual), today({ userId: 3, clients: here, branches: new Map([[2, here]]) })];
    expect(unusualDays(days, ROLES).filter(({ day }) => day === TEST_TODAY)).toEqual(isListed ? [{ userId: 3, day: TEST_TODAY, sign: "BRANCH", count: here, usual, from: elsewhere + usual }] : []);
  });

  it("who reads one branch alone is at home there", () => {
    expect(unusualDays(custom(Array<number>(20).fill(9)), ROLES)).toEqual([]);
  });
});

it("what was read in each branch is one day of the reader", () => {
  const reading = { userId: 3, day: TEST_TODAY, clients: 4, afterHours: 1, foreignClients: 0 };
  expect(sumBranches([{ ...reading, branchId: 1 }, { ...reading, branchId: 2, foreignClients: 2 }])).toEqual([{ ...reading, clients: 8, afterHours: 2, foreignClients: 2, branches: new Map([[1, 4], [2, 4]]) }]);
});
