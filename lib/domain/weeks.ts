import { addDays, dateOf, daysBetween, type Day } from "./dates";

/** A week of ISO 8601, `2026-W48`: from Monday on; the first of a year has its first Thursday. */
export type Week = `${number}-W${number}`;

export function weekOf(day: Day): Week {
  const thursday = addDays(mondayOf(day), 3);
  const year = thursday.slice(0, 4);
  const number = Math.floor(daysBetween(`${year}-01-01` as Day, thursday) / 7) + 1;
  return `${year}-W${String(number).padStart(2, "0")}` as Week;
}

/** Monday to Sunday. */
export function daysOf(week: Week): Day[] {
  const [year = "", number = ""] = week.split("-W");
  // 4 January is always in the first week.
  const first = mondayOf(`${year}-01-04` as Day);
  return Array.from({ length: 7 }, (_, place) => addDays(first, (Number(number) - 1) * 7 + place));
}

/** The week as an address writes it; null for what is none, such as a 53rd week in a year of 52. */
export function parseWeek(text: string): Week | null {
  if (!/^(19|20|21)\d{2}-W(0[1-9]|[1-4]\d|5[0-3])$/.test(text)) return null;
  const week = text as Week;
  const [monday] = daysOf(week);
  return monday !== undefined && weekOf(monday) === week ? week : null;
}

/** The Monday of a day's week. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((dateOf(day).getUTCDay() + 6) % 7));
}
