import { entryState, type CampaignProgress, type CampaignSummary, type DrawnCampaign, type EntryProgress, type SampleEntry } from "@/lib/domain/control-campaign";
import { mayDo } from "@/lib/domain/permissions";
import type { DrawableEntry } from "@/lib/domain/sample-draw";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { inViewerTransaction, readAs } from "./database";
import { listLook, noteLook } from "./looks";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** The first wall of a campaign `g`: drawn over branches of which the viewer supervises each. */
export function campaignsOf(viewer: Viewer): Prisma.Sql {
  if (!mayDo(viewer.role, "control.run")) return Prisma.sql`false`;
  return Prisma.sql`(g.drawn_at IS NOT NULL AND g.branch_ids <@ ${[...viewer.supervisedBranchIds]}::int[])`;
}

const SUMMARY = Prisma.sql`g.id::text AS id, g.name, g.from_on::text AS "fromOn", g.until_on::text AS "untilOn", g.drawn_at AS "drawnAt", g.closed_at AS "closedAt",
  (SELECT u.name FROM app_user u WHERE u.id = g.created_by) AS "drawnBy",
  ARRAY(SELECT b.name FROM branch b WHERE b.id = ANY (g.branch_ids) ORDER BY b.name COLLATE "und-x-icu") AS branches`;

/** Counts alone, of whatever entry; names nobody. */
const PROGRESS = Prisma.sql`(SELECT json_build_object('size', count(*), 'firstDone', count(*) FILTER (WHERE p.done > 0), 'seconds', count(*) FILTER (WHERE s.second),
    'secondDone', count(*) FILTER (WHERE s.second AND p.done = 2), 'unsettled', count(*) FILTER (WHERE p.agreed = false AND NOT p.settled), 'settled', count(*) FILTER (WHERE p.settled))
  FROM control_progress(g.id) p JOIN control_sample s ON s.client_id = p.client_id AND s.campaign_id = g.id AND s.interaction_id = p.interaction_id)`;

/** The campaigns that the viewer supervises, those in review first. */
export function listCampaigns(viewer: Viewer): Promise<CampaignSummary[]> {
  return readAs<CampaignSummary>(viewer, Prisma.sql`
    SELECT ${SUMMARY}, ${PROGRESS} AS progress, (SELECT count(*)::int FROM control_task t WHERE t.campaign_id = g.id AND t.status <> 'CLOSED') AS "openTasks"
    FROM control_campaign g WHERE ${campaignsOf(viewer)} ORDER BY g.closed_at IS NOT NULL, g.drawn_at DESC, g.id LIMIT 100`);
}

export type CampaignFile = { campaign: DrawnCampaign; progress: CampaignProgress };

/** A campaign as it was frozen, with how far its review is; null for what is not there for this viewer. */
export async function getCampaign(viewer: Viewer, id: string): Promise<CampaignFile | null> {
  const [row] = await readAs<DrawnCampaign & { progress: CampaignProgress }>(viewer, Prisma.sql`
    SELECT ${SUMMARY}, g.branch_ids AS "branchIds", g.by_segment AS "bySegment", g.by_advisor AS "byAdvisor", g.by_kind AS "byKind", g.confidence, g.expected_percent AS "expectedPercent",
      g.half_width_percent AS "halfWidthPercent", g.least_per_stratum AS "leastPerStratum", g.second_percent AS "secondPercent", g.seed, g.population,
      g.population_digest AS "populationDigest", g.wanted_size AS "wantedSize", g.size, g.grid_version AS "gridVersion",
      (SELECT q.questions FROM control_grid q WHERE q.version = g.grid_version) AS questions, (SELECT u.name FROM app_user u WHERE u.id = g.closed_by) AS "closedBy",
      (SELECT json_agg(json_build_object('key', t.key, 'segment', t.segment, 'advisorId', t.advisor_id, 'advisorName', u.name, 'kind', t.kind, 'population', t.population, 'size', t.size)
        ORDER BY u.name COLLATE "und-x-icu", t.key COLLATE "C") FROM control_stratum t LEFT JOIN app_user u ON u.id = t.advisor_id WHERE t.campaign_id = g.id) AS strata,
      ${PROGRESS} AS progress
    FROM control_campaign g WHERE g.id = ${id}::uuid AND ${campaignsOf(viewer)}`);
  if (!row) return null;
  const { progress, ...campaign } = row;
  return { campaign, progress };
}

type EntryRow = Omit<SampleEntry, "state"> & EntryProgress;

/** Of the sample `s`: how it stands for the viewer, as EntryProgress. */
const STANDING = (viewer: Viewer) => Prisma.sql`s.second, p.my_look AS "myLook", p.my_done AS "myDone", p.looks, p.done, p.agreed, p.settled,
  control_written_by(s.client_id, s.interaction_id, ${viewer.userId}::int) AS own`;

/** The sample in the order of review; an entry whose client left these branches is no longer there for anyone. */
export async function listSample(viewer: Viewer, id: string): Promise<SampleEntry[]> {
  const rows = await readAs<EntryRow>(viewer, Prisma.sql`
    SELECT s.place, s.client_id AS "clientId", s.interaction_id::text AS "interactionId", c.first_name || ' ' || c.last_name AS "clientName",
      (SELECT u.name FROM app_user u WHERE u.id = i.user_id) AS "advisorName", (i.occurred_at AT TIME ZONE 'Europe/Paris')::date::text AS "occurredOn", p.compliant,
      (SELECT count(*)::int FROM control_task t WHERE t.client_id = s.client_id AND t.campaign_id = s.campaign_id AND t.interaction_id = s.interaction_id) AS tasks, ${STANDING(viewer)}
    FROM control_campaign g JOIN control_sample s ON s.campaign_id = g.id JOIN client c ON c.id = s.client_id
      JOIN interaction i ON i.client_id = s.client_id AND i.id = s.interaction_id
      JOIN control_progress(${id}::uuid) p ON p.client_id = s.client_id AND p.interaction_id = s.interaction_id
    WHERE g.id = ${id}::uuid AND ${campaignsOf(viewer)} AND ${visibleClients(viewer)} ORDER BY s.place`);
  noteLook(viewer, listLook("sample", "", rows.map(({ clientId }) => clientId)));
  return rows.map(({ own, myLook, myDone, looks, done, agreed, settled, ...entry }) => ({
    ...entry, state: entryState({ own, second: entry.second, myLook, myDone, looks, done, agreed, settled }),
  }));
}

export type KeptDraw = { population: DrawableEntry[]; sample: (DrawableEntry & { place: number; second: boolean })[] };

/** What the draw was made from and what it gave, by ids that say nothing of a client; null for what is not there for this viewer. */
export async function getKeptDraw(viewer: Viewer, id: string): Promise<KeptDraw | null> {
  const [row] = await readAs<KeptDraw>(viewer, Prisma.sql`
    SELECT (SELECT coalesce(json_agg(json_build_object('id', p.interaction_id, 'stratum', p.stratum)), '[]') FROM control_population p JOIN client c ON c.id = p.client_id
        WHERE p.campaign_id = g.id AND ${visibleClients(viewer)}) AS population,
      (SELECT coalesce(json_agg(json_build_object('id', s.interaction_id, 'stratum', s.stratum, 'place', s.place, 'second', s.second) ORDER BY s.place), '[]')
        FROM control_sample s JOIN client c ON c.id = s.client_id WHERE s.campaign_id = g.id AND ${visibleClients(viewer)}) AS sample
    FROM control_campaign g WHERE g.id = ${id}::uuid AND ${campaignsOf(viewer)}`);
  return row ?? null;
}

/**
 * Ends the review: nothing is looked at any more. CONFLICT while two still differ about an entry that is there to be settled,
 * and for what is closed or not the viewer's.
 */
export function closeCampaign(viewer: Viewer, id: string): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    const count = await db.$executeRaw`
      UPDATE control_campaign g SET closed_at = now(), closed_by = ${viewer.userId}
      WHERE g.id = ${id}::uuid AND g.closed_at IS NULL AND ${campaignsOf(viewer)}
        AND NOT EXISTS (SELECT 1 FROM control_progress(g.id) p JOIN client c ON c.id = p.client_id WHERE p.agreed = false AND NOT p.settled AND ${visibleClients(viewer)})`;
    if (count === 0) throw new AppError("CONFLICT", `campaign ${id} cannot be closed`);
    await recordAudit(db, viewer, "control.run", { details: { campaignId: id, change: "closed" } });
  });
}
