import type { OverviewGroup } from "@/lib/domain/bank-overview";
import { Prisma } from "@/prisma/generated/client";
import { mayDo } from "@/lib/domain/permissions";
import { readAs } from "./database";
import type { Viewer } from "./viewer";

/** Every branch and segment of the bank, for those who see no client; for anyone else, none. */
export function listOverviewGroups(viewer: Viewer): Promise<OverviewGroup[]> {
  if (!mayDo(viewer.role, "bank.view")) return Promise.resolve([]);
  return readAs<OverviewGroup>(viewer, Prisma.sql`
    SELECT branch_id AS "branchId", branch_name AS "branchName", segment::text AS segment, clients, pnb_cents AS "pnbCents", contacted_90 AS contacted
    FROM bank_overview()`);
}
