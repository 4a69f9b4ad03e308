import type { ControlAnswers } from "@/lib/domain/control-campaign";
import type { Judgement, ReportReviewer } from "@/lib/domain/control-report";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { campaignsOf } from "./control-campaigns";
import { inViewerTransaction, readAs, type Db } from "./database";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

export type ReportMaterial = { judgements: Judgement[]; reviewers: ReportReviewer[] };

/** Of each entry whose looks may be told, what they said; and who looked, with the days of it. Names no client. */
export async function getReportMaterial(viewer: Viewer, campaignId: string): Promise<ReportMaterial> {
  const [row] = await readAs<ReportMaterial>(viewer, Prisma.sql`
    WITH told AS MATERIALIZED (${toldLooks(viewer, campaignId)})
    SELECT (SELECT coalesce(json_agg(e.judgement), '[]') FROM (
        SELECT json_build_object('stratum', t.stratum, 'compliant', t.verdict, 'looks', json_agg(json_build_object('look', t.look, 'compliant', t.compliant, 'answers', t.answers) ORDER BY t.look)) AS judgement
        FROM told t GROUP BY t.place, t.stratum, t.verdict ORDER BY t.place) e) AS judgements,
      (SELECT coalesce(json_agg(json_build_object('name', w.name, 'firsts', w.firsts, 'seconds', w.seconds, 'settled', w.settled, 'from', w.since, 'until', w.until) ORDER BY w.name COLLATE "und-x-icu"), '[]') FROM (
        SELECT u.name, count(*) FILTER (WHERE t.look = 1) AS firsts, count(*) FILTER (WHERE t.look = 2) AS seconds, count(*) FILTER (WHERE t.look = 3) AS settled,
          (min(t.done_at) AT TIME ZONE 'Europe/Paris')::date AS since, (max(t.done_at) AT TIME ZONE 'Europe/Paris')::date AS until
        FROM told t JOIN app_user u ON u.id = t.reviewer_id GROUP BY u.id, u.name) w) AS reviewers`);
  return row ?? { judgements: [], reviewers: [] };
}

function toldLooks(viewer: Viewer, campaignId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT s.place, s.stratum, s.second, s.client_id, s.interaction_id, p.compliant AS verdict, r.look, r.compliant, r.answers, r.reviewer_id, r.remark, r.done_at
    FROM control_campaign g JOIN control_sample s ON s.campaign_id = g.id JOIN client c ON c.id = s.client_id
      JOIN control_progress(${campaignId}::uuid) p ON p.client_id = s.client_id AND p.interaction_id = s.interaction_id AND p.done = 1 + s.second::int
      JOIN control_review r ON r.client_id = s.client_id AND r.campaign_id = s.campaign_id AND r.interaction_id = s.interaction_id AND r.done_at IS NOT NULL
    WHERE g.id = ${campaignId}::uuid AND ${campaignsOf(viewer)} AND ${visibleClients(viewer)}`;
}

export type ResultRow = { place: number; stratum: string; interactionId: string; clientRef: string; look: number; reviewer: string; compliant: boolean; verdict: boolean | null; answers: ControlAnswers; remark: string; doneAt: string };

/** Every look that may be told, a row each, to be taken away; the export is audited. Empty for what is not there for this viewer. */
export function exportResults(viewer: Viewer, campaignId: string): Promise<ResultRow[]> {
  return inViewerTransaction(viewer, async (db) => {
    const rows = await readResults(db, viewer, campaignId);
    if (rows.length > 0) await recordAudit(db, viewer, "control.run", { details: { campaignId, change: "exported", rows: rows.length } });
    return rows;
  });
}

function readResults(db: Db, viewer: Viewer, campaignId: string): Promise<ResultRow[]> {
  return db.$queryRaw<ResultRow[]>(Prisma.sql`
    SELECT t.place, t.stratum, t.interaction_id::text AS "interactionId", (SELECT c.external_ref FROM client c WHERE c.id = t.client_id) AS "clientRef", t.look,
      (SELECT u.name FROM app_user u WHERE u.id = t.reviewer_id) AS reviewer, t.compliant, t.verdict, t.answers, t.remark, to_char(t.done_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "doneAt"
    FROM (${toldLooks(viewer, campaignId)}) t ORDER BY t.place, t.look`);
}
