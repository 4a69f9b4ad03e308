import { createHash } from "node:crypto";

/** A connection keeps the plans of so many statements; each takes the server some tens of kilobytes. */
const MOST_KEPT = 150;
/** How many texts seen once are remembered, in wait of a second time. */
const MOST_SEEN = 1_000;

const nameOf = new Map<string, string>();
const seenOnce = new Set<string>();

/**
 * The name under which a connection keeps this statement prepared: planning costs some of them more than running does.
 * It follows from the text: Next gives pages and actions a copy of this module each, and they share their connections.
 * Undefined for one that is used for the first time, or is one too many: a list has thousands of conditions.
 */
export function preparedName(sql: string): string | undefined {
  const known = nameOf.get(sql);
  if (known !== undefined || nameOf.size >= MOST_KEPT) return known;
  if (!/^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b/i.test(sql)) return undefined;
  if (seenOnce.delete(sql)) {
    nameOf.set(sql, `kept_${createHash("sha256").update(sql).digest("hex").slice(0, 32)}`);
    return nameOf.get(sql);
  }
  if (seenOnce.size >= MOST_SEEN) seenOnce.clear();
  seenOnce.add(sql);
  return undefined;
}
