import { dateOf } from "@/lib/domain/dates";
import type { BankEvent } from "@/lib/domain/invitation";
import { mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import type { SaveBankEventInput } from "@/lib/schemas/bank-event";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { inViewerTransaction, readAs } from "./database";
import { TODAY } from "./portfolio-conditions";
import type { Viewer } from "./viewer";

/** A BankEvent of the event `e`, as columns. */
export const EVENT = Prisma.sql`e.id::text AS id, e.kind::text AS kind, e.title_fr AS "titleFr", e.title_en AS "titleEn", e.place, e.held_on::text AS "heldOn", e.places,
  event_places_taken(e.id) AS "placesTaken", e.min_age AS "minAge", e.max_age AS "maxAge", e.min_wealth_cents::float8 AS "minWealthCents", to_json(e.segments) AS segments, e.withdrawn, e.version`;

/** Of the client `c` on the day of the event `e`, as ageOn() counts. */
const AGE = Prisma.sql`(date_part('year', e.held_on) - date_part('year', c.birth_on) - (to_char(e.held_on, 'MMDD') < to_char(c.birth_on, 'MMDD'))::int)`;
/** Twin of isFor(): the event `e` is for the high-value client `c`. */
export const AUDIENCE = Prisma.sql`(e.min_age IS NULL OR ${AGE} >= e.min_age) AND (e.max_age IS NULL OR ${AGE} <= e.max_age)
  AND (e.min_wealth_cents IS NULL OR c.wealth_cents >= e.min_wealth_cents)
  AND (e.segments = '{}' OR (SELECT s.segment FROM client_score s WHERE s.client_id = c.id) = ANY (e.segments))`;

/** Someone may still be invited to the event `e`. */
export const COMING = Prisma.sql`(NOT e.withdrawn AND e.held_on >= ${TODAY})`;

/** Every event and offer, the next one first, those over after them. */
export function listBankEvents(viewer: Viewer): Promise<BankEvent[]> {
  return readAs<BankEvent>(viewer, Prisma.sql`
    SELECT ${EVENT} FROM bank_event e ORDER BY e.held_on < ${TODAY}, CASE WHEN e.held_on >= ${TODAY} THEN e.held_on END, e.held_on DESC, e.id LIMIT 200`);
}

/** Adds an event, or changes one. CONFLICT when somebody changed it meanwhile; FORBIDDEN for anyone but an administrator. */
export function saveBankEvent(viewer: Viewer, { id, version, heldOn, ...input }: SaveBankEventInput): Promise<void> {
  if (!mayDo(viewer.role, "events.manage")) throw new AppError("FORBIDDEN", "events are the administrators'");
  const data = { ...input, heldOn: dateOf(heldOn), updatedById: viewer.userId };
  return inViewerTransaction(viewer, async (db) => {
    const { count } = version === null
      ? await db.bankEvent.createMany({ data: [{ id, ...data }], skipDuplicates: true })
      : await db.bankEvent.updateMany({ where: { id, version }, data: { ...data, version: { increment: 1 }, updatedAt: new Date() } });
    if (count === 0) throw new AppError("CONFLICT", `event ${id} is not the one that was edited`);
    await recordAudit(db, viewer, "events.manage", { details: { eventId: id, change: version === null ? "added" : "saved" } });
  });
}
