import type pg from "pg";
import { takeSample } from "@/lib/data/control-sample";
import type { Viewer } from "@/lib/data/viewer";
import { demoCampaigns, type DemoCampaign } from "@/lib/demo/control";
import { demoReview, type DemoReviewed, type FoundEntry } from "@/lib/demo/control-looks";
import type { GridQuestion } from "@/lib/domain/control-campaign";
import type { Day } from "@/lib/domain/dates";
import { AppError } from "@/lib/errors";
import { inOwnerTransaction } from "./owner-transaction";

/**
 * Gives a demo bank that was scored a campaign of control that is over and one that is under way, drawn by the statements of
 * the product from a seed that follows from `seed`. Nothing happens in a bank that is no demo, that has a campaign, or where
 * nothing was logged in their months. Returns how many were drawn.
 */
export async function fillDemoControl(ownerUrl: string, seed: number): Promise<number> {
  try {
    return await inOwnerTransaction(ownerUrl, (db) => fill(db, seed));
  } catch (error) {
    if (error instanceof AppError && error.code === "CONFLICT") return 0;
    throw error;
  }
}

async function fill(db: pg.Client, seed: number): Promise<number> {
  const { rows } = await db.query<{ today: Day }>("SELECT bank_today()::text AS today FROM bank WHERE demo AND NOT EXISTS (SELECT 1 FROM control_campaign) FOR UPDATE");
  const [first, second] = await supervisorsOf(db);
  const [bank] = rows;
  if (!bank || !first || !second) return 0;
  const campaigns = demoCampaigns(seed, bank.today);
  for (const campaign of campaigns) {
    const drawn = await takeSample(async (text, values) => (await db.query(text, [...values])).rows as never[], first, { ...campaign, drawnAt: new Date(campaign.drawnAt) });
    if (!drawn) continue;
    await trace(db, [{ at: campaign.drawnAt, userId: first.userId, action: "control.run", clientId: null, details: { campaignId: campaign.id, change: "drawn", ...drawn } }]);
    const [entries, questions] = [await foundEntries(db, campaign.id), await questionsOf(db, campaign.id)];
    await keep(db, campaign, demoReview({ seed, today: bank.today, campaign, entries, questions, reviewers: [first.userId, second.userId] }));
  }
  return campaigns.length;
}

/** Who supervise both branches of the campaigns; the first draws them. */
async function supervisorsOf(db: pg.Client): Promise<Viewer[]> {
  const { rows } = await db.query<Viewer>(
    `SELECT u.id AS "userId", u.role, u.name, u.branch_id AS "branchId", array_agg(s.branch_id) AS "supervisedBranchIds"
     FROM app_user u JOIN supervised_branch s ON s.user_id = u.id WHERE u.role = 'SUPERVISOR' GROUP BY u.id HAVING array_agg(s.branch_id) @> '{1,2}' ORDER BY u.id LIMIT 2`,
  );
  return rows;
}

async function foundEntries(db: pg.Client, campaignId: string): Promise<FoundEntry[]> {
  const { rows } = await db.query<FoundEntry>(
    `SELECT s.client_id AS "clientId", s.interaction_id AS "interactionId", s.place, s.second, c.advisor_id AS "holderId", i.commercial, i.next_step_on IS NOT NULL AS "hasNextStep"
     FROM control_sample s JOIN client c ON c.id = s.client_id JOIN interaction i ON i.client_id = s.client_id AND i.id = s.interaction_id WHERE s.campaign_id = $1 ORDER BY s.place`,
    [campaignId],
  );
  return rows;
}

async function questionsOf(db: pg.Client, campaignId: string): Promise<GridQuestion[]> {
  const { rows } = await db.query<{ questions: GridQuestion[] }>("SELECT q.questions FROM control_campaign g JOIN control_grid q ON q.version = g.grid_version WHERE g.id = $1", [campaignId]);
  return rows[0]?.questions ?? [];
}

/** In the order in which they were done: the database refuses a look before those it settles, and any after the end. */
async function keep(db: pg.Client, { id }: DemoCampaign, { looks, tasks, closed }: DemoReviewed): Promise<void> {
  await insert(db, `control_review (client_id, campaign_id, interaction_id, look, reviewer_id, answers, remark, compliant, updated_at, done_at)
    SELECT r."clientId", $2::uuid, r."interactionId", r.look, r."reviewerId", r.answers, r.remark, r.compliant, r."doneAt", r."doneAt"
    FROM jsonb_to_recordset($1) AS r ("clientId" int, "interactionId" uuid, look int, "reviewerId" int, answers jsonb, remark text, compliant boolean, "doneAt" timestamptz) ORDER BY r.look`, looks, [id]);
  await insert(db, `control_task (client_id, id, campaign_id, interaction_id, asked, due_on, created_at, created_by)
    SELECT t."clientId", t.id, $2::uuid, t."interactionId", t.asked, t."dueOn", t."createdAt", t."createdBy"
    FROM jsonb_to_recordset($1) AS t ("clientId" int, id uuid, "interactionId" uuid, asked text, "dueOn" date, "createdAt" timestamptz, "createdBy" int)`, tasks, [id]);
  for (const step of tasks.flatMap(({ clientId, id: taskId, steps }) => steps.map((one) => ({ ...one, clientId, taskId })))) {
    await insert(db, `control_task_step (client_id, task_id, id, kind, text, at, user_id)
      SELECT p."clientId", p."taskId", p.id, p.kind, p.text, p.at, p."userId" FROM jsonb_to_recordset($1) AS p ("clientId" int, "taskId" uuid, id uuid, kind control_task_step_kind, text text, at timestamptz, "userId" int)`, [step]);
  }
  if (closed) await db.query("UPDATE control_campaign SET closed_at = $2, closed_by = $3 WHERE id = $1", [id, closed.at, closed.userId]);
  await trace(db, tracesOf(id, { looks, tasks, closed }));
}

async function insert(db: pg.Client, into: string, rows: readonly object[], more: readonly unknown[] = []): Promise<void> {
  await db.query(`INSERT INTO ${into}`, [JSON.stringify(rows), ...more]);
}

type Trace = { at: string; userId: number; action: string; clientId: number | null; details: object };

/** What the product writes into the trail for each of these. */
function tracesOf(campaignId: string, { looks, tasks, closed }: DemoReviewed): Trace[] {
  const reviewed = looks.flatMap(({ clientId, interactionId, look, reviewerId: userId, doneAt: at }) => [
    { at, userId, clientId, action: "client.view", details: { part: "control", campaignId } },
    { at, userId, clientId, action: "control.run", details: { campaignId, interactionId, change: look === 3 ? "settled" : "done" } },
  ]);
  const put = tasks.flatMap(({ clientId, id: taskId, createdAt, createdBy, dueOn, steps }) => [
    { at: createdAt, userId: createdBy, clientId, action: "control.run", details: { campaignId, taskId, change: "asked", dueOn } },
    ...steps.map(({ kind, at, userId }) => ({ at, userId, clientId, action: kind === "ANSWERED" ? "control.answer" : "control.run", details: { taskId, change: kind.toLowerCase() } })),
  ]);
  const end = closed ? [{ ...closed, clientId: null, action: "control.run", details: { campaignId, change: "closed" } }] : [];
  return [...reviewed, ...put, ...end];
}

function trace(db: pg.Client, traces: readonly Trace[]): Promise<void> {
  return insert(db, `audit_entry (at, user_id, action, client_id, details) SELECT a.at, a."userId", a.action, a."clientId", a.details
    FROM jsonb_to_recordset($1) AS a (at timestamptz, "userId" int, action text, "clientId" int, details jsonb) ORDER BY a.at`, traces);
}
