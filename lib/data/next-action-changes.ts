import { addDays, dateOf } from "@/lib/domain/dates";
import type { Segment } from "@/lib/domain/segments";
import { AppError } from "@/lib/errors";
import type { DismissNextActionInput, ReopenNextActionInput, SnoozeNextActionInput, TakeNextActionInput } from "@/lib/schemas/next-action";
import { planClients } from "./action-plan";
import { recordAudit } from "./audit";
import { readScoreSummary } from "./client-refresh";
import { inViewerTransaction, runnerOf, type Db } from "./database";
import { readToday } from "./next-actions";
import { countOffer } from "./offer-outcomes";
import { lockOwnClient } from "./own-client";
import { readPlanningFrame } from "./planning-frame";
import { ownClients } from "./scope";
import type { Viewer } from "./viewer";

const LONGEST_SNOOZE_DAYS = 365;

type ActionKey = { clientId: number; id: string };
type DismissedAction = NonNullable<Awaited<ReturnType<typeof findDismissed>>>;

/**
 * Hides an open action until a day, which must be ahead and at most a year away (INVALID otherwise). NOT_FOUND for a
 * client who is not the viewer's own, CONFLICT for an action that is not open.
 */
export function snoozeNextAction(viewer: Viewer, { clientId, id, untilOn }: SnoozeNextActionInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    const today = await readToday(db);
    if (untilOn <= today) throw new AppError("INVALID", "not ahead", { untilOn: "dayNotAhead" });
    if (untilOn > addDays(today, LONGEST_SNOOZE_DAYS)) throw new AppError("INVALID", "too far ahead", { untilOn: "dayTooFar" });
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
    const action = await db.nextAction.findFirst({ where: openAction(viewer, { clientId, id }), select: { productCode: true } });
    const { count } = await db.nextAction.updateMany({
      where: openAction(viewer, { clientId, id }),
      data: { status: "DISMISSED", dismissalReason: reason, closedAt: new Date(), closedById: viewer.userId },
    });
    if (!action || count === 0) throw notOpen(id);
    if (reason === "NOT_INTERESTED") await countDeclined(db, action.productCode, (await readScoreSummary(runnerOf(db), clientId)).segment, 1);
    await planAnew(db, clientId);
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
    if (dismissed) await takeBackDismissal(db, viewer, dismissed);
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
  const select = { clientId: true, id: true, kind: true, origin: true, productCode: true, dismissalReason: true, closedAt: true } as const;
  return db.nextAction.findFirst({ where: dismissedAction(viewer, key), select });
}

async function wake(db: Db, viewer: Viewer, key: ActionKey): Promise<void> {
  const where = { ...openAction(viewer, key), snoozedUntilOn: { not: null } };
  const { count } = await db.nextAction.updateMany({ where, data: { snoozedUntilOn: null } });
  if (count === 0) throw new AppError("CONFLICT", `next action ${key.id} is neither snoozed nor dismissed`);
}

async function takeBackDismissal(db: Db, viewer: Viewer, action: DismissedAction): Promise<void> {
  const { clientId, kind, origin, productCode, dismissalReason, closedAt } = action;
  if (origin === "RULES") {
    // The rules have one open action of a kind: the one that took its place makes way.
    const inItsPlace = { clientId, kind, origin, status: "OPEN" as const, client: ownClients(viewer) };
    await db.nextAction.updateMany({ where: inItsPlace, data: { status: "WITHDRAWN", closedAt: new Date() } });
  }
  const { count } = await db.nextAction.updateMany({
    where: dismissedAction(viewer, action),
    data: { status: "OPEN", dismissalReason: null, closedAt: null, closedById: null },
  });
  if (count === 0) throw notOpen(action.id);
  if (dismissalReason === "NOT_INTERESTED" && closedAt) await countDeclined(db, productCode, await segmentAt(db, clientId, closedAt), -1);
  await planAnew(db, clientId);
}

async function countDeclined(db: Db, productCode: string | null, segment: Segment | null, by: 1 | -1): Promise<void> {
  if (productCode && segment) await countOffer(db, productCode, segment, { accepted: 0, declined: by });
}

/** The segment at an instant, under which an offer was counted then. */
async function segmentAt(db: Db, clientId: number, at: Date): Promise<Segment | null> {
  const moved = await db.scoreHistory.findFirst({ where: { clientId, changedAt: { lte: at } }, orderBy: [{ changedAt: "desc" }, { id: "desc" }], select: { segmentAfter: true } });
  return moved ? moved.segmentAfter : (await readScoreSummary(runnerOf(db), clientId)).segment;
}

async function planAnew(db: Db, clientId: number): Promise<void> {
  const run = runnerOf(db);
  const frame = await readPlanningFrame(run);
  if (frame) await planClients(run, frame, [clientId]);
}

function notOpen(id: string): AppError {
  return new AppError("CONFLICT", `next action ${id} is not open for this viewer`);
}
