import type { ProductName } from "./action-card";
import { isCommercial, isProfiled } from "./action-policy";
import type { Moment } from "./call-hours";
import { contactAnswer, type AskedProduct, type ContactAnswer, type ContactBlock, type ContactFacts, type InteractionChannel } from "./contact-policy";
import type { Day } from "./dates";
import { instantOf } from "./local-time";
import type { NextActionKind } from "./next-actions";

/** What an appointment can be about, when it is made from the agenda. */
export const APPOINTMENT_KINDS = ["PERSONAL_FOLLOW_UP", "PORTFOLIO_REVIEW", "TARGETED_OFFER"] as const satisfies readonly NextActionKind[];
/** Minutes that an appointment may take. */
export const APPOINTMENT_LENGTHS = [15, 30, 45, 60, 90, 120] as const;
export const USUAL_LENGTH = 30;
/** How far ahead something may be put, in days. */
export const FARTHEST_DAYS = 365;

/** AGREED: with the client. REMINDER: a suggestion that its advisor put off to this day. SUGGESTED: due by the rules. */
export type AgendaSource = "AGREED" | "REMINDER" | "SUGGESTED";

/** Where something stands. `minute` of the bank's clock, null: at some time of the day; `lengthMinutes` goes with it. */
export type AgendaPlace = { on: Day; minute: number | null; lengthMinutes: number | null };

/** An open next action as the agenda shows it. */
export type AgendaEntry = AgendaPlace & {
  id: string;
  clientId: number;
  clientName: string;
  kind: NextActionKind;
  source: AgendaSource;
  productCode: string | null;
  productName: ProductName | null;
  channel: InteractionChannel;
  blockedBy: ContactBlock | null;
  blockedUntilOn: Day | null;
  /** What the contact policy looks at, where it may forbid this contact; null: a service, which it never does. */
  contact: ContactFacts | null;
  product: AskedProduct | null;
};

/** Some days of an agenda, and above them what is late, whatever the days. */
export type Agenda = {
  today: Day;
  /** Of the bank's clock, now. */
  minute: number;
  /** By day and hour; what has no hour comes first. */
  entries: readonly AgendaEntry[];
  late: readonly AgendaEntry[];
  /** How many more than those listed are late: more agreed ones, and suggestions of the rules. */
  lateBeyond: { agreed: number; suggested: number };
  /** How many suggestions of a day are not listed, by day; a day without is absent. */
  beyond: Readonly<Partial<Record<Day, number>>>;
};

/** May the client be contacted there and then? Null where the contact policy has no say: a service contact. */
export function answerAt({ contact, kind, channel, product }: AgendaEntry, at: Moment): ContactAnswer | null {
  if (contact === null) return null;
  return contactAnswer(contact, { commercial: isCommercial(kind), channel, product, profiled: isProfiled(kind, product !== null, contact), at });
}

/** Late until it is done: its day is over, however long before it was written down. */
export function isLate({ on }: Pick<AgendaPlace, "on">, today: Day): boolean {
  return on < today;
}

/** A promise is likely kept; it is worth as much as a follow-up. `pnbCents`: of the last twelve months, null: unknown. */
export function promiseWorth(pnbCents: bigint | number | null): { successChance: number; valueCents: number } {
  return { successChance: 0.8, valueCents: Math.max(1_000, Math.round(Number(pnbCents ?? 0) / 10)) };
}

/** The hour of a place as it is stored; null where it has none. */
export function hourOf({ on, minute, lengthMinutes }: AgendaPlace): { startsAt: Date | null; lengthMinutes: number | null } {
  return minute === null ? { startsAt: null, lengthMinutes: null } : { startsAt: instantOf(on, minute), lengthMinutes };
}

/** Those that overlap with a place in time; what has no hour overlaps with nothing. */
export function overlapping<Entry extends AgendaPlace & { id: string }>(entries: readonly Entry[], place: AgendaPlace & { id: string }): Entry[] {
  return entries.filter((other) => other.id !== place.id && other.on === place.on && overlap(other, place));
}

/** A timed entry with its lane, of so many beside each other. */
export type Laned<Entry> = { entry: Entry; lane: number; lanes: number };

/** Entries of one day with an hour, in its order, beside each other where they overlap. */
export function lanesOf<Entry extends AgendaPlace & { id: string }>(entries: readonly Entry[]): Laned<Entry>[] {
  const timed = entries.filter(({ minute }) => minute !== null).sort((a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a) || (a.id < b.id ? -1 : 1));
  const laned: Laned<Entry>[] = [];
  let group: Laned<Entry>[] = [];
  let groupEnd = -1;
  const close = () => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane)) + 1;
    laned.push(...group.map((one) => ({ ...one, lanes })));
    group = [];
  };
  for (const entry of timed) {
    if (startOf(entry) >= groupEnd) close();
    const taken = new Set(group.filter((one) => endOf(one.entry) > startOf(entry)).map(({ lane }) => lane));
    const lane = [...taken, 0].map((_, place) => place).find((place) => !taken.has(place)) ?? 0;
    group.push({ entry, lane, lanes: 1 });
    groupEnd = Math.max(groupEnd, endOf(entry));
  }
  close();
  return laned;
}

/** The whole hours that a day's or a week's grid shows: an office day, or longer where something stands outside it. */
export function hoursOf(entries: readonly AgendaPlace[]): { first: number; last: number } {
  const timed = entries.filter(({ minute }) => minute !== null);
  const first = Math.min(8, ...timed.map((entry) => Math.floor(startOf(entry) / 60)));
  const last = Math.max(19, ...timed.map((entry) => Math.ceil(Math.min(endOf(entry), 1_440) / 60)));
  return { first, last };
}

/** By day, then what has no hour, then by the hour. */
export function inOrder(a: AgendaEntry, b: AgendaEntry): number {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  return startOf(a) - startOf(b) || SOURCE_RANK[a.source] - SOURCE_RANK[b.source];
}

const SOURCE_RANK: Record<AgendaSource, number> = { AGREED: 0, REMINDER: 1, SUGGESTED: 2 };

function overlap(a: AgendaPlace, b: AgendaPlace): boolean {
  return a.minute !== null && b.minute !== null && startOf(a) < endOf(b) && startOf(b) < endOf(a);
}

function startOf({ minute }: AgendaPlace): number {
  return minute ?? -1;
}

function endOf({ minute, lengthMinutes }: AgendaPlace): number {
  return (minute ?? -1) + (lengthMinutes ?? 0);
}
