import { createWriteStream, mkdirSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";

const euros = (column: string) => `round(${column} / 100.0, 2)`;

/** The files of docs/import-format.md that would bring such a bank, in its order. No contacts: they are measured elsewhere. */
const FILES: Readonly<Record<string, string>> = {
  "branches.csv": "SELECT code AS branch_code, name, commune, region FROM branch ORDER BY id",
  "staff.csv": "SELECT u.email, u.name, u.role, b.code AS branch_code FROM app_user u LEFT JOIN branch b ON b.id = u.branch_id ORDER BY u.id",
  "clients.csv": `
    SELECT c.external_ref AS client_ref, b.code AS branch_code, u.email AS advisor_email, c.last_name, c.first_name, c.client_since_on,
           c.household_id AS household_number, c.birth_on, c.marital_status, c.dependent_children, c.occupation, ${euros("c.income_cents")} AS income,
           ${euros("c.wealth_cents")} AS wealth, c.email, c.phone, c.commune, c.postal_code, c.zone, c.region, c.service_model,
           array_to_string(c.interests, '|') AS interests, c.status, c.protected, c.fragile, c.profiling_objected_on, c.high_value_marked AS high_value
    FROM client c JOIN branch b ON b.id = c.branch_id JOIN app_user u ON u.id = c.advisor_id ORDER BY c.id`,
  "holdings.csv": `
    SELECT c.external_ref AS client_ref, h.contract_ref, h.product_code, h.opened_on, h.closed_on
    FROM holding h JOIN client c ON c.id = h.client_id ORDER BY h.client_id, h.contract_ref`,
  "activity.csv": `
    SELECT c.external_ref AS client_ref, to_char(a.month, 'YYYY-MM') AS month, ${euros("a.pnb_cents")} AS pnb, a.dav_operations,
           ${euros("a.money_in_cents")} AS money_in, ${euros("a.income_in_cents")} AS income_in, ${euros("a.balance_cents")} AS balance, a.digital_sessions
    FROM monthly_activity a JOIN client c ON c.id = a.client_id ORDER BY a.client_id, a.month`,
  "interactions.csv": "SELECT '' AS client_ref, '' AS interaction_ref, '' AS occurred_at, '' AS channel, '' AS outcome LIMIT 0",
};

/** Writes a bank as the delivery that would bring it. */
export async function writeDelivery(ownerUrl: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await inOwnerTransaction(ownerUrl, async (db) => {
    for (const [name, sql] of Object.entries(FILES)) await copyToFile(db, `(${sql}) TO STDOUT (FORMAT csv, HEADER, DELIMITER ';')`, path.join(folder, name));
  });
}

/** The tables of the bar, each after those it refers to. */
export const MEASURED_TABLES = ["client", "holding", "monthly_activity"] as const;

/** Writes the rows that an import has made, as COPY reads them fastest; what they refer to, too. */
export async function dumpTables(ownerUrl: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await inOwnerTransaction(ownerUrl, async (db) => {
    for (const table of ["branch", "app_user"]) await copyToFile(db, `${table} TO STDOUT`, path.join(folder, table));
    for (const table of MEASURED_TABLES) await copyToFile(db, `(SELECT ${await givenColumns(db, table)} FROM ${table} ORDER BY 1, 2) TO STDOUT`, path.join(folder, table));
  });
}

/** Without those that the database works out by itself, which COPY does not take. */
async function givenColumns(db: pg.ClientBase, table: string): Promise<string> {
  const { rows } = await db.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  return rows[0]?.columns ?? "*";
}

async function copyToFile(db: pg.ClientBase, what: string, file: string): Promise<void> {
  await pipeline(db.query(copyTo(`COPY ${what}`)), createWriteStream(file));
}
