import type { ApiKeyCard } from "@/lib/domain/api-key";
import type { Day } from "@/lib/domain/dates";
import { mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import type { CreateApiKeyInput, RevokeApiKeyInput } from "@/lib/schemas/api-key";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { inViewerScope, inViewerTransaction, type Db } from "./database";
import type { Viewer } from "./viewer";

/** A key and the SHA-256 of its secret: what is kept of it, and what the database asks of whoever comes with it. */
export type ApiKeyProof = { id: string; secretHash: Uint8Array<ArrayBuffer> };

const CARD = {
  id: true, name: true, scopes: true, createdAt: true, expiresAt: true, lastUsedAt: true, revokedAt: true,
  createdBy: { select: { name: true } }, revokedBy: { select: { name: true } },
} as const;

/** Every key there ever was, those that work first, the newest first; for anyone but an administrator, none. */
export function listApiKeys(viewer: Viewer): Promise<ApiKeyCard[]> {
  if (!mayDo(viewer.role, "apiKeys.manage")) return Promise.resolve([]);
  return inViewerScope(viewer, async (db) => {
    const rows = await db.apiKey.findMany({ select: CARD, orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }] });
    return rows.map(({ createdBy, revokedBy, ...row }) => ({ ...row, createdBy: createdBy.name, revokedBy: revokedBy?.name ?? null }));
  });
}

/** Adds a key in the viewer's name. INVALID when its last day has passed; FORBIDDEN for anyone but an administrator. */
export function createApiKey(viewer: Viewer, { id, secretHash }: ApiKeyProof, { name, scopes, expiresOn }: CreateApiKeyInput): Promise<void> {
  requireManager(viewer);
  return inViewerTransaction(viewer, async (db) => {
    if (expiresOn !== null && expiresOn < (await calendarDay(db))) throw new AppError("INVALID", "expired already", { expiresOn: "dateInPast" });
    await db.$executeRaw(Prisma.sql`
      INSERT INTO api_key (id, secret_hash, name, scopes, created_by, expires_at)
      VALUES (${id}, ${secretHash}, ${name}, ${scopes}::api_resource[], ${viewer.userId}, (${expiresOn}::date + 1)::timestamp AT TIME ZONE 'Europe/Paris')`);
    await recordAudit(db, viewer, "apiKeys.manage", { details: { keyId: id, change: "created", scopes: scopes.join(" "), expiresOn } });
  });
}

/** Ends a key at once and for good. CONFLICT when it had ended or is not there; FORBIDDEN as above. */
export function revokeApiKey(viewer: Viewer, { id }: RevokeApiKeyInput): Promise<void> {
  requireManager(viewer);
  return inViewerTransaction(viewer, async (db) => {
    const { count } = await db.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date(), revokedById: viewer.userId } });
    if (count === 0) throw new AppError("CONFLICT", `key ${id} is not there to be revoked`);
    await recordAudit(db, viewer, "apiKeys.manage", { details: { keyId: id, change: "revoked" } });
  });
}

/** Today of the world: keys end by the clock, also in an archive whose calendar is stopped. */
async function calendarDay(db: Db): Promise<Day> {
  const rows = await db.$queryRaw<{ today: Day }[]>`SELECT (now() AT TIME ZONE 'Europe/Paris')::date::text AS today`;
  return (rows[0] as { today: Day }).today;
}

function requireManager(viewer: Viewer): void {
  if (!mayDo(viewer.role, "apiKeys.manage")) throw new AppError("FORBIDDEN", "keys are the administrators'");
}
