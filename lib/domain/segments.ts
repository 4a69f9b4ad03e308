import type { Score } from "./score-pnb";

export const SEGMENTS = ["MAINTAIN", "DEVELOP", "STIMULATE", "BUILD"] as const;
/** À entretenir, À développer, À stimuler, À construire. */
export type Segment = (typeof SEGMENTS)[number];

/** Score PNB + Score MIRE, 2–8. */
export function combinedScore(pnbScore: Score, mireScore: Score): number {
  return pnbScore + mireScore;
}

/** Source: seed *segmentation dynamique*, 1: ≥ 8, ≥ 6, ≥ 4, ≥ 2. */
export function segmentOf(combined: number): Segment {
  if (combined >= 8) return "MAINTAIN";
  if (combined >= 6) return "DEVELOP";
  if (combined >= 4) return "STIMULATE";
  return "BUILD";
}

const ONE_UP: Record<Segment, Segment | null> = { MAINTAIN: null, DEVELOP: "MAINTAIN", STIMULATE: "DEVELOP", BUILD: "STIMULATE" };

/** The segment above; null above À entretenir. */
export function segmentAbove(segment: Segment): Segment | null {
  return ONE_UP[segment];
}
