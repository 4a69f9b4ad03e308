import { FARTHEST_DAYS, hourOf, promiseWorth, type AgendaPlace } from "@/lib/domain/agenda";
import { addDays, dateOf, dayOf, type Day } from "@/lib/domain/dates";
import { instantOf } from "@/lib/domain/local-time";
import { AppError } from "@/lib/errors";
import type { MoveEntryInput, PlanAppointmentInput, UndoMoveInput } from "@/lib/schemas/agenda";
import { Prisma } from "@/prisma/generated/client";
import { STANDS_ON } from "./agenda";
import { recordAudit } from "./audit";
import { inViewerTransaction, type Db } from "./database";
import { readToday } from "./next-actions";
import { lockOwnClient } from "./own-client";
import { ownClients, visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** What was changed, and how many other appointments of the viewer's it overlaps with. */
export type PlacedEntry = { overlaps: number };

/** What places an action in the agenda, as it is stored. */
type Standing = { dueOn: Date; snoozedUntilOn: Date | null; startsAt: Date | null; lengthMinutes: number | null };

const STANDING = { origin: true, dueOn: true, snoozedUntilOn: true, startsAt: true, lengthMinutes: true } as const;

/**
 * Puts an open action on another day or hour: an agreed step is agreed for then, a suggestion is put off until then, as
 * by snoozeNextAction(). INVALID for a day gone by or over a year ahead, NOT_FOUND for a client who is not the viewer's
 * own, CONFLICT for an action that is not open.
 */
export function moveEntry(viewer: Viewer, { clientId, id, ...place }: MoveEntryInput): Promise<PlacedEntry> {
  return inViewerTransaction(viewer, async (db) => {
    checkDay(place.on, await readToday(db));
    await lockOwnClient(viewer, db, clientId);
    const where = { clientId, id, status: "OPEN" as const, client: ownClients(viewer) };
    const before = await db.nextAction.findFirst({ where, select: STANDING });
    if (!before) throw notOpen(id);
    const after = before.origin === "PLANNED" ? { dueOn: dateOf(place.on), snoozedUntilOn: null } : { dueOn: before.dueOn, snoozedUntilOn: dateOf(place.on) };
    const { count } = await db.nextAction.updateMany({ where, data: { ...after, ...hourOf(place) } });
    if (count === 0) throw notOpen(id);
    await recordAudit(db, viewer, "agenda.plan", { clientId, details: { actionId: id, change: "moved", on: place.on, minute: place.minute, ...traceOf(before) } });
    return { overlaps: await countOverlaps(db, viewer, { id, ...place }) };
  });
}

/**
 * Takes back the viewer's last move of an action: it stands as before, also on a day gone by. Errors as above; CONFLICT
 * also where the action was not moved, or has been changed since.
 */
export function undoMove(viewer: Viewer, { clientId, id }: UndoMoveInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await lockOwnClient(viewer, db, clientId);
    const [last] = await db.$queryRaw<{ details: MoveTrace }[]>(Prisma.sql`
      SELECT e.details FROM audit_entry e
      WHERE e.client_id = ${clientId} AND e.user_id = ${viewer.userId} AND e.action = 'agenda.plan' AND e.details ->> 'actionId' = ${id}
      ORDER BY e.at DESC, e.id DESC LIMIT 1`);
    if (last?.details.change !== "moved") throw new AppError("CONFLICT", `action ${id} was not moved`);
    const { on, minute, fromDueOn, fromSnoozedOn, fromStartsAt, fromLength } = last.details;
    const { count } = await db.nextAction.updateMany({
      where: { clientId, id, status: "OPEN", client: ownClients(viewer), startsAt: minute === null ? null : instantOf(on, minute), OR: [{ snoozedUntilOn: dateOf(on) }, { snoozedUntilOn: null, dueOn: dateOf(on) }] },
      data: { dueOn: dateOf(fromDueOn), snoozedUntilOn: fromSnoozedOn && dateOf(fromSnoozedOn), startsAt: fromStartsAt && new Date(fromStartsAt), lengthMinutes: fromLength },
    });
    if (count === 0) throw notOpen(id);
    await recordAudit(db, viewer, "agenda.plan", { clientId, details: { actionId: id, change: "moveUndone" } });
  });
}

/**
 * Plans an appointment or a contact that no log agreed on. Sent twice under one key it is planned once. Errors as for a
 * move; INVALID also for a client who has left the bank.
 */
export function planAppointment(viewer: Viewer, { clientId, id, kind, channel, ...place }: PlanAppointmentInput): Promise<PlacedEntry> {
  return inViewerTransaction(viewer, async (db) => {
    const today = await readToday(db);
    checkDay(place.on, today);
    await lockOwnClient(viewer, db, clientId);
    const known = await db.nextAction.count({ where: { clientId, id, client: ownClients(viewer) } });
    if (known === 0) {
      const value = await valueOf(db, clientId);
      await db.nextAction.createMany({
        data: [{ clientId, id, kind, channel, origin: "PLANNED", reason: { code: "PLANNED", plannedOn: today }, dueOn: dateOf(place.on), ...hourOf(place), ...value, createdOn: dateOf(today) }],
      });
      await recordAudit(db, viewer, "agenda.plan", { clientId, details: { actionId: id, change: "planned", on: place.on, minute: place.minute } });
    }
    return { overlaps: await countOverlaps(db, viewer, { id, ...place }) };
  });
}

type MoveTrace = { change: string; on: Day; minute: number | null; fromDueOn: Day; fromSnoozedOn: Day | null; fromStartsAt: string | null; fromLength: number | null };

/** Days and hours, nothing of the client: what a move is taken back by. */
function traceOf({ dueOn, snoozedUntilOn, startsAt, lengthMinutes }: Standing): Omit<MoveTrace, "change" | "on" | "minute"> {
  return { fromDueOn: dayOf(dueOn), fromSnoozedOn: snoozedUntilOn && dayOf(snoozedUntilOn), fromStartsAt: startsAt?.toISOString() ?? null, fromLength: lengthMinutes };
}

function checkDay(on: Day, today: Day): void {
  if (on < today) throw new AppError("INVALID", "gone by", { on: "dateInPast" });
  if (on > addDays(today, FARTHEST_DAYS)) throw new AppError("INVALID", "too far ahead", { on: "dayTooFar" });
}

/** A promise is likely kept; worth as much as the client brings. A client who has left is promised nothing. */
async function valueOf(db: Db, clientId: number): Promise<{ successChance: number; valueCents: number }> {
  const client = await db.client.findFirst({ where: { id: clientId }, select: { status: true, score: { select: { pnbCents: true } } } });
  if (client?.status !== "ACTIVE") throw new AppError("INVALID", "has left the bank", { clientId: "clientGone" });
  return promiseWorth(client.score?.pnbCents ?? null);
}

/** Warned of, never forbidden: two may well come together. */
async function countOverlaps(db: Db, viewer: Viewer, { id, on, minute, lengthMinutes }: AgendaPlace & { id: string }): Promise<number> {
  if (minute === null) return 0;
  const starts = instantOf(on, minute);
  const ends = new Date(starts.getTime() + (lengthMinutes ?? 0) * 60_000);
  const [row] = await db.$queryRaw<{ overlaps: number }[]>(Prisma.sql`
    SELECT count(*)::int AS overlaps FROM client c JOIN next_action n ON n.client_id = c.id
    WHERE ${visibleClients(viewer)} AND n.status = 'OPEN' AND n.id <> ${id}::uuid AND ${STANDS_ON} = ${on}::date
      AND n.starts_at < ${ends} AND n.starts_at + make_interval(mins => n.length_minutes::int) > ${starts}`);
  return row?.overlaps ?? 0;
}

function notOpen(id: string): AppError {
  return new AppError("CONFLICT", `next action ${id} is not open for this viewer, or stands elsewhere now`);
}
