/** Shares from 0 to 1. */
export type Interval = { low: number; high: number };

/** Two-sided confidence, in percent. */
export const CONFIDENCES = [90, 95, 99] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Quantiles of the standard normal distribution at 1 − (1 − confidence) / 2. */
const QUANTILES: Record<Confidence, number> = { 90: 1.644853626951472, 95: 1.959963984540054, 99: 2.5758293035489 };

export function quantileOf(confidence: Confidence): number {
  return QUANTILES[confidence];
}

/**
 * Wilson's score interval of a rate from `n` observations, without correction for continuity:
 * (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n). `n` is above 0 and need not be whole: an effective sample size has
 * fractions, and is infinite where everything was looked at. Source: E. B. Wilson, JASA 22 (1927) 209–212; method 3 of
 * R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872.
 */
export function wilsonInterval(rate: number, n: number, confidence: Confidence): Interval {
  if (n === Infinity) return { low: rate, high: rate };
  const z2 = quantileOf(confidence) ** 2;
  const centre = rate + z2 / (2 * n);
  const spread = quantileOf(confidence) * Math.sqrt((rate * (1 - rate)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  // At 0 and 1 the limit is the rate itself, which floating point misses by a hair.
  return { low: rate === 0 ? 0 : (centre - spread) / scale, high: rate === 1 ? 1 : (centre + spread) / scale };
}
