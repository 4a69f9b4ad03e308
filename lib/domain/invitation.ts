import { ageOn, type Day } from "./dates";
import type { Segment } from "./segments";

/** EVENT: on a day, at a place. OFFER: an exclusive one, until its day. */
export const BANK_EVENT_KINDS = ["EVENT", "OFFER"] as const;
export type BankEventKind = (typeof BANK_EVENT_KINDS)[number];

export const INVITATION_STATUSES = ["INVITED", "ACCEPTED", "DECLINED", "ATTENDED"] as const;
export type InvitationStatus = (typeof INVITATION_STATUSES)[number];
/** What is noted of an invitation after it was made. */
export const INVITATION_ANSWERS = ["ACCEPTED", "DECLINED", "ATTENDED"] as const;
export type InvitationAnswer = (typeof INVITATION_ANSWERS)[number];

/** Whom an event is for, among high-value clients. Ages in completed years; null: no bound; no segment: any. */
export type Audience = { minAge: number | null; maxAge: number | null; minWealthCents: number | null; segments: readonly Segment[] };

export type BankEvent = Audience & {
  id: string;
  kind: BankEventKind;
  titleFr: string;
  titleEn: string;
  place: string;
  heldOn: Day;
  /** Null: as many as accept. */
  places: number | null;
  placesTaken: number;
  withdrawn: boolean;
  version: number;
};

/** An event with where one client stands to it; `invitedOn` null: not invited yet. */
export type ClientEvent = BankEvent & { status: InvitationStatus | null; invitedOn: Day | null };

export type Guest = { highValue: boolean; status: "ACTIVE" | "CLOSED" | "DECEASED"; birthOn: Day | null; wealthCents: number | null; segment: Segment | null };

/** Is the event for this client? Age counts on its day; what the bank does not know answers no bound. Twin: `AUDIENCE` in lib/data/bank-events.ts. */
export function isFor({ minAge, maxAge, minWealthCents, segments, heldOn }: Audience & { heldOn: Day }, guest: Guest): boolean {
  if (!guest.highValue || guest.status !== "ACTIVE") return false;
  const age = guest.birthOn === null ? null : ageOn(guest.birthOn, heldOn);
  if (minAge !== null && (age === null || age < minAge)) return false;
  if (maxAge !== null && (age === null || age > maxAge)) return false;
  if (minWealthCents !== null && (guest.wealthCents === null || guest.wealthCents < minWealthCents)) return false;
  return segments.length === 0 || (guest.segment !== null && segments.includes(guest.segment));
}

/** May anyone still be invited, or accept? An invitation takes no place before it is accepted. */
export function isOpen({ withdrawn, heldOn, places, placesTaken }: Pick<BankEvent, "withdrawn" | "heldOn" | "places" | "placesTaken">, today: Day): boolean {
  return !withdrawn && heldOn >= today && (places === null || placesTaken < places);
}

/** What may be noted next. Who declined may think again; who attended has. Nobody attended before the day. */
export function nextAnswers(status: InvitationStatus, heldOn: Day, today: Day): InvitationAnswer[] {
  if (status === "ATTENDED") return [];
  const answers = INVITATION_ANSWERS.filter((answer) => answer !== status);
  return heldOn > today ? answers.filter((answer) => answer !== "ATTENDED") : answers;
}
