import { describe, expect, it } from "vitest";
import { isCommercial } from "@/lib/domain/action-policy";
import type { ClosedAction, DismissalReason } from "@/lib/domain/action-rest";
import { addDays, type Day } from "@/lib/domain/dates";
import {
  isWithinCadence,
  NEXT_ACTION_KINDS,
  planNextActions,
  type ActionFacts,
  type NextActionKind,
  type SuggestedAction,
} from "@/lib/domain/next-actions";
import { SEGMENTS, type Segment } from "@/lib/domain/segments";
import { TEST_TODAY } from "@/tests/support/factories";
import { actionContext, actionFacts, daysAgo, held, offerable, peersHold, scores, trend } from "@/tests/support/facts";

const inDays = (count: number) => addDays(TEST_TODAY, count);
const planOf = (segment: Segment | null, over: Partial<ActionFacts> = {}) => planNextActions(actionFacts(segment, over), actionContext());
const kindsOf = (segment: Segment | null, over: Partial<ActionFacts> = {}) => planOf(segment, over).map((action) => action.kind);
const actionOf = (kind: NextActionKind, segment: Segment | null, over: Partial<ActionFacts> = {}) => planOf(segment, over).find((action) => action.kind === kind);

const HOME_GAP = peersHold({ HOME: 62 }, { HOME: { entryLevel: true } });
const INCOME_STOPPED = { trend: trend({ incomeMonths2: 0 }) };

describe("each kind is suggested for its reason, with its day", () => {
  it.each<[NextActionKind, Segment | null, Partial<ActionFacts>, SuggestedAction["reason"]["code"], Day]>([
    ["PERSONAL_FOLLOW_UP", "MAINTAIN", {}, "CADENCE", inDays(50)],
    ["CHURN_WATCH", "STIMULATE", INCOME_STOPPED, "CHURN", "2026-11-11"],
    ["TARGETED_OFFER", "STIMULATE", HOME_GAP, "PEER_GAP", inDays(110)],
    ["RE_ENGAGEMENT", "BUILD", {}, "OUT_OF_TOUCH", inDays(170)],
    ["PORTFOLIO_REVIEW", "MAINTAIN", { highValue: true, lastReviewOn: daysAgo(30) }, "REVIEW", inDays(150)],
    ["WELCOME", null, { clientSinceOn: daysAgo(5), lastContactOn: null }, "WELCOME", inDays(10)],
    ["COMPLAINT_FOLLOW_UP", "BUILD", { complaintOpenSince: daysAgo(3) }, "COMPLAINT", inDays(4)],
  ])("%s", (kind, segment, over, code, dueOn) => {
    expect(actionOf(kind, segment, over)).toMatchObject({ dueOn, reason: { code } });
  });
});

describe("what a segment is owed", () => {
  it.each<[Segment | null, NextActionKind[], NextActionKind[]]>([
    ["MAINTAIN", ["PERSONAL_FOLLOW_UP"], ["PERSONAL_FOLLOW_UP"]],
    ["DEVELOP", ["TARGETED_OFFER", "PERSONAL_FOLLOW_UP"], ["PERSONAL_FOLLOW_UP"]],
    ["STIMULATE", ["TARGETED_OFFER"], ["PERSONAL_FOLLOW_UP"]],
    ["BUILD", ["RE_ENGAGEMENT"], ["RE_ENGAGEMENT"]],
    [null, [], []],
  ])("%s: %j where peers show a gap, %j where they do not", (segment, withGap, without) => {
    expect(kindsOf(segment, HOME_GAP)).toEqual(withGap);
    expect(kindsOf(segment)).toEqual(without);
  });

  it("comes with all that the client's situation adds", () => {
    const over = { ...HOME_GAP, ...INCOME_STOPPED, highValue: true, complaintOpenSince: daysAgo(3) };
    expect(kindsOf("DEVELOP", over)).toEqual(["COMPLAINT_FOLLOW_UP", "PORTFOLIO_REVIEW", "CHURN_WATCH", "TARGETED_OFFER", "PERSONAL_FOLLOW_UP"]);
    expect(kindsOf(null, { ...over, clientSinceOn: daysAgo(20), lastContactOn: null })).toEqual(["COMPLAINT_FOLLOW_UP", "WELCOME", "PORTFOLIO_REVIEW"]);
  });

  it.each(["DECEASED", "CLOSED"] as const)("is nothing for a client who is %s", (status) => {
    for (const segment of [...SEGMENTS, null]) {
      expect(planOf(segment, { ...HOME_GAP, ...INCOME_STOPPED, status, highValue: true, complaintOpenSince: daysAgo(3), lastContactOn: null })).toEqual([]);
    }
  });
});

describe("the day a contact is due", () => {
  it.each<[Segment, NextActionKind, number]>([
    ["MAINTAIN", "PERSONAL_FOLLOW_UP", 60],
    ["DEVELOP", "PERSONAL_FOLLOW_UP", 90],
    ["DEVELOP", "TARGETED_OFFER", 90],
    ["STIMULATE", "TARGETED_OFFER", 120],
    ["BUILD", "RE_ENGAGEMENT", 180],
  ])("of %s is, for %s, %i days after the last one", (segment, kind, days) => {
    expect(actionOf(kind, segment, { ...HOME_GAP, lastContactOn: daysAgo(200) })?.dueOn).toBe(daysAgo(200 - days));
  });

  it.each<[string, Day, Day]>([
    ["since the account was opened, for a young one", "2026-10-15", "2026-12-14"],
    ["but not before the workbench learnt of the client", "2016-03-01", "2026-11-01"],
    ["on the same day either way", "2026-09-02", "2026-11-01"],
  ])("of someone never contacted counts %s", (_, clientSinceOn, dueOn) => {
    expect(actionOf("PERSONAL_FOLLOW_UP", "MAINTAIN", { lastContactOn: null, clientSinceOn })?.dueOn).toBe(dueOn);
  });

  it.each<[Day | null, boolean]>([
    [daysAgo(60), true],
    [daysAgo(61), false],
    [TEST_TODAY, true],
    [null, false],
  ])("is kept by À entretenir when the last one was on %s: %s", (lastContactOn, kept) => {
    expect(isWithinCadence("MAINTAIN", lastContactOn, TEST_TODAY)).toBe(kept);
  });
});

describe("a churn watch", () => {
  it("is raised by silence alone only where watching is owed", () => {
    const silent = { lastContactOn: daysAgo(1_000) };
    expect(SEGMENTS.filter((segment) => kindsOf(segment, silent).includes("CHURN_WATCH"))).toEqual(["MAINTAIN"]);
  });

  it("tells the silence beside another sign, and is late by it only where watching was owed", () => {
    const over = { ...INCOME_STOPPED, lastContactOn: daysAgo(1_000) };
    const codes = (action?: SuggestedAction) => (action?.reason.code === "CHURN" ? action.reason.signals.map((signal) => signal.code) : []);
    const [maintained, stimulated] = [actionOf("CHURN_WATCH", "MAINTAIN", over), actionOf("CHURN_WATCH", "STIMULATE", over)];
    expect([codes(maintained), codes(stimulated)]).toEqual(Array(2).fill(["INCOME_STOPPED", "NO_CONTACT"]));
    expect([maintained?.dueOn, stimulated?.dueOn]).toEqual([daysAgo(1_000 - 130), "2026-11-11"]);
  });

  it.each<[Segment, number]>([
    ["MAINTAIN", 60],
    ["DEVELOP", 90],
    ["STIMULATE", 120],
    ["BUILD", 180],
  ])("hears silence by the cadence of %s, %i days", (segment, cadenceDays) => {
    const heard = (days: number) => JSON.stringify(actionOf("CHURN_WATCH", segment, { ...INCOME_STOPPED, lastContactOn: daysAgo(days) })?.reason).includes("NO_CONTACT");
    expect([heard(2 * cadenceDays), heard(2 * cadenceDays + 1)]).toEqual([false, true]);
  });
});

describe("a welcome", () => {
  it.each<[string, Day | null, NextActionKind[]]>([
    ["is owed to a client never contacted", null, ["WELCOME"]],
    ["is owed to one last seen when the account was opened", daysAgo(20), ["WELCOME"]],
    ["was given to one contacted since", daysAgo(19), []],
  ])("%s", (_, lastContactOn, kinds) => {
    expect(kindsOf(null, { clientSinceOn: daysAgo(20), lastContactOn })).toEqual(kinds);
  });

  it("is given once", () => {
    const given = [{ kind: "WELCOME" as const, productCode: null, closedOn: daysAgo(179), dismissalReason: null }];
    expect(kindsOf(null, { clientSinceOn: daysAgo(180), lastContactOn: null, closedActions: given })).toEqual([]);
  });

  it("is for newcomers, not for everyone whom the bank cannot score", () => {
    expect(kindsOf(null, { clientSinceOn: daysAgo(180), lastContactOn: null })).toEqual(["WELCOME"]);
    expect(kindsOf(null, { clientSinceOn: daysAgo(181), lastContactOn: null })).toEqual([]);
  });
});

describe("a complaint", () => {
  const closed = (closedOn: Day, dismissalReason: DismissalReason | null): Partial<ActionFacts> => ({
    complaintOpenSince: daysAgo(10),
    closedActions: [{ kind: "COMPLAINT_FOLLOW_UP", productCode: null, closedOn, dismissalReason }],
  });
  it.each<[string, Partial<ActionFacts>, Day | undefined]>([
    ["once answered, is followed up again a week later", closed(daysAgo(2), null), inDays(5)],
    [
      "takes no more time for what else was done",
      { complaintOpenSince: daysAgo(10), closedActions: [{ kind: "CHURN_WATCH", productCode: null, closedOn: daysAgo(2), dismissalReason: null }] },
      daysAgo(3),
    ],
    ["takes no more time for an answer to the one before", closed(daysAgo(11), null), daysAgo(3)],
    ["rests when its follow-up was dismissed on the day it came in", closed(daysAgo(10), "NOT_INTERESTED"), undefined],
    ["rests when its follow-up was dismissed", closed(daysAgo(9), "NOT_INTERESTED"), undefined],
    ["does not rest for what was dismissed before it came in", closed(daysAgo(11), "NOT_INTERESTED"), daysAgo(3)],
  ])("%s", (_, over, dueOn) => {
    expect(actionOf("COMPLAINT_FOLLOW_UP", "BUILD", over)?.dueOn).toBe(dueOn);
  });
});

describe("the product offered", () => {
  const code = (segment: Segment, over: Partial<ActionFacts>) => planOf(segment, over).find((action) => isCommercial(action.kind))?.productCode ?? null;
  const born = (birthOn: Day | null) => ({ birthOn });

  it.each<[string, Partial<ActionFacts>, string | null]>([
    ["is the one most held by the peers", peersHold({ PEL: 40, LOAN: 41 }), "LOAN"],
    ["is not one the client holds", { ...peersHold({ PEL: 40, LOAN: 41 }), held: [held("LOAN", "CREDIT")] }, "PEL"],
    ["is the first by its code of two held alike", peersHold({ PEL: 40, LOAN: 40 }), "LOAN"],
    ["is held by one peer in ten at least", { peerHoldings: [{ productCode: "PEL", n: 70, holders: 7 }], catalogue: [offerable("PEL", "SAVINGS")] }, "PEL"],
    ["is not held by fewer", { peerHoldings: [{ productCode: "PEL", n: 1_001, holders: 100 }], catalogue: [offerable("PEL", "SAVINGS")] }, null],
    ["is not one that the bank does not propose", peersHold({ PEL: 40 }, { PEL: { offerable: false } }), null],
    ["is not one that the catalogue does not know", { ...peersHold({ PEL: 40 }), catalogue: [] }, null],
    ["suits someone of the least age today", { ...peersHold({ PEL: 40 }, { PEL: { minAge: 18 } }), ...born("2008-11-20") }, "PEL"],
    ["does not suit someone a day younger", { ...peersHold({ PEL: 40 }, { PEL: { minAge: 18 } }), ...born("2008-11-21") }, null],
    ["suits someone of the greatest age, to its last day", { ...peersHold({ PEL: 40 }, { PEL: { maxAge: 25 } }), ...born("2000-11-21") }, "PEL"],
    ["does not suit someone a day older", { ...peersHold({ PEL: 40 }, { PEL: { maxAge: 25 } }), ...born("2000-11-20") }, null],
    ["of a least age does not suit someone of an unknown age", { ...peersHold({ PEL: 40 }, { PEL: { minAge: 18 } }), ...born(null) }, null],
    ["of a greatest age does not suit someone of an unknown age", { ...peersHold({ PEL: 40 }, { PEL: { maxAge: 25 } }), ...born(null) }, null],
    ["for any age suits someone of an unknown age", { ...peersHold({ PEL: 40 }), ...born(null) }, "PEL"],
    ["suits the least income to the cent", { ...peersHold({ PEL: 40 }, { PEL: { minIncomeCents: 3_200_000 } }) }, "PEL"],
    ["does not suit a cent less", { ...peersHold({ PEL: 40 }, { PEL: { minIncomeCents: 3_200_001 } }) }, null],
    ["of a least income does not suit an unknown one", { ...peersHold({ PEL: 40 }, { PEL: { minIncomeCents: 0 } }), incomeCents: null }, null],
  ])("%s", (_, over, productCode) => {
    expect(code("STIMULATE", over)).toBe(productCode);
  });

  it.each<[string, Segment, Partial<ActionFacts>, string | null]>([
    ["À développer: a universe that is missing comes first", "DEVELOP", peersHold({ CARD: 80, PEL: 30, LOAN: 20 }), "PEL"],
    ["À développer: any product, where no universe is missing", "DEVELOP", { ...peersHold({ CARD: 80, PEL: 30 }), held: [held("DAV", "DAILY_BANKING"), held("LDDS", "SAVINGS")] }, "CARD"],
    ["À stimuler: the most held of any universe", "STIMULATE", peersHold({ CARD: 80, PEL: 30 }), "CARD"],
    ["À construire: an entry-level product", "BUILD", peersHold({ LOAN: 80, PEL: 30 }, { PEL: { entryLevel: true } }), "PEL"],
    ["À construire: none, where peers hold none of that level", "BUILD", peersHold({ LOAN: 80 }), null],
    ["À entretenir: nothing", "MAINTAIN", peersHold({ PEL: 80 }), null],
  ])("%s", (_, segment, over, productCode) => {
    expect(code(segment, over)).toBe(productCode);
  });

  it.each<[string, Segment, Partial<ActionFacts>, Partial<Extract<SuggestedAction["reason"], { code: "PEER_GAP" }>>]>([
    ["where it would move the client", "STIMULATE", { ...HOME_GAP, scores: scores("STIMULATE", { pnbScore: 3, activeProducts: 3 }) }, { segmentUp: "DEVELOP", movesTo: "DEVELOP" }],
    ["that it would not", "STIMULATE", HOME_GAP, { segmentUp: "DEVELOP", movesTo: null }],
    ["what share of how many hold it", "DEVELOP", { ...HOME_GAP, peerHoldings: [{ productCode: "HOME", n: 200, holders: 186 }] }, { sharePercent: 93, peers: 200 }],
    ["half a percent as a whole one", "DEVELOP", { ...HOME_GAP, peerHoldings: [{ productCode: "HOME", n: 200, holders: 125 }] }, { segmentUp: "MAINTAIN", sharePercent: 63, peers: 200 }],
  ])("says %s", (_, segment, over, reason) => {
    expect(actionOf("TARGETED_OFFER", segment, over)?.reason).toMatchObject({ code: "PEER_GAP", ...reason });
  });
});

describe("a suggestion that was closed rests", () => {
  const closed = (kind: NextActionKind, days: number, dismissalReason: DismissalReason | null = null, productCode: string | null = null): { closedActions: ClosedAction[] } => ({
    closedActions: [{ kind, productCode, closedOn: daysAgo(days), dismissalReason }],
  });

  it.each<[DismissalReason, number]>([
    ["NOT_INTERESTED", 180],
    ["NOT_SUITABLE", 365],
    ["ALREADY_EQUIPPED_ELSEWHERE", 365],
    ["BAD_TIMING", 30],
    ["ALREADY_DONE", 60],
    ["WRONG_SUGGESTION", 180],
  ])("dismissed as %s: %i days", (reason, days) => {
    expect(kindsOf("BUILD", closed("RE_ENGAGEMENT", days - 1, reason))).toEqual([]);
    expect(kindsOf("BUILD", closed("RE_ENGAGEMENT", days, reason))).toEqual(["RE_ENGAGEMENT"]);
    expect(kindsOf("STIMULATE", { ...HOME_GAP, ...closed("TARGETED_OFFER", days - 1, reason, "HOME") })).toEqual(["PERSONAL_FOLLOW_UP"]);
    expect(kindsOf("STIMULATE", { ...HOME_GAP, ...closed("TARGETED_OFFER", days, reason, "HOME") })).toEqual(["TARGETED_OFFER"]);
  });

  it.each<[NextActionKind, Segment | null, number]>([
    ["PERSONAL_FOLLOW_UP", "MAINTAIN", 0],
    ["CHURN_WATCH", "STIMULATE", 30],
    ["RE_ENGAGEMENT", "BUILD", 30],
    ["PORTFOLIO_REVIEW", "MAINTAIN", 0],
    ["COMPLAINT_FOLLOW_UP", "BUILD", 0],
  ])("%s of %s, done: %i days", (kind, segment, days) => {
    const raised = { ...INCOME_STOPPED, highValue: true, complaintOpenSince: daysAgo(400), lastContactOn: null };
    expect(kindsOf(segment, { ...raised, ...closed(kind, days) })).toContain(kind);
    if (days > 0) expect(kindsOf(segment, { ...raised, ...closed(kind, days - 1) })).not.toContain(kind);
  });

  it("an offer made: 30 days, of that product", () => {
    expect(kindsOf("STIMULATE", { ...HOME_GAP, ...closed("TARGETED_OFFER", 29, null, "HOME") })).toEqual(["PERSONAL_FOLLOW_UP"]);
    expect(kindsOf("STIMULATE", { ...HOME_GAP, ...closed("TARGETED_OFFER", 30, null, "HOME") })).toEqual(["TARGETED_OFFER"]);
  });

  it("but another product is another suggestion, and another kind another one", () => {
    const gaps = peersHold({ HOME: 62, PEL: 40 });
    expect(actionOf("TARGETED_OFFER", "STIMULATE", { ...gaps, ...closed("TARGETED_OFFER", 1, "NOT_INTERESTED", "HOME") })?.productCode).toBe("PEL");
    expect(kindsOf("MAINTAIN", closed("RE_ENGAGEMENT", 1, "NOT_INTERESTED"))).toEqual(["PERSONAL_FOLLOW_UP"]);
  });
});

describe("what an action may bring", () => {
  it.each<[string, NextActionKind, Segment | null, Partial<ActionFacts>, number, number]>([
    ["a tenth of what the client brings", "PERSONAL_FOLLOW_UP", "MAINTAIN", {}, 0.6, 4_000],
    ["all that may be lost", "CHURN_WATCH", "STIMULATE", INCOME_STOPPED, 0.35, 40_000],
    ["what the product brings a year, by its learnt chance", "TARGETED_OFFER", "STIMULATE", HOME_GAP, 2 / 12, 6_500],
    ["half of what is missing to the peers", "RE_ENGAGEMENT", "BUILD", HOME_GAP, 0.15, 10_500],
    ["a quarter of what the client brings", "PORTFOLIO_REVIEW", "MAINTAIN", { highValue: true }, 0.5, 10_000],
    ["half of what the peers bring", "WELCOME", null, { clientSinceOn: daysAgo(20), lastContactOn: null }, 0.7, 30_500],
    ["all that a complaint puts at stake", "COMPLAINT_FOLLOW_UP", "BUILD", { complaintOpenSince: daysAgo(1) }, 0.7, 40_000],
    ["ten euros at least, for a client who brings none", "PERSONAL_FOLLOW_UP", "MAINTAIN", { scores: scores("MAINTAIN", { pnbCents: -5_000 }) }, 0.6, 1_000],
    ["ten euros at least, for one who brings more than the peers", "RE_ENGAGEMENT", "BUILD", { expectedPnbCents: 39_000 }, 0.15, 1_000],
    ["whole cents", "PORTFOLIO_REVIEW", "MAINTAIN", { highValue: true, scores: scores("MAINTAIN", { pnbCents: 40_003 }) }, 0.5, 10_001],
    ["ten euros at least, of an offer that brings less", "TARGETED_OFFER", "STIMULATE", peersHold({ HOME: 62 }, { HOME: { annualValueCents: 900 } }), 2 / 12, 1_000],
    ["ten euros at least, where no peers are known", "WELCOME", null, { clientSinceOn: daysAgo(20), lastContactOn: null, expectedPnbCents: null }, 0.7, 1_000],
  ])("is %s", (_, kind, segment, over, successChance, valueCents) => {
    expect(actionOf(kind, segment, over)).toMatchObject({ successChance, valueCents });
  });

  it("is learnt from what was logged of the product", () => {
    const learnt = peersHold({ HOME: 62 }, { HOME: { logged: { accepted: 8, declined: 0 } } });
    expect(actionOf("TARGETED_OFFER", "STIMULATE", learnt)?.successChance).toBe(0.5);
  });
});

it("the contact policy speaks of offers and re-engagement alone", () => {
  expect(NEXT_ACTION_KINDS.filter(isCommercial)).toEqual(["TARGETED_OFFER", "RE_ENGAGEMENT"]);
});
