import type { Day } from "@/lib/domain/dates";
import { Prisma } from "@/prisma/generated/client";
import type { Db } from "./database";
import type { Viewer } from "./viewer";

/** What a step did with a client, as the trail has it. `wasUntilOn`: what a snooze replaced; `closedAt`: of a dismissal. */
export type BatchEntry = {
  clientId: number;
  action: "nextAction.snooze" | "nextAction.dismiss" | "nextAction.plan";
  actionId: string;
  untilOn: Day | null;
  wasUntilOn: Day | null;
  closedAt: string | null;
  isUndone: boolean;
};

/** What the viewer's step of this key did with some clients, once for each: the trail is read by client, whatever its length. */
export function batchEntries(db: Db, viewer: Viewer, batchId: string, clientIds: readonly number[]): Promise<BatchEntry[]> {
  return db.$queryRaw<BatchEntry[]>(Prisma.sql`
    SELECT e.client_id AS "clientId", e.action, e.details ->> 'actionId' AS "actionId", e.details ->> 'untilOn' AS "untilOn", e.details ->> 'wasUntilOn' AS "wasUntilOn",
      e.details ->> 'closedAt' AS "closedAt",
      EXISTS (SELECT 1 FROM audit_entry u WHERE u.client_id = e.client_id AND u.user_id = e.user_id AND u.details ->> 'batchId' = ${batchId} AND u.details ->> 'undone' IS NOT NULL) AS "isUndone"
    FROM audit_entry e
    WHERE e.client_id = ANY (${[...clientIds]}::int[]) AND e.user_id = ${viewer.userId} AND e.details ->> 'batchId' = ${batchId} AND e.details ->> 'undone' IS NULL`);
}
