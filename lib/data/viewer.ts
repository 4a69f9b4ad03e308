import type { Role } from "@/lib/domain/permissions";

/** The proven identity behind a request. Only lib/auth/viewer.ts makes one. */
export type Viewer = {
  readonly userId: number;
  readonly role: Role;
  readonly name: string;
  readonly branchId: number | null;
  readonly supervisedBranchIds: readonly number[];
};
