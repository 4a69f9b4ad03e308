import type { Day } from "@/lib/domain/dates";
import { mayDo } from "@/lib/domain/permissions";
import { closingRefusal, CUSTOM_DAYS, HAND_OVER_DAYS, holidaysOf, readDays, sumBranches, unusualDays, type BranchReading, type DayNote, type ReadDay } from "@/lib/domain/unusual-reading";
import { AppError } from "@/lib/errors";
import type { CloseDayInput } from "@/lib/schemas/trail-filter";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { listTrailPeople } from "./audit-trail";
import { inViewerTransaction, readAs } from "./database";
import type { Viewer } from "./viewer";

/** A day that stands out, with whose it is. */
export type ListedDay = ReadDay & { userName: string };

/**
 * Days of unusual reading of the last sixty, among the viewer's people and clients, the latest first; with the notes that
 * the viewer may read. `today`: of the clock, by which the trail is kept.
 */
export async function listUnusualDays(viewer: Viewer, today: Day): Promise<ListedDay[]> {
  if (!mayDo(viewer.role, "looks.view")) return [];
  const [people, counted, notes] = await Promise.all([listTrailPeople(viewer), readReadingDays(viewer, today), listNotes(viewer, today)]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const unusual = unusualDays(sumBranches(counted.filter(({ userId }) => names.has(userId))), new Map(people.map(({ id, role }) => [id, role])));
  return readDays(unusual).map((day) => ({
    ...day, userName: names.get(day.userId) ?? "",
    notes: notes.filter(({ userId, day: on }) => userId === day.userId && on === day.day).map(({ userId: _userId, day: _day, ...note }) => note),
  }));
}

function readReadingDays(viewer: Viewer, today: Day): Promise<BranchReading[]> {
  return readAs<BranchReading>(viewer, Prisma.sql`
    SELECT d.user_id AS "userId", d.day::text AS day, d.branch_id AS "branchId", d.clients, d.after_hours AS "afterHours", d.foreign_clients AS "foreignClients"
    FROM trail_days((${today}::date - ${CUSTOM_DAYS}::int)::timestamp AT TIME ZONE 'Europe/Paris', ${holidaysOf(today)}::date[], ${HAND_OVER_DAYS}::int) d`);
}

/** Of days of others, about clients whom the viewer may see: both by the branches that the database wrote down. */
function listNotes(viewer: Viewer, today: Day): Promise<(DayNote & { userId: number; day: Day })[]> {
  return readAs(viewer, Prisma.sql`
    SELECT n.user_id AS "userId", n.day::text AS day, n.id, u.name AS "authorName", n.text, to_char(n.written_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "writtenAt"
    FROM unusual_day_note n JOIN app_user u ON u.id = n.author_id
    WHERE n.user_id <> ${viewer.userId} AND n.day >= ${today}::date - ${CUSTOM_DAYS}::int AND n.branch_ids <@ ${[...viewer.supervisedBranchIds]}::int[]
    ORDER BY n.written_at, n.id`);
}

/**
 * Closes a day of unusual reading with a note, or adds another to it; nothing that was written is changed. The same id
 * twice changes nothing. Errors: NOT_FOUND where no such day is listed for the viewer; FORBIDDEN for their own; INVALID
 * for a day that goes on.
 */
export async function closeUnusualDay(viewer: Viewer, { id, userId, day, text }: CloseDayInput, today: Day): Promise<void> {
  if (!mayDo(viewer.role, "looks.close")) throw new AppError("NOT_FOUND", "nothing is listed for this viewer");
  const listed = (await listUnusualDays(viewer, today)).find((one) => one.userId === userId && one.day === day);
  if (!listed) throw new AppError("NOT_FOUND", `no unusual day of ${userId} on ${day} is listed for this viewer`);
  const refusal = closingRefusal(viewer, listed, today);
  if (refusal === "OWN") throw new AppError("FORBIDDEN", "nobody closes a day of their own");
  if (refusal === "NOT_OVER") throw new AppError("INVALID", "the day goes on", { day: "dayNotOver" });
  await inViewerTransaction(viewer, async (db) => {
    const written = await db.$executeRaw(Prisma.sql`
      INSERT INTO unusual_day_note (user_id, day, id, author_id, text) VALUES (${userId}::int, ${day}::date, ${id}::uuid, ${viewer.userId}::int, ${text}) ON CONFLICT DO NOTHING`);
    if (written > 0) await recordAudit(db, viewer, "looks.close", { details: { person: userId, day, noteId: id, signs: listed.signs.map(({ sign }) => sign).join(" ") } });
  });
}
