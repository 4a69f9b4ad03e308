import { policyOf, type ActionPolicy } from "./action-policy";
import { isOfferResting, restsUntil, type ClosedAction } from "./action-rest";
import { churnSignals, churnWatchDueOn, type ActivityTrend, type ChurnFacts, type ChurnSignal } from "./churn-watch";
import type { AskedProduct, ContactFacts } from "./contact-policy";
import { addDays, addMonths, daysBetween, laterOf, type Day } from "./dates";
import { learntChance } from "./priority";
import type { ServiceModel } from "./profile";
import type { HeldProduct, ScoringParameters } from "./score-mire";
import { segmentWithProduct, type ClientScores } from "./scoring";
import { segmentAbove, type Segment } from "./segments";
import { mayBeOffered, type Suitability } from "./suitability";

export const NEXT_ACTION_KINDS = [
  "PERSONAL_FOLLOW_UP",
  "CHURN_WATCH",
  "TARGETED_OFFER",
  "RE_ENGAGEMENT",
  "PORTFOLIO_REVIEW",
  "WELCOME",
  "COMPLAINT_FOLLOW_UP",
] as const;
export type NextActionKind = (typeof NEXT_ACTION_KINDS)[number];

/** Days between two contacts. Source: domain, *Next actions*. */
export const CADENCE_DAYS: Record<Segment, number> = { MAINTAIN: 60, DEVELOP: 90, STIMULATE: 120, BUILD: 180 };

/** What each segment is owed. Source: domain, *Next actions*; seed *segmentation dynamique*, 1. */
const DEFAULT_ACTIONS: Record<Segment, readonly NextActionKind[]> = {
  MAINTAIN: ["PERSONAL_FOLLOW_UP", "CHURN_WATCH"],
  DEVELOP: ["PERSONAL_FOLLOW_UP", "TARGETED_OFFER"],
  STIMULATE: ["TARGETED_OFFER"],
  BUILD: ["RE_ENGAGEMENT"],
};

/** P(success) of what has no product: the chance that the contact takes place and serves its purpose. */
const CHANCE: Record<NextActionKind, number> = {
  PERSONAL_FOLLOW_UP: 0.6,
  CHURN_WATCH: 0.35,
  TARGETED_OFFER: 0.15,
  RE_ENGAGEMENT: 0.15,
  PORTFOLIO_REVIEW: 0.5,
  WELCOME: 0.7,
  COMPLAINT_FOLLOW_UP: 0.7,
};

export const REVIEW_DAYS = 180;
const WELCOME_DAYS = 15;
const NEWCOMER_DAYS = 180;
const COMPLAINT_DAYS = 7;
const LEAST_VALUE_CENTS = 1_000;
/** A product held by fewer of the peers is not "what clients like this hold". */
const LEAST_SHARE_PERCENT = 10;

/** A product that may be proposed, with what has been logged of it in this client's segment. */
export type OfferableProduct = HeldProduct & Suitability & AskedProduct & {
  entryLevel: boolean;
  annualValueCents: number;
  prior: { successes: number; failures: number };
  logged: { accepted: number; declined: number };
};

export type PeerHolding = { productCode: string; n: number; holders: number };
/** Everything the suggestions for one client depend on. */
export type ActionFacts = ContactFacts & {
  scores: ClientScores;
  /** The PNB that half the peers bring. */
  expectedPnbCents: number | null;
  birthOn: Day | null;
  incomeCents: number | null;
  serviceModel: ServiceModel;
  highValue: boolean;
  clientSinceOn: Day;
  lastContactOn: Day | null;
  lastReviewOn: Day | null;
  /** Agreed with the client in the last review. */
  nextReviewOn: Day | null;
  trend: ActivityTrend;
  closedProducts: ChurnFacts["closedProducts"];
  lastCsat: ChurnFacts["lastCsat"];
  held: readonly HeldProduct[];
  /** What the peers one segment up hold, in the finest cell that says it. */
  peerHoldings: readonly PeerHolding[];
  catalogue: readonly OfferableProduct[];
  /** Actions closed within the last year. */
  closedActions: readonly ClosedAction[];
};

export type ActionContext = { parameters: ScoringParameters; closedMonth: Day; today: Day };

/** Why an action is suggested: a code and its numbers, put in words when it is shown. */
export type ActionReason =
  | { code: "CADENCE"; cadenceDays: number; lastContactOn: Day | null }
  | { code: "CHURN"; signals: ChurnSignal[] }
  | { code: "SPECIFIC_OFFER"; lastContactOn: Day | null }
  | { code: "PEER_GAP"; sharePercent: number; peers: number; segmentUp: Segment; movesTo: Segment | null }
  | { code: "OUT_OF_TOUCH"; cadenceDays: number; lastContactOn: Day | null; sharePercent: number | null }
  | { code: "REVIEW"; lastReviewOn: Day | null; agreedOn?: Day }
  | { code: "WELCOME"; clientSinceOn: Day }
  | { code: "COMPLAINT"; since: Day }
  | { code: "PLANNED"; plannedOn: Day }
  | { code: "REMINDER"; setOn: Day };

export type SuggestedAction = ActionPolicy & {
  kind: NextActionKind;
  productCode: string | null;
  reason: ActionReason;
  dueOn: Day;
  successChance: number;
  valueCents: number;
};

type Candidate = { kind: NextActionKind; reason: ActionReason; dueOn: Day; valueCents: number; product?: OfferableProduct };

/**
 * What to do next for one client, at most one action of each kind. A deceased or departed client has none.
 * Source: domain, *Next actions*.
 */
export function planNextActions(facts: ActionFacts, context: ActionContext): SuggestedAction[] {
  if (facts.status !== "ACTIVE") return [];
  const { segment } = facts.scores;
  const candidates = [
    complaintFollowUp(facts),
    segment === null ? welcome(facts, context) : null,
    facts.highValue ? portfolioReview(facts, context) : null,
    segment === null ? null : churnWatch(facts, segment, context),
    ...(segment === null ? [] : segmentActions(facts, segment, context)),
  ];
  return candidates
    .filter((candidate) => candidate !== null)
    .filter((candidate) => !isResting(candidate, facts.closedActions, context.today))
    .map((candidate) => suggest(candidate, facts, context.today));
}

function segmentActions(facts: ActionFacts, segment: Segment, context: ActionContext): (Candidate | null)[] {
  const proposed = proposal(facts, segment, context);
  const followUp = personalFollowUp(facts, segment, context);
  // Where nothing may be proposed by the day on which the contact is due, the contact itself is still owed.
  const isOwed = DEFAULT_ACTIONS[segment].includes("PERSONAL_FOLLOW_UP") || proposed === null || isBlockedOn(followUp.dueOn, proposed, facts, context.today);
  return [proposed, isOwed ? followUp : null];
}

/** What is there to propose? To a client in financial difficulty the specific offer, whatever the segment. */
function proposal(facts: ActionFacts, segment: Segment, context: ActionContext): Candidate | null {
  if (facts.fragile) return specificOffer(facts, segment, context);
  const kinds = DEFAULT_ACTIONS[segment];
  if (kinds.includes("RE_ENGAGEMENT")) return reEngagement(facts, segment, context);
  return kinds.includes("TARGETED_OFFER") ? targetedOffer(facts, segment, context) : null;
}

function isBlockedOn(day: Day, candidate: Candidate, facts: ActionFacts, today: Day): boolean {
  const { blockedBy, blockedUntilOn } = policyOfCandidate(candidate, facts, today);
  return blockedBy !== null && (blockedUntilOn === null || blockedUntilOn > laterOf(day, today));
}

function complaintFollowUp(facts: ActionFacts): Candidate | null {
  if (facts.complaintOpenSince === null) return null;
  const answered = facts.closedActions.filter((closed) => closed.kind === "COMPLAINT_FOLLOW_UP").map((closed) => closed.closedOn);
  const since = answered.reduce(laterOf, facts.complaintOpenSince);
  return {
    kind: "COMPLAINT_FOLLOW_UP",
    reason: { code: "COMPLAINT", since: facts.complaintOpenSince },
    dueOn: addDays(since, COMPLAINT_DAYS),
    valueCents: facts.scores.pnbCents,
  };
}

function welcome(facts: ActionFacts, { today }: ActionContext): Candidate | null {
  // No score for want of activity is not the same as new: someone who only signs for an account, say.
  if (daysBetween(facts.clientSinceOn, today) > NEWCOMER_DAYS) return null;
  if (facts.lastContactOn !== null && facts.lastContactOn > facts.clientSinceOn) return null;
  return {
    kind: "WELCOME",
    reason: { code: "WELCOME", clientSinceOn: facts.clientSinceOn },
    dueOn: addDays(facts.clientSinceOn, WELCOME_DAYS),
    valueCents: (facts.expectedPnbCents ?? 0) / 2,
  };
}

function portfolioReview(facts: ActionFacts, context: ActionContext): Candidate {
  const { lastReviewOn, nextReviewOn } = facts;
  const dueOn = nextReviewOn ?? dueAfter(lastReviewOn, REVIEW_DAYS, facts, context);
  return { kind: "PORTFOLIO_REVIEW", reason: { code: "REVIEW", lastReviewOn, ...(nextReviewOn && { agreedOn: nextReviewOn }) }, dueOn, valueCents: facts.scores.pnbCents / 4 };
}

function churnWatch(facts: ActionFacts, segment: Segment, { closedMonth, today }: ActionContext): Candidate | null {
  const signals = churnSignals({ ...facts, closedMonth, cadenceDays: CADENCE_DAYS[segment] }, today);
  const isOwed = DEFAULT_ACTIONS[segment].includes("CHURN_WATCH");
  // Silence is a reason to watch only where watching is owed; elsewhere the late follow-up says it already.
  const raising = signals.filter((signal) => isOwed || signal.code !== "NO_CONTACT");
  if (raising.length === 0) return null;
  return { kind: "CHURN_WATCH", reason: { code: "CHURN", signals }, dueOn: churnWatchDueOn(raising, closedMonth), valueCents: facts.scores.pnbCents };
}

function personalFollowUp(facts: ActionFacts, segment: Segment, context: ActionContext): Candidate {
  const cadenceDays = CADENCE_DAYS[segment];
  return {
    kind: "PERSONAL_FOLLOW_UP",
    reason: { code: "CADENCE", cadenceDays, lastContactOn: facts.lastContactOn },
    dueOn: dueAfter(facts.lastContactOn, cadenceDays, facts, context),
    valueCents: facts.scores.pnbCents / 10,
  };
}

/** À développer is offered the universes it lacks before anything else. Source: domain, *Next actions*. */
function targetedOffer(facts: ActionFacts, segment: Segment, context: ActionContext): Candidate | null {
  const segmentUp = segmentAbove(segment);
  const universesHeld = facts.held.map((product) => product.universe);
  const missing = segment === "DEVELOP" ? peerGap(facts, context.today, (product) => !universesHeld.includes(product.universe)) : null;
  const gap = segmentUp && (missing ?? peerGap(facts, context.today, () => true));
  if (!gap) return null;
  const moved = segmentWithProduct(facts.scores, universesHeld, gap.product, context.parameters);
  return {
    kind: "TARGETED_OFFER",
    reason: { code: "PEER_GAP", sharePercent: gap.sharePercent, peers: gap.n, segmentUp, movesTo: moved === segment ? null : moved },
    dueOn: dueAfter(facts.lastContactOn, CADENCE_DAYS[segment], facts, context),
    valueCents: gap.product.annualValueCents,
    product: gap.product,
  };
}

/** Of the products for clients in financial difficulty the first that this one lacks; what is for them alone comes first. */
function specificOffer(facts: ActionFacts, segment: Segment, context: ActionContext): Candidate | null {
  const held = new Set(facts.held.map((product) => product.productCode));
  const [product] = facts.catalogue
    .filter((one) => one.forFragile && !held.has(one.productCode) && mayBeOffered({ ...one, offerable: true }, facts, context.today) && !isOfferResting(one.productCode, facts.closedActions, context.today))
    .sort((a, b) => Number(a.offerable) - Number(b.offerable) || (a.productCode < b.productCode ? -1 : 1));
  if (!product) return null;
  return {
    kind: "TARGETED_OFFER",
    reason: { code: "SPECIFIC_OFFER", lastContactOn: facts.lastContactOn },
    dueOn: dueAfter(facts.lastContactOn, CADENCE_DAYS[segment], facts, context),
    valueCents: product.annualValueCents,
    product,
  };
}

function reEngagement(facts: ActionFacts, segment: Segment, context: ActionContext): Candidate {
  const gap = peerGap(facts, context.today, (product) => product.entryLevel);
  const missingPnb = Math.max(0, (facts.expectedPnbCents ?? 0) - facts.scores.pnbCents);
  const cadenceDays = CADENCE_DAYS[segment];
  const candidate: Candidate = {
    kind: "RE_ENGAGEMENT",
    reason: { code: "OUT_OF_TOUCH", cadenceDays, lastContactOn: facts.lastContactOn, sharePercent: gap?.sharePercent ?? null },
    dueOn: dueAfter(facts.lastContactOn, cadenceDays, facts, context),
    valueCents: missingPnb / 2,
  };
  return gap ? { ...candidate, product: gap.product } : candidate;
}

/** The product most held by the peers one segment up that this client lacks and may be offered. */
function peerGap(facts: ActionFacts, today: Day, suits: (product: OfferableProduct) => boolean): { product: OfferableProduct; sharePercent: number; n: number } | null {
  const held = new Set(facts.held.map((product) => product.productCode));
  const byShare = [...facts.peerHoldings].sort((a, b) => b.holders / b.n - a.holders / a.n || (a.productCode < b.productCode ? -1 : 1));
  for (const { productCode, n, holders } of byShare) {
    const product = facts.catalogue.find((candidate) => candidate.productCode === productCode);
    if (!product || 100 * holders < LEAST_SHARE_PERCENT * n || held.has(productCode) || !suits(product)) continue;
    if (mayBeOffered(product, facts, today) && !isOfferResting(productCode, facts.closedActions, today)) {
      return { product, sharePercent: Math.round((100 * holders) / n), n };
    }
  }
  return null;
}

function isResting(candidate: Candidate, closedActions: readonly ClosedAction[], today: Day): boolean {
  // Another product is another suggestion: peerGap has passed over those that rest.
  if (candidate.kind === "TARGETED_OFFER") return false;
  // What was closed before the complaint came in was about another one.
  const complaintOn = candidate.reason.code === "COMPLAINT" ? candidate.reason.since : null;
  return closedActions
    .filter((closed) => closed.kind === candidate.kind && (complaintOn === null || closed.closedOn >= complaintOn))
    .some((closed) => today < restsUntil(closed));
}

function suggest(candidate: Candidate, facts: ActionFacts, today: Day): SuggestedAction {
  const { kind, reason, dueOn, product } = candidate;
  return {
    kind,
    productCode: product?.productCode ?? null,
    reason,
    dueOn,
    successChance: product && kind === "TARGETED_OFFER" ? learntChance(product.prior, product.logged) : CHANCE[kind],
    valueCents: Math.max(LEAST_VALUE_CENTS, Math.round(candidate.valueCents)),
    ...policyOfCandidate(candidate, facts, today),
  };
}

function policyOfCandidate({ kind, product }: Candidate, facts: ActionFacts, today: Day): ActionPolicy {
  return policyOf(kind, product ?? null, facts, today);
}

/** So many days after the last time; where there was none, from the month in which the workbench learns of the client. */
function dueAfter(lastOn: Day | null, days: number, facts: ActionFacts, { closedMonth }: ActionContext): Day {
  if (lastOn !== null) return addDays(lastOn, days);
  return laterOf(addDays(facts.clientSinceOn, days), addMonths(closedMonth, 1));
}

/** Within the cadence of the segment? Source: domain, *Next actions*; counted by the supervisor's follow-up. */
export function isWithinCadence(segment: Segment, lastContactOn: Day | null, today: Day): boolean {
  return lastContactOn !== null && daysBetween(lastContactOn, today) <= CADENCE_DAYS[segment];
}
