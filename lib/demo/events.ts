import { addDays, type Day } from "@/lib/domain/dates";
import type { BankEventKind, InvitationStatus } from "@/lib/domain/invitation";
import type { Segment } from "@/lib/domain/segments";
import { isPublicHoliday } from "@/lib/domain/call-hours";
import { bankDay } from "./bank-days";
import type { DemoClientRow } from "./clients";
import type { DemoInteraction } from "./contacts";
import type { DemoFrame } from "./frame";
import { chance, pickWeighted, randomOf } from "./random";

export type DemoEvent = {
  id: string; kind: BankEventKind; titleFr: string; titleEn: string; place: string; heldOn: Day; places: number | null;
  minAge: number | null; maxAge: number | null; minWealthEuros: number | null; segments: readonly Segment[];
};
export type DemoInvitation = { eventId: string; status: InvitationStatus; interactionId: string; invitedOn: Day };

const PAST = "e0000000-0000-4000-8000-000000000001";

/** One that is over, to which many were invited, and what is to come. */
export function demoEvents(today: Day): DemoEvent[] {
  const any = { minAge: null, maxAge: null, minWealthEuros: null, segments: [] };
  const of = (number: number, event: Omit<DemoEvent, "id">): DemoEvent => ({ id: `${PAST.slice(0, -1)}${number}`, ...event });
  return [
    of(1, { ...any, kind: "EVENT", titleFr: "Soirée fiscalité", titleEn: "Tax evening", place: "Lyon, siège régional", heldOn: bankDay(addDays(today, -12), addDays(today, -10)), places: 60 }),
    of(2, { ...any, kind: "EVENT", titleFr: "Visite privée du musée des Beaux-Arts", titleEn: "Private visit of the Museum of Fine Arts", place: "Lyon", heldOn: openDay(addDays(today, 19)), places: 24, minWealthEuros: 300_000 }),
    of(3, { ...any, kind: "EVENT", titleFr: "Atelier transmission", titleEn: "Workshop on estate planning", place: "Rennes Sainte-Anne", heldOn: openDay(addDays(today, 26)), places: 20, minAge: 60 }),
    of(4, { ...any, kind: "OFFER", titleFr: "Frais d’entrée offerts sur la gestion sous mandat", titleEn: "No entry fee on managed portfolios", place: "", heldOn: addDays(today, 60), places: null, minAge: 25, maxAge: 70, segments: ["DEVELOP", "MAINTAIN"] }),
  ];
}

/** Nobody is invited to a Sunday, a Monday or a public holiday: the next day that is none of them. */
function openDay(day: Day): Day {
  const isClosed = isPublicHoliday(day) || bankDay(day, addDays(day, 2)) !== day;
  return isClosed ? openDay(addDays(day, 1)) : day;
}

/** Of those spoken to in the weeks before the event that is over, some were invited to it then. */
export function invitationsOf(frame: DemoFrame, row: DemoClientRow, interactions: readonly DemoInteraction[]): DemoInvitation[] {
  const random = randomOf(frame.seed, row.id, "invitations");
  const from = addDays(frame.today, -60);
  const contact = interactions.find(({ occurredOn, commercial, outcome }) => commercial && outcome === "DISCUSSED" && occurredOn >= from && occurredOn < addDays(frame.today, -13));
  if (!row.highValue || row.status !== "ACTIVE" || !contact || !chance(random, 0.8)) return [];
  const status = pickWeighted<InvitationStatus>(random, [["ATTENDED", 45], ["DECLINED", 30], ["INVITED", 15], ["ACCEPTED", 10]]);
  return [{ eventId: PAST, status, interactionId: contact.id, invitedOn: contact.occurredOn }];
}
