import { addMonths, type Day } from "./dates";
import { divideHalfUp } from "./money";
import type { MonthOfActivity, Score } from "./score-pnb";

/** The lowest values of levels 2, 3 and 4. */
export type Thresholds = readonly [level2: number, level3: number, level4: number];

/** The parameters of a published scoring model. Weights are whole numbers: SQL and TypeScript round alike. */
export type ScoringParameters = {
  minHistoryMonths: number;
  productThresholds: Thresholds;
  universeThresholds: Thresholds;
  /** Operations a month. */
  davThresholds: Thresholds;
  productWeight: number;
  universeWeight: number;
  davWeight: number;
};

export type HeldProduct = { productCode: string; universe: string; isDav: boolean };

export type EngagementFacts = {
  activeProducts: number;
  universes: number;
  hasDav: boolean;
  /** Operations of the last three full months, summed. */
  davOperations3: number;
  /** Income paid in during each of the last three full months. */
  regularIncome: boolean;
};

export type MireScore = { productLevel: Score; universeLevel: Score; davLevel: Score; mireScore: Score };

/** What the client holds and does, for Score MIRE. `held`: contracts active today; the same product twice counts once. */
export function engagementFacts(held: readonly HeldProduct[], activity: readonly MonthOfActivity[], closedMonth: Day): EngagementFacts {
  const quarter = activity.filter((row) => row.month <= closedMonth && row.month > addMonths(closedMonth, -3));
  return {
    activeProducts: new Set(held.map((product) => product.productCode)).size,
    universes: new Set(held.map((product) => product.universe)).size,
    hasDav: held.some((product) => product.isDav),
    davOperations3: quarter.reduce((total, row) => total + row.davOperations, 0),
    regularIncome: quarter.filter((row) => row.incomeInCents > 0).length === 3,
  };
}

/**
 * A level by dimension and their weighted mean, rounded half up. Source: domain, *Score MIRE*.
 */
export function scoreMire(facts: EngagementFacts, parameters: ScoringParameters): MireScore {
  const productLevel = levelOf(facts.activeProducts, parameters.productThresholds);
  const universeLevel = levelOf(facts.universes, parameters.universeThresholds);
  const davLevel = davLevelOf(facts, parameters.davThresholds);
  const { productWeight, universeWeight, davWeight } = parameters;
  const weighted = productLevel * productWeight + universeLevel * universeWeight + davLevel * davWeight;
  const mean = divideHalfUp(weighted, productWeight + universeWeight + davWeight);
  return { productLevel, universeLevel, davLevel, mireScore: Math.min(4, Math.max(1, mean)) as Score };
}

function levelOf(value: number, thresholds: Thresholds): Score {
  return (1 + thresholds.filter((lowest) => value >= lowest).length) as Score;
}

function davLevelOf(facts: EngagementFacts, thresholds: Thresholds): Score {
  if (!facts.hasDav) return 1;
  const [level2, level3, level4] = thresholds;
  // The sum of three months against three times the threshold: no division, no rounding.
  const level = levelOf(facts.davOperations3, [level2 * 3, level3 * 3, level4 * 3]);
  return level === 4 && !facts.regularIncome ? 3 : level;
}
