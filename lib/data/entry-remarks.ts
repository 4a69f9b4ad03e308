import type { ProductName } from "@/lib/domain/action-card";
import type { TimelineInteraction } from "@/lib/domain/client-sheet";
import { isWithdrawable, type MentionCard, type Remark, type RemarkKind } from "@/lib/domain/correction-request";
import { dateOf, type Day } from "@/lib/domain/dates";
import { mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import type { CommentInput, WithdrawCommentInput } from "@/lib/schemas/entry-remark";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { readChain, REMARK } from "./client-timeline";
import { inViewerTransaction, readAs, type Db } from "./database";
import { listLook, noteLook } from "./looks";
import { TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** One entry with what is said of it, and the entries that corrected it since, the latest last. */
export type EntryFile = {
  client: { id: number; name: string };
  today: Day;
  entries: readonly [TimelineInteraction, ...TimelineInteraction[]];
  productNames: Readonly<Record<string, ProductName>>;
  /** Colleagues who may see the client: whom a remark may name. */
  colleagues: readonly { id: number; name: string }[];
};

type Frame = Omit<EntryFile, "entries">;

/** A look at the client, and audited as one. Null for an unknown entry and for one of another's client: they answer alike, and leave no trace. */
export function getEntry(viewer: Viewer, { clientId, id }: { clientId: number; id: string }): Promise<EntryFile | null> {
  return inViewerTransaction(viewer, async (db) => {
    const [first, ...corrections] = await readChain(db, viewer, { clientId, id });
    if (!first) return null;
    const [frame] = await db.$queryRaw<Frame[]>(Prisma.sql`
      SELECT jsonb_build_object('id', c.id, 'name', c.first_name || ' ' || c.last_name) AS client, ${TODAY}::text AS today,
        (SELECT jsonb_object_agg(p.code, jsonb_build_object('fr', p.name_fr, 'en', p.name_en)) FROM product p) AS "productNames",
        (SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) ORDER BY r.name, r.id), '[]') FROM client_readers(c.id) r WHERE r.id <> ${viewer.userId}) AS colleagues
      FROM client c WHERE c.id = ${clientId} AND ${visibleClients(viewer)}`);
    if (!frame) return null;
    await recordAudit(db, viewer, "client.view", { clientId, details: { part: "entry", interactionId: id } });
    return { ...frame, entries: [first, ...corrections] };
  });
}

/** Says something of an entry. Sent twice it is written once. Errors: NOT_FOUND for an entry that does not exist for the viewer, INVALID for who may not be named. */
export function commentOnEntry(viewer: Viewer, { text, mentions, ...entry }: CommentInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await requireEntry(db, viewer, entry);
    await requireReaders(db, entry.clientId, mentions);
    await writeRemark(db, viewer, { ...entry, kind: "COMMENT", text, mentions });
  });
}

/** Takes back a comment of the viewer's own, by a remark that says so. CONFLICT when it is too old, another's, or taken back already. */
export function withdrawComment(viewer: Viewer, { withdrawsId, ...entry }: WithdrawCommentInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await requireEntry(db, viewer, entry);
    const comment = await db.entryRemark.findFirst({ where: { clientId: entry.clientId, id: withdrawsId, interactionId: entry.interactionId }, select: { kind: true, userId: true, writtenAt: true } });
    if (!comment || !isWithdrawable({ ...comment, writtenAt: comment.writtenAt.toISOString(), withdrawn: false }, viewer.userId, new Date())) {
      throw new AppError("CONFLICT", `remark ${withdrawsId} cannot be taken back`);
    }
    await writeRemark(db, viewer, { ...entry, kind: "WITHDRAWN", withdrawsId });
  });
}

const SHOWN_MENTIONS = 20;
const MENTION_DAYS = 30;

/** Where the viewer was named in the last thirty days and has said nothing since, of the clients they still see; the latest first. */
export async function listMentions(viewer: Viewer): Promise<MentionCard[]> {
  const mentions = await readAs<MentionCard>(viewer, Prisma.sql`
    SELECT r.id, c.id AS "clientId", c.first_name AS "firstName", c.last_name AS "lastName", r.interaction_id AS "interactionId", r.text,
      (SELECT u.name FROM app_user u WHERE u.id = r.user_id) AS "userName", (r.written_at AT TIME ZONE 'Europe/Paris')::date::text AS "writtenOn"
    FROM ${mentionsOfViewer(viewer)}
    ORDER BY r.written_at DESC, r.id LIMIT ${SHOWN_MENTIONS}`);
  noteLook(viewer, listLook("mentions", "", mentions.map(({ clientId }) => clientId)));
  return mentions;
}

/** The remarks `r` in which the viewer was named and to which they have not answered, of the clients `c` whom they see. */
export function mentionsOfViewer(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`client c JOIN entry_remark r ON r.client_id = c.id AND r.mentions <> '{}' AND r.written_at > now() - make_interval(days => ${MENTION_DAYS})
    WHERE ${visibleClients(viewer)} AND ${viewer.userId} = ANY (r.mentions) AND NOT ${IS_WITHDRAWN} AND ${mayDo(viewer.role, "remark.write")}
      AND NOT EXISTS (SELECT 1 FROM entry_remark o WHERE o.client_id = r.client_id AND o.interaction_id = r.interaction_id AND o.user_id = ${viewer.userId} AND o.written_at > r.written_at)`;
}

/** Of the remark `r`. */
const IS_WITHDRAWN = Prisma.sql`EXISTS (SELECT 1 FROM entry_remark w WHERE w.client_id = r.client_id AND w.withdraws_id = r.id)`;

/** The remarks of an entry that the viewer sees, as they stand in this transaction. */
export function remarksOf(db: Db, entry: { clientId: number; interactionId: string }): Promise<Remark[]> {
  return db.$queryRaw<{ remark: Remark }[]>(Prisma.sql`
    SELECT ${REMARK} AS remark FROM entry_remark r WHERE r.client_id = ${entry.clientId} AND r.interaction_id = ${entry.interactionId}::uuid ORDER BY r.written_at, r.step, r.id`,
  ).then((rows) => rows.map(({ remark }) => remark));
}

/** NOT_FOUND for an entry of a client who does not exist for this viewer, as for an unknown one. */
export async function requireEntry(db: Db, viewer: Viewer, { clientId, interactionId }: { clientId: number; interactionId: string }): Promise<void> {
  const rows = await db.$queryRaw<object[]>(Prisma.sql`
    SELECT 1 AS found FROM client c JOIN interaction i ON i.client_id = c.id AND i.id = ${interactionId}::uuid
    WHERE c.id = ${clientId} AND ${visibleClients(viewer)} AND ${mayDo(viewer.role, "remark.write")}`);
  if (rows.length === 0) throw new AppError("NOT_FOUND", `entry ${interactionId} does not exist for this viewer`);
}

/** Only who may see the client is named: nobody else learns that something was said of them. */
export async function requireReaders(db: Db, clientId: number, mentions: readonly number[]): Promise<void> {
  if (mentions.length === 0) return;
  const known = await db.$queryRaw<{ id: number }[]>(Prisma.sql`SELECT r.id FROM client_readers(${clientId}::int) r WHERE r.id = ANY (${[...mentions]}::int[])`);
  if (known.length < new Set(mentions).size) throw new AppError("INVALID", "someone who is named may not see the client", { mentions: "mentionUnknown" });
}

type NewRemark = {
  id: string;
  clientId: number;
  interactionId: string;
  kind: RemarkKind;
  text?: string;
  mentions?: number[];
  requestId?: string;
  step?: number;
  reason?: string;
  dueOn?: Day;
  correctionId?: string;
  withdrawsId?: string;
};

/** Adds a remark in the viewer's name, with its trace. The same id twice changes nothing; CONFLICT when another took its place. */
export async function writeRemark(db: Db, viewer: Viewer, { dueOn, ...remark }: NewRemark): Promise<void> {
  const { clientId, id, interactionId, kind } = remark;
  const { count } = await db.entryRemark.createMany({ data: [{ ...remark, userId: viewer.userId, dueOn: dueOn ? dateOf(dueOn) : null }], skipDuplicates: true });
  if (count > 0) return recordAudit(db, viewer, "remark.write", { clientId, details: { interactionId, remarkId: id, kind } });
  if ((await db.entryRemark.count({ where: { clientId, id, userId: viewer.userId, interactionId, kind } })) === 0) throw new AppError("CONFLICT", `remark ${id} comes after another`);
}
