import { connectAsOwner } from "./owner-connection";
import { refreshState } from "./refresh-bank";

/** Asks for the nightly refresh when the bank was not refreshed on this day; once a day, however often it is called. */
export async function requestDueRefresh(ownerUrl: string): Promise<void> {
  if ((await refreshState(ownerUrl)) === "DONE") return;
  const db = await connectAsOwner(ownerUrl);
  await db
    .query("INSERT INTO job_run (id, kind, due_on) VALUES (gen_random_uuid(), 'NIGHTLY_REFRESH', bank_today()) ON CONFLICT DO NOTHING")
    .finally(() => db.end());
}

/** Asks for scores and actions after rows that came one batch at a time; once, while one that waits will see them all. */
export async function requestScoring(ownerUrl: string): Promise<void> {
  const db = await connectAsOwner(ownerUrl);
  await db
    .query("INSERT INTO job_run (id, kind) SELECT gen_random_uuid(), 'NIGHTLY_REFRESH' FROM bank WHERE last_closed_month IS NOT NULL ON CONFLICT DO NOTHING")
    .finally(() => db.end());
}
