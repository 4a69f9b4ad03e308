import { addDays, addMonths, daysBetween, earlierOf, type Day } from "./dates";
import type { MonthOfActivity } from "./score-pnb";

/** The windows that churn signals compare, in cents, months and sessions. `3`: the last three full months; `6`: the six before. */
export type ActivityTrend = {
  historyMonths: number;
  moneyIn3Cents: number;
  moneyIn6Cents: number;
  /** Sums of the month-end balances. */
  balance3Cents: number;
  balance6Cents: number;
  /** Months with an income, among the last two and among the six before those. */
  incomeMonths2: number;
  incomeMonths6: number;
  digital3: number;
  digital6: number;
};

export type ChurnFacts = {
  trend: ActivityTrend;
  closedMonth: Day;
  /** Products closed in the last 90 days. */
  closedProducts: readonly { productCode: string; closedOn: Day }[];
  complaintOpenSince: Day | null;
  /** The latest CSAT answer, 1–5. */
  lastCsat: { score: number; answeredOn: Day } | null;
  lastContactOn: Day | null;
  clientSinceOn: Day;
  cadenceDays: number;
};

export type ChurnSignal =
  | { code: "MONEY_IN_DOWN"; percent: number; fromCents: number; toCents: number }
  | { code: "BALANCE_DOWN"; percent: number; fromCents: number; toCents: number }
  | { code: "INCOME_STOPPED" }
  | { code: "PRODUCT_CLOSED"; productCode: string; closedOn: Day }
  | { code: "DIGITAL_STOPPED"; sessionsBefore: number }
  | { code: "COMPLAINT"; since: Day }
  | { code: "LOW_SATISFACTION"; score: number; answeredOn: Day }
  /** Out of touch since `since`; how many days that makes follows the day it is read. */
  | { code: "NO_CONTACT"; since: Day; contacted: boolean; cadenceDays: number };

/** CSAT answers older than this say nothing about today. */
const CSAT_DAYS = 180;
const CLOSED_PRODUCT_DAYS = 90;
/** Advisors have ten days after a month is closed to answer what it shows. */
const DAYS_TO_REACT = 10;

/** The windows over one client's months. Twin: the trend columns of prisma/sql/action-facts.sql. */
export function activityTrend(activity: readonly MonthOfActivity[], closedMonth: Day, historyMonths: number): ActivityTrend {
  const between = (oldest: number, newest: number) =>
    activity.filter((row) => row.month >= addMonths(closedMonth, -oldest) && row.month <= addMonths(closedMonth, -newest));
  const sum = (rows: readonly MonthOfActivity[], pick: (row: MonthOfActivity) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const [last3, six3, last2, six2] = [between(2, 0), between(8, 3), between(1, 0), between(7, 2)];
  return {
    historyMonths,
    moneyIn3Cents: sum(last3, (row) => row.moneyInCents),
    moneyIn6Cents: sum(six3, (row) => row.moneyInCents),
    balance3Cents: sum(last3, (row) => row.balanceCents),
    balance6Cents: sum(six3, (row) => row.balanceCents),
    incomeMonths2: last2.filter((row) => row.incomeInCents > 0).length,
    incomeMonths6: six2.filter((row) => row.incomeInCents > 0).length,
    digital3: sum(last3, (row) => row.digitalSessions),
    digital6: sum(six3, (row) => row.digitalSessions),
  };
}

/** Every sign that the client may be leaving, with its numbers. Source: domain, *Churn watch*. */
export function churnSignals(facts: ChurnFacts, today: Day): ChurnSignal[] {
  return [
    ...trendSignals(facts.trend),
    ...facts.closedProducts
      .filter(({ closedOn }) => closedOn <= today && daysBetween(closedOn, today) <= CLOSED_PRODUCT_DAYS)
      .map(({ productCode, closedOn }): ChurnSignal => ({ code: "PRODUCT_CLOSED", productCode, closedOn })),
    ...satisfactionSignals(facts, today),
    ...contactSignals(facts, today),
  ];
}

function trendSignals(trend: ActivityTrend): ChurnSignal[] {
  // Three months against the six before: with less history there is no "before".
  if (trend.historyMonths < 9) return [];
  const signals: ChurnSignal[] = [];
  const moneyIn = fallOf(trend.moneyIn3Cents, trend.moneyIn6Cents, 40);
  if (moneyIn) signals.push({ code: "MONEY_IN_DOWN", ...moneyIn });
  const balance = fallOf(trend.balance3Cents, trend.balance6Cents, 50);
  if (balance) signals.push({ code: "BALANCE_DOWN", ...balance });
  if (trend.incomeMonths2 === 0 && trend.incomeMonths6 >= 4) signals.push({ code: "INCOME_STOPPED" });
  if (trend.digital3 === 0 && trend.digital6 >= 6) signals.push({ code: "DIGITAL_STOPPED", sessionsBefore: trend.digital6 });
  return signals;
}

/** A monthly mean that fell by at least `percent`; compared on sums of 3 and 6 months, so nothing is rounded. */
function fallOf(sum3: number, sum6: number, percent: number): { percent: number; fromCents: number; toCents: number } | null {
  if (sum6 <= 0 || 2 * sum3 * 100 > (100 - percent) * sum6) return null;
  return { percent: Math.min(100, Math.floor(100 - (200 * sum3) / sum6)), fromCents: Math.round(sum6 / 6), toCents: Math.round(sum3 / 3) };
}

function satisfactionSignals(facts: ChurnFacts, today: Day): ChurnSignal[] {
  const signals: ChurnSignal[] = [];
  if (facts.complaintOpenSince !== null) signals.push({ code: "COMPLAINT", since: facts.complaintOpenSince });
  const csat = facts.lastCsat;
  if (csat && csat.score <= 2 && daysBetween(csat.answeredOn, today) <= CSAT_DAYS) {
    signals.push({ code: "LOW_SATISFACTION", score: csat.score, answeredOn: csat.answeredOn });
  }
  return signals;
}

function contactSignals(facts: ChurnFacts, today: Day): ChurnSignal[] {
  const { lastContactOn, clientSinceOn, cadenceDays } = facts;
  const since = lastContactOn ?? clientSinceOn;
  const late = daysBetween(since, today) > cadenceDays * 2;
  return late ? [{ code: "NO_CONTACT", since, contacted: lastContactOn !== null, cadenceDays }] : [];
}

/** When a watch raised by these signals is due: ten days after the earliest of them could be seen. */
export function churnWatchDueOn(signals: readonly ChurnSignal[], closedMonth: Day): Day {
  return signals.map((signal) => addDays(seenOn(signal, closedMonth), DAYS_TO_REACT)).reduce(earlierOf);
}

function seenOn(signal: ChurnSignal, closedMonth: Day): Day {
  switch (signal.code) {
    case "PRODUCT_CLOSED":
      return signal.closedOn;
    case "LOW_SATISFACTION":
      return signal.answeredOn;
    case "COMPLAINT":
      return signal.since;
    case "MONEY_IN_DOWN":
    case "BALANCE_DOWN":
    case "INCOME_STOPPED":
    case "DIGITAL_STOPPED":
      return addMonths(closedMonth, 1);
    case "NO_CONTACT":
      // Never contacted: the workbench has only just been told, however long the client has been there.
      return signal.contacted ? addDays(signal.since, 2 * signal.cadenceDays) : addMonths(closedMonth, 1);
  }
}
