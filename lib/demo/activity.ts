import { addMonths, type Day } from "@/lib/domain/dates";
import type { MonthOfActivity } from "@/lib/domain/score-pnb";
import type { DemoHolding } from "./equipment";
import type { DemoFrame } from "./frame";
import type { Person } from "./people";
import { between, chance, logNormal, randomOf, wholeBetween, type Random } from "./random";

/** What stays the same from month to month. Amounts in euros, operations and sessions a month. */
type Habits = {
  operations: number;
  /** Salary, pension or allowance paid in; 0 when it goes to another bank. */
  income: number;
  thirteenthMonth: boolean;
  otherMoneyIn: number;
  balance: number;
  sessions: number;
  /** Multiplies what the products bring; zero or negative for those who cost the bank. */
  pnbFactor: number;
};

/** How someone leaves: from so many months before the end, null for what goes on. */
type Departure = { moneyMonths: number | null; incomeMonths: number | null; digitalMonths: number | null; balanceMonths: number | null };

const STAYS: Departure = { moneyMonths: null, incomeMonths: null, digitalMonths: null, balanceMonths: null };

/** The full months of a client in the window: from the first whole one to the last closed one, or to the departure. */
export function activityOf(frame: DemoFrame, person: Person, holdings: readonly DemoHolding[]): MonthOfActivity[] {
  const random = randomOf(frame.seed, person.place, "activity");
  const dav = holdings.find(({ product }) => product.isDav);
  const habits = drawHabits(random, person, dav !== undefined, holdings);
  const departure = person.standing === "LEAVING" ? drawDeparture(random, habits) : STAYS;
  const months = frame.months.filter((month) => month >= person.clientSinceOn && (!person.departedOn || addMonths(month, 1) <= person.departedOn));
  let drift = 1;
  const drawn = months.map((month) => {
    drift *= Math.exp(between(random, -0.05, 0.05));
    const monthsLeft = frame.months.length - frame.months.indexOf(month);
    const hasDav = dav !== undefined && dav.openedOn <= month;
    return drawMonth(random, { month, monthsLeft, hasDav, drift, habits, departure, value: valueHeld(holdings, month), person });
  });
  return withInflow(randomOf(frame.seed, person.place, "inflow"), drawn, person, dav !== undefined);
}

const INFLOW_CHANCE = 0.02;

/** Now and then someone sold a flat or inherits: in one of the last two months far more is paid in, and stays. */
function withInflow(random: Random, months: MonthOfActivity[], { standing }: Person, hasDav: boolean): MonthOfActivity[] {
  const place = months.length - wholeBetween(random, 1, 2);
  const inflowCents = cents(logNormal(random, 22_000, 0.6));
  if (!hasDav || standing !== "USUAL" || !chance(random, INFLOW_CHANCE)) return months;
  return months.map((row, at) => ({
    ...row,
    moneyInCents: row.moneyInCents + (at === place ? inflowCents : 0),
    balanceCents: row.balanceCents + (at >= place ? inflowCents : 0),
  }));
}

type MonthFrame = { month: Day; monthsLeft: number; hasDav: boolean; drift: number; habits: Habits; departure: Departure; value: number; person: Person };

function drawMonth(random: Random, at: MonthFrame): MonthOfActivity {
  const { habits, departure, hasDav, monthsLeft, month } = at;
  const income = hasDav && !isOver(departure.incomeMonths, monthsLeft) ? incomeOf(random, at) : 0;
  const kept = isOver(departure.moneyMonths, monthsLeft) ? 0.3 : 1;
  const otherMoneyIn = logNormal(random, habits.otherMoneyIn, 0.12) * kept;
  const operations = hasDav ? habits.operations * between(random, 0.82, 1.18) * (0.4 + 0.6 * kept) : 0;
  const sessions = habits.sessions === 0 || isOver(departure.digitalMonths, monthsLeft) ? 0 : Math.max(1, habits.sessions * between(random, 0.7, 1.3));
  const balance = habits.balance * at.drift * (isOver(departure.balanceMonths, monthsLeft) ? 0.28 : 1);
  return {
    month,
    pnbCents: pnbOf(random, at, kept),
    davOperations: Math.round(operations),
    moneyInCents: cents(income * kept + otherMoneyIn),
    incomeInCents: cents(income * kept),
    balanceCents: cents(balance),
    digitalSessions: Math.round(sessions),
  };
}

function drawHabits(random: Random, person: Person, hasDav: boolean, holdings: readonly DemoHolding[]): Habits {
  const sleeps = chance(random, person.temper.use < -0.9 ? 0.34 : 0.03);
  const isDigital = person.serviceModel !== "TRADITIONAL" || holdings.some(({ product }) => product.code === "MOBILE_BANKING");
  const income = hasDav && !sleeps && paysIncomeIn(random, person) ? person.incomeEuros / 12 : 0;
  return {
    operations: sleeps ? between(random, 0, 1.4) : usualOperations(person),
    income,
    thirteenthMonth: chance(random, person.occupation >= 3 && person.occupation <= 6 ? 0.3 : 0),
    otherMoneyIn: sleeps ? 15 : logNormal(random, 40 + person.incomeEuros / (income > 0 ? 120 : 40), 0.5),
    balance: person.wealthEuros + logNormal(random, 200 + person.incomeEuros / 30, 0.7),
    sessions: !isDigital || sleeps || chance(random, 0.1) ? 0 : sessionsOf(random, person),
    pnbFactor: drawPnbFactor(random, person),
  };
}

/** Median 16 a month; the young pay more often, the old less. */
function usualOperations(person: Person): number {
  const byAge = person.age < 18 ? 0.55 : person.age < 45 ? 1.15 : person.age < 65 ? 1 : person.age < 75 ? 0.85 : 0.62;
  return Math.min(160, 16 * byAge * Math.exp(0.8 * person.temper.use));
}

function paysIncomeIn(random: Random, person: Person): boolean {
  if (person.age < 18) return false;
  return chance(random, person.occupation === 8 ? 0.62 : person.occupation <= 2 ? 0.68 : 0.86);
}

function sessionsOf(random: Random, person: Person): number {
  const usual = { DIGITAL: 18, HYBRID: 8, DEDICATED: 7, TRADITIONAL: 3 }[person.serviceModel];
  return Math.max(2, logNormal(random, usual, 0.5));
}

/** A few cost the bank money, a few bring nothing at all. */
function drawPnbFactor(random: Random, person: Person): number {
  if (chance(random, 0.017)) return -between(random, 0.02, 0.3);
  if (chance(random, 0.008)) return 0;
  return Math.exp(0.52 * person.temper.worth + 0.12 * person.temper.thrift);
}

const USUAL_VALUE_CENTS = 30_000;
const USUAL_INCOME_EUROS = 22_000;
const USUAL_PNB_EUROS = 265;
/** The young bring what any account brings, however little they earn and hold. */
const LEAST_INCOME_EUROS = 10_000;
const LEAST_VALUE_CENTS = 9_000;

/**
 * Income, products and the client's own worth make the PNB; the products count by their root, for the second card
 * brings less than the first. Nothing else of the profile enters, so peers differ by what they do with the bank.
 */
function pnbOf(random: Random, at: MonthFrame, kept: number): number {
  const { habits, value, person } = at;
  const income = Math.min(140_000, Math.max(LEAST_INCOME_EUROS, person.incomeEuros)) / USUAL_INCOME_EUROS;
  const yearly = USUAL_PNB_EUROS * income ** 0.5 * (Math.max(value, LEAST_VALUE_CENTS) / USUAL_VALUE_CENTS) ** 0.34 * habits.pnbFactor;
  return Math.round((yearly / 12) * 100 * between(random, 0.8, 1.2) * (0.5 + 0.5 * kept));
}

function valueHeld(holdings: readonly DemoHolding[], month: Day): number {
  return holdings
    .filter(({ openedOn, closedOn }) => openedOn <= month && (closedOn === null || closedOn > month))
    .reduce((total, { product }) => total + product.annualValueCents, 0);
}

function incomeOf(random: Random, { habits, month }: MonthFrame): number {
  const extra = habits.thirteenthMonth && month.slice(5, 7) === "12" ? 2 : 1;
  return habits.income * extra * between(random, 0.985, 1.015);
}

/** At least one thing stops, of those that were there to stop. */
function drawDeparture(random: Random, habits: Habits): Departure {
  const since = () => wholeBetween(random, 3, 4);
  const stops = (probability: number) => (chance(random, probability) ? since() : null);
  const departure = {
    moneyMonths: since(),
    incomeMonths: habits.income > 0 ? stops(0.55) : null,
    digitalMonths: habits.sessions > 0 ? stops(0.5) : null,
    balanceMonths: stops(0.45),
  };
  const stopsElsewhere = departure.incomeMonths ?? departure.digitalMonths ?? departure.balanceMonths;
  return stopsElsewhere !== null && chance(random, 0.3) ? { ...departure, moneyMonths: null } : departure;
}

function isOver(since: number | null, monthsLeft: number): boolean {
  return since !== null && monthsLeft <= since;
}

function cents(euros: number): number {
  return Math.round(euros * 100);
}
