import { logEvent } from "@/lib/log";
import { Prisma } from "@/prisma/generated/client";
import type { AuditDetails } from "./audit";
import { readAs } from "./database";
import type { Viewer } from "./viewer";

/** A look at several clients at once: which list, by the names of its conditions, and whom it showed. What was typed is in none of it. */
export type Look = { action: "client.list" | "client.search"; details: AuditDetails; shown: readonly number[] };

// Next gives pages and route handlers a copy of this module each: one queue a viewer for all of them.
const kept = globalThis as unknown as { mireilleLooks?: Map<number, Look[]> };
const waiting = (kept.mireilleLooks ??= new Map<number, Look[]>());

/**
 * Notes a look in the audit trail, beside the answer and never before it: the rows do not wait. One statement of a viewer
 * at a time; what comes meanwhile goes together with the next. Nobody shown, nothing to note. A look that cannot be
 * written is told in the log of the server.
 */
export function noteLook(viewer: Viewer, look: Look): void {
  if (look.shown.length === 0 && look.action === "client.list") return;
  const queue = waiting.get(viewer.userId);
  if (queue) queue.push(look);
  else void write(viewer, [look]);
}

async function write(viewer: Viewer, looks: readonly Look[]): Promise<void> {
  waiting.set(viewer.userId, []);
  await readAs(viewer, insertion(viewer, looks)).catch(() => logEvent("look.unwritten", { userId: viewer.userId, looks: looks.length }));
  const more = waiting.get(viewer.userId) ?? [];
  if (more.length > 0) return write(viewer, more);
  waiting.delete(viewer.userId);
}

function insertion({ userId }: Viewer, looks: readonly Look[]): Prisma.Sql {
  return Prisma.sql`INSERT INTO audit_entry (user_id, action, details, shown)
    SELECT ${userId}::int, l.action, l.details, l.shown FROM jsonb_to_recordset(${JSON.stringify(looks)}::jsonb) AS l(action text, details jsonb, shown int[])`;
}

/** The look at a page of a list. `query`: its address; only the names of its conditions are kept. */
export function listLook(list: string, query: string, shown: readonly number[]): Look {
  const conditions = [...new Set(new URLSearchParams(query).keys())].filter((name) => name !== "at").join(" ");
  return { action: "client.list", details: { list, conditions, count: shown.length }, shown: [...new Set(shown)] };
}
