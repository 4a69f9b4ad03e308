import { addDays, daysBetween, type Day } from "@/lib/domain/dates";
import { instantOf } from "@/lib/domain/local-time";
import type { InteractionChannel } from "@/prisma/generated/enums";
import { bankDay } from "./bank-days";
import type { DemoInteraction } from "./contacts";
import type { DemoFrame } from "./frame";
import type { Person } from "./people";
import { chance, pick, randomOf, wholeBetween, type Random } from "./random";

/** A next step that is still to be done: its id is that of the contact in which it was agreed. */
export type DemoStep = { id: string; plannedOn: Day; dueOn: Day; startsAt: string | null; lengthMinutes: number | null; channel: InteractionChannel };

/** So many days after its day an agreed step is still there, late; older ones were done without a word. */
const LATE_DAYS = 6;
/** Of the contacts of the last weeks, how many ended with a word on the next one. */
const [RECENT_DAYS, AGREED_SHARE] = [45, 0.24];
const WITH_AN_HOUR: readonly InteractionChannel[] = ["PHONE", "BRANCH", "VIDEO"];

/** The contacts, the last of them with what was agreed in it, and the step that is open for it. Drawn apart from all else. */
export function withAgreedStep(frame: DemoFrame, person: Person, interactions: DemoInteraction[]): { interactions: DemoInteraction[]; step: DemoStep | null } {
  const random = randomOf(frame.seed, person.place, "agenda");
  const last = interactions.at(-1);
  if (!last || person.departedOn !== null || last.outcome === "NO_ANSWER") return { interactions, step: null };
  const nextStepOn = last.nextStepOn ?? drawDay(random, frame.today, last);
  if (nextStepOn === null || nextStepOn < addDays(frame.today, -LATE_DAYS)) return { interactions, step: null };
  const step = { id: last.id, plannedOn: last.occurredOn, dueOn: nextStepOn, channel: last.channel, ...drawHour(random, nextStepOn, last.channel) };
  return { interactions: [...interactions.slice(0, -1), { ...last, nextStepOn }], step };
}

function drawDay(random: Random, today: Day, { occurredOn, outcome }: DemoInteraction): Day | null {
  const isRecent = daysBetween(occurredOn, today) <= RECENT_DAYS && outcome !== "COMPLAINT_RECEIVED";
  if (!isRecent || !chance(random, AGREED_SHARE)) return null;
  const day = bankDay(addDays(today, wholeBetween(random, -3, 16)), addDays(today, 30));
  return day > occurredOn ? day : null;
}

function drawHour(random: Random, day: Day, channel: InteractionChannel): Pick<DemoStep, "startsAt" | "lengthMinutes"> {
  if (!WITH_AN_HOUR.includes(channel) || !chance(random, 0.8)) return { startsAt: null, lengthMinutes: null };
  const minute = pick(random, [600, 630, 660, 690, 720, 840, 870, 900, 930, 960, 1_020]);
  return { startsAt: instantOf(day, minute).toISOString(), lengthMinutes: pick(random, channel === "PHONE" ? [15, 30] : [30, 45, 60]) };
}
