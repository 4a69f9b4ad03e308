import { dayOf } from "@/lib/domain/dates";
import { AppError } from "@/lib/errors";
import { logInteractionInput, type CancelInteractionInput } from "@/lib/schemas/interaction";
import { recordAudit } from "./audit";
import { holdScores } from "./client-refresh";
import { inViewerTransaction, runnerOf, type Db } from "./database";
import { earlierMove, isLogged, saveEntry, type LoggedInteraction } from "./interactions";
import { lockOwnClient } from "./own-client";
import { readPlanningFrame } from "./planning-frame";
import type { Viewer } from "./viewer";

/** So long after it was recorded an entry may be taken back with a key; later it is corrected from the timeline. */
const CANCELLABLE_HOURS = 24;

type CancelledEntry = NonNullable<Awaited<ReturnType<typeof findCancellable>>>;

/**
 * Takes back an entry that the viewer logged by mistake. Nothing is edited: a new entry cancels it, and neither counts
 * as a contact. What it sold is reversed, its next step withdrawn, the action it answered is open again, and scores and
 * actions follow. What it changed of profile and consents stays: the client said so. Errors: NOT_FOUND as for a log;
 * CONFLICT for an entry of someone else, older than a day, corrected meanwhile, or that itself corrects another.
 */
export function cancelInteraction(viewer: Viewer, { id, clientId, interactionId }: CancelInteractionInput): Promise<LoggedInteraction> {
  return inViewerTransaction(viewer, async (db) => {
    await lockOwnClient(viewer, db, clientId);
    const run = runnerOf(db);
    const before = await holdScores(run, clientId);
    if (await isLogged(db, { clientId, id })) return { ...(await earlierMove(run, { clientId, id })), closedAction: null, repeated: true };
    const [frame, entry] = [await readPlanningFrame(run), await findCancellable(db, viewer, { clientId, interactionId })];
    if (!frame || !entry) throw new AppError("CONFLICT", `interaction ${interactionId} cannot be taken back`);
    await reopenAnswered(db, entry);
    const { channel, occurredAt } = entry;
    const input = logInteractionInput.parse({ id, clientId, correctsId: interactionId, occurredOn: dayOf(occurredAt), channel, outcome: "NO_ANSWER" });
    const move = await saveEntry(db, viewer, input, { frame, before, action: null, cancels: true });
    await recordAudit(db, viewer, "interaction.log", { clientId, details: { interactionId, entryId: id, undone: true } });
    return { ...move, closedAction: null, repeated: false };
  });
}

async function findCancellable(db: Db, viewer: Viewer, { clientId, interactionId }: Pick<CancelInteractionInput, "clientId" | "interactionId">) {
  const since = new Date(Date.now() - CANCELLABLE_HOURS * 3_600_000);
  const entry = await db.interaction.findFirst({
    where: { clientId, id: interactionId, userId: viewer.userId, correctsId: null, recordedAt: { gt: since } },
    select: { clientId: true, id: true, occurredAt: true, channel: true, outcome: true, nextActionId: true },
  });
  const correctedBefore = entry ? await db.interaction.count({ where: { clientId, correctsId: interactionId } }) : 0;
  return correctedBefore > 0 ? null : entry;
}

/** The action stands as before: done by the entry it is open again, put off for want of an answer it is due again. */
async function reopenAnswered(db: Db, { clientId, id, outcome, nextActionId }: CancelledEntry): Promise<void> {
  if (nextActionId === null) return;
  if (outcome === "NO_ANSWER") {
    await db.nextAction.updateMany({ where: { clientId, id: nextActionId, status: "OPEN" }, data: { snoozedUntilOn: null } });
    return;
  }
  const done = { clientId, id: nextActionId, status: "DONE" as const, interactionId: id };
  const action = await db.nextAction.findFirst({ where: done, select: { kind: true, origin: true } });
  if (!action) return;
  // The rules have one open action of a kind: the one that took its place makes way.
  if (action.origin === "RULES") {
    await db.nextAction.updateMany({ where: { clientId, ...action, status: "OPEN" }, data: { status: "WITHDRAWN", closedAt: new Date() } });
  }
  await db.nextAction.updateMany({ where: done, data: { status: "OPEN", closedAt: null, closedById: null, interactionId: null } });
}
