import type { ClientSelection } from "@/lib/schemas/client-selection";
import { Prisma } from "@/prisma/generated/client";
import { readAs } from "./database";
import { CLIENTS, clientsOf } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** How many clients a selection has at this moment. Of those chosen one by one, whoever is not the viewer's is not counted. */
export async function countSelected(viewer: Viewer, selection: ClientSelection): Promise<number> {
  const [row] = await readAs<{ count: number }>(viewer, Prisma.sql`SELECT count(*)::int AS count FROM ${CLIENTS} WHERE ${selectedClients(viewer, selection)}`);
  return row?.count ?? 0;
}

/** The clients of a selection who exist for this viewer; `c` and `s` as in CLIENTS. */
export function selectedClients(viewer: Viewer, { filter, all, ids }: ClientSelection): Prisma.Sql {
  if (all) return Prisma.sql`${clientsOf(viewer, filter)} AND c.id <> ALL (${[...ids]}::int[])`;
  return Prisma.sql`${visibleClients(viewer)} AND c.id = ANY (${[...ids]}::int[])`;
}
