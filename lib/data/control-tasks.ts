import type { ControlTask, ControlTaskStepKind } from "@/lib/domain/control-campaign";
import { dateOf } from "@/lib/domain/dates";
import { holdsPortfolio, mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import type { AnswerControlTaskInput, AskControlTaskInput, CheckControlTaskInput } from "@/lib/schemas/control-campaign";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { campaignsOf } from "./control-campaigns";
import { inViewerTransaction, readAs, type Db } from "./database";
import { listLook, noteLook } from "./looks";
import { TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** ControlTask of the task `t` of the client `c`, as columns. Names of a campaign are its supervisors'. */
const TASK = Prisma.sql`t.client_id AS "clientId", t.id::text AS id, (SELECT g.name FROM control_campaign g WHERE g.id = t.campaign_id) AS "campaignName",
  (SELECT s.place FROM control_sample s WHERE s.client_id = t.client_id AND s.campaign_id = t.campaign_id AND s.interaction_id = t.interaction_id) AS place,
  c.first_name || ' ' || c.last_name AS "clientName", (SELECT u.name FROM app_user u WHERE u.id = c.advisor_id) AS "ownerName",
  (SELECT (i.occurred_at AT TIME ZONE 'Europe/Paris')::date::text FROM interaction i WHERE i.client_id = t.client_id AND i.id = t.interaction_id) AS "occurredOn",
  t.asked, (SELECT u.name FROM app_user u WHERE u.id = t.created_by) AS "askedBy", t.created_at AS "askedAt", t.due_on::text AS "dueOn",
  t.status = 'OPEN' AND t.due_on < ${TODAY} AS "isLate", t.status::text AS status,
  (SELECT coalesce(json_agg(json_build_object('kind', p.kind, 'text', p.text, 'at', p.at, 'by', u.name) ORDER BY p.at, p.id), '[]')
    FROM control_task_step p JOIN app_user u ON u.id = p.user_id WHERE p.client_id = t.client_id AND p.task_id = t.id) AS steps`;

type TaskRow = Omit<ControlTask, "steps"> & { steps: (Omit<ControlTask["steps"][number], "at"> & { at: string })[] };

/** What the viewer is asked to put right, of the clients they hold: what is open first, the earliest day first. */
export async function listOwnTasks(viewer: Viewer): Promise<ControlTask[]> {
  return tasksOf(viewer, await readAs<TaskRow>(viewer, Prisma.sql`
    SELECT ${TASK} FROM client c JOIN control_task t ON t.client_id = c.id WHERE ${visibleClients(viewer)} AND ${holdsPortfolio(viewer.role)}
    ORDER BY t.status, t.due_on, t.id LIMIT 200`));
}

/** The tasks that a campaign led to; of one entry, with its id. */
export async function listCampaignTasks(viewer: Viewer, campaignId: string, interactionId: string | null = null): Promise<ControlTask[]> {
  return tasksOf(viewer, await readAs<TaskRow>(viewer, Prisma.sql`
    SELECT ${TASK} FROM control_campaign g JOIN control_task t ON t.campaign_id = g.id JOIN client c ON c.id = t.client_id
    WHERE g.id = ${campaignId}::uuid AND (${interactionId}::uuid IS NULL OR t.interaction_id = ${interactionId}::uuid) AND ${campaignsOf(viewer)} AND ${visibleClients(viewer)}
    ORDER BY t.status, t.due_on, t.id LIMIT 500`));
}

function tasksOf(viewer: Viewer, rows: readonly TaskRow[]): ControlTask[] {
  noteLook(viewer, listLook("tasks", "", rows.map(({ clientId }) => clientId)));
  return rows.map((row) => ({ ...row, steps: row.steps.map((step) => ({ ...step, at: new Date(step.at) })) }));
}

/**
 * Asks for something to be put right, by a day. Of an entry that is settled alone: before, it would tell the second reviewer
 * what the first saw. Errors: NOT_FOUND for what is in no sample of the viewer's, CONFLICT before it is settled, INVALID for
 * a day that is over. Sent twice it is asked once.
 */
export function askControlTask(viewer: Viewer, { campaignId, clientId, interactionId, id, asked, dueOn }: AskControlTaskInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    const [entry] = await db.$queryRaw<{ settled: boolean; isOver: boolean }[]>(Prisma.sql`
      SELECT p.settled, ${dueOn}::date < ${TODAY} AS "isOver" FROM control_campaign g JOIN control_sample s ON s.campaign_id = g.id JOIN client c ON c.id = s.client_id
        JOIN control_progress(${campaignId}::uuid) p ON p.client_id = s.client_id AND p.interaction_id = s.interaction_id
      WHERE g.id = ${campaignId}::uuid AND s.client_id = ${clientId}::int AND s.interaction_id = ${interactionId}::uuid AND ${campaignsOf(viewer)} AND ${visibleClients(viewer)}`);
    if (!entry) throw new AppError("NOT_FOUND", `entry ${interactionId} is in no sample of this viewer`);
    if (!entry.settled) throw new AppError("CONFLICT", "the entry is not settled");
    if (entry.isOver) throw new AppError("INVALID", "the day is over", { dueOn: "dateInPast" });
    const { count } = await db.controlTask.createMany({ data: [{ clientId, id, campaignId, interactionId, asked, dueOn: dateOf(dueOn), createdById: viewer.userId }], skipDuplicates: true });
    if (count > 0) await recordAudit(db, viewer, "control.run", { clientId, details: { campaignId, taskId: id, change: "asked", dueOn } });
  });
}

/** The holder of the portfolio says what was done. CONFLICT when it does not wait for an answer; NOT_FOUND for another's. */
export function answerControlTask(viewer: Viewer, { clientId, taskId, text }: AnswerControlTaskInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await requireTask(db, { clientId, taskId }, Prisma.sql`${visibleClients(viewer)} AND ${mayDo(viewer.role, "control.answer")}`);
    await addStep(db, viewer, { clientId, taskId, kind: "ANSWERED", text });
    await recordAudit(db, viewer, "control.answer", { clientId, details: { taskId, change: "answered" } });
  });
}

/** A supervisor looks at what was answered: it is closed, or open again. CONFLICT when nothing was answered; INVALID when it is opened again without a word. */
export function checkControlTask(viewer: Viewer, { clientId, taskId, isDone, text }: CheckControlTaskInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await requireTask(db, { clientId, taskId }, Prisma.sql`${visibleClients(viewer)} AND ${mayDo(viewer.role, "control.run")}`);
    if (!isDone && text === "") throw new AppError("INVALID", "why it is open again", { text: "required" });
    await addStep(db, viewer, { clientId, taskId, kind: isDone ? "CLOSED" : "REOPENED", text });
    await recordAudit(db, viewer, "control.run", { clientId, details: { taskId, change: isDone ? "closed" : "reopened" } });
  });
}

type TaskKey = { clientId: number; taskId: string };

async function requireTask(db: Db, { clientId, taskId }: TaskKey, condition: Prisma.Sql): Promise<void> {
  const found = await db.$queryRaw<unknown[]>(Prisma.sql`
    SELECT 1 FROM control_task t JOIN client c ON c.id = t.client_id WHERE t.client_id = ${clientId}::int AND t.id = ${taskId}::uuid AND ${condition}`);
  if (found.length === 0) throw new AppError("NOT_FOUND", `task ${taskId} does not exist for this viewer`);
}

/** The database takes only a step that fits, and moves the task by it. */
async function addStep(db: Db, viewer: Viewer, { clientId, taskId, kind, text }: TaskKey & { kind: ControlTaskStepKind; text: string }): Promise<void> {
  const count = await db.$executeRaw`
    INSERT INTO control_task_step (client_id, task_id, id, kind, text, user_id)
    VALUES (${clientId}::int, ${taskId}::uuid, gen_random_uuid(), ${kind}::control_task_step_kind, ${text}, ${viewer.userId}::int)`;
  if (count === 0) throw new AppError("CONFLICT", `task ${taskId} is not where this step begins`);
}
