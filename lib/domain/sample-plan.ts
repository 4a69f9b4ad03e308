import type { CampaignFrame, CampaignPlan } from "./control-campaign";
import { secondCount } from "./sample-draw";
import { allocate, sampleSize } from "./sample-size";

/** How many of each stratum a draw takes, for the precision that is asked for; rows in the order of their keys. */
export function planSample<Row extends { population: number }>(rows: readonly Row[], frame: CampaignFrame): Omit<CampaignPlan, "strata"> & { strata: (Row & { size: number })[] } {
  const populations = rows.map((row) => row.population);
  const whole = sumOf(populations);
  const { confidence, expectedPercent, halfWidthPercent } = frame;
  const wantedSize = sampleSize(whole, { confidence, expectedRate: expectedPercent / 100, halfWidth: halfWidthPercent / 100 });
  const sizes = allocate(populations, wantedSize, frame.leastPerStratum);
  const size = sumOf(sizes);
  return { population: whole, wantedSize, size, seconds: secondCount(size, frame.secondPercent), strata: rows.map((row, place) => ({ ...row, size: sizes[place] ?? 0 })) };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
