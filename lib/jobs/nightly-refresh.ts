import { connectAsOwner } from "./owner-transaction";
import { refreshState } from "./refresh-bank";

/** Asks for the nightly refresh when the bank was not refreshed on this day; once a day, however often it is called. */
export async function requestDueRefresh(ownerUrl: string): Promise<void> {
  if ((await refreshState(ownerUrl)) === "DONE") return;
  const db = await connectAsOwner(ownerUrl);
  await db
    .query("INSERT INTO job_run (id, kind, due_on) VALUES (gen_random_uuid(), 'NIGHTLY_REFRESH', bank_today()) ON CONFLICT DO NOTHING")
    .finally(() => db.end());
}
