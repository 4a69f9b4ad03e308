import { wilsonInterval, type Confidence, type Interval } from "./proportion";

/** A stratum: entries in all, how many of them were judged, and how many of these complied. */
export type StratumCount = { population: number; judged: number; compliant: number };

export type StratumRate = { rate: number; interval: Interval };

export type StratifiedRate = {
  rate: number;
  interval: Interval;
  /** Null where a stratum has one judged entry of several: its variance cannot be told from that one. */
  standardError: number | null;
  /** Of a plain sample that would tell as much. */
  effectiveSize: number;
  /** Of the population, in the strata that were judged at all: 1 when the estimate speaks for everything. */
  covered: number;
};

/**
 * Of one stratum, judged without replacement: Wilson's interval on n / (1 − f), f = n / N. Null when nothing was judged.
 */
export function stratumRate({ population, judged, compliant }: StratumCount, confidence: Confidence): StratumRate | null {
  if (judged === 0) return null;
  const rate = compliant / judged;
  return { rate, interval: wilsonInterval(rate, judged / (1 - judged / population), confidence) };
}

/**
 * The rate of the whole population, each stratum by its weight W = N_h / N: p = Σ W_h p_h, and the standard error
 * √ Σ W_h² (1 − f_h) p_h q_h / (n_h − 1). Source: W. G. Cochran, Sampling Techniques, 3rd ed. (1977), §5.10, formula 5.52.
 *
 * Its interval is Wilson's on an effective sample size, as Franco, Little, Louis and Slud recommend (Journal of Survey
 * Statistics and Methodology 7 (2019) 334–364). The estimated variance cannot serve for that size: with two or three
 * entries a stratum it is 0 as soon as each stratum agrees with itself. So the size follows from the design alone, as
 * L. Kish's (Survey Sampling, 1965, §11.7): 1 / Σ W_h² (1 − f_h) / n_h, which takes no credit for what strata gain.
 * Strata without a judged entry are left out, and told by `covered`. Null when nothing was judged.
 */
export function stratifiedRate(strata: readonly StratumCount[], confidence: Confidence): StratifiedRate | null {
  const judged = strata.filter((stratum) => stratum.judged > 0);
  const population = sumOf(judged, (stratum) => stratum.population);
  if (population === 0) return null;
  const rate = sumOf(judged, (stratum) => (stratum.population / population) * rateOf(stratum));
  const designVariance = sumOf(judged, (stratum) => weightedShare(stratum, population) / stratum.judged);
  const effectiveSize = designVariance === 0 ? Infinity : 1 / designVariance;
  return {
    rate, effectiveSize,
    interval: wilsonInterval(rate, effectiveSize, confidence),
    standardError: standardError(judged, population),
    covered: population / sumOf(strata, (stratum) => stratum.population),
  };
}

function standardError(strata: readonly StratumCount[], population: number): number | null {
  const unknown = strata.some((stratum) => stratum.judged === 1 && stratum.population > 1);
  if (unknown) return null;
  const open = strata.filter((stratum) => stratum.judged < stratum.population);
  return Math.sqrt(sumOf(open, (stratum) => (weightedShare(stratum, population) * rateOf(stratum) * (1 - rateOf(stratum))) / (stratum.judged - 1)));
}

/** W² (1 − f). */
function weightedShare({ population: size, judged }: StratumCount, population: number): number {
  return (size / population) ** 2 * (1 - judged / size);
}

function rateOf({ judged, compliant }: StratumCount): number {
  return compliant / judged;
}

function sumOf<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((sum, item) => sum + valueOf(item), 0);
}
