import type { PlanningFrame } from "@/lib/data/planning-frame";
import { statement } from "@/lib/data/statement";
import { inOwnerTransaction } from "./owner-transaction";
import { makeWorkTable, useAllCores } from "./scoring/work-table";

/**
 * Counts what the clients of each cell hold, by segment, from the scores of now: what targeted offers are found by. In
 * one transaction, which writes what changed.
 */
export function refreshPeerHoldings(ownerUrl: string, { modelId, today }: PlanningFrame, signal?: AbortSignal): Promise<void> {
  return inOwnerTransaction(
    ownerUrl,
    async (db) => {
      await useAllCores(db);
      await makeWorkTable(db, "peer_run_products", statement("score-products"));
      await makeWorkTable(db, "peer_run_profiles", statement("peer-profiles"), [modelId]);
      await makeWorkTable(db, "peer_run_equipment", statement("peer-equipment"), [modelId, today]);
      await db.query(statement("refresh-peer-holdings"), [modelId]);
      await db.query("DROP TABLE peer_run_products, peer_run_profiles, peer_run_equipment");
    },
    signal,
  );
}
