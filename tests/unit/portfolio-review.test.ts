import { describe, expect, it } from "vitest";
import { addDays, type Day } from "@/lib/domain/dates";
import { highValueReasons } from "@/lib/domain/high-value";
import {
  firstAnswers, latestNextReview, mergeAnswers, missingFields, REVIEW_FIELD_NAMES, reviewFaults, type ReviewAnswers,
} from "@/lib/domain/portfolio-review";
import { reviewDueOn, reviewStanding } from "@/lib/domain/review-cadence";
import { wealthSplit } from "@/lib/domain/wealth";
import { TEST_TODAY } from "@/tests/support/factories";
import { fullAnswers } from "@/tests/support/reviews";
import { daysAgo } from "@/tests/support/facts";

describe("of high value is", () => {
  const rule = { wealthCents: 250_000_00, pnbCents: 2_500_00 };
  it.each([
    ["nobody without a reason", { marked: false, wealthCents: 249_999_99, pnbCents: 2_499_99 }, rule, []],
    ["who holds exactly that much", { marked: false, wealthCents: 250_000_00, pnbCents: null }, rule, ["WEALTH"]],
    ["who brings exactly that much", { marked: false, wealthCents: null, pnbCents: 2_500_00 }, rule, ["PNB"]],
    ["whom the bank names, whatever is known", { marked: true, wealthCents: null, pnbCents: null }, rule, ["MARKED"]],
    ["who is so in every way", { marked: true, wealthCents: 250_000_00, pnbCents: 2_500_00 }, rule, ["WEALTH", "PNB", "MARKED"]],
    ["nobody by an amount that does not count", { marked: false, wealthCents: 9_000_000_00, pnbCents: 9_000_00 }, { wealthCents: null, pnbCents: null }, []],
  ] as const)("%s", (_, facts, thresholds, reasons) => {
    expect(highValueReasons(facts, thresholds)).toEqual(reasons);
  });
});

describe("a review", () => {
  const at = (lastReviewOn: Day | null, nextReviewOn: Day | null = null) => ({ lastReviewOn, nextReviewOn });
  it.each([
    ["is due at the cadence after the last one", at(daysAgo(30)), addDays(TEST_TODAY, 150), "FINE"],
    ["is due on the day agreed, before the cadence", at(daysAgo(30), addDays(TEST_TODAY, 40)), addDays(TEST_TODAY, 40), "FINE"],
    ["is due on the day agreed, after the cadence", at(daysAgo(200), addDays(TEST_TODAY, 60)), addDays(TEST_TODAY, 60), "FINE"],
    ["is to be prepared thirty days ahead", at(daysAgo(150)), addDays(TEST_TODAY, 30), "SOON"],
    ["is not yet to be prepared thirty-one days ahead", at(daysAgo(149)), addDays(TEST_TODAY, 31), "FINE"],
    ["is not late on its day", at(daysAgo(180)), TEST_TODAY, "SOON"],
    ["is late the day after", at(daysAgo(181)), daysAgo(1), "LATE"],
    ["never took place", at(null), null, "NEVER"],
    ["never took place, whatever was agreed", at(null, daysAgo(3)), null, "NEVER"],
  ] as const)("%s", (_, days, dueOn, standing) => {
    expect(reviewDueOn(days)).toBe(dueOn);
    expect(reviewStanding(days, TEST_TODAY)).toBe(standing);
  });
});

describe("the checklist", () => {
  it("misses everything at first, in its order", () => {
    expect(missingFields({})).toEqual(REVIEW_FIELD_NAMES);
    expect(REVIEW_FIELD_NAMES).toHaveLength(14);
  });

  it("does not take blanks for an answer", () => {
    expect(missingFields({ ...fullAnswers(), reason: " \n ", horizon: "" })).toEqual(["horizon", "reason"]);
  });

  it("may be completed when nothing is missing", () => {
    expect(missingFields(fullAnswers())).toEqual([]);
    expect(reviewFaults(fullAnswers(), TEST_TODAY)).toEqual({});
  });

  it.each([
    ["nothing", "", "required"],
    ["the day of the review itself", TEST_TODAY, "dayNotAhead"],
    ["the day after", addDays(TEST_TODAY, 1), undefined],
    ["the same day a year on", "2027-11-20", undefined],
    ["a day later", "2027-11-21", "reviewTooFar"],
  ])("takes for the next review: %s", (_, nextReviewOn, fault) => {
    expect(reviewFaults({ ...fullAnswers(), nextReviewOn }, TEST_TODAY).nextReviewOn).toBe(fault);
  });

  it("a year after 29 February is the 28th", () => {
    expect(latestNextReview("2028-02-29")).toBe("2029-02-28");
    expect(latestNextReview("2027-02-28")).toBe("2028-02-28");
  });

  it("begins with the situation last noted and the amounts known today; the advice is given anew", () => {
    const first = firstAnswers({ ...fullAnswers(), income: "1", wealth: "2" }, { incomeCents: 45_000_49, wealthCents: null });
    expect(first).toMatchObject({ objectives: fullAnswers().objectives, horizon: fullAnswers().horizon, income: "45000", wealth: "2" });
    expect(missingFields(first)).toEqual(["alternatives", "recommendation", "reason", "nextReviewOn"]);
    expect(firstAnswers(null, { incomeCents: null, wealthCents: null })).toEqual({});
  });
});

describe("what two sides noted since they both had it", () => {
  const base: ReviewAnswers = { objectives: "a", horizon: "OVER_8" };
  it.each([
    ["nothing", {}, {}, base, []],
    ["different fields", { objectives: "b" }, { reason: "c" }, { objectives: "b", horizon: "OVER_8", reason: "c" }, []],
    ["the same in one field", { objectives: "b" }, { objectives: "b" }, { objectives: "b", horizon: "OVER_8" }, []],
    ["something else in one field: mine stands until it is chosen", { objectives: "b" }, { objectives: "c" }, { objectives: "b", horizon: "OVER_8" }, [{ field: "objectives", mine: "b", theirs: "c" }]],
    ["one emptied what the other left", { objectives: "" }, {}, { horizon: "OVER_8" }, []],
    ["one emptied what the other wrote", { objectives: "" }, { objectives: "c" }, { horizon: "OVER_8" }, [{ field: "objectives", mine: "", theirs: "c" }]],
  ] as const)("%s", (_, mine, theirs, merged, conflicts) => {
    expect(mergeAnswers(base, { ...base, ...mine }, { ...base, ...theirs })).toEqual({ merged, conflicts });
  });
});

describe("wealth by universe", () => {
  const of = (universe: string, cents: number | null) => ({ universe, contracts: 1, cents });
  it.each([
    ["credit is owed, not held", [of("CREDIT", 900), of("SAVINGS", 300)], 300, { held: [{ universe: "SAVINGS", cents: 300 }], elsewhereCents: 0, accountCents: 0, owedCents: 900 }],
    ["what no contract says is told apart", [of("INVESTMENTS", 200)], 500, { held: [{ universe: "INVESTMENTS", cents: 200 }], elsewhereCents: 300, accountCents: 0, owedCents: 0 }],
    ["the current account is no part of the wealth", [of("DAILY_BANKING", 40)], 500, { held: [], elsewhereCents: 500, accountCents: 40, owedCents: 0 }],
    ["contracts worth more than the bank's total leave nothing over", [of("SAVINGS", 800)], 500, { held: [{ universe: "SAVINGS", cents: 800 }], elsewhereCents: 0, accountCents: 0, owedCents: 0 }],
    ["amounts unknown", [of("SAVINGS", null)], null, { held: [], elsewhereCents: 0, accountCents: 0, owedCents: 0 }],
  ])("%s", (_, universes, wealthCents, split) => {
    expect(wealthSplit(universes, wealthCents)).toEqual(split);
  });
});
