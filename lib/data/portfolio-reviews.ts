import type { ReviewAnswers, ReviewedClient } from "@/lib/domain/portfolio-review";
import type { ReviewDocument, ReviewDraft, ReviewEntry, ReviewFile } from "@/lib/domain/review-document";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { UNIVERSE_WEALTH } from "./client-wealth";
import { inViewerTransaction, type Db } from "./database";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** ReviewedClient of the client `c`, as one JSON value. */
const REVIEWED_CLIENT = Prisma.sql`jsonb_build_object('name', c.first_name || ' ' || c.last_name, 'externalRef', c.external_ref, 'birthOn', c.birth_on,
  'occupation', c.occupation, 'maritalStatus', c.marital_status, 'dependentChildren', c.dependent_children, 'clientSinceOn', c.client_since_on,
  'incomeCents', c.income_cents, 'wealthCents', c.wealth_cents, 'universes', ${UNIVERSE_WEALTH})`;

/** Instants leave JSON as text. */
type Told<T, Instant extends keyof T> = Omit<T, Instant> & Record<Instant, string>;
type FileRow = Omit<ReviewFile, "draft"> & { draft: Told<ReviewDraft, "updatedAt"> | null };

/**
 * The reviews of a client, the one in preparation and those kept, the latest first; the look is audited. Null for an
 * unknown client and for another's.
 */
export function getReviewFile(viewer: Viewer, clientId: number): Promise<ReviewFile | null> {
  return inViewerTransaction(viewer, async (db) => {
    const [row] = await db.$queryRaw<FileRow[]>(Prisma.sql`
      SELECT bank_today()::text AS today, c.id AS "clientId", c.status, c.high_value AS "highValue", c.last_review_on::text AS "lastReviewOn",
        c.next_review_on::text AS "nextReviewOn", ${REVIEWED_CLIENT} AS client,
        (SELECT jsonb_build_object('id', d.id, 'version', d.version, 'answers', d.answers, 'correctsId', d.corrects_id, 'updatedAt', d.updated_at, 'updatedBy', w.name)
         FROM portfolio_review d JOIN app_user w ON w.id = d.updated_by WHERE d.client_id = c.id AND d.status = 'DRAFT') AS draft,
        (SELECT coalesce(jsonb_agg(${ENTRY} ORDER BY r.reviewed_on DESC, r.completed_at DESC), '[]')
         FROM portfolio_review r JOIN app_user u ON u.id = r.completed_by WHERE r.client_id = c.id AND r.status = 'COMPLETED') AS kept
      FROM client c WHERE c.id = ${clientId} AND ${visibleClients(viewer)}`);
    if (!row) return null;
    await recordAudit(db, viewer, "client.view", { clientId, details: { part: "reviews" } });
    return { ...row, draft: row.draft && { ...row.draft, updatedAt: new Date(row.draft.updatedAt) } };
  });
}

/** Of `r` the completed review, `u` who completed it. */
const ENTRY = Prisma.sql`jsonb_build_object('id', r.id, 'reviewedOn', r.reviewed_on, 'nextReviewOn', r.next_review_on, 'completedBy', u.name,
  'correctedBy', (SELECT x.id FROM portfolio_review x WHERE x.client_id = r.client_id AND x.corrects_id = r.id AND x.status = 'COMPLETED'))`;

type DocumentRow = ReviewEntry & Told<Omit<ReviewDocument, keyof ReviewEntry>, "completedAt">;

/** One completed review as it was kept; the look is audited. Null for what is not there for this viewer. */
export function getReviewDocument(viewer: Viewer, { clientId, id }: { clientId: number; id: string }): Promise<ReviewDocument | null> {
  return inViewerTransaction(viewer, async (db) => {
    const [row] = await db.$queryRaw<{ review: DocumentRow }[]>(Prisma.sql`
      SELECT ${ENTRY} || jsonb_build_object('answers', r.answers, 'client', r.facts, 'channel', r.channel, 'completedAt', r.completed_at, 'correctsId', r.corrects_id,
        'correctsOn', (SELECT o.reviewed_on FROM portfolio_review o WHERE o.client_id = r.client_id AND o.id = r.corrects_id)) AS review
      FROM client c JOIN portfolio_review r ON r.client_id = c.id JOIN app_user u ON u.id = r.completed_by
      WHERE c.id = ${clientId} AND r.id = ${id}::uuid AND r.status = 'COMPLETED' AND ${visibleClients(viewer)}`);
    if (!row) return null;
    await recordAudit(db, viewer, "client.view", { clientId, details: { part: "review", reviewId: id } });
    return { ...row.review, completedAt: new Date(row.review.completedAt) };
  });
}

/** A client as a completed review keeps them. The caller holds the client. */
export async function readReviewedClient(db: Db, clientId: number): Promise<ReviewedClient> {
  const [row] = await db.$queryRaw<{ client: ReviewedClient }[]>(Prisma.sql`SELECT ${REVIEWED_CLIENT} AS client FROM client c WHERE c.id = ${clientId}`);
  if (!row) throw new Error(`client ${clientId} is held and not there`);
  return row.client;
}

/** What was noted in the client's last review; null when there is none. The caller holds the client. */
export async function readLastAnswers(db: Db, clientId: number): Promise<ReviewAnswers | null> {
  const last = await db.portfolioReview.findFirst({
    where: { clientId, status: "COMPLETED" },
    orderBy: [{ reviewedOn: "desc" }, { completedAt: "desc" }],
    select: { answers: true },
  });
  return last && (last.answers as ReviewAnswers);
}

