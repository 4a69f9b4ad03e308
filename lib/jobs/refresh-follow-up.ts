import type pg from "pg";
import type { WorkWatch } from "./job-context";
import { connectAsOwner } from "./owner-connection";

/** A portfolio that is being counted keeps whoever logs in it waiting: a tenth of a second of them at a time. */
const PORTFOLIOS_A_ROUND = 40;

/**
 * Counts the figures of every portfolio anew, after a job that changed what they count: scores, actions, an import. Until
 * it has come to its end they are counted whenever they are asked for. Killed and started again it ends in the same state.
 */
export async function refreshFollowUp(ownerUrl: string, { signal, progress }: WorkWatch = {}): Promise<void> {
  const db = await connectAsOwner(ownerUrl);
  try {
    // A few portfolios at a time are found by index; the planner would read whole tables for them.
    await db.query("SET random_page_cost = 1.1");
    // Read before anything is counted: what is noted from now on may be missing in the figures.
    const noted = await readIds(db, "SELECT id::text AS id FROM follow_up_outdated WHERE advisor_id IS NULL");
    const advisors = await readIds(db, "SELECT DISTINCT advisor_id AS id FROM client UNION SELECT advisor_id FROM follow_up_summary ORDER BY 1");
    for (let done = 0; done < advisors.length; done += PORTFOLIOS_A_ROUND) {
      progress?.({ phase: "FIGURES", done, total: advisors.length });
      signal?.throwIfAborted();
      await db.query("SELECT refresh_follow_up($1::int[])", [advisors.slice(done, done + PORTFOLIOS_A_ROUND)]);
    }
    progress?.({ phase: "FIGURES", done: advisors.length, total: advisors.length });
    await db.query("DELETE FROM follow_up_outdated WHERE id = ANY ($1::bigint[])", [noted]);
  } finally {
    await db.end();
  }
}

async function readIds(db: pg.Client, sql: string): Promise<(string | number)[]> {
  const { rows } = await db.query<{ id: string | number }>(sql);
  return rows.map(({ id }) => id);
}
