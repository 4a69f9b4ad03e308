import { describe, expect, it } from "vitest";
import { mireSteps, type MireLevels } from "@/lib/domain/mire-steps";
import { scoreMire, type EngagementFacts, type ScoringParameters } from "@/lib/domain/score-mire";

const PARAMETERS: ScoringParameters = {
  minHistoryMonths: 3,
  productThresholds: [2, 4, 6],
  universeThresholds: [2, 3, 4],
  davThresholds: [2, 10, 25],
  productWeight: 1,
  universeWeight: 1,
  davWeight: 1,
};

const FACTS: EngagementFacts = { activeProducts: 3, universes: 2, hasDav: true, davOperations3: 24, regularIncome: true };

function steps(over: Partial<EngagementFacts> = {}) {
  return mireSteps(levelsOf({ ...FACTS, ...over }), PARAMETERS);
}

function levelsOf(facts: EngagementFacts): MireLevels {
  return { ...facts, ...scoreMire(facts, PARAMETERS) };
}

it("says what is missing for the next level of each dimension", () => {
  expect(steps()).toEqual([
    { dimension: "PRODUCTS", value: 3, level: 2, next: { level: 3, missing: { code: "PRODUCTS", count: 1 } } },
    { dimension: "UNIVERSES", value: 2, level: 2, next: { level: 3, missing: { code: "UNIVERSES", count: 1 } } },
    { dimension: "DAV", value: 8, level: 2, next: { level: 3, missing: { code: "OPERATIONS", count: 2 } } },
  ]);
});

it("nothing is missing at level 4", () => {
  const all = steps({ activeProducts: 6, universes: 4, davOperations3: 75 });
  expect(all.map((step) => [step.level, step.next])).toEqual([[4, null], [4, null], [4, null]]);
});

describe("the use of the current account", () => {
  const dav = (over: Partial<EngagementFacts>) => steps(over)[2];

  it.each([
    ["no current account", { hasDav: false, davOperations3: 0 }, { level: 2, missing: { code: "DAV_OPENED", count: 2 } }],
    ["29 operations in three months: one a month more", { davOperations3: 29 }, { level: 3, missing: { code: "OPERATIONS", count: 1 } }],
    ["30 in three months are level 3 already", { davOperations3: 30 }, { level: 4, missing: { code: "OPERATIONS", count: 15 } }],
    ["enough operations without a regular income", { davOperations3: 75, regularIncome: false }, { level: 4, missing: { code: "INCOME" } }],
    ["neither enough operations nor a regular income", { davOperations3: 60, regularIncome: false }, { level: 4, missing: { code: "OPERATIONS_AND_INCOME", count: 5 } }],
  ] as const)("%s", (_, over, next) => {
    expect(dav(over)?.next).toEqual(next);
  });
});

it("doing what is said reaches the level that is promised", () => {
  for (let activeProducts = 0; activeProducts <= 7; activeProducts++) for (let universes = 0; universes <= 5; universes++) for (let davOperations3 = 0; davOperations3 <= 80; davOperations3++) {
    for (const regularIncome of [true, false]) {
      const facts = { activeProducts, universes, hasDav: true, davOperations3, regularIncome };
      for (const { dimension, next } of mireSteps(levelsOf(facts), PARAMETERS)) {
        if (!next) continue;
        const { missing } = next;
        const count = "count" in missing ? missing.count : 0;
        const after = levelsOf({
          ...facts,
          activeProducts: activeProducts + (missing.code === "PRODUCTS" ? count : 0),
          universes: universes + (missing.code === "UNIVERSES" ? count : 0),
          davOperations3: davOperations3 + (dimension === "DAV" ? 3 * count : 0),
          regularIncome: regularIncome || missing.code.endsWith("INCOME"),
        });
        expect({ PRODUCTS: after.productLevel, UNIVERSES: after.universeLevel, DAV: after.davLevel }[dimension]).toBeGreaterThanOrEqual(next.level);
      }
    }
  }
});
