import type pg from "pg";
import type { Viewer } from "@/lib/data/viewer";
import type { Role } from "@/lib/domain/permissions";
import { insertBranch, insertUser } from "./factories";
import { insertRow } from "./rows";

/** Two branches with one user of each role, and a second advisor and supervisor whose clients the first never see. */
export type Staff = {
  branchId: number;
  otherBranchId: number;
  advisor: Viewer;
  /** Of the same branch as `advisor`. */
  colleague: Viewer;
  relationshipManager: Viewer;
  supervisor: Viewer;
  /** Of the other branch. */
  otherAdvisor: Viewer;
  otherSupervisor: Viewer;
  analyst: Viewer;
  administrator: Viewer;
};

export async function insertStaff(owner: pg.Pool): Promise<Staff> {
  const branchId = await insertBranch(owner);
  const otherBranchId = await insertBranch(owner);
  return {
    branchId,
    otherBranchId,
    advisor: await insertViewer(owner, "ADVISOR", { branchId }),
    colleague: await insertViewer(owner, "ADVISOR", { branchId }),
    relationshipManager: await insertViewer(owner, "RELATIONSHIP_MANAGER", { branchId }),
    supervisor: await insertViewer(owner, "SUPERVISOR", { supervisedBranchIds: [branchId] }),
    otherAdvisor: await insertViewer(owner, "ADVISOR", { branchId: otherBranchId }),
    otherSupervisor: await insertViewer(owner, "SUPERVISOR", { supervisedBranchIds: [otherBranchId] }),
    analyst: await insertViewer(owner, "ANALYST"),
    administrator: await insertViewer(owner, "ADMINISTRATOR"),
  };
}

/** Inserts a user of this role and returns the identity that signing in would have proved. */
export async function insertViewer(owner: pg.Pool, role: Role, over: Partial<Omit<Viewer, "userId" | "role">> = {}): Promise<Viewer> {
  const { name = `${role} of the tests`, branchId = null, supervisedBranchIds = [] } = over;
  const userId = await insertUser(owner, { role, name, branchId });
  for (const supervised of supervisedBranchIds) await insertRow(owner, "supervised_branch", { userId, branchId: supervised });
  return viewer(role, { userId, name, branchId, supervisedBranchIds });
}

/** An identity without a row behind it, for pure tests. */
export function viewer(role: Role, over: Partial<Omit<Viewer, "role">> = {}): Viewer {
  return { userId: 1, name: "Camille Test", branchId: null, supervisedBranchIds: [], ...over, role };
}

/** The person's id; `who` names one, never a branch. */
export function userIdIn(staff: Staff, who: keyof Staff): number {
  const one = staff[who];
  if (typeof one === "number") throw new Error(`${who} is not a person`);
  return one.userId;
}
