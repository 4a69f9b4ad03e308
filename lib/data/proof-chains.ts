import type { Day } from "@/lib/domain/dates";
import type { Ability } from "@/lib/domain/permissions";
import { LOG_FORMAT } from "@/lib/domain/proof-log";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { inViewerTransaction, readAs, runnerAs } from "./database";
import { exportLog, type LogExport, type LogSpan } from "./proof-log";
import type { Viewer } from "./viewer";

/** The log of a branch as it stands: its links, and the head that was signed last. Instants as ISO text. */
export type LogChain = { branchId: number; code: string; name: string; links: number; sealedAt: string | null; signedAt: string | null; signedLinks: number | null; keyId: string | null };

/** The chains of the branches that the viewer supervises, by name; none for anyone else. */
export function listLogChains(viewer: Viewer): Promise<LogChain[]> {
  return readAs<LogChain>(viewer, Prisma.sql`
    SELECT c.branch_id AS "branchId", c.name AS code, b.name, c.position::float8 AS links,
           (SELECT proof_instant(l.linked_at) FROM proof_link l WHERE l.branch_id = c.branch_id AND l.position = c.position) AS "sealedAt",
           proof_instant(s.signed_at) AS "signedAt", s.position::float8 AS "signedLinks", s.key_id AS "keyId"
    FROM proof_chain c JOIN branch b ON b.id = c.branch_id
    LEFT JOIN LATERAL (SELECT * FROM proof_signature s WHERE s.branch_id = c.branch_id ORDER BY s.signed_at DESC LIMIT 1) s ON true
    WHERE c.branch_id = ANY (${supervised(viewer)}::int[]) ORDER BY b.name, c.name`);
}

/** The public keys that have signed for this bank, as PEM. For supervisors. */
export async function listLogKeys(viewer: Viewer): Promise<string[]> {
  const rows = await readAs<{ publicKey: string }>(viewer, Prisma.sql`SELECT public_key AS "publicKey" FROM proof_key WHERE cardinality(${supervised(viewer)}::int[]) > 0 ORDER BY first_used_at`);
  return rows.map(({ publicKey }) => publicKey);
}

/** A part of a chain between two heads, and how it is followed: the hash before it; who was erased after it. */
export type LogPart = LogSpan & { hash: string; isSignedBefore: boolean; isSignedAfter: boolean; erased: number[] };

/**
 * What was sealed in a branch on these days, both included: from the last head that was signed before them to the first
 * that was signed after them, or as far as the chain goes. Null for a branch that the viewer does not supervise.
 */
export async function findLogPart(viewer: Viewer, { branchId, from, until }: { branchId: number; from: Day; until: Day }): Promise<LogPart | null> {
  const [found] = await readAs<LogPart>(viewer, Prisma.sql`
    SELECT coalesce(b.position, 0)::float8 AS after, coalesce(a.position, c.position)::float8 AS "upTo", encode(coalesce(b.hash, sha256(convert_to(${LOG_FORMAT} || E'\nchain ' || c.name, 'UTF8'))), 'hex') AS hash,
      b.position IS NOT NULL AS "isSignedBefore", a.position IS NOT NULL AS "isSignedAfter",
      ARRAY(SELECT DISTINCT unnest(l.client_ids) FROM proof_link l WHERE l.branch_id = c.branch_id AND l.kind = 'erasure' AND l.position > coalesce(a.position, c.position)) AS erased
    FROM proof_chain c
    LEFT JOIN LATERAL (SELECT s.position, s.hash FROM proof_signature s WHERE s.branch_id = c.branch_id AND s.signed_at < ${from}::date::timestamp AT TIME ZONE 'Europe/Paris' ORDER BY s.signed_at DESC LIMIT 1) b ON true
    LEFT JOIN LATERAL (SELECT s.position, s.hash FROM proof_signature s WHERE s.branch_id = c.branch_id AND s.signed_at >= (${until}::date + 1)::timestamp AT TIME ZONE 'Europe/Paris' ORDER BY s.signed_at LIMIT 1) a ON true
    WHERE c.branch_id = ${branchId} AND c.branch_id = ANY (${supervised(viewer)}::int[])`);
  return found ?? null;
}

/** Notes that the viewer reads the log of a branch, before the first of it leaves. NOT_FOUND for a branch they do not supervise. */
export function beginLogReading(viewer: Viewer, action: Extract<Ability, "proof.verify" | "proof.export">, { branchId, texts, ...days }: Pick<LogExport, "branchId" | "texts"> & { from?: Day; until?: Day }): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    const seen = supervised(viewer).includes(branchId) && (await db.proofChain.count({ where: { branchId } })) > 0;
    if (!seen) throw new AppError("NOT_FOUND", `the log of branch ${branchId} does not exist for this viewer`);
    await recordAudit(db, viewer, action, { details: { branchId, texts, ...days } });
  });
}

/** The log of a branch line by line, as this viewer may see it; nothing of another branch. Begin with beginLogReading(). */
export async function* readBranchLog(viewer: Viewer, request: LogExport): AsyncGenerator<string> {
  if (supervised(viewer).includes(request.branchId)) yield* exportLog(runnerAs(viewer), request);
}

function supervised(viewer: Viewer): number[] {
  return viewer.role === "SUPERVISOR" ? [...viewer.supervisedBranchIds] : [];
}
