import { addDays, addMonths, earlierOf, type Day } from "@/lib/domain/dates";

/** The farthest day an action may be snoozed to, in days from today. */
const LONGEST_DAYS = 365;

export type SnoozeChoice = { key: "day" | "threeDays" | "week" | "month"; untilOn: Day };

/** The usual delays, each with the day it leads to. */
export function snoozeChoices(today: Day): SnoozeChoice[] {
  return [
    { key: "day", untilOn: addDays(today, 1) },
    { key: "threeDays", untilOn: addDays(today, 3) },
    { key: "week", untilOn: addDays(today, 7) },
    { key: "month", untilOn: sameDayNextMonth(today) },
  ];
}

/** The first and the last day that may be chosen. */
export function snoozeRange(today: Day): { first: Day; last: Day } {
  return { first: addDays(today, 1), last: addDays(today, LONGEST_DAYS) };
}

/** 31 January leads to the last of February. */
function sameDayNextMonth(day: Day): Day {
  const lastOfNext = addDays(addMonths(day, 2), -1);
  const wanted = addDays(addMonths(day, 1), Number(day.slice(8)) - 1);
  return earlierOf(wanted, lastOfNext);
}
