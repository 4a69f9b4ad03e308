import { withBankLock } from "./bank-lock";
import type { WorkWatch } from "./job-context";
import { inOwnerTransaction } from "./owner-transaction";
import { planActions } from "./plan-actions";
import { refreshHighValue } from "./refresh-high-value";
import { refreshFollowUp } from "./refresh-follow-up";
import { scoreBank } from "./score-bank";

export type ScoredImport = { clients: number; written: number; actionsAdded: number };

/**
 * Scores the bank and plans its next actions after an import, and notes that it did. An import that was not followed
 * by its scoring (a crash in between) is caught up with by the next call. Waits for whoever came in between. Null:
 * nothing is due, or no closed month yet.
 */
export function scoreImport(ownerUrl: string, watch: WorkWatch = {}): Promise<ScoredImport | null> {
  return withBankLock(ownerUrl, () => scoreIfDue(ownerUrl, watch), watch);
}

async function scoreIfDue(ownerUrl: string, watch: WorkWatch): Promise<ScoredImport | null> {
  if (!(await isDue(ownerUrl))) return null;
  const scores = await scoreBank(ownerUrl, { cause: "IMPORT", ...watch });
  await refreshHighValue(ownerUrl, watch);
  const actions = await planActions(ownerUrl, watch);
  await refreshFollowUp(ownerUrl, watch);
  await inOwnerTransaction(ownerUrl, (db) =>
    db.query("INSERT INTO audit_entry (action, details) VALUES ('import.scored', $1)", [JSON.stringify({ ...scores, ...actions })]),
  );
  return { clients: scores.clients, written: scores.written, actionsAdded: actions.added };
}

function isDue(ownerUrl: string): Promise<boolean> {
  return inOwnerTransaction(ownerUrl, async (db) => {
    const { rows } = await db.query<{ due: boolean }>(
      `SELECT coalesce(max(id) FILTER (WHERE action <> 'import.scored') > coalesce(max(id) FILTER (WHERE action = 'import.scored'), 0), false)
              AND EXISTS (SELECT 1 FROM bank WHERE last_closed_month IS NOT NULL) AS due
       FROM audit_entry WHERE action IN ('import.file', 'import.bank', 'import.folder', 'import.scored')`,
    );
    return rows[0]?.due === true;
  });
}
