import type { Day } from "@/lib/domain/dates";
import type { BerkaAccount } from "./accounts";
import type { Loan } from "./tables";

export type Contract = { ref: string; product: string; openedOn: Day; closedOn: Day | null };

/** Standing orders that show a product. Payments of a loan show the loan, which is there; others show nothing. */
const ORDER_PRODUCTS: Readonly<Record<string, string>> = { SIPO: "HOUSEHOLD_PAYMENTS", POJISTNE: "INSURANCE_ANY", LEASING: "LEASING" };
const CARD_PRODUCTS: Readonly<Record<string, string>> = { junior: "CARD_CLASSIC", classic: "CARD_CLASSIC", gold: "CARD_PREMIER" };

/** What the owner of an account holds. Orders have no date in the source: they count from the opening of the account. */
export function contractsOf(account: BerkaAccount): Contract[] {
  const orders = account.orders.filter((order) => order.symbol in ORDER_PRODUCTS);
  return [
    { ref: `ACCOUNT-${account.id}`, product: "DAV", openedOn: account.openedOn, closedOn: null },
    ...account.cards.map((card) => ({ ref: `CARD-${card.id}`, product: CARD_PRODUCTS[card.type] ?? "CARD_CLASSIC", openedOn: card.issuedOn, closedOn: null })),
    ...account.loans.map((loan) => ({ ref: `LOAN-${loan.id}`, product: "PERSONAL_LOAN", openedOn: loan.grantedOn, closedOn: loan.isFinished ? endOf(loan) : null })),
    ...orders.map((order) => ({ ref: `ORDER-${order.id}`, product: ORDER_PRODUCTS[order.symbol] ?? "", openedOn: account.openedOn, closedOn: null })),
  ];
}

/** The day of its grant, `months` later; the last day of the month where that month is shorter. */
function endOf(loan: Loan): Day {
  const months = Number(loan.grantedOn.slice(0, 4)) * 12 + Number(loan.grantedOn.slice(5, 7)) - 1 + loan.months;
  const lastDay = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  const month = `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
  return `${month}-${String(Math.min(lastDay, Number(loan.grantedOn.slice(8)))).padStart(2, "0")}` as Day;
}
