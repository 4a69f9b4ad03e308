import { sideOf, type RequestSide } from "@/lib/domain/correction-request";
import { INBOX_SHOWN, type InboxCount, type InboxItem } from "@/lib/domain/inbox";
import { Prisma } from "@/prisma/generated/client";
import { campaignsOf } from "./control-campaigns";
import { LATE, REQUEST_STATE, requestsOfViewer } from "./correction-requests";
import { readAs } from "./database";
import { mentionsOfViewer } from "./entry-remarks";
import { listLook, noteLook } from "./looks";
import { TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** What waits for the viewer, at most INBOX_SHOWN: what is late first, then by the day it is asked for, then what waits longest. Nothing for who neither asks nor answers. */
export async function listInbox(viewer: Viewer): Promise<InboxItem[]> {
  const side = sideOf(viewer.role);
  if (side === null) return [];
  const items = await readAs<InboxItem>(viewer, Prisma.sql`
    SELECT w.kind, w.id::text AS id, w.client_id AS "clientId", (SELECT c.last_name || ' ' || c.first_name FROM client c WHERE c.id = w.client_id AND ${visibleClients(viewer)}) AS "clientName",
      w.interaction_id::text AS "interactionId", w.campaign_id::text AS "campaignId", (SELECT g.name FROM control_campaign g WHERE g.id = w.campaign_id AND ${campaignsOf(viewer)}) AS "campaignName",
      w.text, (SELECT u.name FROM app_user u WHERE u.id = w.user_id) AS "byName", (w.since AT TIME ZONE 'Europe/Paris')::date::text AS since, w.due_on::text AS "dueOn", w.late AS "isLate",
      w.to_review AS "toReview", w.to_settle AS "toSettle"
    FROM (${waiting(viewer, side)}) w ORDER BY w.late DESC, w.due_on NULLS LAST, w.since, w.id LIMIT ${INBOX_SHOWN}`);
  noteLook(viewer, listLook("inbox", "", items.flatMap(({ clientId }) => clientId ?? [])));
  return items;
}

/** How much it is, and how much of it is late: one statement, for the frame of every page. */
export async function countInbox(viewer: Viewer): Promise<InboxCount> {
  const side = sideOf(viewer.role);
  if (side === null) return { all: 0, late: 0 };
  const [count] = await readAs<InboxCount>(viewer, Prisma.sql`SELECT count(*)::int AS "all", count(*) FILTER (WHERE w.late)::int AS late FROM (${waiting(viewer, side)}) w`);
  return count ?? { all: 0, late: 0 };
}

function waiting(viewer: Viewer, side: RequestSide): Prisma.Sql {
  const parts = side === "HOLDER" ? [requests(viewer), tasks(viewer), mentions(viewer)] : [answers(viewer), checks(viewer), reviews(viewer), mentions(viewer)];
  return Prisma.join(parts, " UNION ALL ");
}

function requests(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`
    SELECT 'REQUEST' AS kind, a.id, a.client_id, a.interaction_id, NULL::uuid AS campaign_id, CASE WHEN l.text = '' THEN a.text ELSE l.text END AS text, a.user_id, l.written_at AS since, l.due_on,
      ${LATE} AS late, 0 AS to_review, 0 AS to_settle
    FROM ${requestsOfViewer(viewer)} AND ${REQUEST_STATE} = 'OPEN'`;
}

/** What the entry says that was logged in answer, as the last step `l` of the request `a`. */
const CORRECTED_NOTES = Prisma.sql`(SELECT nullif(n.notes, '') FROM entry_remark d JOIN interaction n ON n.client_id = d.client_id AND n.id = d.correction_id
  WHERE d.client_id = a.client_id AND d.request_id = a.id AND d.step = l.step)`;

function answers(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`
    SELECT 'ANSWER' AS kind, a.id, a.client_id, a.interaction_id, NULL::uuid AS campaign_id, coalesce(nullif(l.text, ''), ${CORRECTED_NOTES}, a.text) AS text, c.advisor_id AS user_id, l.written_at AS since, NULL::date AS due_on,
      false AS late, 0 AS to_review, 0 AS to_settle
    FROM ${requestsOfViewer(viewer)} AND ${REQUEST_STATE} = 'ANSWERED'`;
}

function tasks(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`
    SELECT 'TASK', t.id, t.client_id, t.interaction_id, NULL::uuid, t.asked, t.created_by, t.created_at, t.due_on, t.due_on < ${TODAY}, 0, 0
    FROM client c JOIN control_task t ON t.client_id = c.id AND t.status = 'OPEN' WHERE ${visibleClients(viewer)}`;
}

function checks(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`
    SELECT 'CHECK', t.id, t.client_id, t.interaction_id, t.campaign_id, p.text, p.user_id, p.at, NULL::date, false, 0, 0
    FROM control_campaign g JOIN control_task t ON t.campaign_id = g.id AND t.status = 'ANSWERED' JOIN client c ON c.id = t.client_id
      CROSS JOIN LATERAL (SELECT q.text, q.user_id, q.at FROM control_task_step q WHERE q.client_id = t.client_id AND q.task_id = t.id ORDER BY q.at DESC, q.id LIMIT 1) p
    WHERE ${campaignsOf(viewer)} AND ${visibleClients(viewer)}`;
}

/** Of each campaign that is not over, what entryState() in lib/domain/control-campaign.ts calls TO_DO, BEGUN and UNSETTLED. */
function reviews(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`
    SELECT 'REVIEW', g.id, NULL::int, NULL::uuid, g.id, '', g.created_by, g.drawn_at, NULL::date, false, n.to_review, n.to_settle
    FROM control_campaign g CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE p.done < 1 + s.second::int AND CASE WHEN p.my_look IS NULL THEN p.looks < 1 + s.second::int ELSE NOT p.my_done END)::int AS to_review,
        count(*) FILTER (WHERE p.agreed = false AND NOT p.settled)::int AS to_settle
      FROM control_progress(g.id) p JOIN client c ON c.id = p.client_id JOIN control_sample s ON s.client_id = p.client_id AND s.campaign_id = g.id AND s.interaction_id = p.interaction_id
      WHERE ${visibleClients(viewer)} AND NOT p.settled AND NOT control_written_by(s.client_id, s.interaction_id, ${viewer.userId}::int)) n
    WHERE ${campaignsOf(viewer)} AND g.closed_at IS NULL AND n.to_review + n.to_settle > 0`;
}

function mentions(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`
    SELECT 'MENTION', r.id, r.client_id, r.interaction_id, NULL::uuid, r.text, r.user_id, r.written_at, NULL::date, false, 0, 0 FROM ${mentionsOfViewer(viewer)}`;
}
