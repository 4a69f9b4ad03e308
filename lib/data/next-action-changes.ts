import { addDays, dateOf, type Day } from "@/lib/domain/dates";
import { AppError } from "@/lib/errors";
import type { DismissNextActionInput, ReopenNextActionInput, SnoozeNextActionInput, TakeNextActionInput } from "@/lib/schemas/next-action";
import { recordAudit } from "./audit";
import { inViewerTransaction, type Db } from "./database";
import { dismissActions, takeBackDismissals, type ActionKey } from "./dismissals";
import { readToday } from "./next-actions";
import { lockOwnClient } from "./own-client";
import { ownClients } from "./scope";
import type { Viewer } from "./viewer";

const LONGEST_SNOOZE_DAYS = 365;


/** A day ahead, at most a year away; INVALID otherwise. */
export function checkSnoozeDay(untilOn: Day, today: Day): void {
  if (untilOn <= today) throw new AppError("INVALID", "not ahead", { untilOn: "dayNotAhead" });
  if (untilOn > addDays(today, LONGEST_SNOOZE_DAYS)) throw new AppError("INVALID", "too far ahead", { untilOn: "dayTooFar" });
}

/**
 * Hides an open action until a day, which must be ahead and at most a year away (INVALID otherwise). NOT_FOUND for a
 * client who is not the viewer's own, CONFLICT for an action that is not open.
 */
export function snoozeNextAction(viewer: Viewer, { clientId, id, untilOn }: SnoozeNextActionInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    checkSnoozeDay(untilOn, await readToday(db));
    await lockOwnClient(viewer, db, clientId);
    const { count } = await db.nextAction.updateMany({ where: openAction(viewer, { clientId, id }), data: { snoozedUntilOn: dateOf(untilOn) } });
    if (count === 0) throw notOpen(id);
    await recordAudit(db, viewer, "nextAction.snooze", { clientId, details: { actionId: id, untilOn } });
  });
}

/**
 * Ends an open action with the reason why, counts an offer that does not interest as declined, and plans the client
 * anew, so that the next suggestion takes its place. NOT_FOUND and CONFLICT as above.
 */
export function dismissNextAction(viewer: Viewer, { clientId, id, reason }: DismissNextActionInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await lockOwnClient(viewer, db, clientId);
    const dismissed = await dismissActions(db, viewer, [{ clientId, id }], { reason, closedAt: new Date() });
    if (dismissed.length === 0) throw notOpen(id);
    await recordAudit(db, viewer, "nextAction.dismiss", { clientId, details: { actionId: id, reason } });
  });
}

/**
 * Takes back a snooze or a dismissal: the action is open again, what it had taught about offers is forgotten, and the
 * suggestion that had taken its place goes. NOT_FOUND as above; CONFLICT where there is nothing to take back.
 */
export function reopenNextAction(viewer: Viewer, { clientId, id }: ReopenNextActionInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await lockOwnClient(viewer, db, clientId);
    const dismissed = await findDismissed(db, viewer, { clientId, id });
    if (dismissed) await takeBackDismissals(db, viewer, [dismissed]);
    else await wake(db, viewer, { clientId, id });
    await recordAudit(db, viewer, dismissed ? "nextAction.dismiss" : "nextAction.snooze", { clientId, details: { actionId: id, undone: true } });
  });
}

/**
 * Takes an open action on, or lets go of it: a mark that keeps it in a view of its own until it is done. CONFLICT also
 * for one that the contact policy forbids today. NOT_FOUND as above.
 */
export function takeNextAction(viewer: Viewer, { clientId, id, isTaken }: TakeNextActionInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await lockOwnClient(viewer, db, clientId);
    const today = dateOf(await readToday(db));
    const allowed = isTaken ? { takenAt: null, OR: [{ blockedBy: null }, { blockedUntilOn: { lte: today } }] } : { takenAt: { not: null } };
    const { count } = await db.nextAction.updateMany({ where: { ...openAction(viewer, { clientId, id }), ...allowed }, data: { takenAt: isTaken ? new Date() : null } });
    if (count === 0) throw notOpen(id);
    await recordAudit(db, viewer, "nextAction.take", { clientId, details: isTaken ? { actionId: id } : { actionId: id, undone: true } });
  });
}

function openAction(viewer: Viewer, { clientId, id }: ActionKey) {
  return { clientId, id, status: "OPEN" as const, client: ownClients(viewer) };
}

function dismissedAction(viewer: Viewer, { clientId, id }: ActionKey) {
  return { clientId, id, status: "DISMISSED" as const, client: ownClients(viewer) };
}

function findDismissed(db: Db, viewer: Viewer, key: ActionKey) {
  return db.nextAction.findFirst({ where: dismissedAction(viewer, key), select: { clientId: true, id: true } });
}

async function wake(db: Db, viewer: Viewer, key: ActionKey): Promise<void> {
  const where = { ...openAction(viewer, key), snoozedUntilOn: { not: null } };
  const { count } = await db.nextAction.updateMany({ where, data: { snoozedUntilOn: null } });
  if (count === 0) throw new AppError("CONFLICT", `next action ${key.id} is neither snoozed nor dismissed`);
}

function notOpen(id: string): AppError {
  return new AppError("CONFLICT", `next action ${id} is not open for this viewer`);
}
