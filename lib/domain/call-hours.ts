import { addDays, dateOf, type Day } from "./dates";

/** A moment of the bank's clock: a day, and minutes since midnight; null: at some time of that day. */
export type Moment = { day: Day; minute: number | null };

/** Commercial calls: from the first minute to before the last. Source: art. D.223-9 Code de la consommation. */
const CALL_HOURS: readonly (readonly [from: number, until: number])[] = [
  [10 * 60, 13 * 60],
  [14 * 60, 20 * 60],
];

/** Month and day. Source: art. L.3133-1 Code du travail, to which D.223-9 refers. */
const FIXED_HOLIDAYS: ReadonlySet<string> = new Set(["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"]);
/** Days after Easter Sunday: Easter Monday, Ascension, Whit Monday. */
const MOVABLE_HOLIDAYS: readonly number[] = [1, 39, 50];

/** May someone be called to be sold something at that minute? Never on weekends and public holidays. */
export function isCallMinute(day: Day, minute: number): boolean {
  return isCallDay(day) && CALL_HOURS.some(([from, until]) => minute >= from && minute < until);
}

/** The first minute at or after this one at which isCallMinute() holds. */
export function nextCallMinute(day: Day, minute: number): { day: Day; minute: number } {
  if (isCallMinute(day, minute)) return { day, minute };
  const opening = isCallDay(day) ? CALL_HOURS.find(([from]) => from > minute)?.[0] : undefined;
  return opening === undefined ? nextCallMinute(addDays(day, 1), 0) : { day, minute: opening };
}

/** Of a call to sell something, at some hour. */
export function isCallDay(day: Day): boolean {
  const weekday = dateOf(day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isPublicHoliday(day);
}

/** A public holiday of the whole of France. */
export function isPublicHoliday(day: Day): boolean {
  if (FIXED_HOLIDAYS.has(day.slice(5))) return true;
  const easter = easterSunday(Number(day.slice(0, 4)));
  return MOVABLE_HOLIDAYS.some((after) => addDays(easter, after) === day);
}

/** Easter of the Gregorian calendar, by the anonymous algorithm (Meeus). */
function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const leap = Math.floor(century / 4);
  const moon = (19 * golden + century - leap - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor((year % 100) / 4) - moon - (year % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451);
  const days = moon + sunday - 7 * late + 114;
  const month = String(Math.floor(days / 31)).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${month}-${String((days % 31) + 1).padStart(2, "0")}` as Day;
}
