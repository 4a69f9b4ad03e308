/** A calendar day, `YYYY-MM-DD`. Compared as text, computed in UTC: no zone can move it. */
export type Day = `${number}-${number}-${number}`;

const MS_A_DAY = 86_400_000;

/** The day of a date column (midnight UTC). */
export function dayOf(date: Date): Day {
  return date.toISOString().slice(0, 10) as Day;
}

const PARIS_DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" });

/** The day of an instant where the bank is. */
export function bankDayOf(instant: Date): Day {
  return PARIS_DAY.format(instant) as Day;
}

/** Midnight UTC of the day, as a date column wants it. */
export function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00.000Z`);
}

export function addDays(day: Day, count: number): Day {
  return dayOf(new Date(dateOf(day).getTime() + count * MS_A_DAY));
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / MS_A_DAY);
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01` as Day;
}

/** The first day of the month `count` months away from the month of `day`. */
export function addMonths(day: Day, count: number): Day {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + count;
  const year = String(Math.floor(months / 12)).padStart(4, "0");
  const month = String((months % 12) + 1).padStart(2, "0");
  return `${year}-${month}-01` as Day;
}

/** Months from the month of `from` to the month of `to`. */
export function monthsBetween(from: Day, to: Day): number {
  return (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
}

/** Completed years. Someone born on 29 February has their birthday on 1 March in a common year. */
export function ageOn(birthOn: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birthOn.slice(0, 4));
  return day.slice(5) < birthOn.slice(5) ? years - 1 : years;
}

export function laterOf(a: Day, b: Day): Day {
  return a > b ? a : b;
}

export function earlierOf(a: Day, b: Day): Day {
  return a < b ? a : b;
}
