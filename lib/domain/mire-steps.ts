import type { EngagementFacts, ScoringParameters, Thresholds } from "./score-mire";
import type { Score } from "./score-pnb";

/** What is missing for the next level of a dimension. `count`: products, universes or operations a month. */
export type MireMissing =
  | { code: "PRODUCTS"; count: number }
  | { code: "UNIVERSES"; count: number }
  | { code: "DAV_OPENED"; count: number }
  | { code: "OPERATIONS"; count: number }
  | { code: "INCOME" }
  | { code: "OPERATIONS_AND_INCOME"; count: number };

export type MireDimension = "PRODUCTS" | "UNIVERSES" | "DAV";

/** One dimension of Score MIRE, explained. `value`: products, universes, or the mean of operations a month. */
export type MireStep = {
  dimension: MireDimension;
  value: number;
  level: Score;
  /** Null at level 4. */
  next: { level: Score; missing: MireMissing } | null;
};

export type MireLevels = EngagementFacts & { productLevel: Score; universeLevel: Score; davLevel: Score };

/** The three levels behind a Score MIRE, each with what would reach the next one. Source: domain, *Score MIRE*. */
export function mireSteps(scores: MireLevels, parameters: ScoringParameters): MireStep[] {
  const { productLevel, universeLevel, davLevel } = scores;
  const products = missingTo(productLevel, scores.activeProducts, parameters.productThresholds);
  const universes = missingTo(universeLevel, scores.universes, parameters.universeThresholds);
  return [
    { dimension: "PRODUCTS", value: scores.activeProducts, level: productLevel, next: products && { level: products.level, missing: { code: "PRODUCTS", count: products.count } } },
    { dimension: "UNIVERSES", value: scores.universes, level: universeLevel, next: universes && { level: universes.level, missing: { code: "UNIVERSES", count: universes.count } } },
    { dimension: "DAV", value: scores.davOperations3 / 3, level: davLevel, next: davNext(scores, parameters.davThresholds) },
  ];
}

function missingTo(level: Score, value: number, thresholds: Thresholds): { level: Score; count: number } | null {
  const threshold = thresholds[level - 1];
  return threshold === undefined ? null : { level: (level + 1) as Score, count: Math.max(1, threshold - value) };
}

/** Operations are counted over three months: whole operations a month that bring the sum to the threshold. */
function davNext({ hasDav, davLevel, davOperations3, regularIncome }: MireLevels, thresholds: Thresholds): MireStep["next"] {
  const threshold = thresholds[davLevel - 1];
  if (threshold === undefined) return null;
  const level = (davLevel + 1) as Score;
  if (!hasDav) return { level, missing: { code: "DAV_OPENED", count: threshold } };
  const count = Math.ceil(Math.max(0, threshold * 3 - davOperations3) / 3);
  if (level < 4 || regularIncome) return { level, missing: { code: "OPERATIONS", count } };
  return { level, missing: count === 0 ? { code: "INCOME" } : { code: "OPERATIONS_AND_INCOME", count } };
}
