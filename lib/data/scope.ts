import { Prisma } from "@/prisma/generated/client";
import { holdsPortfolio } from "@/lib/domain/permissions";
import type { Viewer } from "./viewer";

/**
 * The first wall: the clients that exist for this viewer, as a condition of each query, in which the client table is
 * called `c` (domain: *Who may do what*). Row-level security says the same again in the database.
 */
export function visibleClients(viewer: Viewer): Prisma.Sql {
  if (holdsPortfolio(viewer.role)) return Prisma.sql`c.advisor_id = ${viewer.userId}`;
  if (viewer.role === "SUPERVISOR") return Prisma.sql`c.branch_id = ANY (${[...viewer.supervisedBranchIds]}::int[])`;
  return Prisma.sql`false`;
}

/** The clients this viewer may write to: their own portfolio, never another's. */
export function ownClients(viewer: Viewer): Prisma.ClientWhereInput {
  return holdsPortfolio(viewer.role) ? { advisorId: viewer.userId } : { id: { in: [] } };
}
