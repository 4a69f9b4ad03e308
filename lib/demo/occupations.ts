import type { HouseholdMember } from "./households";
import { logNormal, pickWeighted, type Random, type Weighted } from "./random";

/** INSEE PCS, level 1: 1 farmers, 2 trade, 3 executives, 4 intermediate, 5 employees, 6 workers, 7 retired, 8 others. */
type Occupation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const STUDYING_OR_STARTING: Weighted<Occupation> = [[8, 46], [5, 25], [6, 15], [4, 11], [3, 2], [2, 1]];

const WORKING: Readonly<Record<"F" | "M", Weighted<Occupation>>> = {
  F: [[2, 4], [3, 18], [4, 28], [5, 38], [6, 6], [8, 6]],
  M: [[2, 9], [3, 22], [4, 25], [5, 12], [6, 28], [8, 4]],
};

const RETIRING: Weighted<Occupation> = [[7, 60], [3, 9], [4, 9], [5, 10], [2, 4], [8, 8]];
const RETIRED: Weighted<Occupation> = [[7, 95], [8, 3], [2, 2]];

export function drawOccupation(random: Random, age: number, member: Pick<HouseholdMember, "sex" | "home">): Occupation {
  if (age < 18) return 8;
  if (age < 24) return pickWeighted(random, STUDYING_OR_STARTING);
  if (age >= 67) return pickWeighted(random, RETIRED);
  if (age >= 62) return pickWeighted(random, RETIRING);
  const farmers = member.home.commune.zone === "RURAL" ? 6 : 0.4;
  return pickWeighted(random, [[1, farmers], ...WORKING[member.sex]]);
}

/** Net, a year, in euros: the median and the spread of its logarithm. */
const INCOMES: Readonly<Record<Occupation, readonly [median: number, spread: number]>> = {
  1: [21_000, 0.5],
  2: [32_000, 0.65],
  3: [50_000, 0.46],
  4: [29_500, 0.25],
  5: [21_500, 0.25],
  6: [22_500, 0.24],
  7: [21_500, 0.4],
  8: [9_800, 0.4],
};

/** By age and occupation: careers rise to fifty, and the spread of executives is wider. */
export function drawIncome(random: Random, age: number, occupation: number): number {
  if (age < 18) return Math.round(logNormal(random, 500, 0.5) / 10) * 10;
  const [median, spread] = INCOMES[occupation as Occupation];
  const career = occupation === 7 || occupation === 8 ? 1 : 0.78 + 0.32 * Math.min(1, Math.max(0, (age - 20) / 30));
  return Math.round(logNormal(random, median * career, spread) / 100) * 100;
}
