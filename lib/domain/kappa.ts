import { quantileOf, type Confidence, type Interval } from "./proportion";

export type Agreement = {
  /** Pairs of judgements. */
  n: number;
  /** Share of pairs that agree. */
  observed: number;
  /** Null where both used one and the same category throughout: agreement by chance is then certain. */
  kappa: { value: number; standardError: number; interval: Interval } | null;
};

/**
 * Cohen's kappa of a square table of counts, `table[i][j]` the pairs that the first put into category i and the second
 * into j: (Po − Pe) / (1 − Pe). Null without a pair. Source: J. Cohen, Educational and Psychological Measurement 20 (1960)
 * 37–46; the standard error for κ ≠ 0 is that of J. L. Fleiss, J. Cohen and B. S. Everitt, Psychological Bulletin 72 (1969)
 * 323–327.
 */
export function cohenKappa(table: readonly (readonly number[])[], confidence: Confidence): Agreement | null {
  const n = table.flat().reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  const p = (i: number, j: number) => (table[i]?.[j] ?? 0) / n;
  const places = table.map((_, place) => place);
  const first = places.map((i) => sumOver(places, (j) => p(i, j)));
  const second = places.map((j) => sumOver(places, (i) => p(i, j)));
  const margin = (i: number) => ({ first: first[i] ?? 0, second: second[i] ?? 0 });
  const observed = sumOver(places, (i) => p(i, i));
  const chance = sumOver(places, (i) => margin(i).first * margin(i).second);
  if (1 - chance < 1e-12) return { n, observed, kappa: null };
  const value = (observed - chance) / (1 - chance);
  const agreeing = sumOver(places, (i) => p(i, i) * (1 - (margin(i).first + margin(i).second) * (1 - value)) ** 2);
  const differing = sumOver(places, (i) => sumOver(places, (j) => (i === j ? 0 : p(i, j) * (margin(i).second + margin(j).first) ** 2)));
  const variance = (agreeing + (1 - value) ** 2 * differing - (value - chance * (1 - value)) ** 2) / (n * (1 - chance) ** 2);
  const standardError = Math.sqrt(Math.max(0, variance));
  const half = quantileOf(confidence) * standardError;
  return { n, observed, kappa: { value, standardError, interval: { low: Math.max(-1, value - half), high: Math.min(1, value + half) } } };
}

function sumOver(places: readonly number[], valueOf: (place: number) => number): number {
  return places.reduce((sum, place) => sum + valueOf(place), 0);
}
