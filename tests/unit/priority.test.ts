import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/domain/dates";
import { learntChance, priorityOf, urgencyOf } from "@/lib/domain/priority";
import { TEST_TODAY } from "@/tests/support/factories";
import { daysAgo } from "@/tests/support/facts";

describe("urgency", () => {
  it.each([
    ["on the due day", 0, 1],
    ["thirty days late", 30, 1.5],
    ["the day before it stops rising", 59, 1 + 59 / 60],
    ["sixty days late", 60, 2],
    ["years late", 1_000, 2],
    ["thirty days ahead", -30, 0.5],
    ["forty-four days ahead", -44, 1 - 44 / 60],
    ["forty-five days ahead", -45, 0.25],
    ["a year ahead", -365, 0.25],
  ])("%s (%i days) is %f", (_, late, urgency) => {
    expect(urgencyOf(daysAgo(late), TEST_TODAY)).toBeCloseTo(urgency, 12);
  });

  it("never falls as the days pass", () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.nat(100), (late, more) => {
        expect(urgencyOf(daysAgo(late), addDays(TEST_TODAY, more))).toBeGreaterThanOrEqual(urgencyOf(daysAgo(late), TEST_TODAY));
      }),
    );
  });
});

describe("priority", () => {
  it("is the product of its three factors, in euros", () => {
    expect(priorityOf({ successChance: 0.25, valueCents: 20_000, urgency: 1.5 })).toBe(75);
  });

  it.each(["successChance", "valueCents", "urgency"] as const)("doubles with its %s", (factor) => {
    const factors = { successChance: 0.2, valueCents: 10_000, urgency: 0.5 };
    expect(priorityOf({ ...factors, [factor]: 2 * factors[factor] })).toBeCloseTo(2 * priorityOf(factors), 9);
  });
});

describe("the chance of an offer", () => {
  it.each([
    ["starts at the catalogue's prior", { successes: 2, failures: 8 }, { accepted: 0, declined: 0 }, 0.2],
    ["rises with what was accepted", { successes: 2, failures: 8 }, { accepted: 10, declined: 0 }, 0.6],
    ["falls with what was declined", { successes: 2, failures: 8 }, { accepted: 0, declined: 10 }, 0.1],
    ["learns slowly from a strong prior", { successes: 20, failures: 80 }, { accepted: 10, declined: 0 }, 3 / 11],
  ])("%s", (_, prior, logged, chance) => {
    expect(learntChance(prior, logged)).toBeCloseTo(chance, 12);
  });

  it("is pulled towards what was logged, never past it", () => {
    const some = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(some, some, some, some, (successes, failures, accepted, declined) => {
        const [before, seen] = [successes / (successes + failures), accepted / (accepted + declined)];
        const chance = learntChance({ successes, failures }, { accepted, declined });
        expect(chance).toBeGreaterThanOrEqual(Math.min(before, seen) - 1e-12);
        expect(chance).toBeLessThanOrEqual(Math.max(before, seen) + 1e-12);
      }),
    );
  });
});
