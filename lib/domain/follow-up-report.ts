import type { Day } from "./dates";
import {
  countOf, detailsOf, measure, MEASURE_NAMES, MEASURES_BY_KIND, SHARES, type FollowUpPart, type FollowUpPeriod, type Measured, type MeasureName, type PartCount,
} from "./follow-up-measures";

/** Of fewer entries no portfolio is placed among others: one of two is not 50 %. Twin: refresh_follow_up_spread() in the database. */
const LEAST_MEASURED = 10;

/** How the portfolios of the bank lie by a measure, on the day they were counted. */
export type BankSpread = { measure: MeasureName; portfolios: number; q10: number; q25: number; q50: number; q75: number; q90: number; countedOn: Day };

/** One measure of a portfolio, a branch or all of them. */
export type ReportedMeasure = Measured & {
  name: MeasureName;
  /** What it is made of, each with its own list behind it. */
  parts: { part: FollowUpPart; count: number }[];
  /** Reasons or rules of the part that is counted, where it has any. */
  details: { detail: string; count: number }[];
  /** The oldest month first. */
  byMonth: (Measured & { month: Day })[];
  /** The other portfolios of the branch, or those of the branches looked at: values in their order, never whose they are. */
  others: number[];
};

type ReportFrame = { advisorId: number | null; period: FollowUpPeriod; /** The latest first. */ months: readonly Day[]; byKind: boolean };

/** What the page says of some counts: the figures of one advisor, or of all; the others of the same branches beside them. */
export function followUpReport(counts: readonly PartCount[], { advisorId, period, months, byKind }: ReportFrame): ReportedMeasure[] {
  const own = advisorId === null ? counts : counts.filter((row) => row.advisorId === advisorId);
  const branches = new Set(own.map(({ branchId }) => branchId));
  const others = portfoliosOf(counts.filter((row) => row.advisorId !== advisorId && branches.has(row.branchId)));
  return (byKind ? MEASURES_BY_KIND : MEASURE_NAMES).map((name) => ({
    name,
    ...measure(name, own, period),
    parts: partsOf(name).map((part) => ({ part, count: countOf(part, own, period) })),
    details: name === "DAYS" ? [] : detailsOf(SHARES[name].counted, own, period).filter(({ detail }) => HAS_DETAILS.includes(name) && detail !== ""),
    byMonth: months.map((month) => ({ month, ...measure(name, own, { untilMonth: month, months: 1 }) })).reverse(),
    others: others.map((rows) => measure(name, rows, period)).flatMap(({ value, of }) => (value !== null && of >= LEAST_MEASURED ? [value] : [])).sort((a, b) => a - b),
  }));
}

const HAS_DETAILS: readonly MeasureName[] = ["DISMISSED", "BLOCKED", "AGAINST_POLICY"];

function partsOf(name: MeasureName): readonly FollowUpPart[] {
  return name === "DAYS" ? ["ACCEPTED"] : SHARES[name].of;
}

function portfoliosOf(counts: readonly PartCount[]): PartCount[][] {
  const portfolios = new Map<number, PartCount[]>();
  for (const row of counts) {
    const rows = portfolios.get(row.advisorId);
    if (rows) rows.push(row);
    else portfolios.set(row.advisorId, [row]);
  }
  return [...portfolios.values()];
}
