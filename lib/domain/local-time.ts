import type { Moment } from "./call-hours";
import { addDays, dateOf, dayOf, type Day } from "./dates";

const MS_A_MINUTE = 60_000;
/** Winter and summer, east of Greenwich. */
const [WINTER_MINUTES, SUMMER_MINUTES] = [60, 120];

/**
 * The instant at which the clocks of the bank (Europe/Paris) show this. An hour that the clocks leap over in March is
 * the one after it, an hour that they show twice in October the second: as PostgreSQL has it.
 */
export function instantOf(day: Day, minute: number): Date {
  const [asSummer, asWinter] = [SUMMER_MINUTES, WINTER_MINUTES].map((ahead) => new Date(dateOf(day).getTime() + (minute - ahead) * MS_A_MINUTE)) as [Date, Date];
  return isSummer(asSummer) && isSummer(asWinter) ? asSummer : asWinter;
}

/** What the clocks of the bank show at an instant. */
export function momentOf(instant: Date): Moment & { minute: number } {
  const shifted = new Date(instant.getTime() + (isSummer(instant) ? SUMMER_MINUTES : WINTER_MINUTES) * MS_A_MINUTE);
  return { day: dayOf(shifted), minute: shifted.getUTCHours() * 60 + shifted.getUTCMinutes() };
}

/** `09:05`, as time fields write it. */
export function clockOf(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Minutes since midnight; null for what is no time of the day. */
export function minuteOf(clock: string): number | null {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock) ?? [];
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute);
}

/** From the last Sunday of March to the last of October, at 01:00 UTC. Source: directive 2000/84/EC. */
function isSummer(instant: Date): boolean {
  const year = instant.getUTCFullYear();
  return instant >= changeOf(year, "03") && instant < changeOf(year, "10");
}

function changeOf(year: number, month: "03" | "10"): Date {
  const last = `${year}-${month}-31` as Day;
  const sunday = addDays(last, -dateOf(last).getUTCDay());
  return new Date(`${sunday}T01:00:00.000Z`);
}
