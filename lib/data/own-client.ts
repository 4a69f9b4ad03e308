import { holdsPortfolio } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import type { Db } from "./database";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/**
 * Holds a client of the viewer's own portfolio until the end of the transaction: one change of a client at a time, and
 * the second sees what the first wrote. The row itself is left as it is. NOT_FOUND for anyone else's client, as for an
 * unknown id.
 */
export async function lockOwnClient(viewer: Viewer, db: Db, clientId: number): Promise<void> {
  const held = await lockOwnClients(viewer, db, [clientId]);
  if (held.size === 0) throw new AppError("NOT_FOUND", `client ${clientId} does not exist for this viewer`);
}

/** The same for several, in one order whoever asks: two of them never wait for each other. Those that are the viewer's own. */
export async function lockOwnClients(viewer: Viewer, db: Db, clientIds: readonly number[]): Promise<ReadonlySet<number>> {
  const held = await db.$queryRaw<{ id: number }[]>`
    SELECT c.id FROM client c WHERE c.id = ANY (${[...clientIds]}::int[]) AND ${visibleClients(viewer)} AND ${holdsPortfolio(viewer.role)} ORDER BY c.id FOR NO KEY UPDATE`;
  return new Set(held.map(({ id }) => id));
}
