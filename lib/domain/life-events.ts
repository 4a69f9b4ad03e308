import { addMonths, ageOn, daysBetween, type Day } from "./dates";
import type { MonthOfActivity } from "./score-pnb";

/** Something in a client's life that is a reason to speak, with its day. Amounts in cents. */
export type LifeEvent =
  | { kind: "BIRTHDAY"; on: Day; age: number }
  /** The first day on which a pension can be drawn, by the legal age of the generation. */
  | { kind: "RETIREMENT"; on: Day; years: number; months: number }
  /** A loan's last instalment, or a deposit or investment that comes to its term. */
  | { kind: "LOAN_ENDING" | "DEPOSIT_ENDING"; on: Day; productCode: string }
  /** A full month, named by its first day, in which far more was paid in than in the usual one. */
  | { kind: "LARGE_INFLOW"; on: Day; cents: number; usualCents: number };

export type LifeFacts = {
  birthOn: Day | null;
  /** INSEE PCS level 1. */
  occupation: number | null;
  closedMonth: Day | null;
  /** In force. */
  contracts: readonly { productCode: string; universe: string; endsOn: Day | null }[];
  activity: readonly Pick<MonthOfActivity, "month" | "moneyInCents">[];
};

const BIRTHDAY_DAYS = 30;
/** Two years ahead there is time to prepare; a year after, it is done or well under way. */
const RETIREMENT_MONTHS_AHEAD = 24;
const RETIREMENT_MONTHS_PAST = 12;
const RETIRED = 7;
/** Time to talk of what comes next. */
const ENDING_DAYS = 180;
const ENDING: Readonly<Record<string, "LOAN_ENDING" | "DEPOSIT_ENDING">> = { CREDIT: "LOAN_ENDING", SAVINGS: "DEPOSIT_ENDING", INVESTMENTS: "DEPOSIT_ENDING" };
/** The inflow is news for two closed months; the usual one is the median of those before it, of which six at least are known. */
const INFLOW_MONTHS = 2;
const USUAL_MONTHS = 11;
const LEAST_USUAL_MONTHS = 6;
const INFLOW_TIMES = 3;
const LEAST_INFLOW_CENTS = 300_000;

/**
 * From which birthday on, the legal age in months. Source: art. L.161-17-2 and D.161-2-1-9 of the Code de la sécurité
 * sociale, as the financing law for 2026 left them. Long careers, disability and special schemes leave earlier.
 */
const LEGAL_AGE: readonly (readonly [bornFrom: Day, months: number])[] = [
  ["1969-01-01", 64 * 12],
  ["1968-01-01", 63 * 12 + 9],
  ["1967-01-01", 63 * 12 + 6],
  ["1966-01-01", 63 * 12 + 3],
  ["1965-04-01", 63 * 12],
  ["1963-01-01", 62 * 12 + 9],
  ["1962-01-01", 62 * 12 + 6],
  ["1961-09-01", 62 * 12 + 3],
];
const LEGAL_AGE_BEFORE = 62 * 12;

/** What is coming up or has just happened in a client's life, the soonest first. Source: issue *An advisor's day*, *Client sheet*. */
export function lifeEvents(facts: LifeFacts, today: Day): LifeEvent[] {
  const events = [birthday(facts, today), retirement(facts, today), largeInflow(facts), ...endings(facts, today)].filter((event) => event !== null);
  return events.sort((a, b) => Math.abs(daysBetween(today, a.on)) - Math.abs(daysBetween(today, b.on)));
}

function birthday({ birthOn }: LifeFacts, today: Day): LifeEvent | null {
  if (birthOn === null) return null;
  const year = Number(today.slice(0, 4));
  const on = [year, year + 1].map((turn) => birthdayIn(birthOn, turn)).find((day) => day >= today);
  if (on === undefined || daysBetween(today, on) > BIRTHDAY_DAYS) return null;
  return { kind: "BIRTHDAY", on, age: ageOn(birthOn, on) };
}

/** Of someone born on 29 February it is 1 March in a common year. */
function birthdayIn(birthOn: Day, year: number): Day {
  const monthDay = birthOn.slice(5);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return `${String(year).padStart(4, "0")}-${monthDay === "02-29" && !isLeap ? "03-01" : monthDay}` as Day;
}

function retirement({ birthOn, occupation }: LifeFacts, today: Day): LifeEvent | null {
  if (birthOn === null || occupation === RETIRED) return null;
  const age = LEGAL_AGE.find(([bornFrom]) => birthOn >= bornFrom)?.[1] ?? LEGAL_AGE_BEFORE;
  // A pension begins with a month: the one that follows, or that of someone born on its first day.
  const on = addMonths(birthOn, birthOn.endsWith("-01") ? age : age + 1);
  if (on > addMonths(today, RETIREMENT_MONTHS_AHEAD) || on < addMonths(today, -RETIREMENT_MONTHS_PAST)) return null;
  return { kind: "RETIREMENT", on, years: Math.floor(age / 12), months: age % 12 };
}

function endings({ contracts }: LifeFacts, today: Day): LifeEvent[] {
  return contracts.flatMap(({ productCode, universe, endsOn }): LifeEvent[] => {
    const kind = ENDING[universe];
    return kind && endsOn !== null && endsOn >= today && daysBetween(today, endsOn) <= ENDING_DAYS ? [{ kind, on: endsOn, productCode }] : [];
  });
}

function largeInflow({ activity, closedMonth }: LifeFacts): LifeEvent | null {
  if (closedMonth === null) return null;
  for (let back = 0; back < INFLOW_MONTHS; back++) {
    const month = addMonths(closedMonth, -back);
    const cents = activity.find((row) => row.month === month)?.moneyInCents ?? 0;
    const before = activity.filter((row) => row.month < month && row.month >= addMonths(month, -USUAL_MONTHS)).map((row) => row.moneyInCents);
    if (before.length < LEAST_USUAL_MONTHS) continue;
    const usualCents = medianOf(before);
    if (cents >= INFLOW_TIMES * usualCents && cents - usualCents >= LEAST_INFLOW_CENTS) return { kind: "LARGE_INFLOW", on: month, cents, usualCents };
  }
  return null;
}

/** The lower of the two in the middle, so that it is an amount that was really paid in. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
