import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCallMinute, isPublicHoliday, nextCallMinute } from "@/lib/domain/call-hours";
import { addDays, type Day } from "@/lib/domain/dates";

const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

describe("a commercial call is allowed", () => {
  it.each<[Day, string, boolean]>([
    ["2026-11-20", "09:59", false],
    ["2026-11-20", "10:00", true],
    ["2026-11-20", "12:59", true],
    ["2026-11-20", "13:00", false],
    ["2026-11-20", "13:59", false],
    ["2026-11-20", "14:00", true],
    ["2026-11-20", "19:59", true],
    ["2026-11-20", "20:00", false],
    ["2026-11-21", "11:00", false],
    ["2026-11-22", "11:00", false],
    ["2026-11-23", "11:00", true],
    ["2026-11-11", "11:00", false],
    ["2026-12-25", "11:00", false],
  ])("on %s at %s: %s", (day, clock, allowed) => {
    expect(isCallMinute(day, minuteOf(clock))).toBe(allowed);
  });

  it.each<[string, Day, string, Day, string]>([
    ["before the morning", "2026-11-20", "08:12", "2026-11-20", "10:00"],
    ["at midday", "2026-11-20", "13:00", "2026-11-20", "14:00"],
    ["on Friday evening", "2026-11-20", "20:00", "2026-11-23", "10:00"],
    ["on the eve of a long weekend", "2026-12-24", "20:30", "2026-12-28", "10:00"],
    ["while it is allowed", "2026-11-20", "15:07", "2026-11-20", "15:07"],
  ])("next, %s (%s %s): %s %s", (_, day, clock, nextDay, nextClock) => {
    expect(nextCallMinute(day, minuteOf(clock))).toEqual({ day: nextDay, minute: minuteOf(nextClock) });
  });

  it("at the minute that is named and at none in between", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 1_439 }), (days, minute) => {
        const day = addDays("2024-01-01", days);
        const next = nextCallMinute(day, minute);
        expect(isCallMinute(next.day, next.minute)).toBe(true);
        if (next.day !== day || next.minute !== minute) expect(isCallMinute(next.minute === 0 ? addDays(next.day, -1) : next.day, (next.minute + 1_439) % 1_440)).toBe(false);
      }),
    );
  });
});

describe("the public holidays of France", () => {
  it.each<[number, string[]]>([
    [2024, ["01-01", "04-01", "05-01", "05-08", "05-09", "05-20", "07-14", "08-15", "11-01", "11-11", "12-25"]],
    [2026, ["01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25"]],
    [2027, ["01-01", "03-29", "05-01", "05-06", "05-08", "05-17", "07-14", "08-15", "11-01", "11-11", "12-25"]],
    // Early, 23 March; as late as can be, 25 April; and 2049, which the moon alone would put a week later.
    [2008, ["01-01", "03-24", "05-01", "05-08", "05-12", "07-14", "08-15", "11-01", "11-11", "12-25"]],
    [2038, ["01-01", "04-26", "05-01", "05-08", "06-03", "06-14", "07-14", "08-15", "11-01", "11-11", "12-25"]],
    [2049, ["01-01", "04-19", "05-01", "05-08", "05-27", "06-07", "07-14", "08-15", "11-01", "11-11", "12-25"]],
  ])("of %i", (year, days) => {
    const all = Array.from({ length: 366 }, (_, place) => addDays(`${year}-01-01` as Day, place)).filter((day) => day.startsWith(String(year)));
    expect(all.filter(isPublicHoliday).map((day) => day.slice(5))).toEqual(days);
  });
});
