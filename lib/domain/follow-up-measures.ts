import type { Day } from "./dates";
import { firstOfMonth, addMonths } from "./dates";

/** What is counted of the follow-up, an entry each. Rules: follow_up_entries() in the database; their words: messages, *trend*. */
export const FOLLOW_UP_PARTS = [
  "COVERED", "UNCOVERED", "OVERDUE", "WAITING", "BLOCKED", "ACCEPTED", "DISMISSED", "IGNORED", "ALERT_ANSWERED", "ALERT_MISSED",
  "WELCOMED", "UNWELCOMED", "REVIEW_LATE", "REVIEW_NEVER", "REVIEW_FINE", "SERVICE", "COMMERCIAL", "AGAINST_POLICY", "NOT_REACHED",
] as const;
export type FollowUpPart = (typeof FOLLOW_UP_PARTS)[number];

/** Parts of one family are read together. */
export type FollowUpFamily = "COVERAGE" | "OPEN" | "OUTCOME" | "ALERT" | "WELCOME" | "REVIEW" | "CONTACT";

export const FAMILY_OF: Readonly<Record<FollowUpPart, FollowUpFamily>> = {
  COVERED: "COVERAGE", UNCOVERED: "COVERAGE",
  OVERDUE: "OPEN", WAITING: "OPEN", BLOCKED: "OPEN",
  ACCEPTED: "OUTCOME", DISMISSED: "OUTCOME", IGNORED: "OUTCOME",
  ALERT_ANSWERED: "ALERT", ALERT_MISSED: "ALERT",
  WELCOMED: "WELCOME", UNWELCOMED: "WELCOME",
  REVIEW_LATE: "REVIEW", REVIEW_NEVER: "REVIEW", REVIEW_FINE: "REVIEW",
  SERVICE: "CONTACT", COMMERCIAL: "CONTACT", AGAINST_POLICY: "CONTACT", NOT_REACHED: "CONTACT",
};

/** Stock stands as on the last day of a period; of everything else a period has the sum of its months. */
const STOCK: readonly FollowUpFamily[] = ["COVERAGE", "OPEN", "REVIEW"];

export function isStock(part: FollowUpPart): boolean {
  return STOCK.includes(FAMILY_OF[part]);
}

/** A share: `counted` among `of`. Twin: follow_up_measures() in the database. */
type Share = { counted: FollowUpPart; of: readonly FollowUpPart[] };

/** In the order of the page. DAYS is no share: the median of days between a suggestion and the contact that answered it. */
export const SHARES = {
  COVERAGE: { counted: "COVERED", of: ["COVERED", "UNCOVERED"] },
  OVERDUE: { counted: "OVERDUE", of: ["OVERDUE", "WAITING"] },
  ACCEPTED: { counted: "ACCEPTED", of: ["ACCEPTED", "DISMISSED", "IGNORED"] },
  DISMISSED: { counted: "DISMISSED", of: ["ACCEPTED", "DISMISSED", "IGNORED"] },
  IGNORED: { counted: "IGNORED", of: ["ACCEPTED", "DISMISSED", "IGNORED"] },
  ALERTS: { counted: "ALERT_ANSWERED", of: ["ALERT_ANSWERED", "ALERT_MISSED"] },
  WELCOMES: { counted: "WELCOMED", of: ["WELCOMED", "UNWELCOMED"] },
  REVIEWS: { counted: "REVIEW_LATE", of: ["REVIEW_LATE", "REVIEW_NEVER", "REVIEW_FINE"] },
  BLOCKED: { counted: "BLOCKED", of: ["BLOCKED", "OVERDUE", "WAITING"] },
  AGAINST_POLICY: { counted: "AGAINST_POLICY", of: ["AGAINST_POLICY", "COMMERCIAL"] },
} as const satisfies Record<string, Share>;
export type ShareName = keyof typeof SHARES;
export type MeasureName = ShareName | "DAYS";

export const MEASURE_NAMES: readonly MeasureName[] = ["COVERAGE", "OVERDUE", "ACCEPTED", "DISMISSED", "IGNORED", "DAYS", "ALERTS", "WELCOMES", "REVIEWS", "BLOCKED", "AGAINST_POLICY"];

/** Measured of actions: they alone can be told apart by the kind of action. */
export const MEASURES_BY_KIND: readonly MeasureName[] = ["OVERDUE", "ACCEPTED", "DISMISSED", "IGNORED", "DAYS", "ALERTS", "BLOCKED"];

/** How many months the page looks back, the present one left out. */
export const MONTHS_BACK = 12;

/** One month, or the three or twelve that end with the present one. */
export type FollowUpPeriod = { untilMonth: Day; months: 1 | 3 | 12 };

/** The months that can be looked at, the present one first. */
export function monthsToShow(today: Day): Day[] {
  return Array.from({ length: MONTHS_BACK + 1 }, (_, back) => addMonths(firstOfMonth(today), -back));
}

/** How many entries of a part a portfolio had in a month. `detail`: a reason, a rule, or the days until the contact. */
export type PartCount = { advisorId: number; branchId: number; month: Day; part: FollowUpPart; detail: string; count: number };

/** `value`: a share from 0 to 1, or days; null where there was nothing to measure. */
export type Measured = { value: number | null; counted: number; of: number };

/** A measure over some counts in a period. */
export function measure(name: MeasureName, counts: readonly PartCount[], period: FollowUpPeriod): Measured {
  if (name === "DAYS") return medianDays(countsWithin(["ACCEPTED"], counts, period));
  const { counted, of }: Share = SHARES[name];
  const within = countsWithin(of, counts, period);
  const all = sumOf(within);
  const some = sumOf(within.filter(({ part }) => part === counted));
  return { value: all === 0 ? null : some / all, counted: some, of: all };
}

/** How many of a part there are in a period. */
export function countOf(part: FollowUpPart, counts: readonly PartCount[], period: FollowUpPeriod): number {
  return sumOf(countsWithin([part], counts, period));
}

/** How many of a part there are in a period, by its reasons or rules, the most frequent first. */
export function detailsOf(part: FollowUpPart, counts: readonly PartCount[], period: FollowUpPeriod): { detail: string; count: number }[] {
  const sums = new Map<string, number>();
  for (const { detail, count } of countsWithin([part], counts, period)) sums.set(detail, (sums.get(detail) ?? 0) + count);
  return [...sums].map(([detail, count]) => ({ detail, count })).sort((a, b) => b.count - a.count || (a.detail < b.detail ? -1 : 1));
}

/** Those of some parts of one measure: all stock, or none of them. A page asks this of thousands of counts a hundred times. */
function countsWithin(parts: readonly FollowUpPart[], counts: readonly PartCount[], period: FollowUpPeriod): PartCount[] {
  const first = firstMonth(period, parts.some(isStock));
  return counts.filter(({ part, month }) => month >= first && month <= period.untilMonth && parts.includes(part));
}

function firstMonth({ untilMonth, months }: FollowUpPeriod, ofStock: boolean): Day {
  return ofStock ? untilMonth : addMonths(untilMonth, 1 - months);
}

function sumOf(counts: readonly PartCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** The day by which half the contacts had come; as percentile_disc(0.5) has it, one that there was. */
function medianDays(counts: readonly PartCount[]): Measured {
  const answered = counts.filter(({ detail }) => detail !== "").map(({ detail, count }) => ({ days: Number(detail), count })).sort((a, b) => a.days - b.days);
  const total = answered.reduce((sum, { count }) => sum + count, 0);
  let passed = 0;
  for (const { days, count } of answered) {
    passed += count;
    if (2 * passed >= total) return { value: days, counted: total, of: total };
  }
  return { value: null, counted: 0, of: 0 };
}
