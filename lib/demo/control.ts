import type { CampaignFrame } from "@/lib/domain/control-campaign";
import { addDays, addMonths, firstOfMonth, type Day } from "@/lib/domain/dates";
import { bankDay } from "./bank-days";
import { randomOf, uuid } from "./random";

/** A campaign of the demo bank before it is drawn; `drawnAt` in UTC. */
export type DemoCampaign = { id: string; frame: CampaignFrame; seed: string; drawnAt: string; isFinished: boolean };

/** The branches of the first supervisor, whom permanent control supervises as well: two may look at the same entry. */
const BRANCHES = [1, 2];
const FINISHED_DAYS_AGO = 36;
const RUNNING_DAYS_AGO = 8;

/** One of three months that is over, by segment and advisor, and one of a month that is being reviewed, by advisor and kind. */
export function demoCampaigns(seed: number, today: Day): DemoCampaign[] {
  const month = firstOfMonth(today);
  const [since, last] = [addMonths(month, -4), addMonths(month, -1)];
  const asked = { branchIds: BRANCHES, byAdvisor: true, confidence: 95, expectedPercent: 90, leastPerStratum: 1 } as const;
  return [
    {
      ...drawnOn(seed, "finished campaign", addDays(today, -FINISHED_DAYS_AGO)), isFinished: true,
      frame: { ...asked, name: `Contrôle trimestriel ${monthWords(since)} – ${monthWords(addMonths(month, -2))}`, fromOn: since, untilOn: addDays(last, -1), bySegment: true, byKind: false, halfWidthPercent: 7, secondPercent: 30 },
    },
    {
      ...drawnOn(seed, "running campaign", addDays(today, -RUNNING_DAYS_AGO)), isFinished: false,
      frame: { ...asked, name: `Contrôle mensuel ${monthWords(last)}`, fromOn: last, untilOn: addDays(month, -1), bySegment: false, byKind: true, halfWidthPercent: 10, secondPercent: 25 },
    },
  ];
}

function drawnOn(seed: number, subject: string, day: Day): Pick<DemoCampaign, "id" | "seed" | "drawnAt"> {
  const random = randomOf(seed, 0, subject);
  const [id, secret] = [uuid(random), uuid(random)];
  return { id, seed: secret.replaceAll("-", ""), drawnAt: `${bankDay(day, addDays(day, 2))}T08:12:00.000Z` };
}

/** Month and year, as both languages write them. */
function monthWords(month: Day): string {
  return `${month.slice(5, 7)}/${month.slice(0, 4)}`;
}
