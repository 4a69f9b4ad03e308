import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { engagementFacts, scoreMire } from "@/lib/domain/score-mire";
import { TEST_CLOSED_MONTH } from "@/tests/support/factories";
import { engagement, held, month, months, parameters } from "@/tests/support/facts";

describe("a level of Score MIRE", () => {
  it.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [6, 4],
    [7, 4],
  ])("%i active products are level %i", (activeProducts, level) => {
    expect(scoreMire(engagement({ activeProducts }), parameters()).productLevel).toBe(level);
  });

  it.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [6, 4],
  ])("%i universes are level %i", (universes, level) => {
    expect(scoreMire(engagement({ universes }), parameters()).universeLevel).toBe(level);
  });

  it.each([
    ["an account that is not used", { davOperations3: 0 }, 1],
    ["just under 2 operations a month", { davOperations3: 5 }, 1],
    ["2 operations a month", { davOperations3: 6 }, 2],
    ["just under 10", { davOperations3: 29 }, 2],
    ["10", { davOperations3: 30 }, 3],
    ["just under 25, with an income", { davOperations3: 74 }, 3],
    ["25, with an income", { davOperations3: 75 }, 4],
    ["25, without a regular income", { davOperations3: 75, regularIncome: false }, 3],
    ["10, without a regular income", { davOperations3: 30, regularIncome: false }, 3],
    ["2, without a regular income", { davOperations3: 6, regularIncome: false }, 2],
    ["no current account, whatever is counted", { davOperations3: 90, hasDav: false }, 1],
  ])("%s: use of the account is that of the rule", (_, use, level) => {
    expect(scoreMire(engagement(use), parameters()).davLevel).toBe(level);
  });
});

describe("Score MIRE", () => {
  const [ONE, TWO, THREE, FOUR] = [1, 2, 4, 6];
  it.each([
    ["1, 1 and 2: 1.33", { activeProducts: ONE, universes: 1, davOperations3: 6 }, {}, 1],
    ["1, 2 and 2: 1.67", { activeProducts: ONE, universes: 2, davOperations3: 6 }, {}, 2],
    ["4, 4 and 3: 3.67", { activeProducts: FOUR, universes: 4, davOperations3: 30 }, {}, 4],
    ["4, 3 and 3: 3.33", { activeProducts: FOUR, universes: 3, davOperations3: 30 }, {}, 3],
    ["a half is rounded up", { activeProducts: TWO, universes: 3, davOperations3: 0 }, { davWeight: 0 }, 3],
    ["a heavy first dimension pulls", { activeProducts: FOUR, universes: 1, davOperations3: 0 }, { productWeight: 4 }, 3],
    ["a heavy second dimension pulls", { activeProducts: ONE, universes: 4, davOperations3: 0 }, { universeWeight: 4 }, 3],
    ["a heavy third dimension pulls", { activeProducts: ONE, universes: 1, davOperations3: 75 }, { davWeight: 4 }, 3],
    ["nothing at all", { activeProducts: 0, universes: 0, hasDav: false }, {}, 1],
    ["a dimension without weight says nothing", { activeProducts: THREE, universes: 1, davOperations3: 0 }, { universeWeight: 0, davWeight: 0 }, 3],
  ])("%s", (_, facts, weights, score) => {
    expect(scoreMire(engagement(facts), parameters(weights)).mireScore).toBe(score);
  });

  const anyEngagement = fc.record({
    activeProducts: fc.nat(8),
    universes: fc.nat(6),
    hasDav: fc.boolean(),
    davOperations3: fc.nat(100),
    regularIncome: fc.boolean(),
  });
  const anyWeights = fc.record({ productWeight: fc.nat(5), universeWeight: fc.nat(5), davWeight: fc.integer({ min: 1, max: 5 }) });

  it("is never lowered by one more product, universe, operation, account or income", () => {
    const anyMore = fc.record({ products: fc.nat(2), universes: fc.nat(1), operations: fc.nat(30), account: fc.boolean(), income: fc.boolean() });
    fc.assert(
      fc.property(anyEngagement, anyMore, anyWeights, (facts, more, weights) => {
        const after = {
          activeProducts: facts.activeProducts + more.products,
          universes: facts.universes + more.universes,
          hasDav: facts.hasDav || more.account,
          davOperations3: facts.davOperations3 + more.operations,
          regularIncome: facts.regularIncome || more.income,
        };
        expect(scoreMire(after, parameters(weights)).mireScore).toBeGreaterThanOrEqual(scoreMire(facts, parameters(weights)).mireScore);
      }),
    );
  });

  it("lies between the lowest and the highest of its levels", () => {
    fc.assert(
      fc.property(anyEngagement, anyWeights, (facts, weights) => {
        const { mireScore, ...levels } = scoreMire(facts, parameters(weights));
        expect(mireScore).toBeGreaterThanOrEqual(Math.min(...Object.values(levels)));
        expect(mireScore).toBeLessThanOrEqual(Math.max(...Object.values(levels)));
      }),
    );
  });
});

describe("what a client holds and does", () => {
  it("counts a product held twice once, and a universe once", () => {
    const products = [held("DAV", "DAILY_BANKING"), held("DAV", "DAILY_BANKING"), held("CARD_CLASSIC", "DAILY_BANKING"), held("PEL", "SAVINGS")];
    expect(engagementFacts(products, [], TEST_CLOSED_MONTH)).toMatchObject({ activeProducts: 3, universes: 2, hasDav: true });
  });

  it("has no current account among other products", () => {
    expect(engagementFacts([held("PEL", "SAVINGS")], [], TEST_CLOSED_MONTH).hasDav).toBe(false);
    expect(engagementFacts([], [], TEST_CLOSED_MONTH)).toMatchObject({ activeProducts: 0, universes: 0, hasDav: false });
  });

  it("sums the operations of the last three full months alone", () => {
    const activity = [month({ month: "2026-11-01", davOperations: 1_000 }), ...months(4, { davOperations: 1 })];
    expect(engagementFacts([], activity, TEST_CLOSED_MONTH).davOperations3).toBe(3);
  });

  it.each([
    ["an income in each of three months is regular", months(3, { incomeInCents: 1 }), true],
    ["one month without is not", [...months(2, { incomeInCents: 1 }), month({ month: "2026-08-01" })], false],
    ["a month without a row is not", months(2, { incomeInCents: 1 }), false],
    ["an earlier month does not stand in for it", [...months(2, { incomeInCents: 1 }), month({ month: "2026-07-01", incomeInCents: 1 })], false],
    ["nor does a month that is not closed", [...months(2, { incomeInCents: 1 }), month({ month: "2026-11-01", incomeInCents: 1 })], false],
  ])("%s", (_, activity, regularIncome) => {
    expect(engagementFacts([], activity, TEST_CLOSED_MONTH).regularIncome).toBe(regularIncome);
  });
});
