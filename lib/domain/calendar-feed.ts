import type { AgendaSource } from "./agenda";
import type { CalendarEvent } from "./calendar-file";
import type { InteractionChannel } from "./contact-policy";
import type { Day } from "./dates";
import type { NextActionKind } from "./next-actions";

/** What a calendar that goes to someone else's server may name; by default nobody. */
export const CALENDAR_NAMES = ["NONE", "INITIALS", "FULL"] as const;
export type CalendarNames = (typeof CALENDAR_NAMES)[number];

/** How far back and ahead a calendar goes, in days. */
export const CALENDAR_DAYS = { back: 60, ahead: 366 } as const;

/** A step as a calendar gets it. */
export type CalendarStep = {
  id: string;
  clientId: number;
  firstName: string;
  lastName: string;
  kind: NextActionKind;
  channel: InteractionChannel;
  source: Exclude<AgendaSource, "SUGGESTED">;
  on: Day;
  startsAt: Date | null;
  lengthMinutes: number | null;
  revision: number;
  revisedAt: Date;
};

/** What is said of a step: by its words, and who may be named. */
export type CalendarWording = {
  names: CalendarNames;
  today: Day;
  /** Of the workbench, without a slash at its end. */
  address: string;
  kind: (kind: NextActionKind) => string;
  channel: (channel: InteractionChannel) => string;
  late: string;
  open: string;
};

/**
 * An event that says when and how, and of the client no more than was chosen: never a note, never a product, which would
 * tell of their affairs. The link leads to the client's page, which asks who is there.
 */
export function calendarEvent(step: CalendarStep, { names, today, address, kind, channel, late, open }: CalendarWording): CalendarEvent {
  const url = `${address}/clients/${step.clientId}`;
  const who = nameOf(step, names) ?? kind(step.kind);
  return {
    uid: `${step.id}@mireille`,
    sequence: step.revision,
    changedAt: step.revisedAt,
    summary: [step.on < today && late, channel(step.channel), who].filter(Boolean).join(" – "),
    description: `${open}: ${url}`,
    url,
    at: step.startsAt === null ? { on: step.on } : { startsAt: step.startsAt, endsAt: new Date(step.startsAt.getTime() + (step.lengthMinutes ?? 0) * 60_000) },
    isFirm: step.source === "AGREED",
  };
}

/** `S. L.`; null where nobody is named. */
function nameOf({ firstName, lastName }: CalendarStep, names: CalendarNames): string | null {
  if (names === "NONE") return null;
  if (names === "FULL") return `${firstName} ${lastName}`.trim();
  return [firstName, lastName].map((name) => [...name.trim()][0]).filter(Boolean).map((initial) => `${initial?.toUpperCase()}.`).join(" ");
}
