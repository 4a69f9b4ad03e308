import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scoreMire } from "@/lib/domain/score-mire";
import type { Score } from "@/lib/domain/score-pnb";
import { scoreClient, segmentWithProduct, type ScoringContext } from "@/lib/domain/scoring";
import { combinedScore, segmentAbove, segmentOf, SEGMENTS, type Segment } from "@/lib/domain/segments";
import { TEST_CLOSED_MONTH, TEST_TODAY } from "@/tests/support/factories";
import { benchmark, held, months, parameters, profile, scores } from "@/tests/support/facts";

const rank = (segment: Segment | null) => (segment === null ? -1 : SEGMENTS.length - SEGMENTS.indexOf(segment));

describe("the segment", () => {
  it.each<[number, Segment]>([
    [2, "BUILD"],
    [3, "BUILD"],
    [4, "STIMULATE"],
    [5, "STIMULATE"],
    [6, "DEVELOP"],
    [7, "DEVELOP"],
    [8, "MAINTAIN"],
  ])("of a combined score of %i is %s", (combined, segment) => {
    expect(segmentOf(combined)).toBe(segment);
  });

  it("never falls when a score rises", () => {
    const anyScore = fc.constantFrom<Score>(1, 2, 3, 4);
    fc.assert(
      fc.property(anyScore, anyScore, anyScore, (pnb, mire, better) => {
        const now = rank(segmentOf(combinedScore(pnb, mire)));
        expect(rank(segmentOf(combinedScore(Math.max(pnb, better) as Score, mire)))).toBeGreaterThanOrEqual(now);
        expect(rank(segmentOf(combinedScore(pnb, Math.max(mire, better) as Score)))).toBeGreaterThanOrEqual(now);
      }),
    );
  });

  it.each<[Segment, Segment | null]>([
    ["BUILD", "STIMULATE"],
    ["STIMULATE", "DEVELOP"],
    ["DEVELOP", "MAINTAIN"],
    ["MAINTAIN", null],
  ])("above %s is %s", (segment, above) => {
    expect(segmentAbove(segment)).toBe(above);
  });
});

describe("one client's scores", () => {
  const context: ScoringContext = { parameters: parameters(), closedMonth: TEST_CLOSED_MONTH, today: TEST_TODAY, benchmarkOf: (cell) => (cell === "" ? benchmark() : undefined) };
  const facts = { profile: profile(), held: [held("DAV", "DAILY_BANKING"), held("PEL", "SAVINGS")], activity: months(12, { pnbCents: 6_000, davOperations: 10 }) };

  it("are both of them, their sum and its segment, with the peers they were measured against", () => {
    const peers = { cell: "", peerLevel: 6, profile: "30-45|35-44|5|URBAN|COUPLE|Bretagne" };
    expect(scoreClient(facts, context)).toMatchObject({ pnbCents: 72_000, pnbScore: 3, mireScore: 2, combinedScore: 5, segment: "STIMULATE", ...peers });
  });

  it.each([
    [0, null],
    [2, null],
    [3, 3],
  ])("with %i months of history, Score PNB is %s", (count, pnbScore) => {
    const some = scoreClient({ ...facts, activity: months(count, { pnbCents: 6_000, davOperations: 10 }) }, context);
    expect(some.pnbScore).toBe(pnbScore);
    expect([some.mireScore === null, some.combinedScore === null, some.segment === null]).toEqual(Array(3).fill(pnbScore === null));
    expect(some).toMatchObject({ activeProducts: 2, productLevel: 2, universeLevel: 2 });
  });

  it("are none in a bank that has no benchmark yet", () => {
    expect(scoreClient(facts, { ...context, benchmarkOf: () => undefined })).toMatchObject({ pnbScore: null, mireScore: null, segment: null, cell: "", peerLevel: null });
  });

  it("are given to a client of whom nothing is known but the account", () => {
    const unknown = { birthOn: null, incomeCents: null, occupation: null, zone: null, maritalStatus: null, region: null };
    expect(scoreClient({ ...facts, profile: unknown }, context)).toMatchObject({ profile: "?|?|?|?|?|?", segment: "STIMULATE" });
  });
});

describe("the segment with one more product", () => {
  it.each<[string, ReturnType<typeof scores>, string[], string, Segment | null]>([
    ["a new universe lifts a level", scores("STIMULATE", { pnbScore: 3, activeProducts: 3 }), ["DAILY_BANKING", "SAVINGS"], "CREDIT", "DEVELOP"],
    ["a universe already held lifts no level of its own", scores("STIMULATE", { pnbScore: 3, activeProducts: 3, davOperations3: 30 }), ["DAILY_BANKING", "SAVINGS"], "SAVINGS", "DEVELOP"],
    ["one product in a universe already held is not enough", scores("STIMULATE", { pnbScore: 3, activeProducts: 3 }), ["DAILY_BANKING", "SAVINGS"], "SAVINGS", "STIMULATE"],
    ["it is one product, not two", scores("STIMULATE", { pnbScore: 3, davOperations3: 30 }), ["DAILY_BANKING", "SAVINGS"], "SAVINGS", "STIMULATE"],
    ["it is one universe, not two", scores("STIMULATE", { pnbScore: 3, universes: 1, davOperations3: 30 }), ["DAILY_BANKING"], "SAVINGS", "STIMULATE"],
    ["a new client has none", scores(null), [], "SAVINGS", null],
  ])("%s", (_, now, universesHeld, universe, segment) => {
    expect(segmentWithProduct(now, universesHeld, held("NEW", universe), parameters())).toBe(segment);
  });

  it("counts the operations of an account that becomes a current account", () => {
    const now = scores("STIMULATE", { pnbScore: 3, activeProducts: 3, hasDav: false, davOperations3: 30 });
    expect(segmentWithProduct(now, ["DAILY_BANKING"], held("CARD", "DAILY_BANKING"), parameters())).toBe("STIMULATE");
    expect(segmentWithProduct(now, ["DAILY_BANKING"], held("DAV", "DAILY_BANKING"), parameters())).toBe("DEVELOP");
  });

  it("is never a lower one", () => {
    const anyNow = fc.record({ pnbScore: fc.constantFrom<Score>(1, 2, 3, 4), activeProducts: fc.nat(8), universes: fc.nat(6), hasDav: fc.boolean(), davOperations3: fc.nat(100) });
    fc.assert(
      fc.property(anyNow, fc.constantFrom("SAVINGS", "CREDIT"), (some, universe) => {
        const now = { ...scores("BUILD"), ...some };
        const { mireScore } = scoreMire(now, parameters());
        expect(rank(segmentWithProduct(now, ["SAVINGS"], held("NEW", universe), parameters()))).toBeGreaterThanOrEqual(rank(segmentOf(combinedScore(some.pnbScore, mireScore))));
      }),
    );
  });
});
