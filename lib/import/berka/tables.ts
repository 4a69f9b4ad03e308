import { type Day, firstOfMonth } from "@/lib/domain/dates";
import { splitRecord } from "../csv-cells";
import { separatorOf } from "../layout";

/** The texts of the PKDD'99 files that the conversion reads, by file name without its ending. */
export const BERKA_FILES = {
  account: "account.asc",
  card: "card.asc",
  client: "client.asc",
  disposition: "disp.asc",
  district: "district.asc",
  loan: "loan.asc",
  order: "order.asc",
  use: "account_activity_1993-1998.csv",
  october: "trans_1997-10_all_accounts.csv",
  beforeLoan: "trans_loan_accounts_1995-1998.csv.gz",
} as const;
export type BerkaTexts = Record<keyof typeof BERKA_FILES, string>;

export type Account = { id: number; districtId: number; statements: string; openedOn: Day };
export type Person = { id: number; districtId: number; birthOn: Day };
export type Disposition = { id: number; personId: number; accountId: number; isOwner: boolean };
/** Amounts are CZK a month. */
export type StandingOrder = { id: number; accountId: number; symbol: string; czk: number };
export type Loan = { id: number; accountId: number; grantedOn: Day; czk: number; months: number; isFinished: boolean };
export type Card = { id: number; dispositionId: number; type: string; issuedOn: Day };
/** `salaryCzk`: the average a month; `urbanShare`: percent of the inhabitants. */
export type District = { id: number; name: string; region: string; inhabitants: number; urbanShare: number; salaryCzk: number };
/** The whole life of an account in figures; null where the source does not know them. CZK. */
export type AccountUse = {
  accountId: number;
  count: number;
  count1998: number | null;
  count1996To1998: number | null;
  czk1998: number | null;
  czk1996To1998: number | null;
  automatic: number;
  statementFees: number;
  pensions: number;
  penalties: number;
  monthlyCredit: number;
  monthlyDebit: number;
  monthlyTransferIn: number;
  monthlyBalance: number;
};
/** One real operation. `isAutomatic`: interest or a fee, not the client's doing. `balanceCzk` after it, where known. */
export type Operation = {
  accountId: number;
  month: Day;
  czk: number;
  isCredit: boolean;
  isAutomatic: boolean;
  isTransferIn: boolean | null;
  balanceCzk: number | null;
};

export type BerkaTables = {
  accounts: Account[];
  people: Person[];
  dispositions: Disposition[];
  orders: StandingOrder[];
  loans: Loan[];
  cards: Card[];
  districts: District[];
  uses: AccountUse[];
  october: Operation[];
  beforeLoan: Operation[];
};

/** Reads all tables. The sex that the birth numbers of women carry is dropped here. */
export function readBerkaTables(texts: BerkaTexts): BerkaTables {
  return {
    accounts: rowsOf(texts.account).map((row) => ({ id: number(row, "account_id"), districtId: number(row, "district_id"), statements: text(row, "frequency"), openedOn: dayOf(text(row, "date")) })),
    people: rowsOf(texts.client).map((row) => ({ id: number(row, "client_id"), districtId: number(row, "district_id"), birthOn: birthDay(text(row, "birth_number")) })),
    dispositions: rowsOf(texts.disposition).map((row) => ({ id: number(row, "disp_id"), personId: number(row, "client_id"), accountId: number(row, "account_id"), isOwner: text(row, "type") === "OWNER" })),
    orders: rowsOf(texts.order).map((row) => ({ id: number(row, "order_id"), accountId: number(row, "account_id"), symbol: text(row, "k_symbol").trim(), czk: number(row, "amount") })),
    loans: rowsOf(texts.loan).map(loanOf),
    cards: rowsOf(texts.card).map((row) => ({ id: number(row, "card_id"), dispositionId: number(row, "disp_id"), type: text(row, "type"), issuedOn: dayOf(text(row, "issued").slice(0, 6)) })),
    districts: rowsOf(texts.district).map(districtOf),
    uses: rowsOf(texts.use).map(useOf),
    october: rowsOf(texts.october).map(octoberOperation),
    beforeLoan: rowsOf(texts.beforeLoan).map(loanOperation),
  };
}

type Row = Readonly<Record<string, string>>;

function rowsOf(file: string): Row[] {
  const [header = "", ...lines] = file.split(/\r?\n/);
  const separator = separatorOf(header, "LF", true);
  const columns = cellsOf(header);
  return lines.filter((line) => line !== "").map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
  });

  function cellsOf(line: string): readonly string[] {
    const cells = splitRecord(line, separator);
    if (typeof cells === "string") throw new Error(`a line of the source cannot be read: ${line.slice(0, 80)}`);
    return cells;
  }
}

function text(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`the source has no column ${column}`);
  return value;
}

function number(row: Row, column: string): number {
  const value = Number(text(row, column));
  if (text(row, column) === "" || Number.isNaN(value)) throw new Error(`${column} is not a number: ${text(row, column)}`);
  return value;
}

function known(row: Row, column: string): number | null {
  return text(row, column) === "" ? null : number(row, column);
}

/** `YYMMDD`, all of the twentieth century. */
function dayOf(yymmdd: string): Day {
  return `19${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4, 6)}` as Day;
}

function birthDay(birthNumber: string): Day {
  const month = Number(birthNumber.slice(2, 4)) % 50;
  return dayOf(`${birthNumber.slice(0, 2)}${String(month).padStart(2, "0")}${birthNumber.slice(4, 6)}`);
}

function loanOf(row: Row): Loan {
  return {
    id: number(row, "loan_id"),
    accountId: number(row, "account_id"),
    grantedOn: dayOf(text(row, "date")),
    czk: number(row, "amount"),
    months: number(row, "duration"),
    isFinished: ["A", "B"].includes(text(row, "status")),
  };
}

function districtOf(row: Row): District {
  return {
    id: number(row, "A1"),
    name: text(row, "A2"),
    region: text(row, "A3"),
    inhabitants: number(row, "A4"),
    urbanShare: number(row, "A10"),
    salaryCzk: number(row, "A11"),
  };
}

function useOf(row: Row): AccountUse {
  const count = (column: string) => known(row, column) ?? 0;
  return {
    accountId: number(row, "account_id"),
    count: number(row, "n_trans_total"),
    count1998: known(row, "n_trans_1998"),
    count1996To1998: known(row, "n_trans_1996_1998"),
    czk1998: known(row, "sum_amount_1998"),
    czk1996To1998: known(row, "sum_amount_1996_1998"),
    automatic: count("n_interest_credited") + count("n_statement_fee") + count("n_sanction_interest"),
    statementFees: count("n_statement_fee"),
    pensions: count("n_pension_credited"),
    penalties: count("n_sanction_interest"),
    monthlyCredit: number(row, "avg_monthly_credit"),
    monthlyDebit: number(row, "avg_monthly_debit"),
    monthlyTransferIn: number(row, "avg_monthly_transfer_in"),
    monthlyBalance: number(row, "avg_monthly_balance"),
  };
}

/** The October slice has no symbols: what is booked on the last day without being round is interest or a statement fee. */
function octoberOperation(row: Row): Operation {
  const czk = number(row, "amount");
  const isCredit = text(row, "type") === "CREDIT";
  const isLastDay = text(row, "date") === "1997-10-31";
  const isAutomatic = isLastDay && (isCredit ? !Number.isInteger(czk) : [14.6, 30, 100].includes(czk));
  return { accountId: number(row, "account_id"), month: "1997-10-01", czk, isCredit, isAutomatic, isTransferIn: null, balanceCzk: null };
}

function loanOperation(row: Row): Operation {
  return {
    accountId: number(row, "account_id"),
    month: firstOfMonth(dayOf(text(row, "date"))),
    czk: number(row, "amount"),
    isCredit: text(row, "type") === "credit",
    isAutomatic: /^(interest credited|payment for statement|sanction interest)/.test(text(row, "k_symbol")),
    isTransferIn: text(row, "operation") === "collection from another bank",
    balanceCzk: number(row, "balance"),
  };
}
