import { type Day, firstOfMonth, monthsBetween } from "@/lib/domain/dates";
import { centsOf } from "./money";
import type { AccountUse, Card, Loan, StandingOrder } from "./tables";

/** What an account consists of, besides its movements. */
export type AccountContracts = { statements: string; cards: readonly Card[]; loans: readonly Loan[]; orders: readonly StandingOrder[] };

/** One month of movements. CZK. */
export type MonthlyUse = { month: Day; operations: number; balanceCzk: number };

/** Yearly margins; fees in CZK. The source says none but the statement fees: these are a bank's usual ones of the time. */
const MARGIN = { deposit: 0.04, overdraft: 0.12, loan: 0.05 };
const OPERATION_FEE = 3;
const PENALTY_FEE = 30;
const CARD_FEE_A_YEAR: Readonly<Record<string, number>> = { junior: 100, classic: 200, gold: 600 };
const STATEMENT_FEE: Readonly<Record<string, number>> = { "POPLATEK MESICNE": 14.6, "POPLATEK TYDNE": 30, "POPLATEK PO OBRATU": 100 };
const COMMISSION: Readonly<Record<string, number>> = { POJISTNE: 0.15, LEASING: 0.02 };

/** What the account brings the bank in a month, in cents: interest margins, fees and commissions. */
export function monthlyPnbCents(contracts: AccountContracts, use: AccountUse, lifeMonths: number, month: MonthlyUse): number {
  const interest = month.balanceCzk >= 0 ? month.balanceCzk * MARGIN.deposit : -month.balanceCzk * MARGIN.overdraft;
  const statements = (STATEMENT_FEE[contracts.statements] ?? 0) * Math.min(1, use.statementFees / lifeMonths);
  const penalties = (PENALTY_FEE * use.penalties) / lifeMonths;
  const cards = sum(contracts.cards, (card) => (firstOfMonth(card.issuedOn) <= month.month ? (CARD_FEE_A_YEAR[card.type] ?? 0) / 12 : 0));
  const loans = sum(contracts.loans, (loan) => (outstandingCzk(loan, month.month) * MARGIN.loan) / 12);
  const commissions = sum(contracts.orders, (order) => order.czk * (COMMISSION[order.symbol] ?? 0));
  return centsOf(interest / 12 + statements + penalties + month.operations * OPERATION_FEE + cards + loans + commissions);
}

/** Repaid in equal parts from the month after the grant. */
export function outstandingCzk(loan: Loan, month: Day): number {
  const paid = monthsBetween(loan.grantedOn, month);
  return paid < 0 || paid >= loan.months ? 0 : loan.czk * (1 - paid / loan.months);
}

function sum<T>(items: readonly T[], valueOf: (item: T) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0);
}
