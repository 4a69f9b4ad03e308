import { isShippedView, MOST_VIEWS, type SavedView } from "@/lib/domain/list-view";
import { mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import { isSavedViewId, type ChangeViewInput, type ChooseDefaultInput, type SaveViewInput } from "@/lib/schemas/list-view";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { inViewerTransaction, readAs, type Db } from "./database";
import type { Viewer } from "./viewer";

/** The views of this viewer, then those shared with their branches, each in the order of names, and which of all is their default. */
export async function listViews(viewer: Viewer): Promise<{ views: SavedView[]; defaultId: string | null }> {
  const [row] = await readAs<{ views: SavedView[]; defaultId: string | null }>(viewer, Prisma.sql`
    SELECT (SELECT coalesce(json_agg(l ORDER BY l."isOwn" DESC, l.name COLLATE "und-x-icu"), '[]') FROM (${savedViews(viewer)}) l) AS views,
      (SELECT d.view_id FROM list_default d WHERE d.user_id = ${viewer.userId}) AS "defaultId"`);
  return row ?? { views: [], defaultId: null };
}

/** Null for an unknown view, and for one that is neither the viewer's nor shared with them. */
export async function findView(viewer: Viewer, id: string): Promise<SavedView | null> {
  if (!isSavedViewId(id)) return null;
  const [view] = await readAs<SavedView>(viewer, Prisma.sql`${savedViews(viewer)} AND v.id = ${id}::uuid`);
  return view ?? null;
}

/** What the viewer's portfolio opens with; `view` is null for one that ships, and for one they may no longer see. */
export async function findDefaultView(viewer: Viewer): Promise<{ id: string; view: SavedView | null } | null> {
  const [row] = await readAs<{ id: string; view: SavedView | null }>(viewer, Prisma.sql`
    SELECT d.view_id AS id, (SELECT to_json(l) FROM (${savedViews(viewer)} AND v.id = CASE WHEN length(d.view_id) = 36 THEN d.view_id::uuid END) l) AS view
    FROM list_default d WHERE d.user_id = ${viewer.userId}`);
  return row ?? null;
}

/** Adds a view of the viewer's own. INVALID: the name is taken, or they have too many. FORBIDDEN: to share is not theirs, or not with this branch. */
export async function saveView(viewer: Viewer, { id, name, query, branchId }: SaveViewInput): Promise<void> {
  requireShare(viewer, branchId);
  await inViewerTransaction(viewer, async (db) => {
    await lockViewsOf(db, viewer);
    await requireFreeName(db, viewer, { id, name });
    if ((await db.listView.count({ where: { ownerId: viewer.userId } })) >= MOST_VIEWS) throw new AppError("INVALID", "too many views", { name: "tooManyViews" });
    const { count } = await db.listView.createMany({ data: [{ id, name, query, branchId, ownerId: viewer.userId }], skipDuplicates: true });
    if (count === 0) throw new AppError("CONFLICT", `there is a view ${id}`);
    await recordAudit(db, viewer, "listView.manage", { details: { viewId: id, branchId, change: "saved" } });
  });
}

/** Changes a view of the viewer's own. CONFLICT when it was changed or removed meanwhile; else as saveView(). */
export async function changeView(viewer: Viewer, { id, version, name, query, branchId }: ChangeViewInput): Promise<void> {
  requireShare(viewer, branchId);
  await inViewerTransaction(viewer, async (db) => {
    await lockViewsOf(db, viewer);
    await requireFreeName(db, viewer, { id, name });
    const { count } = await db.listView.updateMany({
      where: { id, version, ownerId: viewer.userId },
      data: { name, query, branchId, version: { increment: 1 }, updatedAt: new Date() },
    });
    if (count === 0) throw new AppError("CONFLICT", `view ${id} is not the one that was seen`);
    await recordAudit(db, viewer, "listView.manage", { details: { viewId: id, branchId, change: "changed" } });
  });
}

/** Removes a view of the viewer's own; whoever opened their portfolio with it sees every client again. NOT_FOUND as for another's. */
export async function removeView(viewer: Viewer, id: string): Promise<void> {
  requireManager(viewer);
  await inViewerTransaction(viewer, async (db) => {
    const { count } = await db.listView.deleteMany({ where: { id, ownerId: viewer.userId } });
    if (count === 0) throw new AppError("NOT_FOUND", `no view ${id} of this viewer`);
    await recordAudit(db, viewer, "listView.manage", { details: { viewId: id, change: "removed" } });
  });
}

/** Opens the viewer's portfolio with a view, or with every client. NOT_FOUND: they may not see it. */
export async function chooseDefaultView(viewer: Viewer, { id }: ChooseDefaultInput): Promise<void> {
  requireManager(viewer);
  if (id !== null && !isShippedView(id) && !(await findView(viewer, id))) throw new AppError("NOT_FOUND", `no view ${id} for this viewer`);
  await inViewerTransaction(viewer, async (db) => {
    await db.listDefault.deleteMany({ where: { userId: viewer.userId } });
    if (id !== null) await db.listDefault.createMany({ data: [{ userId: viewer.userId, viewId: id }] });
    await recordAudit(db, viewer, "listView.manage", { details: { viewId: id, change: "default" } });
  });
}

/** SavedView rows, `v` the view. The wall: one's own, and what the supervisor of a branch shares with it. */
function savedViews({ userId, role, branchId, supervisedBranchIds }: Viewer): Prisma.Sql {
  const branches = role === "SUPERVISOR" ? supervisedBranchIds : branchId === null ? [] : [branchId];
  return Prisma.sql`
    SELECT v.id, v.name, v.query, v.owner_id = ${userId} AS "isOwn", u.name AS "ownerName", v.branch_id AS "branchId", b.name AS "branchName", v.version
    FROM list_view v JOIN app_user u ON u.id = v.owner_id LEFT JOIN branch b ON b.id = v.branch_id
    WHERE ${mayDo(role, "listView.manage")}
      AND (v.owner_id = ${userId} OR (v.branch_id = ANY (${[...branches]}::int[]) AND supervises_branch(v.owner_id, v.branch_id)))`;
}

/** One change of a user's views at a time: names are counted, and compared. */
async function lockViewsOf(db: Db, { userId }: Viewer): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtext('list_view'), ${userId}::int)) locked`;
}

async function requireFreeName(db: Db, { userId }: Viewer, { id, name }: { id: string; name: string }): Promise<void> {
  // By hand: Prisma would take a % in a name for any text.
  const taken = await db.$queryRaw<object[]>`SELECT 1 FROM list_view WHERE owner_id = ${userId} AND id <> ${id}::uuid AND lower(name) = lower(${name})`;
  if (taken.length > 0) throw new AppError("INVALID", "the name is taken", { name: "viewNameTaken" });
}

function requireManager({ role }: Viewer): void {
  if (!mayDo(role, "listView.manage")) throw new AppError("FORBIDDEN", "lists of clients are not this role's business");
}

function requireShare(viewer: Viewer, branchId: number | null): void {
  requireManager(viewer);
  if (branchId === null) return;
  if (!mayDo(viewer.role, "listView.share") || !viewer.supervisedBranchIds.includes(branchId)) throw new AppError("FORBIDDEN", `branch ${branchId} is not this viewer's to share with`);
}
