import { dateOf } from "@/lib/domain/dates";
import { AppError } from "@/lib/errors";
import type { AddAbsenceInput, RemoveAbsenceInput, SaveContractInput } from "@/lib/schemas/work-time";
import { recordAudit } from "./audit";
import { inViewerTransaction, type Db } from "./database";
import type { Viewer } from "./viewer";

/** How much someone works, and what of it is for their portfolio. NOT_FOUND for anyone who is not of the viewer's branches. */
export function saveContract(viewer: Viewer, { userId, weeklyMinutes, clientSharePercent }: SaveContractInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await checkColleague(db, viewer, userId);
    const contract = { weeklyMinutes, clientSharePercent, updatedById: viewer.userId, updatedAt: new Date() };
    const { count } = await db.workContract.updateMany({ where: { userId }, data: contract });
    if (count === 0) await db.workContract.createMany({ data: [{ userId, ...contract }] });
    await recordAudit(db, viewer, "workload.manage", { details: { userId, weeklyMinutes, clientSharePercent } });
  });
}

/** Days away, both included. NOT_FOUND as above; the same id twice is one absence. */
export function addAbsence(viewer: Viewer, { userId, id, fromOn, untilOn }: AddAbsenceInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await checkColleague(db, viewer, userId);
    const { count } = await db.workAbsence.createMany({ data: [{ userId, id, fromOn: dateOf(fromOn), untilOn: dateOf(untilOn), createdById: viewer.userId }], skipDuplicates: true });
    if (count > 0) await recordAudit(db, viewer, "workload.manage", { details: { userId, absenceId: id, fromOn, untilOn } });
  });
}

/** NOT_FOUND as above. */
export function removeAbsence(viewer: Viewer, { userId, id }: RemoveAbsenceInput): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    await checkColleague(db, viewer, userId);
    const { count } = await db.workAbsence.deleteMany({ where: { userId, id } });
    if (count > 0) await recordAudit(db, viewer, "workload.manage", { details: { userId, absenceId: id, undone: true } });
  });
}

async function checkColleague(db: Db, viewer: Viewer, userId: number): Promise<void> {
  const branchIds = viewer.role === "SUPERVISOR" ? [...viewer.supervisedBranchIds] : [];
  const known = await db.user.count({ where: { id: userId, branchId: { in: branchIds }, role: { in: ["ADVISOR", "RELATIONSHIP_MANAGER"] } } });
  if (known === 0) throw new AppError("NOT_FOUND", `user ${userId} is not of the branches of this viewer`);
}
