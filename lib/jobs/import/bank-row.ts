import type pg from "pg";
import { type Day, firstOfMonth } from "@/lib/domain/dates";

export type BankOptions = {
  /** Name of the bank; of a bank that is there already, its new name. */
  bankName?: string;
  /** Stops the calendar of an archive at this day, for good. */
  today?: Day;
};

/** The demo bank takes no import: real clients do not mix with invented ones. */
export async function isDemoBank(db: pg.ClientBase): Promise<boolean> {
  const { rows } = await db.query<{ demo: boolean }>("SELECT demo FROM bank WHERE id = 1");
  return rows[0]?.demo === true;
}

/** Makes sure that the bank has its row, named and with its calendar. True when that changed something. */
export async function prepareBank(db: pg.ClientBase, options: BankOptions & { fallbackName: string }): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO bank AS b (id, name, pinned_today_on) VALUES (1, coalesce($1, $3), $2::date)
     ON CONFLICT (id) DO UPDATE SET name = coalesce($1, b.name), pinned_today_on = coalesce($2::date, b.pinned_today_on)
     WHERE (b.name, b.pinned_today_on) IS DISTINCT FROM (coalesce($1, b.name), coalesce($2::date, b.pinned_today_on))`,
    [options.bankName ?? null, options.today ?? null, options.fallbackName],
  );
  return rowCount !== 0;
}

/** The last full month delivered: a month that has not ended is kept, and counts once it has. */
export async function closeMonth(db: pg.ClientBase, today: Day): Promise<boolean> {
  // A parameter: asked for row by row, the day would cost more than the rest of the import.
  const { rowCount } = await db.query(
    `UPDATE bank b SET last_closed_month = found.month
     FROM (SELECT max(month) AS month FROM import_activity WHERE month < $1::date) found
     WHERE b.id = 1 AND found.month > coalesce(b.last_closed_month, '-infinity')`,
    [firstOfMonth(today)],
  );
  return rowCount !== 0;
}

/** The last day that a row may name. */
export async function bankToday(db: pg.ClientBase): Promise<Day> {
  const { rows } = await db.query<{ today: Day }>("SELECT bank_today()::text AS today");
  const [row] = rows;
  if (!row) throw new Error("the database does not know the day");
  return row.today;
}
