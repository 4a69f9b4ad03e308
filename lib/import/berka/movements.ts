import { addMonths, type Day, firstOfMonth, monthsBetween } from "@/lib/domain/dates";
import type { AccountUse, Operation } from "./tables";

/** One month of an account. CZK. */
export type Movements = { month: Day; operations: number; inCzk: number; incomeCzk: number; balanceCzk: number };

/** The real operations of the months of one account that the source has whole. A month without any is in it, empty. */
export type WholeMonths = ReadonlyMap<Day, readonly Operation[]>;

export const LAST_MONTH: Day = "1998-12-01";
const FIRST_MONTH: Day = "1997-01-01";

/** A stretch of time whose number and sum of operations are known together. */
type Period = { months: readonly Day[]; count: number; czk: number };

/**
 * The 24 months to December 1998, from the opening of the account on. Months that the source has whole are real; what
 * the totals of 1998 and of 1996–1997 leave is spread evenly over the other months of the period.
 */
export function monthlyMovements(openedOn: Day, use: AccountUse, whole: WholeMonths): Movements[] {
  const opening = firstOfMonth(openedOn);
  const lifeMonths = monthsBetween(opening, LAST_MONTH) + 1;
  const balanceCzk = otherBalance(use, lifeMonths, whole);
  return periodsOf(opening, use, lifeMonths)
    .flatMap((period) => movementsOf(period, use, lifeMonths, whole, balanceCzk))
    .filter((movement) => movement.month >= FIRST_MONTH);
}

function periodsOf(opening: Day, use: AccountUse, lifeMonths: number): Period[] {
  const { count1998, czk1998, count1996To1998, czk1996To1998 } = use;
  const before = monthsFrom(opening > "1996-01-01" ? opening : "1996-01-01", "1997-12-01");
  const last = monthsFrom(opening > "1998-01-01" ? opening : "1998-01-01", LAST_MONTH);
  if (count1998 !== null && czk1998 !== null && count1996To1998 !== null && czk1996To1998 !== null)
    return [
      { months: before, count: count1996To1998 - count1998, czk: czk1996To1998 - czk1998 },
      { months: last, count: count1998, czk: czk1998 },
    ];
  // Accounts of which only the life is known.
  const share = (months: readonly Day[]) => months.length / lifeMonths;
  const czkAMonth = use.monthlyCredit + use.monthlyDebit;
  return [before, last].map((months) => ({ months, count: use.count * share(months), czk: czkAMonth * months.length }));
}

function movementsOf(period: Period, use: AccountUse, lifeMonths: number, whole: WholeMonths, balanceCzk: number): Movements[] {
  const real = period.months.flatMap((month) => whole.get(month) ?? []);
  const others = period.months.filter((month) => !whole.has(month));
  const countAMonth = Math.max(0, period.count - real.length) / others.length;
  const czkAMonth = Math.max(0, period.czk - totalCzk(real)) / others.length;
  const operations = Math.max(0, countAMonth - use.automatic / lifeMonths);
  const inCzk = czkAMonth * share(use.monthlyCredit, use.monthlyCredit + use.monthlyDebit);
  return period.months.map((month) => {
    const found = whole.get(month);
    if (found) return realMovements(month, found, use, balanceCzk);
    const index = others.indexOf(month);
    return { month, operations: wholePart(index, operations), inCzk, incomeCzk: inCzk * transferShare(use), balanceCzk };
  });
}

function realMovements(month: Day, operations: readonly Operation[], use: AccountUse, otherBalanceCzk: number): Movements {
  const credits = operations.filter((operation) => operation.isCredit);
  const inCzk = totalCzk(credits);
  const transfers = credits.every((operation) => operation.isTransferIn === null)
    ? inCzk * transferShare(use)
    : totalCzk(credits.filter((operation) => operation.isTransferIn));
  return {
    month,
    operations: operations.filter((operation) => !operation.isAutomatic).length,
    inCzk,
    incomeCzk: transfers,
    balanceCzk: operations.at(-1)?.balanceCzk ?? otherBalanceCzk,
  };
}

/** The mean balance that the months without a real one must have for the mean of the whole life to be what it is. */
function otherBalance(use: AccountUse, lifeMonths: number, whole: WholeMonths): number {
  const real = [...whole.values()].map((operations) => operations.at(-1)?.balanceCzk ?? null).filter((balance) => balance !== null);
  const others = lifeMonths - real.length;
  if (others <= 0) return use.monthlyBalance;
  return (use.monthlyBalance * lifeMonths - real.reduce((total, balance) => total + balance, 0)) / others;
}

/** The share of the credits that comes by transfer from another bank: how salaries and pensions arrive. */
function transferShare(use: AccountUse): number {
  return Math.min(1, share(use.monthlyTransferIn, use.monthlyCredit));
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}

/** Whole numbers of the mean `amount`, whose sum never strays from the exact one. */
function wholePart(index: number, amount: number): number {
  return Math.floor((index + 1) * amount + 0.5) - Math.floor(index * amount + 0.5);
}

function totalCzk(operations: readonly Operation[]): number {
  return operations.reduce((total, operation) => total + operation.czk, 0);
}

function monthsFrom(first: Day, last: Day): Day[] {
  const count = Math.max(0, monthsBetween(first, last) + 1);
  return Array.from({ length: count }, (_, index) => addMonths(first, index));
}
