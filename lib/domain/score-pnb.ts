import { addMonths, monthsBetween, type Day } from "./dates";
import { divideHalfUp } from "./money";
import type { PeerBenchmark } from "./peers";

export type Score = 1 | 2 | 3 | 4;

/** One full month of a client; amounts in cents. */
export type MonthOfActivity = {
  month: Day;
  pnbCents: number;
  davOperations: number;
  moneyInCents: number;
  incomeInCents: number;
  balanceCents: number;
  digitalSessions: number;
};

export type TrailingPnb = {
  /** Full months known up to the closed month, at most 12. */
  historyMonths: number;
  /** Over 12 full months; 3 to 11 months of history are annualised, fewer are the plain sum. */
  pnbCents: number;
};

/**
 * PNB over the 12 full months that end with `closedMonth`. A month without a row brought nothing.
 * Source: domain, *Score PNB*, 4.
 */
export function trailingPnb(activity: readonly MonthOfActivity[], closedMonth: Day, minHistoryMonths: number): TrailingPnb {
  const known = activity.filter((row) => row.month <= closedMonth);
  const first = known.reduce<Day | null>((earliest, row) => (earliest === null || row.month < earliest ? row.month : earliest), null);
  if (first === null) return { historyMonths: 0, pnbCents: 0 };
  const historyMonths = Math.min(12, monthsBetween(first, closedMonth) + 1);
  const windowStart = addMonths(closedMonth, -11);
  const sum = known.filter((row) => row.month >= windowStart).reduce((total, row) => total + row.pnbCents, 0);
  return { historyMonths, pnbCents: historyMonths < minHistoryMonths ? sum : divideHalfUp(sum * 12, historyMonths) };
}

/**
 * 1 + [y > q25] + [y > q50] + [y > q75]; a PNB of zero or less scores 1. Source: domain, *Score PNB*, 4.
 */
export function scorePnb(pnbCents: number, peers: Pick<PeerBenchmark, "q25Cents" | "q50Cents" | "q75Cents">): Score {
  if (pnbCents <= 0) return 1;
  // Strictly above: where half the peers bring nothing, a client who brings nothing must not score 3.
  const quartilesPassed = [peers.q25Cents, peers.q50Cents, peers.q75Cents].filter((quartile) => pnbCents > quartile).length;
  return (1 + quartilesPassed) as Score;
}
