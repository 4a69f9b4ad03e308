import type pg from "pg";
import type { Day } from "@/lib/domain/dates";

export type BankOptions = {
  /** Name of the bank; of a bank that is there already, its new name. */
  bankName?: string;
  /** Stops the calendar of an archive at this day, for good. */
  today?: Day;
};

/** What an import finds: `isDemo` refuses it; `today` is the last day that its rows may name. */
export type PreparedBank = { isDemo: boolean; today: Day; changed: boolean };

/** Makes sure that the bank has its row, named and with its calendar. */
export async function prepareBank(db: pg.ClientBase, options: BankOptions & { fallbackName: string }): Promise<PreparedBank> {
  const { rows } = await db.query<{ demo: boolean }>("SELECT demo FROM bank WHERE id = 1");
  if (rows[0]?.demo) return { isDemo: true, today: await bankToday(db), changed: false };
  const { rowCount } = await db.query(
    `INSERT INTO bank AS b (id, name, pinned_today_on) VALUES (1, coalesce($1, $3), $2::date)
     ON CONFLICT (id) DO UPDATE SET name = coalesce($1, b.name), pinned_today_on = coalesce($2::date, b.pinned_today_on)
     WHERE (b.name, b.pinned_today_on) IS DISTINCT FROM (coalesce($1, b.name), coalesce($2::date, b.pinned_today_on))`,
    [options.bankName ?? null, options.today ?? null, options.fallbackName],
  );
  return { isDemo: false, today: await bankToday(db), changed: rowCount !== 0 };
}

/** The last full month delivered: a month that has not ended is kept, and counts once it has. */
export async function closeMonth(db: pg.ClientBase): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE bank b SET last_closed_month = found.month
     FROM (SELECT max(month) AS month FROM import_activity WHERE problems IS NULL AND month < date_trunc('month', bank_today())) found
     WHERE b.id = 1 AND found.month > coalesce(b.last_closed_month, '-infinity')`,
  );
  return rowCount !== 0;
}

async function bankToday(db: pg.ClientBase): Promise<Day> {
  const { rows } = await db.query<{ today: Day }>("SELECT bank_today()::text AS today");
  const [row] = rows;
  if (!row) throw new Error("the database does not know the day");
  return row.today;
}
