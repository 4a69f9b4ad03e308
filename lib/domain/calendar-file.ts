import { addDays, type Day } from "./dates";
import { clockOf, momentOf } from "./local-time";

/** One event of a calendar, as another program reads it (RFC 5545). */
export type CalendarEvent = {
  /** The same for as long as the event lasts, whatever is changed of it. */
  uid: string;
  /** How often it was changed, and when last. */
  sequence: number;
  changedAt: Date;
  summary: string;
  description: string;
  url: string;
  /** At some time of that day, or from one instant to another. */
  at: { on: Day } | { startsAt: Date; endsAt: Date };
  /** Agreed with someone; else it may still change. */
  isFirm: boolean;
};

/** How long a program may keep what it read. */
const REFRESH = "PT30M";
const TIME_ZONE = "Europe/Paris";
const LINE_OCTETS = 75;

/** The clocks of the bank. Source: directive 2000/84/EC; RFC 5545, 3.6.5. */
const VTIMEZONE = [
  "BEGIN:VTIMEZONE", `TZID:${TIME_ZONE}`,
  "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "DTSTART:19700329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
  "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "DTSTART:19701025T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
  "END:VTIMEZONE",
];

/** A calendar as a file: lines of at most 75 octets, each ended by CRLF. The same events give the same file. */
export function calendarFile(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mireille//Agenda//FR", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", `NAME:${textOf(name)}`, `X-WR-CALNAME:${textOf(name)}`, `X-WR-TIMEZONE:${TIME_ZONE}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`, `X-PUBLISHED-TTL:${REFRESH}`,
    ...VTIMEZONE,
    ...events.flatMap(eventLines),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${foldedLine(line)}\r\n`).join("");
}

function eventLines({ uid, sequence, changedAt, summary, description, url, at, isFirm }: CalendarEvent): string[] {
  return [
    "BEGIN:VEVENT", `UID:${textOf(uid)}`, `DTSTAMP:${utcOf(changedAt)}`, `LAST-MODIFIED:${utcOf(changedAt)}`, `SEQUENCE:${sequence}`, ...timeLines(at),
    `SUMMARY:${textOf(summary)}`, `DESCRIPTION:${textOf(description)}`, `URL:${url}`, `STATUS:${isFirm ? "CONFIRMED" : "TENTATIVE"}`,
    // What has no hour keeps nobody from being invited elsewhere.
    `TRANSP:${"on" in at ? "TRANSPARENT" : "OPAQUE"}`, "CLASS:PRIVATE", "END:VEVENT",
  ];
}

function timeLines(at: CalendarEvent["at"]): string[] {
  if ("on" in at) return [`DTSTART;VALUE=DATE:${dateOf(at.on)}`, `DTEND;VALUE=DATE:${dateOf(addDays(at.on, 1))}`];
  return [`DTSTART;TZID=${TIME_ZONE}:${localOf(at.startsAt)}`, `DTEND;TZID=${TIME_ZONE}:${localOf(at.endsAt)}`];
}

/** Text as a value: RFC 5545, 3.3.11. Signs that no line may hold become blanks. */
export function textOf(text: string): string {
  return text
    .replace(/\\/g, "\\\\")
    .replace(/;/g, "\\;")
    .replace(/,/g, "\\,")
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, " ");
}

/** Broken after at most 75 octets, never inside a sign; what goes on begins with a blank: RFC 5545, 3.1. */
export function foldedLine(line: string): string {
  const pieces: string[] = [];
  let [piece, octets] = ["", 0];
  for (const sign of line) {
    const size = octetsOf(sign);
    if (octets + size > LINE_OCTETS) {
      pieces.push(piece);
      [piece, octets] = [" ", 1];
    }
    piece += sign;
    octets += size;
  }
  return [...pieces, piece].join("\r\n");
}

/** Of a sign in UTF-8. */
function octetsOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

function dateOf(day: Day): string {
  return day.replaceAll("-", "");
}

/** `20261124T133000Z`. */
function utcOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** On the clocks of the bank, without saying which. */
function localOf(instant: Date): string {
  const { day, minute } = momentOf(instant);
  return `${dateOf(day)}T${clockOf(minute).replace(":", "")}00`;
}
