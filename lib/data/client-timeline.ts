import type {
  TimelineAssignment, TimelineConsent, TimelineContract, TimelineCursor, TimelineEntry, TimelineInteraction, TimelinePage, TimelinePart, TimelineSale, TimelineScore,
} from "@/lib/domain/client-sheet";
import type { ScoreMove, ScoreSummary } from "@/lib/domain/interaction-log";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { inViewerTransaction, type Db } from "./database";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

export const TIMELINE_PAGE_SIZE = 20;

/** Scores on both sides of a change, as the history keeps them. */
type MoveRow = Record<"before" | "after", Omit<ScoreSummary, "combinedScore">>;
type Entry = TimelineInteraction | TimelineScore | TimelineSale | TimelineContract | TimelineConsent | TimelineAssignment;
type EntryRow = Entry extends infer One ? Omit<One, "move"> & { cursor: TimelineCursor; move: MoveRow | null } : never;

/** What is older than `after` in a client's timeline, or in one part of it; empty for another's client. It is a look at the client, and audited as one. */
export function listTimeline(viewer: Viewer, clientId: number, after: TimelineCursor, part: TimelinePart | null = null): Promise<TimelinePage> {
  return inViewerTransaction(viewer, async (db) => {
    const page = await readTimeline(db, viewer, clientId, { after, part });
    if (page.entries.length > 0) await recordAudit(db, viewer, "client.view", { clientId, details: { part: "timeline" } });
    return page;
  });
}

type Wanted = { after: TimelineCursor | null; part: TimelinePart | null };

/** One page of what happened, newest first. In the whole, scores and contracts that an interaction brought are told with it. */
export async function readTimeline(db: Db, viewer: Viewer, clientId: number, { after, part }: Wanted): Promise<TimelinePage> {
  const rows = await db.$queryRaw<{ entry: EntryRow }[]>(Prisma.sql`
    SELECT t.entry || jsonb_build_object('cursor', jsonb_build_object('at', t.at::text, 'recordedAt', t.recorded_at::text, 'id', t.id)) AS entry
    FROM client c CROSS JOIN LATERAL (${part === null ? WHOLE : PARTS[part]}) t
    WHERE c.id = ${clientId} AND ${visibleClients(viewer)} AND ${olderThan(after)}
    ORDER BY t.at DESC, t.recorded_at DESC, t.id DESC LIMIT ${TIMELINE_PAGE_SIZE + 1}`);
  const shown = rows.slice(0, TIMELINE_PAGE_SIZE).map((row) => row.entry);
  return { entries: shown.map(entryOf), next: (rows.length > TIMELINE_PAGE_SIZE && shown.at(-1)?.cursor) || null };
}

/** An entry and those that correct it, and them, in the order in which they came; empty for another's client. */
export async function readChain(db: Db, viewer: Viewer, { clientId, id }: { clientId: number; id: string }): Promise<TimelineInteraction[]> {
  const rows = await db.$queryRaw<{ entry: EntryRow }[]>(Prisma.sql`
    WITH RECURSIVE chain AS (
      SELECT o.id, 0 AS place FROM client c JOIN interaction o ON o.client_id = c.id AND o.id = ${id}::uuid WHERE c.id = ${clientId} AND ${visibleClients(viewer)}
      UNION ALL SELECT x.id, chain.place + 1 FROM chain JOIN interaction x ON x.client_id = ${clientId} AND x.corrects_id = chain.id
    )
    SELECT t.entry FROM chain JOIN client c ON c.id = ${clientId} CROSS JOIN LATERAL (${INTERACTIONS} AND i.id = chain.id) t ORDER BY chain.place, t.recorded_at`);
  return rows.map(({ entry }) => entryOf(entry) as TimelineInteraction);
}

const MOVE = Prisma.sql`jsonb_build_object(
  'before', jsonb_build_object('pnbScore', h.pnb_before, 'mireScore', h.mire_before, 'segment', h.segment_before),
  'after', jsonb_build_object('pnbScore', h.pnb_after, 'mireScore', h.mire_after, 'segment', h.segment_after))`;

/** Of the remark `r`: Remark of lib/domain/correction-request.ts. */
export const REMARK = Prisma.sql`jsonb_build_object(
  'id', r.id, 'kind', r.kind, 'userId', r.user_id, 'userName', (SELECT u.name FROM app_user u WHERE u.id = r.user_id), 'text', r.text,
  'mentionedNames', (SELECT coalesce(jsonb_agg(m.name ORDER BY m.name), '[]') FROM app_user m WHERE m.id = ANY (r.mentions)),
  'requestId', r.request_id, 'step', r.step, 'reason', r.reason, 'dueOn', r.due_on, 'correctionId', r.correction_id,
  'withdrawn', EXISTS (SELECT 1 FROM entry_remark w WHERE w.client_id = r.client_id AND w.withdraws_id = r.id), 'writtenAt', r.written_at)`;

/** A contact has a day and no hour: told on its own day, it stands where it was told, after what that day had brought before. */
const TOLD_AT = Prisma.sql`CASE WHEN (i.occurred_at AT TIME ZONE 'Europe/Paris')::date = (i.recorded_at AT TIME ZONE 'Europe/Paris')::date THEN i.recorded_at ELSE i.occurred_at END`;

const INTERACTIONS = Prisma.sql`
  SELECT ${TOLD_AT} AS at, i.recorded_at, i.id::text AS id, jsonb_build_object(
    'type', 'INTERACTION', 'id', i.id, 'on', (i.occurred_at AT TIME ZONE 'Europe/Paris')::date, 'channel', i.channel, 'outcome', i.outcome,
    'review', i.review, 'hasDocument', i.review AND EXISTS (SELECT 1 FROM portfolio_review p WHERE p.client_id = i.client_id AND p.id = i.id AND p.status = 'COMPLETED'), 'commercial', i.commercial, 'cancels', i.cancels, 'notes', i.notes, 'productsDiscussed', i.products_discussed, 'productsSold', i.products_sold,
    'satisfaction', i.satisfaction, 'nextStepOn', i.next_step_on, 'nextStepMinute', i.next_step_minute, 'nextStepLength', i.next_step_length,
    'userName', (SELECT u.name FROM app_user u WHERE u.id = i.user_id),
    'waited', CASE WHEN i.written_at IS NOT NULL THEN jsonb_build_object('writtenAt', i.written_at, 'recordedAt', i.recorded_at) END,
    'corrects', (SELECT jsonb_build_object('id', o.id, 'on', (o.occurred_at AT TIME ZONE 'Europe/Paris')::date)
                 FROM interaction o WHERE o.client_id = i.client_id AND o.id = i.corrects_id),
    'correctedBy', (SELECT jsonb_build_object('id', x.id, 'on', (x.occurred_at AT TIME ZONE 'Europe/Paris')::date)
                    FROM interaction x WHERE x.client_id = i.client_id AND x.corrects_id = i.id ORDER BY x.recorded_at DESC LIMIT 1),
    'remarks', (SELECT coalesce(jsonb_agg(${REMARK} ORDER BY r.written_at, r.step, r.id), '[]') FROM entry_remark r WHERE r.client_id = i.client_id AND r.interaction_id = i.id),
    'move', (SELECT ${MOVE} FROM score_history h WHERE h.client_id = i.client_id AND h.interaction_id = i.id ORDER BY h.id LIMIT 1)) AS entry
  FROM interaction i WHERE i.client_id = c.id`;

const ALL_SCORES = Prisma.sql`
  SELECT h.changed_at AS at, h.changed_at AS recorded_at, h.id::text AS id, jsonb_build_object(
    'type', 'SCORE', 'id', h.id::text, 'on', (h.changed_at AT TIME ZONE 'Europe/Paris')::date, 'cause', h.cause, 'move', ${MOVE}) AS entry
  FROM score_history h WHERE h.client_id = c.id`;

const SALE_CHANGES = Prisma.sql`
  SELECT s.changed_at AS at, s.changed_at AS recorded_at, s.id::text AS id, jsonb_build_object(
    'type', 'SALE', 'id', s.id, 'on', (s.changed_at AT TIME ZONE 'Europe/Paris')::date, 'change', s.kind, 'productCode', s.product_code,
    'soldOn', s.sold_on, 'move', NULL) AS entry
  FROM holding_change s WHERE s.client_id = c.id`;

const OPENINGS = Prisma.sql`
  SELECT at.opened, at.opened, h.contract_ref || ' O', jsonb_build_object(
    'type', 'CONTRACT', 'id', h.contract_ref || ' O', 'on', h.opened_on, 'change', 'OPENED', 'productCode', h.product_code, 'move', NULL)
  FROM holding h CROSS JOIN LATERAL (SELECT h.opened_on::timestamp AT TIME ZONE 'Europe/Paris' AS opened) at
  WHERE h.client_id = c.id AND h.status <> 'REVERSED' AND h.opened_on <= bank_today()`;

const CLOSINGS = Prisma.sql`
  SELECT at.closed, at.closed, h.contract_ref || ' C', jsonb_build_object(
    'type', 'CONTRACT', 'id', h.contract_ref || ' C', 'on', h.closed_on, 'change', 'CLOSED', 'productCode', h.product_code, 'move', NULL)
  FROM holding h CROSS JOIN LATERAL (SELECT h.closed_on::timestamp AT TIME ZONE 'Europe/Paris' AS closed) at
  WHERE h.client_id = c.id AND h.status <> 'REVERSED' AND h.closed_on <= bank_today()`;

const CONSENT_CHANGES = Prisma.sql`
  SELECT g.recorded_at AS at, g.recorded_at, g.id::text AS id, jsonb_build_object(
    'type', 'CONSENT', 'id', g.id, 'on', (g.recorded_at AT TIME ZONE 'Europe/Paris')::date, 'channel', g.channel, 'granted', g.granted,
    'userName', (SELECT u.name FROM app_user u WHERE u.id = g.user_id), 'move', NULL) AS entry
  FROM consent_change g WHERE g.client_id = c.id`;

const ASSIGNMENT_CHANGES = Prisma.sql`
  SELECT v.changed_at AS at, v.changed_at AS recorded_at, v.id::text AS id, jsonb_build_object(
    'type', 'ASSIGNMENT', 'id', v.id, 'on', (v.changed_at AT TIME ZONE 'Europe/Paris')::date, 'kind', v.kind, 'untilOn', v.until_on,
    'fromName', (SELECT u.name FROM app_user u WHERE u.id = v.from_advisor_id), 'toName', (SELECT u.name FROM app_user u WHERE u.id = v.to_advisor_id),
    'userName', (SELECT u.name FROM app_user u WHERE u.id = v.user_id), 'move', NULL) AS entry
  FROM assignment_change v WHERE v.client_id = c.id`;

const PARTS: Record<TimelinePart, Prisma.Sql> = {
  CONTACTS: INTERACTIONS,
  SCORES: ALL_SCORES,
  PRODUCTS: Prisma.sql`${SALE_CHANGES} UNION ALL ${OPENINGS} UNION ALL ${CLOSINGS}`,
  CONSENTS: CONSENT_CHANGES,
};

const WHOLE = Prisma.sql`${INTERACTIONS} UNION ALL ${ALL_SCORES} AND h.interaction_id IS NULL UNION ALL ${SALE_CHANGES}
  UNION ALL ${OPENINGS} AND h.interaction_id IS NULL UNION ALL ${CLOSINGS} UNION ALL ${CONSENT_CHANGES} UNION ALL ${ASSIGNMENT_CHANGES}`;

function olderThan(after: TimelineCursor | null): Prisma.Sql {
  if (!after) return Prisma.sql`true`;
  return Prisma.sql`(t.at, t.recorded_at, t.id) < (${after.at}::timestamptz, ${after.recordedAt}::timestamptz, ${after.id})`;
}

function entryOf({ cursor: _cursor, move, ...entry }: EntryRow): TimelineEntry {
  return { ...entry, move: move && moveOf(move) } as TimelineEntry;
}

function moveOf({ before, after }: MoveRow): ScoreMove {
  return { before: { ...before, combinedScore: sumOf(before) }, after: { ...after, combinedScore: sumOf(after) } };
}

function sumOf({ pnbScore, mireScore }: Omit<ScoreSummary, "combinedScore">): number | null {
  return pnbScore === null || mireScore === null ? null : pnbScore + mireScore;
}
