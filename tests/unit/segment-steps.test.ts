import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMonths } from "@/lib/domain/dates";
import type { OfferableProduct } from "@/lib/domain/next-actions";
import type { HeldProduct } from "@/lib/domain/score-mire";
import type { MonthOfActivity } from "@/lib/domain/score-pnb";
import { scoreClient, type ScoringFacts } from "@/lib/domain/scoring";
import { segmentClimb, type SegmentStep } from "@/lib/domain/segment-steps";
import { segmentAbove } from "@/lib/domain/segments";
import { mayBeOffered } from "@/lib/domain/suitability";
import { TEST_CLOSED_MONTH, TEST_TODAY } from "@/tests/support/factories";
import { benchmark, daysAgo, month, offerable, parameters, profile } from "@/tests/support/facts";
import { CATALOGUE } from "@/prisma/catalogue";

const OFFERS: readonly OfferableProduct[] = CATALOGUE.map(({ code, universe, isDav, notOffered, minAge, maxAge, minIncomeCents, annualValueCents, prior }) =>
  offerable(code, universe, {
    isDav: isDav ?? false, offerable: !notOffered, minAge: minAge ?? null, maxAge: maxAge ?? null, minIncomeCents: minIncomeCents ?? null, annualValueCents,
    prior: { successes: prior[0], failures: prior[1] },
  }));
const PEERS = benchmark();

type Client = ScoringFacts & { birthOn: ScoringFacts["profile"]["birthOn"]; incomeCents: number | null };

function client({ codes = ["DAV"], operations = 5, pnbCents = 30_000, income = true, over = {} }: { codes?: readonly string[]; operations?: number; pnbCents?: number; income?: boolean; over?: Partial<ScoringFacts["profile"]> } = {}): Client {
  const who = profile(over);
  const held = OFFERS.filter(({ productCode }) => codes.includes(productCode)).map(({ productCode, universe, isDav }): HeldProduct => ({ productCode, universe, isDav }));
  // The whole year's PNB in its first month: no cent is lost.
  const activity = Array.from({ length: 12 }, (_, back): MonthOfActivity =>
    month({ month: addMonths(TEST_CLOSED_MONTH, -back), davOperations: operations, incomeInCents: income ? 200_000 : 0, pnbCents: back === 11 ? pnbCents : 0 }));
  return { profile: who, held, activity, birthOn: who.birthOn, incomeCents: who.incomeCents };
}

function scored(facts: ScoringFacts) {
  return scoreClient(facts, { parameters: parameters(), closedMonth: TEST_CLOSED_MONTH, today: TEST_TODAY, benchmarkOf: () => PEERS });
}

function climbOf(facts: Client, over: Partial<Parameters<typeof segmentClimb>[0]> = {}) {
  const { held, birthOn, incomeCents } = facts;
  return segmentClimb({ scores: scored(facts), peers: PEERS, held, catalogue: OFFERS, birthOn, incomeCents, closedActions: [], ...over }, { parameters: parameters(), today: TEST_TODAY });
}

/** The client once the step is done: for real, through holdings and months. */
function done(facts: Client, step: Pick<SegmentStep, "productCodes" | "operations" | "income" | "horizon">): ScoringFacts {
  const taken = OFFERS.filter(({ productCode }) => step.productCodes.includes(productCode));
  const brought = step.horizon === "YEAR" ? taken.reduce((sum, product) => sum + product.annualValueCents, 0) : 0;
  return {
    ...facts,
    held: [...facts.held, ...taken],
    activity: facts.activity.map((row, back) => ({
      ...row,
      pnbCents: row.pnbCents + (back === 11 ? brought : 0),
      davOperations: row.davOperations + (back < 3 ? step.operations : 0),
      incomeInCents: step.income && back < 3 ? 200_000 : row.incomeInCents,
    })),
  };
}

const anyClient = fc
  .record({
    codes: fc.subarray(CATALOGUE.map(({ code }) => code), { maxLength: 9 }),
    operations: fc.integer({ min: 0, max: 30 }),
    pnbCents: fc.oneof(fc.integer({ min: -5_000, max: 160_000 }), fc.constantFrom(0, 38_000, 38_001, 61_000, 90_500)),
    income: fc.boolean(),
    over: fc.record({ birthOn: fc.constantFrom("2009-01-01", "2001-03-04", "1986-05-17", "1959-01-01", null), incomeCents: fc.constantFrom(0, 1_400_000, 3_200_000, 9_000_000, null) }),
  })
  .map(client);
const RUNS = { numRuns: 600 };
const segmentAfter = (facts: Client, step: Parameters<typeof done>[1]) => scored(done(facts, step)).segment;
const rank = { MAINTAIN: 4, DEVELOP: 3, STIMULATE: 2, BUILD: 1 };

describe("each step, for any client", () => {
  it("done for real gives the scores that it says, in the segment above", () => {
    const seen = new Set<string>();
    fc.assert(fc.property(anyClient, (facts) => {
      const climb = climbOf(facts);
      for (const step of climb?.steps ?? []) {
        const { pnbScore, mireScore, combinedScore, segment } = scored(done(facts, step));
        expect(step.after).toEqual({ pnbScore, mireScore, combinedScore, segment });
        expect(rank[step.after.segment]).toBeGreaterThanOrEqual(rank[climb?.segmentUp ?? "MAINTAIN"]);
        seen.add(`${step.kind} ${step.horizon}`);
      }
    }), RUNS);
    expect([...seen].sort()).toEqual(["ACCOUNT_USE NOW", "INCOME NOW", "PRODUCT NOW", "PRODUCT YEAR", "PRODUCT_AND_USE NOW", "TWO_PRODUCTS NOW", "TWO_PRODUCTS YEAR"]);
  });

  it("nothing smaller of the same kind does it", () => {
    fc.assert(fc.property(anyClient, (facts) => {
      const { segment } = scored(facts);
      const staysBelow = (step: Parameters<typeof done>[1], up: number) => expect(rank[segmentAfter(facts, step) ?? "BUILD"]).toBeLessThan(up);
      for (const step of climbOf(facts)?.steps ?? []) {
        const up = rank[segment && segmentAbove(segment) || "MAINTAIN"];
        if (step.operations > 0) staysBelow({ ...step, operations: step.operations - 1 }, up);
        if (step.income) staysBelow({ ...step, income: false }, up);
        if (step.kind !== "ACCOUNT_USE" && step.kind !== "INCOME") {
          for (const left of step.productCodes) staysBelow({ ...step, productCodes: step.productCodes.filter((code) => code !== left) }, up);
        }
        if (step.horizon === "YEAR") staysBelow({ ...step, horizon: "NOW" }, up);
      }
    }), RUNS);
  });

  it("names only what is not held and may be proposed", () => {
    fc.assert(fc.property(anyClient, (facts) => {
      const codes = (climbOf(facts)?.steps ?? []).flatMap((step) => step.productCodes);
      for (const code of codes) {
        expect(facts.held.map((product) => product.productCode)).not.toContain(code);
        const product = OFFERS.find(({ productCode }) => productCode === code);
        expect(product && mayBeOffered(product, facts, TEST_TODAY)).toBe(true);
      }
    }), RUNS);
  });

  it("leaves out no single product that would do it at once", () => {
    fc.assert(fc.property(anyClient, (facts) => {
      const climb = climbOf(facts);
      if (!climb) return;
      const named = climb.steps.filter((step) => step.kind === "PRODUCT" && step.horizon === "NOW").flatMap((step) => step.productCodes);
      const held = facts.held.map((product) => product.productCode);
      const doing = OFFERS.filter((product) => !held.includes(product.productCode) && mayBeOffered(product, facts, TEST_TODAY))
        .map((product) => product.productCode)
        .filter((code) => rank[segmentAfter(facts, { productCodes: [code], operations: 0, income: false, horizon: "NOW" }) ?? "BUILD"] >= rank[climb.segmentUp]);
      expect(named.sort()).toEqual(doing.sort());
    }), RUNS);
  });

  it("the cheapest come first, what works at once before what takes a year", () => {
    fc.assert(fc.property(anyClient, (facts) => {
      const steps = climbOf(facts)?.steps ?? [];
      const places = steps.map((step) => (step.horizon === "NOW" ? 0 : 1_000_000) + step.cost);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }), RUNS);
  });

  it("the missing PNB moves the client up to the cent, and a cent less does not", () => {
    let seen = 0;
    fc.assert(fc.property(anyClient, (facts) => {
      const climb = climbOf(facts);
      if (!climb?.pnbGap) return;
      seen++;
      const { missingCents, pnbScore } = climb.pnbGap;
      const bringing = (more: number) => scored({ ...facts, activity: facts.activity.map((row, back) => ({ ...row, pnbCents: row.pnbCents + (back === 11 ? more : 0) })) });
      expect(bringing(missingCents)).toMatchObject({ pnbScore });
      expect(rank[bringing(missingCents).segment ?? "BUILD"]).toBeGreaterThanOrEqual(rank[climb.segmentUp]);
      expect(rank[bringing(missingCents - 1).segment ?? "BUILD"]).toBeLessThan(rank[climb.segmentUp]);
    }), RUNS);
    expect(seen).toBeGreaterThan(100);
  });
});

describe("edges", () => {
  it("nobody climbs above À entretenir, and a new client has no segment to leave", () => {
    const top = client({ codes: ["DAV", "LIVRET_A", "HOME_INSURANCE", "PEA", "ALERTS", "LDDS"], operations: 30, pnbCents: 200_000 });
    expect(scored(top).segment).toBe("MAINTAIN");
    expect(climbOf(top)).toBeNull();
    expect(climbOf({ ...client(), activity: [month()] })).toBeNull();
  });

  it("where Score MIRE is at its top, PNB alone lacks: how much, and what would bring it within a year", () => {
    const climb = climbOf(client({ codes: ["DAV", "LIVRET_A", "HOME_INSURANCE", "PEA", "ALERTS", "LDDS"], operations: 30, pnbCents: 80_000 }));
    expect(climb).toMatchObject({ segmentUp: "MAINTAIN", points: 1, pnbGap: { pnbScore: 4, overCents: 90_500, missingCents: 10_501 } });
    expect(climb?.steps.every((step) => step.horizon === "YEAR" && step.pnbGainCents > 10_500)).toBe(true);
    expect(climb?.steps.map((step) => step.productCodes[0])).toContain("LIFE_INSURANCE");
  });

  it("no PNB alone would do it: no gap is told", () => {
    // 4 + 1 = 5: even the best PNB lacks a point.
    expect(climbOf(client({ codes: [], operations: 0, income: false, pnbCents: 200_000 }))?.pnbGap).toBeNull();
  });

  it("a product with a little use is told beside much use alone", () => {
    // 5 products in 4 universes, 7 operations: 3 + 4 + 2. Alone it takes the fourth level of use, with one product the third.
    const climb = climbOf(client({ codes: ["DAV", "CARD_CLASSIC", "CAR_INSURANCE", "LIFE_INSURANCE", "MOBILE_BANKING"], operations: 7, income: false, pnbCents: 94_200 }));
    expect(climb?.steps.map(({ kind, operations, income }) => ({ kind, operations, income }))).toEqual([
      { kind: "PRODUCT_AND_USE", operations: 3, income: false },
      { kind: "ACCOUNT_USE", operations: 18, income: true },
    ]);
  });

  it("without a current account, its use comes with opening one", () => {
    const climb = climbOf(client({ codes: ["LIVRET_A"], operations: 0, income: false, pnbCents: 45_000 }));
    expect(climb?.steps.find((step) => step.kind === "ACCOUNT_USE" || step.productCodes.includes("DAV"))).toBeDefined();
  });

  it("a product turned down of late is not named, one turned down long ago is", () => {
    const facts = client({ codes: ["DAV"], operations: 12, pnbCents: 30_000 });
    const named = (closedOn: ReturnType<typeof daysAgo>) =>
      climbOf(facts, { closedActions: [{ kind: "TARGETED_OFFER", productCode: "LIVRET_A", closedOn, dismissalReason: "NOT_INTERESTED" }] })?.steps.flatMap((step) => step.productCodes);
    expect(named(daysAgo(179))).not.toContain("LIVRET_A");
    expect(named(daysAgo(180))).toContain("LIVRET_A");
  });

  it("without a benchmark nothing is said of PNB", () => {
    const climb = climbOf(client(), { peers: null });
    expect(climb?.pnbGap).toBeNull();
    expect(climb?.steps.every((step) => step.horizon === "NOW")).toBe(true);
  });
});
