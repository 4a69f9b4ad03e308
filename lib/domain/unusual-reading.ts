import { isPublicHoliday } from "./call-hours";
import { addDays, type Day } from "./dates";
import type { Role } from "./permissions";

/** What someone read on one day in one branch: how many different clients they opened, at unusual hours, and of portfolios not their own. */
export type BranchReading = { userId: number; day: Day; branchId: number; clients: number; afterHours: number; foreignClients: number };
/** The same of all branches, and how many clients of each. A client is of one branch. */
export type ReadingDay = Omit<BranchReading, "branchId"> & { branches: ReadonlyMap<number, number> };

export const READING_SIGNS = ["VOLUME", "AFTER_HOURS", "FOREIGN", "BRANCH"] as const;
export type ReadingSign = (typeof READING_SIGNS)[number];

/** A day that stands out, with the numbers it does so by: what was read, and from how many on it is listed. BRANCH: of how many others. */
export type UnusualDay = { userId: number; day: Day; sign: ReadingSign; count: number; usual: number; from: number };

/** Words of a supervisor about a day, as they stand: nothing is edited, a later note stands beside the first. `writtenAt`: ISO text. */
export type DayNote = { id: string; authorName: string; text: string; writtenAt: string };

/** All that stands out of what someone read on one day, and what was said of it. */
export type ReadDay = { userId: number; day: Day; signs: UnusualDay[]; notes: DayNote[] };

/** What a day waits for: a note, or nothing any more. */
export const DAY_STATES = ["OPEN", "CLOSED"] as const;
export type DayState = (typeof DAY_STATES)[number];

/** So many days before and after a change of advisor its client is no stranger: hand-overs are prepared, and finished. */
export const HAND_OVER_DAYS = 7;

/** So many days back a reader's own custom is taken from. */
export const CUSTOM_DAYS = 60;
/** Days of reading below which someone has no custom yet: that of colleagues in the same role stands for it. */
const LEAST_DAYS = 10;
/** A busy day is no oddity: never listed below so many clients. */
const VOLUME_FLOOR = 40;
/** How far from the usual, in median absolute deviations made comparable to a standard deviation (× 1.4826). */
const VOLUME_DEVIATIONS = 5;
const MAD_SCALE = 1.4826;
/** Whose days are all alike has no deviation: half as many again is the least that stands out. */
const VOLUME_SHARE = 1.5;
const AFTER_HOURS_FROM = 5;
const FOREIGN_FROM = 5;
const BRANCH_FROM = 5;
/** A branch is unusual for who opened fewer than one in twenty of their other clients there, of fifty at least. */
const BRANCH_SHARE = 0.05;
const LEAST_OPENED = 50;

/**
 * The days that stand out, the latest first. VOLUME: more clients than the median of the reader's own days (of
 * colleagues in the same role, while they have fewer than ten) by five deviations and by half, and forty at least; the day itself is
 * not its own measure. AFTER_HOURS: five clients or more before 7, after 20, on a Sunday or a public holiday.
 * FOREIGN: five clients or more of others' portfolios, by someone who holds one; a client who was handed over within seven
 * days is no stranger. The walls let nobody open these: where it is listed, one of them has a hole. BRANCH: five clients or
 * more of a branch where the reader, who may see several, opens hardly anyone.
 */
export function unusualDays(days: readonly ReadingDay[], roleOf: ReadonlyMap<number, Role>): UnusualDay[] {
  const found = days.flatMap((one) => [...volumeOf(one, days, roleOf), ...countOf(one, "AFTER_HOURS", one.afterHours, AFTER_HOURS_FROM), ...countOf(one, "FOREIGN", one.foreignClients, FOREIGN_FROM), ...branchesOf(one, days)]);
  return found.sort((a, b) => (a.day === b.day ? a.userId - b.userId || a.sign.localeCompare(b.sign) : a.day < b.day ? 1 : -1));
}

/** What was read in each branch, together by reader and day. */
export function sumBranches(readings: readonly BranchReading[]): ReadingDay[] {
  const days = new Map<string, ReadingDay & { branches: Map<number, number> }>();
  for (const { branchId, ...reading } of readings) {
    const key = `${reading.userId} ${reading.day}`;
    const day = days.get(key) ?? { ...reading, clients: 0, afterHours: 0, foreignClients: 0, branches: new Map<number, number>() };
    day.clients += reading.clients;
    day.afterHours += reading.afterHours;
    day.foreignClients += reading.foreignClients;
    day.branches.set(branchId, reading.clients);
    days.set(key, day);
  }
  return [...days.values()];
}

/** The signs of each day together, in the order of the days. */
export function readDays(unusual: readonly UnusualDay[]): Omit<ReadDay, "notes">[] {
  const days = new Map<string, Omit<ReadDay, "notes">>();
  for (const sign of unusual) {
    const key = `${sign.userId} ${sign.day}`;
    const day = days.get(key) ?? { userId: sign.userId, day: sign.day, signs: [] };
    day.signs.push(sign);
    days.set(key, day);
  }
  return [...days.values()];
}

/** A day with a note is closed. It does not open again: who sees more in it writes another note. */
export function stateOf({ notes }: Pick<ReadDay, "notes">): DayState {
  return notes.length > 0 ? "CLOSED" : "OPEN";
}

/** Why this viewer may not write of a day: it is their own, or it goes on; null: they may. */
export function closingRefusal(viewer: { userId: number }, { userId, day }: Pick<ReadDay, "userId" | "day">, today: Day): "OWN" | "NOT_OVER" | null {
  if (userId === viewer.userId) return "OWN";
  return day >= today ? "NOT_OVER" : null;
}

/** The public holidays of the days that custom is taken from, until today. */
export function holidaysOf(today: Day): Day[] {
  return Array.from({ length: CUSTOM_DAYS + 1 }, (_, back) => addDays(today, -back)).filter(isPublicHoliday);
}

function volumeOf(one: ReadingDay, days: readonly ReadingDay[], roleOf: ReadonlyMap<number, Role>): UnusualDay[] {
  if (one.clients < VOLUME_FLOOR) return [];
  const others = days.filter((day) => day !== one);
  const own = others.filter(({ userId }) => userId === one.userId);
  const custom = own.length >= LEAST_DAYS ? own : others.filter(({ userId }) => userId !== one.userId && roleOf.get(userId) === roleOf.get(one.userId));
  const { usual, from } = usualVolume(custom.map(({ clients }) => clients));
  return one.clients >= from ? [{ userId: one.userId, day: one.day, sign: "VOLUME", count: one.clients, usual, from }] : [];
}

/** The median of these days, and from how many clients on a day is too far from it. Without days, the floor alone. */
export function usualVolume(counts: readonly number[]): { usual: number; from: number } {
  const usual = medianOf(counts);
  const deviation = MAD_SCALE * medianOf(counts.map((count) => Math.abs(count - usual)));
  return { usual, from: Math.max(VOLUME_FLOOR, Math.ceil(usual + VOLUME_DEVIATIONS * deviation), Math.ceil(usual * VOLUME_SHARE)) };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length === 0 ? 0 : ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

/** `usual`: how many clients of the branch the reader opened on other days; `from`: of how many in all. */
function branchesOf(one: ReadingDay, days: readonly ReadingDay[]): UnusualDay[] {
  const others = days.filter((day) => day.userId === one.userId && day !== one);
  const opened = others.reduce((sum, { clients }) => sum + clients, 0);
  if (opened < LEAST_OPENED) return [];
  return [...one.branches].flatMap(([branchId, count]) => {
    const usual = others.reduce((sum, { branches }) => sum + (branches.get(branchId) ?? 0), 0);
    return count >= BRANCH_FROM && usual < opened * BRANCH_SHARE ? [{ userId: one.userId, day: one.day, sign: "BRANCH" as const, count, usual, from: opened }] : [];
  });
}

function countOf({ userId, day }: ReadingDay, sign: ReadingSign, count: number, from: number): UnusualDay[] {
  return count >= from ? [{ userId, day, sign, count, usual: 0, from }] : [];
}
