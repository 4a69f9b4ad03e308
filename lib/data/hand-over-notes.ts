import type { HandedOver, HandOverNote } from "@/lib/domain/assignment";
import { holdsPortfolio } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import type { HandOverNoteInput } from "@/lib/schemas/hand-over-note";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { inViewerTransaction, readAs } from "./database";
import { listLook, noteLook } from "./looks";
import { ownClients, visibleClients } from "./scope";
import type { Viewer } from "./viewer";

const MOST_NOTES = 20;
/** More than a portfolio has. */
const MOST_HANDED_OVER = 500;

/** A note as rows carry it; `n` is handover_note. */
const NOTE = Prisma.sql`jsonb_build_object('id', n.id, 'by', (SELECT u.name FROM app_user u WHERE u.id = n.user_id), 'on', (n.written_at AT TIME ZONE 'Europe/Paris')::date, 'text', n.text)`;

/** What advisors noted for whoever takes the client over, the latest first; of another's client nothing. At most 20. */
export async function listHandOverNotes(viewer: Viewer, clientId: number): Promise<HandOverNote[]> {
  const rows = await readAs<{ note: HandOverNote }>(viewer, Prisma.sql`
    SELECT ${NOTE} AS note FROM handover_note n JOIN client c ON c.id = n.client_id
    WHERE n.client_id = ${clientId} AND ${visibleClients(viewer)} ORDER BY n.written_at DESC, n.id LIMIT ${MOST_NOTES}`);
  return rows.map(({ note }) => note);
}

/**
 * Whom the viewer gave away in the last days (HANDED_OVER_DAYS), with what they themselves noted for the colleague; by name,
 * at most 500. They no longer see these clients: the wall here is `app_handed_over()`, which gives a name alone.
 */
export async function listHandedOver(viewer: Viewer): Promise<HandedOver[]> {
  if (!holdsPortfolio(viewer.role)) return [];
  const clients = await readAs<HandedOver>(viewer, Prisma.sql`
    SELECT h.client_id AS id, h.name, h.advisor_name AS "toName", (h.handed_at AT TIME ZONE 'Europe/Paris')::date::text AS "on",
      coalesce((SELECT jsonb_agg(${NOTE} ORDER BY n.written_at DESC) FROM handover_note n WHERE n.client_id = h.client_id AND n.user_id = ${viewer.userId}), '[]') AS notes
    FROM app_handed_over() h ORDER BY h.name COLLATE "und-x-icu", h.client_id LIMIT ${MOST_HANDED_OVER}`);
  noteLook(viewer, listLook("handedOver", "", clients.map(({ id }) => id)));
  return clients;
}

/**
 * Adds to the hand-over file of a client: as their advisor, or in the days after they were given away. The same id twice is
 * one note. NOT_FOUND for anyone else's client.
 */
export function writeHandOverNote(viewer: Viewer, { id, clientId, text }: HandOverNoteInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    const own = await db.client.count({ where: { id: clientId, ...ownClients(viewer) } });
    const given = own > 0 || !holdsPortfolio(viewer.role) ? [] : await db.$queryRaw<{ id: number }[]>`SELECT h.client_id AS id FROM app_handed_over() h WHERE h.client_id = ${clientId}`;
    if (own === 0 && given.length === 0) throw new AppError("NOT_FOUND", `client ${clientId} is not this viewer's to hand over`);
    const { count } = await db.handOverNote.createMany({ data: [{ clientId, id, userId: viewer.userId, text }], skipDuplicates: true });
    if (count > 0) await recordAudit(db, viewer, "handOver.write", { clientId, details: { noteId: id } });
  });
}
