import type { ActivityTrend, ChurnFacts } from "@/lib/domain/churn-watch";
import type { ContactFacts } from "@/lib/domain/contact-policy";
import { addDays, addMonths, type Day } from "@/lib/domain/dates";
import type { ActionContext, ActionFacts, OfferableProduct } from "@/lib/domain/next-actions";
import type { PeerBenchmark } from "@/lib/domain/peers";
import type { SocialProfile } from "@/lib/domain/profile";
import type { EngagementFacts, HeldProduct, ScoringParameters } from "@/lib/domain/score-mire";
import type { MonthOfActivity, Score } from "@/lib/domain/score-pnb";
import type { ClientScores } from "@/lib/domain/scoring";
import type { Segment } from "@/lib/domain/segments";
import { TEST_CLOSED_MONTH, TEST_TODAY } from "./factories";

/** So many days before TEST_TODAY. */
export function daysAgo(count: number): Day {
  return addDays(TEST_TODAY, -count);
}

/** The parameters a new bank starts with. */
export function parameters(over: Partial<ScoringParameters> = {}): ScoringParameters {
  return {
    minHistoryMonths: 3,
    productThresholds: [2, 4, 6],
    universeThresholds: [2, 3, 4],
    davThresholds: [2, 10, 25],
    productWeight: 1,
    universeWeight: 1,
    davWeight: 1,
    ...over,
  };
}

/** A month in which nothing happened: the last full one. */
export function month(over: Partial<MonthOfActivity> = {}): MonthOfActivity {
  const nothing = { pnbCents: 0, davOperations: 0, moneyInCents: 0, incomeInCents: 0, balanceCents: 0, digitalSessions: 0 };
  return { month: TEST_CLOSED_MONTH, ...nothing, ...over };
}

/** The same month `count` times, up to the last full one. */
export function months(count: number, over: Partial<MonthOfActivity> = {}): MonthOfActivity[] {
  return Array.from({ length: count }, (_, back) => month({ ...over, month: addMonths(TEST_CLOSED_MONTH, -back) }));
}

export function benchmark(over: Partial<PeerBenchmark> = {}): PeerBenchmark {
  return { cell: "", level: 6, n: 1_284, q10Cents: 10_000, q25Cents: 38_000, q50Cents: 61_000, q75Cents: 90_500, q90Cents: 150_000, ...over };
}

export function profile(over: Partial<SocialProfile> = {}): SocialProfile {
  return { birthOn: "1986-05-17", incomeCents: 3_200_000, occupation: 5, zone: "URBAN", maritalStatus: "COUPLE", region: "Bretagne", ...over };
}

export function engagement(over: Partial<EngagementFacts> = {}): EngagementFacts {
  return { activeProducts: 0, universes: 0, hasDav: true, davOperations3: 0, regularIncome: true, ...over };
}

type Engaged = EngagementFacts & { level: Score };
const ENGAGED: Record<Segment, Engaged> = {
  MAINTAIN: { level: 4, activeProducts: 6, universes: 4, hasDav: true, davOperations3: 90, regularIncome: true },
  DEVELOP: { level: 3, activeProducts: 4, universes: 3, hasDav: true, davOperations3: 60, regularIncome: true },
  STIMULATE: { level: 2, activeProducts: 2, universes: 2, hasDav: true, davOperations3: 12, regularIncome: true },
  BUILD: { level: 1, activeProducts: 1, universes: 1, hasDav: true, davOperations3: 0, regularIncome: false },
};

/** The scores of someone of that segment, Score PNB and Score MIRE alike; null for a new client. */
export function scores(segment: Segment | null, over: Partial<ClientScores> = {}): ClientScores {
  const { level, ...engaged } = ENGAGED[segment ?? "BUILD"];
  const levels = { productLevel: level, universeLevel: level, davLevel: level };
  const pnb = { historyMonths: 12, pnbCents: 40_000, profile: "?|?|?|?|?|?", cell: "", peerLevel: 6 };
  const scored = segment === null ? { pnbScore: null, mireScore: null, combinedScore: null } : { pnbScore: level, mireScore: level, combinedScore: 2 * level };
  return { ...pnb, ...engaged, ...levels, ...scored, segment, ...over };
}

/** Windows in which nothing changed. */
export function trend(over: Partial<ActivityTrend> = {}): ActivityTrend {
  const money = { moneyIn3Cents: 300_000, moneyIn6Cents: 600_000, balance3Cents: 300_000, balance6Cents: 600_000 };
  return { historyMonths: 12, ...money, incomeMonths2: 2, incomeMonths6: 6, digital3: 15, digital6: 30, ...over };
}

/** A client of whom nothing is amiss: seen ten days ago, each 60 days. */
export function churnFacts(over: Partial<ChurnFacts> = {}): ChurnFacts {
  const contacts = { lastContactOn: daysAgo(10), clientSinceOn: "2016-03-01" as Day, cadenceDays: 60 };
  return { trend: trend(), closedMonth: TEST_CLOSED_MONTH, closedProducts: [], complaintOpenSince: null, lastCsat: null, ...contacts, ...over };
}

/** A client who was asked about nothing and refused nothing. */
export function contactFacts(over: Partial<ContactFacts> = {}): ContactFacts {
  return { status: "ACTIVE", protected: false, fragile: false, profilingObjectedOn: null, complaintOpenSince: null, lastCommercialContactOn: null, consents: {}, runningUniverses: [], ...over };
}

export function held(productCode: string, universe: string, over: Partial<HeldProduct> = {}): HeldProduct {
  return { productCode, universe, isDav: productCode === "DAV", ...over };
}

/** A product that anyone may be offered. */
export function offerable(productCode: string, universe: string, over: Partial<OfferableProduct> = {}): OfferableProduct {
  const open = { entryLevel: false, offerable: true, forFragile: false, minAge: null, maxAge: null, minIncomeCents: null };
  const worth = { annualValueCents: 6_500, prior: { successes: 2, failures: 10 }, logged: { accepted: 0, declined: 0 } };
  return { ...held(productCode, universe), ...open, ...worth, ...over };
}

/** A client of the segment, seen ten days ago, who holds a current account; the bank offers nothing. */
export function actionFacts(segment: Segment | null, over: Partial<ActionFacts> = {}): ActionFacts {
  const { lastContactOn, clientSinceOn, closedProducts, lastCsat } = churnFacts();
  return {
    ...contactFacts(),
    ...{ lastContactOn, clientSinceOn, closedProducts, lastCsat, trend: trend(), scores: scores(segment) },
    expectedPnbCents: 61_000,
    birthOn: "1986-05-17",
    incomeCents: 3_200_000,
    serviceModel: "HYBRID",
    highValue: false,
    lastReviewOn: null,
    nextReviewOn: null,
    held: [held("DAV", "DAILY_BANKING")],
    peerHoldings: [],
    catalogue: [],
    closedActions: [],
    ...over,
  };
}

/** Peers one segment up, of whom so many in a hundred hold each product; all of them may be offered to anyone. */
export function peersHold(shares: Record<string, number>, over: Partial<Record<string, Partial<OfferableProduct>>> = {}): Pick<ActionFacts, "peerHoldings" | "catalogue"> {
  const universes: Record<string, string> = { CARD: "DAILY_BANKING", PEL: "SAVINGS", LOAN: "CREDIT", HOME: "INSURANCE" };
  return {
    peerHoldings: Object.entries(shares).map(([productCode, holders]) => ({ productCode, n: 100, holders })),
    catalogue: Object.keys(shares).map((code) => offerable(code, universes[code] ?? code, over[code])),
  };
}
export function actionContext(over: Partial<ActionContext> = {}): ActionContext {
  return { parameters: parameters(), closedMonth: TEST_CLOSED_MONTH, today: TEST_TODAY, ...over };
}
