import type { CampaignFrame } from "@/lib/domain/control-campaign";
import { planSample } from "@/lib/domain/sample-plan";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import { visibleClients } from "./scope";
import type { SqlRunner } from "./statement";
import type { Viewer } from "./viewer";

/** What is drawn from in one go: a few seconds of work, and more than a supervisor's branches log in years. */
export const MOST_ENTRIES = 50_000;

/** `seed`: made before anything is read. */
export type NewDraw = { id: string; frame: CampaignFrame; seed: string; drawnAt: Date };

/**
 * Draws a sample from what the viewer may see and freezes it, in the transaction of `run`: the campaign with its seed, then the
 * population as it is, strata and sample. Null when a campaign of this id is there. Errors: CONFLICT when nothing was logged
 * there, INVALID when it is more than MOST_ENTRIES.
 */
export async function takeSample(run: SqlRunner, viewer: Viewer, { id, frame, seed, drawnAt }: NewDraw): Promise<{ population: number; size: number } | null> {
  const send = <Row>(sql: Prisma.Sql) => run<Row>(sql.text, sql.values);
  if ((await send(newCampaign(viewer, { id, frame, seed }))).length === 0) return null;
  const kept = await countAdded(run, newPopulation(viewer, id, frame));
  if (kept === 0) throw new AppError("CONFLICT", "nothing was logged there");
  if (kept > MOST_ENTRIES) throw new AppError("INVALID", "more entries than are drawn from in one go", { untilOn: "tooManyEntries" });
  const plan = planSample(await send<{ key: string; population: number }>(strataOf(id)), frame);
  await send(newStrata(id, plan.strata));
  await send(newSample(id, { seed, seconds: plan.seconds }));
  await send(Prisma.sql`
    UPDATE control_campaign SET population = ${plan.population}::int, population_digest = (${digestOf(id)}), wanted_size = ${plan.wantedSize}::int, size = ${plan.size}::int,
      drawn_at = ${drawnAt.toISOString()}::timestamptz WHERE id = ${id}::uuid`);
  return { population: plan.population, size: plan.size };
}

/** With the grid in force. */
function newCampaign(viewer: Viewer, { id, frame, seed }: Omit<NewDraw, "drawnAt">): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO control_campaign (id, name, branch_ids, from_on, until_on, by_segment, by_advisor, by_kind, confidence, expected_percent, half_width_percent, least_per_stratum, second_percent,
      grid_version, seed, created_by)
    SELECT ${id}::uuid, ${frame.name}::text, ${[...frame.branchIds]}::int[], ${frame.fromOn}::date, ${frame.untilOn}::date, ${frame.bySegment}::boolean, ${frame.byAdvisor}::boolean, ${frame.byKind}::boolean,
      ${frame.confidence}::int, ${frame.expectedPercent}::int, ${frame.halfWidthPercent}::int, ${frame.leastPerStratum}::int, ${frame.secondPercent}::int,
      (SELECT max(q.version) FROM control_grid q), ${seed}::text, ${viewer.userId}::int
    ON CONFLICT DO NOTHING RETURNING 1 AS added`;
}

function newPopulation(viewer: Viewer, campaignId: string, frame: CampaignFrame): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO control_population (client_id, campaign_id, interaction_id, stratum)
    SELECT e.client_id, ${campaignId}::uuid, e.interaction_id, e.key FROM (${drawable(viewer, frame)}) e LIMIT ${MOST_ENTRIES + 1}::int RETURNING 1`;
}

async function countAdded(run: SqlRunner, added: Prisma.Sql): Promise<number> {
  const { text, values } = Prisma.sql`WITH added AS (${added}) SELECT count(*)::int AS count FROM added`;
  const [row] = await run<{ count: number }>(text, values);
  return row?.count ?? 0;
}

function strataOf(campaignId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT p.stratum AS key, count(*)::int AS population FROM control_population p WHERE p.campaign_id = ${campaignId}::uuid GROUP BY p.stratum ORDER BY p.stratum COLLATE "C"`;
}

/** A key names what drawable() wrote into it. */
function newStrata(campaignId: string, strata: readonly { key: string; population: number; size: number }[]): Prisma.Sql {
  const part = (place: number) => Prisma.sql`nullif(split_part(t.key, '|', ${place}::int), '*')`;
  return Prisma.sql`
    INSERT INTO control_stratum (campaign_id, key, segment, advisor_id, kind, population, size)
    SELECT ${campaignId}::uuid, t.key, ${part(1)}, ${part(2)}::int, ${part(3)}::next_action_kind, t.population, t.size
    FROM jsonb_to_recordset(${JSON.stringify(strata)}::jsonb) AS t (key text, population int, size int)`;
}

/** Twin of drawSample() in lib/domain/sample-draw.ts, which says by what rule. */
function newSample(campaignId: string, { seed, seconds }: { seed: string; seconds: number }): Prisma.Sql {
  const rank = (use: string) => Prisma.sql`sha256(convert_to(${`${seed}:${use}:`} || p.interaction_id::text, 'UTF8'))`;
  return Prisma.sql`
    INSERT INTO control_sample (client_id, campaign_id, interaction_id, stratum, place, second)
    SELECT p.client_id, p.campaign_id, p.interaction_id, p.stratum, row_number() OVER (ORDER BY ${rank("order")}), row_number() OVER (ORDER BY ${rank("second")}) <= ${seconds}::int
    FROM (SELECT p.client_id, p.campaign_id, p.interaction_id, p.stratum, row_number() OVER (PARTITION BY p.stratum ORDER BY ${rank("draw")}) AS rank
      FROM control_population p WHERE p.campaign_id = ${campaignId}::uuid) p
    JOIN control_stratum t ON t.campaign_id = p.campaign_id AND t.key = p.stratum
    WHERE p.rank <= t.size`;
}

/** SHA-256 of populationListing() in lib/domain/sample-draw.ts. */
function digestOf(campaignId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT encode(sha256(convert_to(string_agg(l.line, '' ORDER BY l.line COLLATE "C"), 'UTF8')), 'hex')
    FROM (SELECT p.stratum || E'\t' || p.interaction_id || E'\n' AS line FROM control_population p WHERE p.campaign_id = ${campaignId}::uuid) l`;
}


/**
 * The entries that may be drawn: what people of the bank logged of the clients of these branches, in the period, as it was
 * last corrected, without what was taken back. The segment is the client's when it is drawn; the kind is that of the action
 * that the entry answered, else what the entry itself shows.
 */
export function drawable(viewer: Viewer, frame: CampaignFrame): Prisma.Sql {
  const part = (isTold: boolean, told: Prisma.Sql, type: Prisma.Sql) => (isTold ? told : Prisma.sql`NULL::${type}`);
  return Prisma.sql`
    SELECT k.client_id, k.interaction_id, k.segment, k.advisor_id, k.kind, concat_ws('|', coalesce(k.segment, '*'), coalesce(k.advisor_id::text, '*'), coalesce(k.kind::text, '*')) AS key
    FROM (SELECT i.client_id, i.id AS interaction_id, ${part(frame.bySegment, Prisma.sql`coalesce(s.segment::text, 'NEW')`, Prisma.sql`text`)} AS segment,
        ${part(frame.byAdvisor, Prisma.sql`i.user_id`, Prisma.sql`int`)} AS advisor_id, ${part(frame.byKind, KIND, Prisma.sql`next_action_kind`)} AS kind
      FROM client c JOIN interaction i ON i.client_id = c.id
        LEFT JOIN client_score s ON s.client_id = c.id LEFT JOIN next_action a ON a.client_id = i.client_id AND a.id = i.next_action_id
      WHERE ${visibleClients(viewer)} AND c.branch_id = ANY (${[...frame.branchIds]}::int[]) AND i.user_id IS NOT NULL AND NOT i.cancels
        AND i.occurred_at >= ${frame.fromOn}::date::timestamp AT TIME ZONE 'Europe/Paris' AND i.occurred_at < (${frame.untilOn}::date + 1)::timestamp AT TIME ZONE 'Europe/Paris'
        AND NOT EXISTS (SELECT 1 FROM interaction x WHERE x.client_id = i.client_id AND x.corrects_id = i.id)) k`;
}

const KIND = Prisma.sql`coalesce(a.kind, CASE WHEN i.review THEN 'PORTFOLIO_REVIEW' WHEN i.outcome IN ('COMPLAINT_RECEIVED', 'COMPLAINT_RESOLVED') THEN 'COMPLAINT_FOLLOW_UP'
  WHEN i.commercial THEN 'TARGETED_OFFER' ELSE 'PERSONAL_FOLLOW_UP' END::next_action_kind)`;
