import type { Ability } from "@/lib/domain/permissions";
import { beforeSignIn, inViewerScope, type Db } from "./database";
import type { Viewer } from "./viewer";

/** What the trail may name. */
export type AuditAction = Ability | "nextAction.plan" | "client.list" | "client.search" | "job.request" | "job.cancel" | "job.retry" | "session.start" | "session.refused";

/** Codes, counts and ids; nothing personal. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Adds an entry in the viewer's name, inside the caller's transaction: what happened and its trace are saved together
 * or not at all.
 */
export async function recordAudit(
  db: Db,
  viewer: Pick<Viewer, "userId">,
  action: AuditAction,
  { clientId, details = {} }: { clientId?: number; details?: AuditDetails } = {},
): Promise<void> {
  await recordAudits(db, viewer, [{ action, clientId, details }]);
}

/** Several at once, of a step that was done with several clients. */
export async function recordAudits(db: Db, viewer: Pick<Viewer, "userId">, entries: readonly { action: AuditAction; clientId?: number; details: AuditDetails }[]): Promise<void> {
  // Not `create`, which reads the row back: that is a privilege of its own here.
  await db.auditEntry.createMany({ data: entries.map((entry) => ({ userId: viewer.userId, ...entry })) });
}

/** A sign-in that succeeded, in the name of the viewer. */
export function recordSignIn(viewer: Viewer): Promise<void> {
  return inViewerScope(viewer, (db) => recordAudit(db, viewer, "session.start"));
}

/** A sign-in that failed: nobody is signed in, so it stands in nobody's name; `accountId` is whom it aimed at, if known. */
export function recordRefusedSignIn(reason: "PASSWORD" | "LIMITED", accountId: number | null): Promise<void> {
  return beforeSignIn(async (db) => {
    await db.auditEntry.createMany({ data: [{ userId: null, action: "session.refused", details: { reason, accountId } }] });
  });
}
