import { addMonths, type Day, firstOfMonth, monthsBetween } from "@/lib/domain/dates";
import { LAST_MONTH, type Movements, monthlyMovements, type WholeMonths } from "./movements";
import { type AccountContracts, monthlyPnbCents } from "./pnb";
import type { Account, AccountUse, BerkaTables, Operation } from "./tables";

/** An account with everything that the source says of it, and whose it is. */
export type BerkaAccount = Account &
  AccountContracts & {
    ownerId: number;
    /** May sign for the account without owning it. */
    holderIds: readonly number[];
    use: AccountUse;
    movements: readonly (Movements & { pnbCents: number })[];
  };

const OCTOBER: Day = "1997-10-01";

/** Joins the tables account by account, in the order of their numbers. */
export function joinAccounts(tables: BerkaTables): BerkaAccount[] {
  const dispositions = grouped(tables.dispositions, (disposition) => disposition.accountId);
  const accountOf = new Map(tables.dispositions.map((disposition) => [disposition.id, disposition.accountId]));
  const cards = grouped(tables.cards, (card) => accountOf.get(card.dispositionId));
  const loans = grouped(tables.loans, (loan) => loan.accountId);
  const orders = grouped(tables.orders, (order) => order.accountId);
  const october = grouped(tables.october, (operation) => operation.accountId);
  const beforeLoan = grouped(tables.beforeLoan, (operation) => operation.accountId);
  const uses = new Map(tables.uses.map((use) => [use.accountId, use]));

  return tables.accounts.toSorted((a, b) => a.id - b.id).map((account) => {
    const held = dispositions.get(account.id) ?? [];
    const owner = held.find((disposition) => disposition.isOwner);
    const use = uses.get(account.id);
    if (!owner || !use) throw new Error(`account ${account.id} has no owner or no figures`);
    const contracts = { statements: account.statements, cards: cards.get(account.id) ?? [], loans: loans.get(account.id) ?? [], orders: orders.get(account.id) ?? [] };
    const granted = contracts.loans[0]?.grantedOn;
    const whole = wholeMonths(account.openedOn, october.get(account.id) ?? [], granted === undefined ? null : { granted, operations: beforeLoan.get(account.id) ?? [] });
    return {
      ...account,
      ...contracts,
      ownerId: owner.personId,
      holderIds: held.filter((disposition) => !disposition.isOwner).map((disposition) => disposition.personId),
      use,
      movements: withPnb(account, contracts, use, whole),
    };
  });
}

function withPnb(account: Account, contracts: AccountContracts, use: AccountUse, whole: WholeMonths): BerkaAccount["movements"] {
  const lifeMonths = monthsBetween(account.openedOn, LAST_MONTH) + 1;
  return monthlyMovements(account.openedOn, use, whole).map((month) => ({
    ...month,
    pnbCents: monthlyPnbCents(contracts, use, lifeMonths, month),
  }));
}

/** October 1997 is whole for all; for some accounts, so is every month from the opening until the one of their loan. */
function wholeMonths(openedOn: Day, october: readonly Operation[], loan: { granted: Day; operations: readonly Operation[] } | null): WholeMonths {
  const whole = new Map<Day, readonly Operation[]>();
  if (openedOn < "1997-11-01") whole.set(OCTOBER, october);
  if (loan === null || loan.operations.length === 0) return whole;
  const byMonth = grouped(loan.operations, (operation) => operation.month);
  for (let month = firstOfMonth(openedOn); month < firstOfMonth(loan.granted); month = addMonths(month, 1)) {
    whole.set(month, byMonth.get(month) ?? []);
  }
  return whole;
}

function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
