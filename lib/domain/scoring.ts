import type { Day } from "./dates";
import { findPeers, type PeerBenchmark } from "./peers";
import { profileKey, type SocialProfile } from "./profile";
import { engagementFacts, scoreMire, type EngagementFacts, type HeldProduct, type MireScore, type ScoringParameters } from "./score-mire";
import { scorePnb, trailingPnb, type MonthOfActivity, type Score } from "./score-pnb";
import { combinedScore, segmentOf, type Segment } from "./segments";

/** All that a client's scores depend on. */
export type ScoringFacts = {
  profile: SocialProfile;
  held: readonly HeldProduct[];
  activity: readonly MonthOfActivity[];
};

export type ScoringContext = {
  parameters: ScoringParameters;
  closedMonth: Day;
  today: Day;
  benchmarkOf: (cell: string) => PeerBenchmark | undefined;
};

/** The row of client_score, less its model and instant. Scores are null for a new client. */
export type ClientScores = EngagementFacts &
  Omit<MireScore, "mireScore"> & {
    historyMonths: number;
    pnbCents: number;
    profile: string;
    cell: string;
    peerLevel: number | null;
    pnbScore: Score | null;
    mireScore: Score | null;
    combinedScore: number | null;
    segment: Segment | null;
  };

/**
 * One client's scores and segment. Twin: prisma/sql/score-changes.sql; agreement: tests/data/scoring-agreement.test.ts.
 * Source: domain, *Score PNB*, *Score MIRE*.
 */
export function scoreClient(facts: ScoringFacts, context: ScoringContext): ClientScores {
  const { parameters, closedMonth, today } = context;
  const pnb = trailingPnb(facts.activity, closedMonth, parameters.minHistoryMonths);
  const engagement = engagementFacts(facts.held, facts.activity, closedMonth);
  const { mireScore, ...levels } = scoreMire(engagement, parameters);
  const profile = profileKey(facts.profile, today);
  const peers = findPeers(profile, context.benchmarkOf);
  const known = { ...pnb, ...engagement, ...levels, profile, cell: peers?.cell ?? "", peerLevel: peers?.level ?? null };
  if (pnb.historyMonths < parameters.minHistoryMonths || peers === null) {
    return { ...known, pnbScore: null, mireScore: null, combinedScore: null, segment: null };
  }
  const pnbScore = scorePnb(pnb.pnbCents, peers);
  const combined = combinedScore(pnbScore, mireScore);
  return { ...known, pnbScore, mireScore, combinedScore: combined, segment: segmentOf(combined) };
}

/** The segment a client would be in with one more product; PNB is left as it is. Null for a new client. */
export function segmentWithProduct(scores: ClientScores, universesHeld: readonly string[], product: HeldProduct, parameters: ScoringParameters): Segment | null {
  if (scores.pnbScore === null) return null;
  const universes = scores.universes + (universesHeld.includes(product.universe) ? 0 : 1);
  const hasDav = scores.hasDav || product.isDav;
  const { mireScore } = scoreMire({ ...scores, activeProducts: scores.activeProducts + 1, universes, hasDav }, parameters);
  return segmentOf(combinedScore(scores.pnbScore, mireScore));
}
