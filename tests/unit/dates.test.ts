import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, ageOn, dateOf, dayOf, daysBetween, earlierOf, firstOfMonth, laterOf, monthsBetween, type Day } from "@/lib/domain/dates";

const anyDay = fc.date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true }).map(dayOf);
const anyCount = fc.integer({ min: -20_000, max: 20_000 });

describe("a day", () => {
  it.each<[string, Day, number, Day]>([
    ["the end of February in a common year", "2026-02-28", 1, "2026-03-01"],
    ["the end of February in a leap year", "2028-02-28", 1, "2028-02-29"],
    ["the end of the year", "2026-12-31", 1, "2027-01-01"],
    ["the night the clocks go forward", "2026-03-28", 2, "2026-03-30"],
    ["the night the clocks go back", "2026-10-24", 2, "2026-10-26"],
    ["the first of January, backwards", "2026-01-01", -1, "2025-12-31"],
    ["no day at all", "2026-11-20", 0, "2026-11-20"],
  ])("passes %s: %s + %i = %s", (_, from, count, to) => {
    expect(addDays(from, count)).toBe(to);
    expect(daysBetween(from, to)).toBe(count);
  });

  it("comes back from a date column as it went in", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(dayOf(dateOf(day))).toBe(day);
      }),
    );
  });

  it("is as many days away as were added", () => {
    fc.assert(
      fc.property(anyDay, anyCount, (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });

  it("sorts as text in the order of the calendar", () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        expect(a < b).toBe(daysBetween(a, b) > 0);
      }),
    );
  });

  it("is the later or the earlier of two, whichever comes first", () => {
    expect([laterOf("2026-01-31", "2026-02-01"), laterOf("2026-02-01", "2026-01-31")]).toEqual(["2026-02-01", "2026-02-01"]);
    expect([earlierOf("2026-01-31", "2026-02-01"), earlierOf("2026-02-01", "2026-01-31")]).toEqual(["2026-01-31", "2026-01-31"]);
  });
});

describe("a month", () => {
  it.each<[string, Day, number, Day]>([
    ["the 31st, into a month of 30", "2026-10-31", 1, "2026-11-01"],
    ["December", "2026-12-01", 1, "2027-01-01"],
    ["January, backwards", "2026-01-15", -1, "2025-12-01"],
    ["a whole year back", "2026-11-20", -11, "2025-12-01"],
    ["twelve months back to the same month", "2026-12-31", -12, "2025-12-01"],
    ["its own first day", "2026-11-20", 0, "2026-11-01"],
  ])("passes %s: %s + %i = %s", (_, from, count, to) => {
    expect(addMonths(from, count)).toBe(to);
    expect(monthsBetween(from, to)).toBe(count);
  });

  it("is as many months away as were added, whatever the day", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1_200, max: 1_200 }), (day, count) => {
        expect(monthsBetween(day, addMonths(day, count))).toBe(count);
      }),
    );
  });

  it("starts on its first day", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(addDays(firstOfMonth(day), Number(day.slice(8)) - 1)).toBe(day);
      }),
    );
  });
});

describe("an age", () => {
  it.each<[string, Day, Day, number]>([
    ["the eve of a birthday", "1986-11-21", "2026-11-20", 39],
    ["the birthday", "1986-11-20", "2026-11-20", 40],
    ["a birthday earlier in the month", "1986-11-02", "2026-11-20", 40],
    ["a birthday in a later month, on an earlier day", "1986-12-01", "2026-11-20", 39],
    ["28 February for one of the 29th", "2000-02-29", "2026-02-28", 25],
    ["1 March for one of the 29th", "2000-02-29", "2026-03-01", 26],
    ["29 February for one of the 29th", "2000-02-29", "2028-02-29", 28],
    ["the day of birth", "2026-11-20", "2026-11-20", 0],
    ["the day before birth", "2026-11-21", "2026-11-20", -1],
  ])("on %s, born %s, seen %s, is %i", (_, birthOn, day, age) => {
    expect(ageOn(birthOn, day)).toBe(age);
  });
});
