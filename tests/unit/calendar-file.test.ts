import { describe, expect, it } from "vitest";
import { calendarEvent, type CalendarStep, type CalendarWording } from "@/lib/domain/calendar-feed";
import { calendarFile, foldedLine, textOf, type CalendarEvent } from "@/lib/domain/calendar-file";
import { readCalendar } from "@/tests/support/calendar-reader";

const event = (over: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: "7a@mireille", sequence: 3, changedAt: new Date("2026-11-20T09:30:15.250Z"), summary: "Téléphone – S. L.", description: "Ouvrir", url: "https://bank.example/clients/4",
  at: { startsAt: new Date("2026-11-24T13:30:00Z"), endsAt: new Date("2026-11-24T14:15:00Z") }, isFirm: true, ...over,
});

describe("a line", () => {
  const SIGNS = ["a", "é", "€", "𝒜", "👩‍👩‍👧", " ", "\t", ";", "中"];
  const octets = (text: string) => Buffer.byteLength(text, "utf8");
  // The same few thousand lines each time.
  let seed = 7;
  const below = (limit: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % limit;
  const lines = Array.from({ length: 3_000 }, () => Array.from({ length: below(260) }, () => SIGNS[below(SIGNS.length)]).join(""));

  it("is never longer than 75 octets, holds whole signs, and comes back as it was", () => {
    for (const line of lines) {
      const folded = foldedLine(line).split("\r\n");
      for (const piece of folded) {
        expect(octets(piece)).toBeLessThanOrEqual(75);
        expect(Buffer.from(piece, "utf8").toString("utf8")).toBe(piece);
      }
      expect(folded.map((piece, place) => (place === 0 ? piece : piece.slice(1))).join("")).toBe(line);
    }
  });

  it.each([[74, 1], [75, 1], [76, 2], [75 + 74, 2], [75 + 75, 3]])("of %i octets is %i lines", (length, count) => {
    expect(foldedLine("x".repeat(length)).split("\r\n")).toHaveLength(count);
  });
});

describe("a text", () => {
  it.each([
    ["a, b; c\\d", "a\\, b\\; c\\\\d"],
    ["one\r\ntwo\nthree\rfour", "one\\ntwo\\nthree\\nfour"],
    ["bell\u0007 and\u0000 nothing", "bell  and  nothing"],
    ["BEGIN:VEVENT\nEND:VCALENDAR", "BEGIN:VEVENT\\nEND:VCALENDAR"],
  ])("%j is written as %j", (text, written) => {
    expect(textOf(text)).toBe(written);
  });
});

describe("a calendar that another program reads", () => {
  it("says when an appointment is on the clocks of the bank, in winter and in summer", () => {
    const file = calendarFile("Mireille", [event(), event({ uid: "b", at: { startsAt: new Date("2026-07-01T12:30:00Z"), endsAt: new Date("2026-07-01T13:00:00Z") } })]);
    const { events, zones } = readCalendar(file);
    expect(zones).toEqual(["Europe/Paris"]);
    expect(events).toMatchObject([
      { UID: "7a@mireille", SEQUENCE: "3", DTSTAMP: "20261120T093015Z", "LAST-MODIFIED": "20261120T093015Z", "DTSTART;TZID=Europe/Paris": "20261124T143000", "DTEND;TZID=Europe/Paris": "20261124T151500", STATUS: "CONFIRMED", TRANSP: "OPAQUE" },
      { "DTSTART;TZID=Europe/Paris": "20260701T143000", "DTEND;TZID=Europe/Paris": "20260701T150000" },
    ]);
  });

  it("what has no hour lasts the whole day and keeps nobody busy", () => {
    const { events } = readCalendar(calendarFile("Mireille", [event({ at: { on: "2026-12-31" }, isFirm: false })]));
    expect(events).toMatchObject([{ "DTSTART;VALUE=DATE": "20261231", "DTEND;VALUE=DATE": "20270101", STATUS: "TENTATIVE", TRANSP: "TRANSPARENT" }]);
  });

  it("a text that looks like the end of it is a text", () => {
    const nasty = "Durand; SA, « A\\B »\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:x";
    const { events } = readCalendar(calendarFile("N,;\\\n", [event({ summary: nasty })]));
    expect(events).toHaveLength(1);
    expect(events[0]?.SUMMARY).toBe(nasty.replace(/\r\n/g, "\n"));
  });

  it("without any event it is a calendar all the same, and the same events make the same file", () => {
    expect(readCalendar(calendarFile("Mireille", [])).events).toEqual([]);
    expect(calendarFile("Mireille", [event()])).toBe(calendarFile("Mireille", [event()]));
  });
});

describe("what leaves the bank", () => {
  const step: CalendarStep = {
    id: "11111111-2222-4333-8444-555555555555", clientId: 42, firstName: "élodie", lastName: "Le Goff", kind: "PERSONAL_FOLLOW_UP", channel: "PHONE", source: "AGREED", on: "2026-11-24",
    startsAt: new Date("2026-11-24T13:30:00Z"), lengthMinutes: 45, revision: 2, revisedAt: new Date("2026-11-20T09:30:15Z"),
  };
  const wording: CalendarWording = { names: "NONE", today: "2026-11-20", address: "https://bank.example", kind: () => "Suivi personnel", channel: () => "Téléphone", late: "En retard", open: "Ouvrir" };

  it.each([
    ["NONE", "Téléphone – Suivi personnel"],
    ["INITIALS", "Téléphone – É. L."],
    ["FULL", "Téléphone – élodie Le Goff"],
  ] as const)("with names %s: “%s”", (names, summary) => {
    const made = calendarEvent(step, { ...wording, names });
    expect(made).toMatchObject({ uid: `${step.id}@mireille`, sequence: 2, summary, url: "https://bank.example/clients/42", description: "Ouvrir: https://bank.example/clients/42" });
    if (names !== "FULL") expect(calendarFile("Mireille", [made])).not.toMatch(/Goff|lodie/);
  });

  it("what is late says so; what has no hour is a whole day; a reminder may still change", () => {
    expect(calendarEvent({ ...step, startsAt: null, lengthMinutes: null, source: "REMINDER" }, { ...wording, today: "2026-11-25" })).toMatchObject({ summary: "En retard – Téléphone – Suivi personnel", at: { on: "2026-11-24" }, isFirm: false });
  });
});
