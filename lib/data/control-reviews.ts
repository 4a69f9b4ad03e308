import { entryState, isCompliant, type EntryProgress, type GridQuestion } from "@/lib/domain/control-campaign";
import { AppError } from "@/lib/errors";
import type { SaveControlReviewInput, SettleEntryInput } from "@/lib/schemas/control-campaign";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { campaignsOf } from "./control-campaigns";
import { inViewerTransaction, type Db } from "./database";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

type Key = { campaignId: string; clientId: number; interactionId: string };
type Standing = EntryProgress & { questions: GridQuestion[]; isClosed: boolean };

/**
 * Keeps the viewer's look at an entry, as far as it goes or finished; `done: false` on a finished one takes it back. Whoever
 * begins first makes the first look; where the entry is due two, the next to begin makes the second. Errors: NOT_FOUND for
 * what is not in a sample of the viewer's; FORBIDDEN for an entry of their own; INVALID when it is finished without an answer
 * to each question; CONFLICT when others make the looks it is due, the campaign is closed, or the other's look was told.
 */
export function saveControlReview(viewer: Viewer, input: SaveControlReviewInput): Promise<{ compliant: boolean | null }> {
  return inViewerTransaction(viewer, async (db) => {
    const standing = await holdEntry(db, viewer, input);
    requireOpen(standing);
    const compliant = input.done ? verdictOn(standing.questions, input) : null;
    const content = { answers: input.answers, remark: input.remark, compliant, updatedAt: new Date(), doneAt: input.done ? new Date() : null };
    if (standing.myLook === null) await begin(db, viewer, { key: keyOf(input), standing, content });
    else await goOn(db, viewer, { key: keyOf(input), standing, content });
    await recordAudit(db, viewer, "control.run", { clientId: input.clientId, details: { campaignId: input.campaignId, interactionId: input.interactionId, change: changeOf(standing, input.done) } });
    return { compliant };
  });
}

/**
 * Settles what two reviewers saw differently, by what they agreed on and why. Errors as above; CONFLICT when there is nothing
 * to settle.
 */
export function settleEntry(viewer: Viewer, input: SettleEntryInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    const standing = await holdEntry(db, viewer, input);
    requireOpen(standing);
    if (entryState(standing) !== "UNSETTLED") throw new AppError("CONFLICT", "there is nothing to settle");
    await db.controlReview.createMany({ data: [{ ...keyOf(input), look: 3, reviewerId: viewer.userId, remark: input.remark, compliant: input.compliant, doneAt: new Date() }] });
    await recordAudit(db, viewer, "control.run", { clientId: input.clientId, details: { campaignId: input.campaignId, interactionId: input.interactionId, change: "settled" } });
  });
}

type LookContent = { answers: SaveControlReviewInput["answers"]; remark: string; compliant: boolean | null; updatedAt: Date; doneAt: Date | null };
type Change = { key: Key; standing: Standing; content: LookContent };

async function begin(db: Db, viewer: Viewer, { key, standing, content }: Change): Promise<void> {
  if (standing.looks >= (standing.second ? 2 : 1)) throw new AppError("CONFLICT", "others look at this entry");
  await db.controlReview.createMany({ data: [{ ...key, ...content, look: standing.looks + 1, reviewerId: viewer.userId }] });
}

async function goOn(db: Db, viewer: Viewer, { key, standing, content }: Change): Promise<void> {
  if (standing.second && standing.done === 2) throw new AppError("CONFLICT", "both looks were told to both");
  const { count } = await db.controlReview.updateMany({ where: { ...key, look: standing.myLook ?? 0, reviewerId: viewer.userId }, data: content });
  if (count === 0) throw new AppError("CONFLICT", "this look is another's");
}

/** One writer of an entry at a time; then how it stands. */
async function holdEntry(db: Db, viewer: Viewer, { campaignId, clientId, interactionId }: Key): Promise<Standing> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`control ${campaignId} ${interactionId}`}, 0))::text`;
  const [standing] = await db.$queryRaw<Standing[]>(Prisma.sql`
    SELECT s.second, p.my_look AS "myLook", p.my_done AS "myDone", p.looks, p.done, p.agreed, p.settled, control_written_by(s.client_id, s.interaction_id, ${viewer.userId}::int) AS own,
      g.closed_at IS NOT NULL AS "isClosed", (SELECT q.questions FROM control_grid q WHERE q.version = g.grid_version) AS questions
    FROM control_campaign g JOIN control_sample s ON s.campaign_id = g.id JOIN client c ON c.id = s.client_id
      JOIN control_progress(${campaignId}::uuid) p ON p.client_id = s.client_id AND p.interaction_id = s.interaction_id
    WHERE g.id = ${campaignId}::uuid AND s.client_id = ${clientId}::int AND s.interaction_id = ${interactionId}::uuid AND ${campaignsOf(viewer)} AND ${visibleClients(viewer)}`);
  if (!standing) throw new AppError("NOT_FOUND", `entry ${interactionId} is in no sample of this viewer`);
  return standing;
}

function requireOpen({ own, isClosed }: Standing): void {
  if (own) throw new AppError("FORBIDDEN", "nobody reviews their own entry");
  if (isClosed) throw new AppError("CONFLICT", "the campaign is closed");
}

function verdictOn(questions: readonly GridQuestion[], { answers }: SaveControlReviewInput): boolean {
  const compliant = isCompliant(questions, answers);
  if (compliant === null) throw new AppError("INVALID", "a question is without an answer", { answers: "required" });
  return compliant;
}

function keyOf({ campaignId, clientId, interactionId }: Key): Key {
  return { campaignId, clientId, interactionId };
}

function changeOf({ myDone }: Standing, done: boolean): string {
  if (done) return "done";
  return myDone ? "takenBack" : "saved";
}
