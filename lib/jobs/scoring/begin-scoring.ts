import type pg from "pg";
import type { Day } from "@/lib/domain/dates";
import { inOwnerTransaction } from "../owner-transaction";
import { lockBriefly } from "./brief-lock";

/** Where the last scoring left off. `dueIds`: whom imports marked since; null when so many that all are as well. */
export type ScoringStart = { factsKey: string | null; scoredOn: Day | null; dueIds: number[] | null };

/** With more of the clients marked than this, reading everyone's months in order is faster than looking for theirs. */
const LARGEST_DUE_SHARE = 0.1;
/** In a small bank it does not matter, and the server may not know yet how small it is. */
const ALWAYS_FEW = 1_000;

/**
 * Takes over what is due, and leaves a sign that everything is until this run has come to its end: killed, the next one
 * starts from nothing. What is marked from now on is for the next run; what is logged from now on is this run's to find.
 */
export function beginScoring(ownerUrl: string, signal?: AbortSignal): Promise<ScoringStart> {
  return inOwnerTransaction(
    ownerUrl,
    async (db) => {
      // An import that is about to commit has marked whom it changed: wait for it, or its marks would be lost.
      await lockBriefly(db, "score_due", "ACCESS EXCLUSIVE", signal);
      const state = await readState(db);
      const dueIds = await readDue(db);
      await db.query("TRUNCATE score_due");
      await db.query("DELETE FROM score_logged");
      await db.query("UPDATE score_state SET facts_key = NULL");
      return { ...state, dueIds };
    },
    signal,
  );
}

/** Noted last: everything before it was written. */
export async function endScoring(db: pg.ClientBase, { factsKey, today }: { factsKey: string; today: Day }): Promise<void> {
  await db.query("UPDATE score_state SET facts_key = $1, scored_on = $2", [factsKey, today]);
}

async function readState(db: pg.ClientBase): Promise<{ factsKey: string | null; scoredOn: Day | null }> {
  const { rows } = await db.query<{ factsKey: string | null; scoredOn: Day | null }>(
    `SELECT facts_key AS "factsKey", scored_on::text AS "scoredOn" FROM score_state`,
  );
  return rows[0] ?? { factsKey: null, scoredOn: null };
}

async function readDue(db: pg.ClientBase): Promise<number[] | null> {
  const { rows } = await db.query<{ ids: number[] | null }>(
    `SELECT CASE WHEN (SELECT count(*) FROM score_due) <= greatest($1::float8 * reltuples, $2) THEN (SELECT coalesce(array_agg(client_id), '{}') FROM score_due) END AS ids
     FROM pg_class WHERE oid = 'client'::regclass`,
    [LARGEST_DUE_SHARE, ALWAYS_FEW],
  );
  return rows[0]?.ids ?? null;
}
