import type { DismissalReason } from "@/lib/domain/action-rest";
import type { Segment } from "@/lib/domain/segments";
import { Prisma } from "@/prisma/generated/client";
import { planClients } from "./action-plan";
import { runnerOf, type Db } from "./database";
import { countOffer } from "./offer-outcomes";
import { readPlanningFrame } from "./planning-frame";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

export type ActionKey = { clientId: number; id: string };

/** `segment`: under which the offer was or is to be counted. */
type ClosedAction = ActionKey & { productCode: string | null; segment: Segment | null };

/**
 * Ends those of these actions that are open with the reason why, counts offers that do not interest as declined, and
 * plans the clients anew, so that the next suggestion takes its place. The clients are held by the caller. Whose were ended.
 */
export async function dismissActions(db: Db, viewer: Viewer, keys: readonly ActionKey[], { reason, closedAt }: { reason: DismissalReason; closedAt: Date }): Promise<ActionKey[]> {
  const dismissed = await db.$queryRaw<ClosedAction[]>(Prisma.sql`
    UPDATE next_action n SET status = 'DISMISSED', dismissal_reason = ${reason}::dismissal_reason, closed_at = ${closedAt}, closed_by_id = ${viewer.userId}
    FROM ${rowsOf(keys)} JOIN client c ON c.id = k.client_id LEFT JOIN client_score s ON s.client_id = c.id
    WHERE n.client_id = k.client_id AND n.id = k.id AND n.status = 'OPEN' AND ${visibleClients(viewer)}
    RETURNING n.client_id AS "clientId", n.id::text AS id, n.product_code AS "productCode", s.segment::text AS segment`);
  if (reason === "NOT_INTERESTED") await countDeclined(db, dismissed, 1);
  await planAnew(db, dismissed);
  return dismissed;
}

/**
 * Takes dismissals back: those of these actions that are dismissed are open again, what they had taught about offers is
 * forgotten, and the suggestions that had taken their place go. Held as above. Whose are open again.
 */
export async function takeBackDismissals(db: Db, viewer: Viewer, keys: readonly ActionKey[]): Promise<ActionKey[]> {
  // The rules have one open action of a kind: the one that took its place makes way.
  await db.$executeRaw(Prisma.sql`
    UPDATE next_action n SET status = 'WITHDRAWN', closed_at = ${new Date()}
    FROM ${rowsOf(keys)} JOIN client c ON c.id = k.client_id JOIN next_action d ON d.client_id = k.client_id AND d.id = k.id AND d.status = 'DISMISSED' AND d.origin = 'RULES'
    WHERE n.client_id = d.client_id AND n.kind = d.kind AND n.origin = 'RULES' AND n.status = 'OPEN' AND ${visibleClients(viewer)}`);
  const reopened = await db.$queryRaw<(ClosedAction & { wasDeclined: boolean })[]>(Prisma.sql`
    UPDATE next_action n SET status = 'OPEN', dismissal_reason = NULL, closed_at = NULL, closed_by_id = NULL
    FROM (
      SELECT d.client_id, d.id, d.dismissal_reason = 'NOT_INTERESTED' AS was_declined, ${SEGMENT_THEN} AS segment
      FROM ${rowsOf(keys)} JOIN client c ON c.id = k.client_id JOIN next_action d ON d.client_id = k.client_id AND d.id = k.id
      WHERE d.status = 'DISMISSED' AND ${visibleClients(viewer)}
    ) b
    WHERE n.client_id = b.client_id AND n.id = b.id
    RETURNING n.client_id AS "clientId", n.id::text AS id, n.product_code AS "productCode", b.was_declined AS "wasDeclined", b.segment::text AS segment`);
  await countDeclined(db, reopened.filter(({ wasDeclined }) => wasDeclined), -1);
  await planAnew(db, reopened);
  return reopened;
}

/** The segment at the instant of the dismissal `d`, under which an offer was counted then. */
const SEGMENT_THEN = Prisma.sql`CASE WHEN EXISTS (SELECT 1 FROM score_history h WHERE h.client_id = d.client_id AND h.changed_at <= d.closed_at)
  THEN (SELECT h.segment_after FROM score_history h WHERE h.client_id = d.client_id AND h.changed_at <= d.closed_at ORDER BY h.changed_at DESC, h.id DESC LIMIT 1)
  ELSE (SELECT s.segment FROM client_score s WHERE s.client_id = d.client_id) END`;

/** Actions as rows `k` of a statement. */
function rowsOf(keys: readonly ActionKey[]): Prisma.Sql {
  return Prisma.sql`unnest(${keys.map(({ clientId }) => clientId)}::int[], ${keys.map(({ id }) => id)}::uuid[]) AS k(client_id, id)`;
}

/** In one order, so that two who count never wait for each other in turn. */
async function countDeclined(db: Db, actions: readonly ClosedAction[], by: 1 | -1): Promise<void> {
  const counts = new Map<string, { productCode: string; segment: Segment; count: number }>();
  for (const { productCode, segment } of actions) {
    if (productCode === null || segment === null) continue;
    const key = `${productCode} ${segment}`;
    counts.set(key, { productCode, segment, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  for (const [, { productCode, segment, count }] of [...counts].sort(([one], [other]) => (one < other ? -1 : 1))) {
    await countOffer(db, productCode, segment, { accepted: 0, declined: by * count });
  }
}

async function planAnew(db: Db, actions: readonly ActionKey[]): Promise<void> {
  const run = runnerOf(db);
  const frame = actions.length > 0 ? await readPlanningFrame(run) : null;
  if (frame) await planClients(run, frame, actions.map(({ clientId }) => clientId));
}
