import { describe, expect, it } from "vitest";
import { addDays, dateOf, type Day } from "@/lib/domain/dates";
import { clockOf, instantOf, minuteOf, momentOf } from "@/lib/domain/local-time";
import { daysOf, mondayOf, parseWeek, weekOf, type Week } from "@/lib/domain/weeks";

describe("weeks from Monday on", () => {
  it.each([
    ["2026-11-22", "2026-W47"],
    ["2026-11-23", "2026-W48"],
    // 2026 began on a Thursday and has 53 weeks; 2027 begins in the last of them.
    ["2026-12-31", "2026-W53"],
    ["2027-01-03", "2026-W53"],
    ["2027-01-04", "2027-W01"],
    ["2024-12-30", "2025-W01"],
    ["2021-01-01", "2020-W53"],
  ] as [Day, Week][])("%s is in %s", (day, week) => {
    expect(weekOf(day)).toBe(week);
    expect(daysOf(week)).toContain(day);
  });

  it("each day of thirty years is in the seven days of its week, which begin on a Monday", () => {
    for (let day: Day = "2010-01-01"; day < "2040-01-01"; day = addDays(day, 1)) {
      const days = daysOf(weekOf(day));
      expect(days).toHaveLength(7);
      expect(days[0]).toBe(mondayOf(day));
      expect(days).toContain(day);
    }
    expect(dateOf(mondayOf("2026-11-22")).getUTCDay()).toBe(1);
  });

  it.each(["2025-W53", "2026-W54", "2026-W00", "2026-48", "26-W48", "2026-W48 ", ""])("“%s” is no week", (text) => {
    expect(parseWeek(text)).toBeNull();
  });

  it.each(["2026-W53", "2026-W01", "2020-W53"])("%s is one", (text) => {
    expect(parseWeek(text)).toBe(text);
  });
});

describe("the clocks of the bank", () => {
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris", dateStyle: "short", timeStyle: "short" });

  it("an instant is shown as the world shows it, through every change of the clocks of thirty years", () => {
    for (let at = Date.UTC(2010, 0, 1); at < Date.UTC(2040, 0, 1); at += 3_600_000 * 7) {
      const instant = new Date(at);
      const { day, minute } = momentOf(instant);
      expect(`${day} ${clockOf(minute)}`).toBe(shown.format(instant));
    }
  });

  it.each([
    ["a winter's day", "2026-11-24", 870, "2026-11-24T13:30:00.000Z"],
    ["a summer's day", "2026-07-01", 870, "2026-07-01T12:30:00.000Z"],
    ["midnight before the clocks go forward", "2026-03-29", 0, "2026-03-28T23:00:00.000Z"],
    ["an hour that there is not", "2026-03-29", 150, "2026-03-29T01:30:00.000Z"],
    ["the first after it", "2026-03-29", 180, "2026-03-29T01:00:00.000Z"],
    ["before they go back", "2026-10-25", 119, "2026-10-24T23:59:00.000Z"],
    ["an hour that there is twice: the second", "2026-10-25", 150, "2026-10-25T01:30:00.000Z"],
    ["the noon of that day", "2026-10-25", 720, "2026-10-25T11:00:00.000Z"],
  ] as [string, Day, number, string][])("%s", (_, day, minute, instant) => {
    expect(instantOf(day, minute).toISOString()).toBe(instant);
  });

  it("an hour of an office day comes back as it was given, on every day", () => {
    for (let day: Day = "2024-01-01"; day < "2030-01-01"; day = addDays(day, 1)) {
      for (const minute of [0, 480, 885, 1_439]) expect(momentOf(instantOf(day, minute))).toEqual({ day, minute });
    }
  });

  it.each([["09:05", 545], ["00:00", 0], ["23:59", 1_439], ["24:00", null], ["9:05", null], ["", null], ["14:60", null]])("“%s” is minute %s", (text, minute) => {
    expect(minuteOf(text)).toBe(minute);
    if (minute !== null) expect(clockOf(minute)).toBe(text);
  });
});
