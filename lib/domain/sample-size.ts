import { quantileOf, type Confidence } from "./proportion";

export type WantedPrecision = { confidence: Confidence; /** Shares from 0 to 1. */ expectedRate: number; halfWidth: number };

/**
 * How many of a population are to be looked at, so that the rate is known to ± `halfWidth`: n0 / (1 + (n0 − 1) / N) with
 * n0 = z² p q / d², rounded up. Source: W. G. Cochran, Sampling Techniques, 3rd ed. (1977), §4.4, formulas 4.1 and 4.2.
 */
export function sampleSize(population: number, { confidence, expectedRate, halfWidth }: WantedPrecision): number {
  if (population === 0) return 0;
  const unlimited = (quantileOf(confidence) ** 2 * expectedRate * (1 - expectedRate)) / halfWidth ** 2;
  // Less a hair: 80.00000000000001 is 80.
  return Math.min(population, Math.max(1, Math.ceil(unlimited / (1 + (unlimited - 1) / population) - 1e-9)));
}

/**
 * How many of each stratum: in proportion to its size, by the largest remainder (of equal ones the earlier stratum), and
 * at least `least`, or all of a smaller stratum. What the least asks for beyond a stratum's share may come on top of `size`.
 */
export function allocate(populations: readonly number[], size: number, least: number): number[] {
  const whole = populations.reduce((sum, population) => sum + population, 0);
  if (whole === 0) return populations.map(() => 0);
  const shares = populations.map((population) => (Math.min(size, whole) * population) / whole);
  const sizes = shares.map((share, place) => Math.max(Math.floor(share), Math.min(least, populations[place] ?? 0)));
  const byRemainder = shares
    .map((share, place) => ({ place, remainder: share - (sizes[place] ?? 0) }))
    .filter(({ remainder }) => remainder > 0)
    .sort((a, b) => b.remainder - a.remainder || a.place - b.place);
  const left = Math.max(0, Math.min(size, whole) - sizes.reduce((sum, part) => sum + part, 0));
  for (const { place } of byRemainder.slice(0, left)) sizes[place] = (sizes[place] ?? 0) + 1;
  return sizes;
}
