import { addMonths, type Day } from "@/lib/domain/dates";
import { MONTHS_BACK } from "@/lib/domain/follow-up-measures";
import type { WorkWatch } from "./job-context";
import { connectAsOwner } from "./owner-connection";

/** So many portfolios are counted by one statement. */
const PORTFOLIOS_A_ROUND = 40;

/**
 * Counts the follow-up of the months that are over and were not counted yet, at most twelve back, closes them, and counts the present
 * month and how the portfolios of the bank lie. A closed month is not counted again. Killed and started again it ends in the same state.
 */
export async function refreshFollowUpMonths(ownerUrl: string, { signal, progress }: WorkWatch = {}): Promise<void> {
  const db = await connectAsOwner(ownerUrl);
  try {
    await db.query("SET random_page_cost = 1.1");
    const { rows: [calendar] } = await db.query<{ thisMonth: Day; lastClosed: Day | null }>(
      `SELECT date_trunc('month', bank_today()::timestamp)::date::text AS "thisMonth", (SELECT max(month)::text FROM follow_up_closed_month) AS "lastClosed"`,
    );
    if (!calendar) return;
    const { thisMonth, lastClosed } = calendar;
    const oldest = addMonths(thisMonth, -MONTHS_BACK);
    const from = lastClosed !== null && lastClosed >= oldest ? addMonths(lastClosed, 1) : oldest;
    const { rows } = await db.query<{ id: number }>("SELECT DISTINCT advisor_id AS id FROM client ORDER BY 1");
    for (let done = 0; done < rows.length; done += PORTFOLIOS_A_ROUND) {
      progress?.({ phase: "FIGURES", done, total: rows.length });
      signal?.throwIfAborted();
      await db.query("SELECT count_follow_up_months($1::int[], $2::date, $3::date)", [rows.slice(done, done + PORTFOLIOS_A_ROUND).map(({ id }) => id), from, thisMonth]);
    }
    progress?.({ phase: "FIGURES", done: rows.length, total: rows.length });
    await db.query("INSERT INTO follow_up_closed_month (month) SELECT m::date FROM generate_series($1::timestamp, $2::timestamp - interval '1 month', interval '1 month') m ON CONFLICT DO NOTHING", [from, thisMonth]);
    await db.query("SELECT refresh_follow_up_spread()");
    await db.query("ANALYZE follow_up_month");
  } finally {
    await db.end();
  }
}
