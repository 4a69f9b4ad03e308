import { addDays, dateOf, type Day } from "@/lib/domain/dates";

/** Branches are closed on Sunday and Monday: the next open day, or the day itself when that is after `latest`. */
export function bankDay(day: Day, latest: Day): Day {
  const weekday = dateOf(day).getUTCDay();
  const wait = weekday === 0 ? 2 : weekday === 1 ? 1 : 0;
  if (wait === 0) return day;
  const open = addDays(day, wait);
  return open > latest ? day : open;
}
