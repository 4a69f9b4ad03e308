import { randomBytes } from "node:crypto";
import type { CampaignFrame, CampaignPlan, PlannedStratum, StratumName } from "@/lib/domain/control-campaign";
import { dateOf } from "@/lib/domain/dates";
import { mayDo } from "@/lib/domain/permissions";
import { secondCount } from "@/lib/domain/sample-draw";
import { allocate, sampleSize } from "@/lib/domain/sample-size";
import { AppError } from "@/lib/errors";
import type { DrawCampaignInput } from "@/lib/schemas/control-campaign";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { inViewerTransaction, readAs, type Db } from "./database";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** What is drawn from in one go: a few seconds of work, and more than a supervisor's branches log in years. */
export const MOST_ENTRIES = 50_000;

/** What a draw would take at this moment; nothing is kept. FORBIDDEN as for the draw. */
export async function planCampaign(viewer: Viewer, frame: CampaignFrame): Promise<CampaignPlan> {
  requireSupervisorOf(viewer, frame.branchIds);
  const rows = await readAs<StratumName & { population: number }>(viewer, Prisma.sql`
    SELECT p.key, p.segment, p.advisor_id AS "advisorId", (SELECT u.name FROM app_user u WHERE u.id = p.advisor_id) AS "advisorName", p.kind, p.population
    FROM (SELECT e.key, e.segment, e.advisor_id, e.kind, count(*)::int AS population FROM (${population(viewer, frame)}) e GROUP BY e.key, e.segment, e.advisor_id, e.kind) p
    ORDER BY p.key COLLATE "C"`);
  return planOf(rows, frame);
}

function planOf<Row extends { population: number }>(rows: readonly Row[], frame: CampaignFrame): Omit<CampaignPlan, "strata"> & { strata: (Row & { size: number })[] } {
  const populations = rows.map((row) => row.population);
  const whole = sumOf(populations);
  const { confidence, expectedPercent, halfWidthPercent } = frame;
  const wantedSize = sampleSize(whole, { confidence, expectedRate: expectedPercent / 100, halfWidth: halfWidthPercent / 100 });
  const sizes = allocate(populations, wantedSize, frame.leastPerStratum);
  const size = sumOf(sizes);
  return { population: whole, wantedSize, size, seconds: secondCount(size, frame.secondPercent), strata: rows.map((row, place) => ({ ...row, size: sizes[place] ?? 0 })) };
}

/**
 * Draws a sample and freezes it, in one transaction: the seed is made before anything is read, the population is kept as it
 * is, and the database refuses any later change. Errors: FORBIDDEN for anyone but a supervisor of all these branches,
 * CONFLICT when nothing was logged there, INVALID when it is more than MOST_ENTRIES.
 */
export async function drawCampaign(viewer: Viewer, { id, frame }: DrawCampaignInput): Promise<{ id: string }> {
  requireSupervisorOf(viewer, frame.branchIds);
  const seed = randomBytes(16).toString("hex");
  return inViewerTransaction(viewer, async (db) => {
    const { _max: grid } = await db.controlGrid.aggregate({ _max: { version: true } });
    const { fromOn, untilOn, branchIds, ...asked } = frame;
    const campaign = { ...asked, id, seed, branchIds: [...branchIds], fromOn: dateOf(fromOn), untilOn: dateOf(untilOn), gridVersion: grid.version ?? 1, createdById: viewer.userId };
    const { count } = await db.controlCampaign.createMany({ data: [campaign], skipDuplicates: true });
    if (count === 0) return drawnBefore(db, viewer, id);
    const { population: size } = await keepPopulation(db, viewer, id, frame);
    const plan = await keepStrata(db, id, frame);
    await drawSample(db, id, { seed, seconds: plan.seconds });
    await db.controlCampaign.updateMany({
      where: { id },
      data: { population: size, populationDigest: await digestOf(db, id), wantedSize: plan.wantedSize, size: plan.size, drawnAt: new Date() },
    });
    await recordAudit(db, viewer, "control.run", { details: { campaignId: id, change: "drawn", population: size, size: plan.size } });
    return { id };
  });
}

async function drawnBefore(db: Db, viewer: Viewer, id: string): Promise<{ id: string }> {
  const own = await db.controlCampaign.count({ where: { id, createdById: viewer.userId } });
  if (own === 0) throw new AppError("CONFLICT", `campaign ${id} is another's`);
  return { id };
}

async function keepPopulation(db: Db, viewer: Viewer, campaignId: string, frame: CampaignFrame): Promise<{ population: number }> {
  const kept = await db.$executeRaw`
    INSERT INTO control_population (client_id, campaign_id, interaction_id, stratum)
    SELECT e.client_id, ${campaignId}::uuid, e.interaction_id, e.key FROM (${population(viewer, frame)}) e LIMIT ${MOST_ENTRIES + 1}`;
  if (kept === 0) throw new AppError("CONFLICT", "nothing was logged there");
  if (kept > MOST_ENTRIES) throw new AppError("INVALID", "more entries than are drawn from in one go", { untilOn: "tooManyEntries" });
  return { population: kept };
}

async function keepStrata(db: Db, campaignId: string, frame: CampaignFrame): Promise<CampaignPlan> {
  const rows = await db.$queryRaw<{ key: string; population: number }[]>`
    SELECT p.stratum AS key, count(*)::int AS population FROM control_population p WHERE p.campaign_id = ${campaignId}::uuid GROUP BY p.stratum ORDER BY p.stratum COLLATE "C"`;
  const plan = planOf(rows.map((row) => ({ ...row, ...nameOf(row.key) })), frame);
  const strata = plan.strata.map(({ key, segment, advisorId, kind, population: count, size }) => ({ campaignId, key, segment, advisorId, kind, population: count, size }));
  await db.controlStratum.createMany({ data: strata });
  return plan;
}

/** What population() wrote into the key. */
function nameOf(key: string): Omit<StratumName, "key"> {
  const [segment, advisorId, kind] = key.split("|").map((part) => (part === "*" ? null : part));
  return { segment, advisorId: advisorId ? Number(advisorId) : null, advisorName: null, kind } as PlannedStratum;
}

/** Twin of drawSample() in lib/domain/sample-draw.ts, which says by what rule. */
async function drawSample(db: Db, campaignId: string, { seed, seconds }: { seed: string; seconds: number }): Promise<void> {
  const rank = (use: string) => Prisma.sql`sha256(convert_to(${`${seed}:${use}:`} || p.interaction_id::text, 'UTF8'))`;
  await db.$executeRaw`
    INSERT INTO control_sample (client_id, campaign_id, interaction_id, stratum, place, second)
    SELECT p.client_id, p.campaign_id, p.interaction_id, p.stratum, row_number() OVER (ORDER BY ${rank("order")}), row_number() OVER (ORDER BY ${rank("second")}) <= ${seconds}::int
    FROM (SELECT p.client_id, p.campaign_id, p.interaction_id, p.stratum, row_number() OVER (PARTITION BY p.stratum ORDER BY ${rank("draw")}) AS rank
      FROM control_population p WHERE p.campaign_id = ${campaignId}::uuid) p
    JOIN control_stratum t ON t.campaign_id = p.campaign_id AND t.key = p.stratum
    WHERE p.rank <= t.size`;
}

/** SHA-256 of populationListing() in lib/domain/sample-draw.ts. */
async function digestOf(db: Db, campaignId: string): Promise<string> {
  const [row] = await db.$queryRaw<{ digest: string }[]>`
    SELECT encode(sha256(convert_to(string_agg(l.line, '' ORDER BY l.line COLLATE "C"), 'UTF8')), 'hex') AS digest
    FROM (SELECT p.stratum || E'\t' || p.interaction_id || E'\n' AS line FROM control_population p WHERE p.campaign_id = ${campaignId}::uuid) l`;
  if (!row) throw new Error("a population without a digest");
  return row.digest;
}

/**
 * The entries that may be drawn: what people of the bank logged of the clients of these branches, in the period, as it was
 * last corrected, without what was taken back. The segment is the client's when it is drawn; the kind is that of the action
 * that the entry answered, else what the entry itself shows.
 */
function population(viewer: Viewer, frame: CampaignFrame): Prisma.Sql {
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

function requireSupervisorOf(viewer: Viewer, branchIds: readonly number[]): void {
  const supervises = mayDo(viewer.role, "control.run") && branchIds.every((id) => viewer.supervisedBranchIds.includes(id));
  if (!supervises) throw new AppError("FORBIDDEN", "a campaign is of branches that its viewer supervises");
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
