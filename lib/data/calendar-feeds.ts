import { CALENDAR_DAYS, type CalendarNames, type CalendarStep } from "@/lib/domain/calendar-feed";
import type { Day } from "@/lib/domain/dates";
import { mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import { IS_FIRM, LENGTH_MINUTES, STANDS_ON, STARTS_MINUTE } from "./agenda";
import { recordAudit } from "./audit";
import { beforeSignIn, inViewerTransaction, readAs, type Db } from "./database";
import { listLook, noteLook } from "./looks";
import { TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** A calendar's address as its owner sees it: never the address itself, of which only a hash is kept. */
export type CalendarFeedCard = { names: CalendarNames; createdAt: Date; lastUsedAt: Date | null };

/** The SHA-256 of the secret in an address: what is kept of it, and what the database asks of whoever comes with it. */
export type CalendarProof = { secretHash: Uint8Array<ArrayBuffer> };

/** Whose calendar an address opens. `retryAfter`: the seconds to wait, where it was asked too often. */
export type CalendarAdmission = { ownerId: number; names: CalendarNames; locale: string; retryAfter: number | null };

/** Calendars ask a few times an hour; several programs may share an address. */
const REQUESTS_A_MINUTE = 12;
const MOST_STEPS = 1_000;

/** The viewer's own, or null. */
export async function getCalendarFeed(viewer: Viewer): Promise<CalendarFeedCard | null> {
  const [row] = await readAs<CalendarFeedCard>(viewer, Prisma.sql`
    SELECT names::text AS names, created_at AS "createdAt", last_used_at AS "lastUsedAt" FROM calendar_feed WHERE user_id = ${viewer.userId}`);
  return row ?? null;
}

/** Gives the viewer a new address; one they had stops answering at once. FORBIDDEN for whoever holds no portfolio. */
export function createCalendarFeed(viewer: Viewer, { secretHash }: CalendarProof, { names, locale }: { names: CalendarNames; locale: string }): Promise<void> {
  requireAgenda(viewer);
  return inViewerTransaction(viewer, async (db) => {
    const { count } = await db.calendarFeed.deleteMany({ where: { userId: viewer.userId } });
    await db.$executeRaw(Prisma.sql`INSERT INTO calendar_feed (user_id, secret_hash, names, locale) VALUES (${viewer.userId}, ${secretHash}, ${names}::calendar_names, ${locale})`);
    await recordChange(db, viewer, count > 0 ? "feedReplaced" : "feedCreated", { names });
  });
}

/** What the viewer's calendar names from now on. CONFLICT where there is none. */
export function nameInCalendarFeed(viewer: Viewer, { names }: { names: CalendarNames }): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    const { count } = await db.calendarFeed.updateMany({ where: { userId: viewer.userId }, data: { names } });
    if (count === 0) throw new AppError("CONFLICT", "there is no calendar");
    await recordChange(db, viewer, "feedNames", { names });
  });
}

/** Ends the viewer's address at once and for good. CONFLICT where there is none. */
export function revokeCalendarFeed(viewer: Viewer): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    const { count } = await db.calendarFeed.deleteMany({ where: { userId: viewer.userId } });
    if (count === 0) throw new AppError("CONFLICT", "there is no calendar");
    await recordChange(db, viewer, "feedRevoked", {});
  });
}

/** Whose address it is, and its use noted; null for one that opens nothing. */
export async function admitCalendar({ secretHash }: CalendarProof): Promise<CalendarAdmission | null> {
  const [row] = await beforeSignIn((db) => db.$queryRaw<CalendarAdmission[]>(Prisma.sql`
    SELECT owner_id AS "ownerId", feed_names::text AS names, feed_locale AS locale, retry_after AS "retryAfter" FROM calendar_feed_admit(${secretHash}, ${REQUESTS_A_MINUTE}::int)`));
  return row ?? null;
}

/** The viewer's agreed steps and reminders of some weeks back and a year ahead, with the day of the bank's calendar. */
export async function listCalendarSteps(viewer: Viewer): Promise<{ today: Day; steps: CalendarStep[] }> {
  const rows = await readAs<{ today: Day; step: CalendarStep | null }>(viewer, Prisma.sql`
    SELECT ${TODAY}::text AS today, f.step FROM (SELECT 1) one LEFT JOIN (
      SELECT jsonb_build_object('id', n.id, 'clientId', c.id, 'firstName', c.first_name, 'lastName', c.last_name, 'kind', n.kind, 'channel', n.channel,
        'source', CASE WHEN n.origin = 'PLANNED' THEN 'AGREED' ELSE 'REMINDER' END, 'on', ${STANDS_ON}, 'startsAt', CASE WHEN ${STARTS_MINUTE} IS NOT NULL THEN n.starts_at END,
        'lengthMinutes', ${LENGTH_MINUTES}, 'revision', n.revision, 'revisedAt', n.revised_at) AS step
      FROM client c JOIN next_action n ON n.client_id = c.id
      WHERE ${visibleClients(viewer)} AND n.status = 'OPEN' AND ${IS_FIRM}
        AND ${STANDS_ON} BETWEEN ${TODAY} - ${CALENDAR_DAYS.back}::int AND ${TODAY} + ${CALENDAR_DAYS.ahead}::int
      ORDER BY ${STANDS_ON}, n.starts_at NULLS FIRST, n.id LIMIT ${MOST_STEPS}
    ) f ON true`);
  const steps = rows.flatMap(({ step }) => (step ? [{ ...step, startsAt: step.startsAt && new Date(step.startsAt), revisedAt: new Date(step.revisedAt) }] : []));
  noteLook(viewer, listLook("calendar", "", steps.map(({ clientId }) => clientId)));
  return { today: (rows[0] as { today: Day }).today, steps };
}

async function recordChange(db: Db, viewer: Viewer, change: string, details: Record<string, string>): Promise<void> {
  await recordAudit(db, viewer, "agenda.plan", { details: { change, ...details } });
}

function requireAgenda(viewer: Viewer): void {
  if (!mayDo(viewer.role, "agenda.plan")) throw new AppError("FORBIDDEN", "only a portfolio has an agenda");
}
