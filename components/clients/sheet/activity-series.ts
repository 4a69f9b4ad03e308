import { addMonths, type Day } from "@/lib/domain/dates";
import type { ActivityMonth } from "@/lib/domain/client-sheet";

/** Amounts of 24 months in cents, oldest first; null where the bank knows nothing of that month. */
export type Series = { months: readonly Day[]; values: readonly (number | null)[] };

const MONTHS = 24;

/** One column of the activity, every month up to the last closed one in its place. */
export function seriesOf(activity: readonly ActivityMonth[], closedMonth: Day, pick: (row: ActivityMonth) => number): Series {
  const byMonth = new Map(activity.map((row) => [row.month, pick(row)]));
  const months = Array.from({ length: MONTHS }, (_, place) => addMonths(closedMonth, place - MONTHS + 1));
  return { months, values: months.map((month) => byMonth.get(month) ?? null) };
}

/** The lowest, the highest and the latest amount, and its month; null of a series without any. */
export function extentOf({ months, values }: Series): { low: number; high: number; latest: number; latestMonth: Day } | null {
  const known = values.filter((value) => value !== null);
  const latest = known.at(-1);
  const latestMonth = months[values.findLastIndex((value) => value !== null)];
  return latest === undefined || latestMonth === undefined ? null : { low: Math.min(...known), high: Math.max(...known), latest, latestMonth };
}
