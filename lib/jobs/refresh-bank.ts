import type { PlanResult } from "@/lib/data/action-plan";
import { uploadFolder } from "@/lib/env";
import { forgetBatches } from "./api/batch-claims";
import { withBankLock } from "./bank-lock";
import { forgetDeliveries } from "./import/deliveries";
import type { WorkWatch } from "./job-context";
import { inOwnerTransaction } from "./owner-transaction";
import { planActions } from "./plan-actions";
import { signHeads } from "./proof/sign-heads";
import { signingKey } from "./proof/signing-key";
import { refreshHighValue } from "./refresh-high-value";
import { refreshFollowUp } from "./refresh-follow-up";
import { refreshFollowUpMonths } from "./refresh-follow-up-months";
import { returnClients } from "./return-clients";
import { deleteForgottenFiles } from "./uploads/forgotten-files";
import { scoreBank, type ScoreBankResult } from "./score-bank";
import type { ScoreCause } from "@/prisma/generated/enums";

/**
 * Scores the bank, plans its next actions, counts its figures and signs the heads of its log: after an import, each night, and at a start
 * on a new day. Running it twice changes nothing. Leaves its mark in the audit trail, by which `refreshState` knows.
 */
export function refreshBank(ownerUrl: string, cause: ScoreCause, watch: WorkWatch = {}): Promise<ScoreBankResult & PlanResult> {
  return withBankLock(ownerUrl, () => refresh(ownerUrl, cause, watch));
}

async function refresh(ownerUrl: string, cause: ScoreCause, watch: WorkWatch) {
  await returnClients(ownerUrl, watch);
  const scored = await scoreBank(ownerUrl, { cause, ...watch });
  await refreshHighValue(ownerUrl, watch);
  const planned = await planActions(ownerUrl, watch);
  await refreshFollowUp(ownerUrl, watch);
  await refreshFollowUpMonths(ownerUrl, watch);
  await inOwnerTransaction(ownerUrl, async (db) => {
    await forgetBatches(db);
    await forgetDeliveries(db);
    await deleteForgottenFiles(db, uploadFolder());
    await signHeads(db, signingKey());
    await db.query("INSERT INTO audit_entry (action, details) VALUES ('bank.refresh', $1::jsonb || jsonb_build_object('day', bank_today()))", [
      JSON.stringify({ cause, ...scored, ...planned }),
    ]);
  });
  return { ...scored, ...planned };
}

export type RefreshState = "NEVER" | "DUE" | "DONE";

/** Whether the bank was refreshed on this day, or ever. A bank without activity has nothing to refresh: DONE. */
export function refreshState(ownerUrl: string): Promise<RefreshState> {
  return inOwnerTransaction(ownerUrl, async (db) => {
    const { rows } = await db.query<{ state: RefreshState }>(
      `SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM bank WHERE last_closed_month IS NOT NULL) THEN 'DONE'
                   WHEN max(details->>'day') IS NULL THEN 'NEVER'
                   WHEN max(details->>'day') < bank_today()::text THEN 'DUE' ELSE 'DONE' END AS state
       FROM audit_entry WHERE action = 'bank.refresh'`,
    );
    return rows[0]?.state ?? "DONE";
  });
}
