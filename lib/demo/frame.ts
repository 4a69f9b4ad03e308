import { addMonths, firstOfMonth, type Day } from "@/lib/domain/dates";
import type { StaffCounts } from "./staff";

/** What a demo bank depends on, and nothing else. */
export type DemoFrame = { seed: number; clients: number; today: Day; counts: StaffCounts; months: readonly Day[] };

const MONTHS_OF_ACTIVITY = 24;

/** The first days of the 24 full months before the month of `today`, oldest first. */
export function closedMonths(today: Day): Day[] {
  const current = firstOfMonth(today);
  return Array.from({ length: MONTHS_OF_ACTIVITY }, (_, place) => addMonths(current, place - MONTHS_OF_ACTIVITY));
}
