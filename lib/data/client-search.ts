import type { Segment } from "@/lib/domain/segments";
import { Prisma } from "@/prisma/generated/client";
import { readAs } from "./database";
import { noteLook } from "./looks";
import { CLIENTS } from "./portfolio-conditions";
import { closenessTo, isFound } from "./portfolio-search";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** Enough to know a client by, among a few. */
export type FoundClient = { id: number; firstName: string; lastName: string; externalRef: string; status: "ACTIVE" | "CLOSED" | "DECEASED"; segment: Segment | null };

const MOST_FOUND = 8;
const MOST_RECENT = 6;
/** So many looks back: who opens one client again and again still finds some others. */
const LOOKS = 200;

const FOUND = Prisma.sql`c.id, c.first_name AS "firstName", c.last_name AS "lastName", c.external_ref AS "externalRef", c.status, s.segment`;

/** The clients who answer to a text, the closest first, those still with the bank before the others; the first few. */
export async function findClients(viewer: Viewer, text: string): Promise<FoundClient[]> {
  const found = await readAs<FoundClient>(viewer, Prisma.sql`
    SELECT ${FOUND} FROM ${CLIENTS} WHERE ${visibleClients(viewer)} AND ${isFound(text)}
    ORDER BY ${closenessTo(text)}, c.status <> 'ACTIVE', c.last_name COLLATE "und-x-icu", c.first_name COLLATE "und-x-icu", c.id LIMIT ${MOST_FOUND}`);
  noteLook(viewer, { action: "client.search", details: { count: found.length }, shown: found.map(({ id }) => id) });
  return found;
}

/** The clients whose pages this viewer opened last and may still see, the latest first. From the viewer's own part of the audit trail. */
export function listRecentClients(viewer: Viewer): Promise<FoundClient[]> {
  return readAs<FoundClient>(viewer, Prisma.sql`
    SELECT ${FOUND} FROM (
      SELECT client_id, max(at) AS at FROM (
        SELECT client_id, at FROM audit_entry
        WHERE user_id = ${viewer.userId} AND action = 'client.view' ORDER BY at DESC LIMIT ${LOOKS}
      ) looks GROUP BY client_id
    ) look JOIN client c ON c.id = look.client_id LEFT JOIN client_score s ON s.client_id = c.id WHERE ${visibleClients(viewer)}
    ORDER BY look.at DESC LIMIT ${MOST_RECENT}`);
}
