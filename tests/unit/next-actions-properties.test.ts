import fc from "fast-check";
import { expect, it } from "vitest";
import { isCommercial, isProfiled } from "@/lib/domain/action-policy";
import { CONSENT_CHANNELS, contactAnswer, mayUseChannel } from "@/lib/domain/contact-policy";
import { addDays, type Day } from "@/lib/domain/dates";
import { DISMISSAL_REASONS } from "@/lib/domain/action-rest";
import { NEXT_ACTION_KINDS, planNextActions, type ActionFacts, type NextActionKind, type SuggestedAction } from "@/lib/domain/next-actions";
import { SERVICE_MODELS } from "@/lib/domain/profile";
import { SEGMENTS, type Segment } from "@/lib/domain/segments";
import { TEST_TODAY } from "@/tests/support/factories";
import { actionContext, actionFacts, daysAgo, held, offerable, scores, trend } from "@/tests/support/facts";

const PRODUCTS = [
  offerable("DAV", "DAILY_BANKING", { entryLevel: true }),
  offerable("LIVRET_A", "SAVINGS", { entryLevel: true }),
  offerable("PEL", "SAVINGS"),
  offerable("PER", "INVESTMENTS", { minAge: 25, maxAge: 64, minIncomeCents: 2_500_000 }),
  offerable("HOME", "INSURANCE", { minAge: 18 }),
  offerable("SAFE", "SERVICES", { offerable: false }),
  offerable("SPECIFIC", "DAILY_BANKING", { offerable: false, forFragile: true }),
];
const anyCode = fc.constantFrom(...PRODUCTS.map((product) => product.productCode));
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const anyDay = (most: number) => fc.integer({ min: 0, max: most }).map(daysAgo);

const anyTrend = fc.record({
  historyMonths: fc.constantFrom(3, 8, 9, 12),
  moneyIn3Cents: fc.constantFrom(0, 180_000, 300_000),
  balance3Cents: fc.constantFrom(-10_000, 150_000, 300_000),
  incomeMonths2: fc.constantFrom(0, 2),
  digital3: fc.constantFrom(0, 15),
});
const anyClosedAction = fc.record({
  kind: fc.constantFrom(...NEXT_ACTION_KINDS),
  productCode: maybe(anyCode),
  closedOn: anyDay(400),
  dismissalReason: maybe(fc.constantFrom(...DISMISSAL_REASONS)),
});
const anyHolding = fc.record({ productCode: anyCode, n: fc.constant(100), holders: fc.constantFrom(0, 9, 10, 40, 41, 100) });
const distinct = <T extends { productCode: string }>(rows: readonly T[]) => [...new Map(rows.map((row) => [row.productCode, row])).values()];

/** Anyone: alive or not, new or not, at every edge of the rules. */
const anyFacts: fc.Arbitrary<ActionFacts> = fc
  .record({
    segment: maybe(fc.constantFrom<Segment>(...SEGMENTS)),
    status: fc.constantFrom("ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "CLOSED", "DECEASED"),
    protected: fc.boolean(),
    fragile: fc.constantFrom(false, false, true),
    profilingObjectedOn: maybe(anyDay(300)),
    complaintOpenSince: maybe(anyDay(60)),
    lastCommercialContactOn: maybe(anyDay(30)),
    consents: fc.dictionary(fc.constantFrom(...CONSENT_CHANNELS), fc.constantFrom("PROVEN", "GRANTED", "REFUSED", "REFUSED")),
    serviceModel: fc.constantFrom(...SERVICE_MODELS),
    highValue: fc.boolean(),
    birthOn: maybe(fc.constantFrom<Day>("2001-11-20", "2001-11-21", "1960-01-01", "1986-05-17")),
    incomeCents: maybe(fc.constantFrom(0, 2_499_999, 2_500_000)),
    expectedPnbCents: maybe(fc.integer({ min: 0, max: 200_000 })),
    pnbCents: fc.integer({ min: -5_000, max: 200_000 }),
    clientSinceOn: anyDay(1_000),
    lastContactOn: maybe(anyDay(800)),
    lastReviewOn: maybe(anyDay(400)),
    trend: anyTrend,
    lastCsat: maybe(fc.record({ score: fc.integer({ min: 1, max: 5 }), answeredOn: anyDay(200) })),
    closedProducts: fc.array(fc.record({ productCode: anyCode, closedOn: anyDay(100) }), { maxLength: 2 }),
    held: fc.array(anyCode, { maxLength: 4 }),
    peerHoldings: fc.array(anyHolding, { maxLength: 6 }).map(distinct),
    closedActions: fc.array(anyClosedAction, { maxLength: 5 }),
  })
  .map(({ segment, pnbCents, ...some }) => ({
    ...actionFacts(segment),
    ...some,
    scores: scores(segment, { pnbCents }),
    trend: trend(some.trend),
    held: PRODUCTS.filter((product) => some.held.includes(product.productCode)).map(({ productCode, universe }) => held(productCode, universe)),
    catalogue: PRODUCTS,
  }));

const planOf = (facts: ActionFacts, today: Day = TEST_TODAY) => planNextActions(facts, actionContext({ today }));
const RUNS = { numRuns: 400 };

it("no kind is suggested twice to one client", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const kinds = planOf(facts).map((action) => action.kind);
      expect(new Set(kinds).size).toBe(kinds.length);
    }),
    RUNS,
  );
});

it("the dead and the departed are left alone", () => {
  fc.assert(
    fc.property(anyFacts, fc.constantFrom("DECEASED", "CLOSED"), (facts, status) => {
      expect(planOf({ ...facts, status })).toEqual([]);
    }),
  );
});

it("a blocked action is a commercial one and names its cause; one that is free says nothing of the kind", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      for (const { kind, blockedBy, blockedUntilOn } of planOf(facts)) {
        if (!isCommercial(kind)) expect([blockedBy, blockedUntilOn]).toEqual([null, null]);
        expect(blockedUntilOn !== null).toBe(blockedBy === "RECENT_COMMERCIAL_CONTACT");
      }
    }),
    RUNS,
  );
});

it("the planner and the contact policy agree: what is open may be done by its channel, what is blocked by none", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      for (const { kind, productCode, channel, ground, blockedBy, blockedUntilOn } of planOf(facts).filter((action) => isCommercial(action.kind))) {
        const product = PRODUCTS.find((one) => one.productCode === productCode) ?? null;
        const ask = { commercial: true, product, profiled: isProfiled(kind, product !== null, facts), at: { day: TEST_TODAY, minute: null } };
        const answers = CONSENT_CHANNELS.map((remote) => contactAnswer(facts, { ...ask, channel: remote }));
        if (blockedBy !== null) expect(answers.every((answer) => answer.verdict === "FORBIDDEN")).toBe(true);
        else expect(contactAnswer(facts, { ...ask, channel })).toMatchObject({ verdict: ground === null ? "ALLOWED" : "ALLOWED_ON_GROUND", ground });
        if (blockedUntilOn === null) continue;
        const then = CONSENT_CHANNELS.map((remote) => contactAnswer(facts, { ...ask, channel: remote, at: { day: blockedUntilOn, minute: null } }).verdict);
        expect(then.some((verdict) => verdict !== "FORBIDDEN")).toBe(true);
      }
    }),
    RUNS,
  );
});

it("no refused channel is ever used", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      for (const { channel } of planOf(facts)) expect(mayUseChannel(channel, facts.consents)).toBe(true);
    }),
    RUNS,
  );
});

it("every client with a segment has what the segment is owed, and may be contacted by the day it is due, unless something rests", () => {
  const owed: Record<Segment, NextActionKind[]> = {
    MAINTAIN: ["PERSONAL_FOLLOW_UP"],
    DEVELOP: ["PERSONAL_FOLLOW_UP"],
    STIMULATE: ["TARGETED_OFFER", "PERSONAL_FOLLOW_UP"],
    BUILD: ["RE_ENGAGEMENT"],
  };
  const keepInTouch: NextActionKind[] = ["PERSONAL_FOLLOW_UP", "TARGETED_OFFER", "RE_ENGAGEMENT"];
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const { segment } = facts.scores;
      if (facts.status !== "ACTIVE" || segment === null) return;
      const plan = planOf({ ...facts, closedActions: [] }).filter((action) => keepInTouch.includes(action.kind));
      if (!facts.fragile) expect(plan.some((action) => owed[segment].includes(action.kind))).toBe(true);
      const isFree = ({ blockedBy, blockedUntilOn, dueOn }: SuggestedAction) => blockedBy === null || (blockedUntilOn !== null && blockedUntilOn <= dueOn);
      expect(plan.some(isFree)).toBe(true);
      if (planOf(facts).length === 0) expect(facts.closedActions).not.toEqual([]);
    }),
    RUNS,
  );
});

it("what is offered is never held, nor kept back by the bank, nor refused within the month", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      for (const { productCode } of planOf(facts)) {
        if (productCode === null) continue;
        expect(facts.held.map((product) => product.productCode)).not.toContain(productCode);
        expect(productCode).not.toBe("SAFE");
        if (facts.fragile !== (productCode === "SPECIFIC")) throw new Error(`${productCode} for a client who is ${facts.fragile ? "" : "not "}in difficulty`);
        expect(facts.closedActions.filter((closed) => closed.productCode === productCode && closed.dismissalReason !== null && closed.closedOn > daysAgo(30))).toEqual([]);
      }
    }),
    RUNS,
  );
});

it("the same facts in another order make the same plan", () => {
  const shuffled = <T>(rows: readonly T[]) => fc.shuffledSubarray([...rows], { minLength: rows.length });
  const anyTwice = anyFacts.chain((facts) =>
    fc.tuple(
      fc.constant(facts),
      fc.record({ held: shuffled(facts.held), peerHoldings: shuffled(facts.peerHoldings), catalogue: shuffled(facts.catalogue), closedActions: shuffled(facts.closedActions) }),
    ),
  );
  fc.assert(
    fc.property(anyTwice, ([facts, reordered]) => {
      expect(planOf({ ...facts, ...reordered })).toEqual(planOf(facts));
    }),
    RUNS,
  );
});

it("a due day stays where it is as the days pass, as long as the reason is the same", () => {
  fc.assert(
    fc.property(anyFacts, fc.integer({ min: 1, max: 10 }), (facts, later) => {
      const then = new Map(planOf(facts, addDays(TEST_TODAY, later)).map((action) => [action.kind, action]));
      for (const { kind, reason, dueOn } of planOf(facts)) {
        const after = then.get(kind);
        if (JSON.stringify(after?.reason) === JSON.stringify(reason)) expect(after?.dueOn).toBe(dueOn);
      }
    }),
    RUNS,
  );
});

it("chance and value are such that a priority can be made of them", () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      for (const { successChance, valueCents } of planOf(facts)) {
        expect(successChance).toBeGreaterThan(0);
        expect(successChance).toBeLessThan(1);
        expect(Number.isInteger(valueCents) && valueCents >= 1_000).toBe(true);
      }
    }),
  );
});
