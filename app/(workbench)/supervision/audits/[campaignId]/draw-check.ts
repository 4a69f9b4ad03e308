import { createHash } from "node:crypto";
import type { KeptDraw } from "@/lib/data/control-campaigns";
import type { DrawnCampaign } from "@/lib/domain/control-campaign";
import { drawSample, populationListing } from "@/lib/domain/sample-draw";

export type DrawCheck = { isSame: boolean; /** Entries that this viewer can no longer see: the draw cannot be followed again from here. */ moved: number };

/** Follows the draw again from what was kept: the digest of the population, and the sample in its order. */
export function checkDraw(campaign: DrawnCampaign, { population, sample }: KeptDraw): DrawCheck {
  const moved = campaign.population - population.length;
  if (moved > 0) return { isSame: false, moved };
  const sizes = new Map(campaign.strata.map(({ key, size }) => [key, size]));
  const again = drawSample(population, { seed: campaign.seed, sizes, secondPercent: campaign.secondPercent }, sha256);
  return { isSame: sha256(populationListing(population)) === campaign.populationDigest && JSON.stringify(again) === JSON.stringify(sample.map(({ id, stratum, place, second }) => ({ id, stratum, place, second }))), moved };
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
