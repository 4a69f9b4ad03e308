import type { OverviewGroup } from "@/lib/domain/bank-overview";
import { mayDo } from "@/lib/domain/permissions";
import { inViewerScope } from "./database";
import type { Viewer } from "./viewer";

/** Every branch and segment of the bank, for those who see no client; for anyone else, none. */
export function listOverviewGroups(viewer: Viewer): Promise<OverviewGroup[]> {
  if (!mayDo(viewer.role, "bank.view")) return Promise.resolve([]);
  return inViewerScope(viewer, (db) => db.$queryRaw<OverviewGroup[]>`
    SELECT branch_id AS "branchId", branch_name AS "branchName", segment::text AS segment, clients, pnb_cents AS "pnbCents", contacted_90 AS contacted
    FROM bank_overview()`);
}
