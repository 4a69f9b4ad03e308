import type { RoundStep } from "@/lib/domain/round";
import type { Place } from "@/lib/schemas/place";
import type { RoundList } from "@/lib/schemas/round";
import { Prisma } from "@/prisma/generated/client";
import { readAs } from "./database";
import { keyOrder, keyText, PAGE_SIZE, type Keyset } from "./keyset";
import { todayOrder } from "./next-actions";
import { portfolioOrder } from "./portfolio";
import { roundSteps } from "./round-steps";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** A client in the list: who, and by which key the list puts them there. */
export type RoundStop = { clientId: number; key: readonly string[] };

/** Where one is in a round. Who had their turn since it began does not come again; whoever else is left does. */
export type RoundPlace = {
  /** Null: nobody is left. */
  here: RoundStop | null;
  /** How many clients of the list come before; for display where the address does not say. */
  rank: number;
  next: RoundStop | null;
  previous: RoundStop | null;
  /** Without a turn, after and before this place. */
  ahead: number;
  behind: number;
  /** Clients who had their turn. */
  done: number;
  /** The latest thing done, and the latest with the client shown; what was taken back is not done. */
  last: RoundStep | null;
  lastHere: RoundStep | null;
  /** The page of the list on which this place is; null: its first. */
  page: Place | null;
};

/** What to look for: the client whom the address names, and the key under which they stood there. */
export type RoundAim = { list: RoundList; since: Date; clientId: number | null; key: readonly string[] | null };

type Row = Omit<RoundPlace, "page"> & { pageKey: string[] | null; pageOffset: number };

/**
 * Finds a place in a round through a list, in one statement. The client named stands where the list has them now; one
 * who has left the list, or had their turn, where they stood. Another's client is no place: then the first of the
 * viewer's own from there on, who had no turn yet.
 */
export async function findRoundPlace(viewer: Viewer, aim: RoundAim): Promise<RoundPlace> {
  const { keyset, rows } = aim.list.name === "today" ? todayOrder(viewer, aim.list.filter) : portfolioOrder(viewer, aim.list.filter);
  const order = keyOrder(keyset, null);
  const stop = Prisma.sql`json_build_object('clientId', id, 'key', ${keyText(keyset)})`;
  const [row] = await readAs<Row>(viewer, Prisma.sql`
    WITH steps AS MATERIALIZED (${roundSteps(viewer, aim.since)}),
    placed AS MATERIALIZED (SELECT r.*, (row_number() OVER (ORDER BY ${order}))::int AS n FROM (${rows}) r),
    listed AS MATERIALIZED (
      SELECT f.*, f.id IN (SELECT s.client_id FROM steps s) AS handled FROM (SELECT DISTINCT ON (id) * FROM placed ORDER BY id, n) f
    ),
    bound AS MATERIALIZED (SELECT (SELECT count(*) FROM placed WHERE ${upTo(keyset, aim.key)})::int AS n),
    here AS MATERIALIZED (
      SELECT * FROM (
        SELECT 1 AS choice, id, n, ${keyText(keyset)} AS key FROM listed WHERE id = ${aim.clientId}::int AND (NOT handled OR ${aim.key === null})
        UNION ALL
        SELECT 2, c.id, b.n, ${aim.key ?? []}::text[] FROM client c CROSS JOIN bound b WHERE c.id = ${aim.clientId}::int AND ${aim.key !== null} AND ${visibleClients(viewer)}
        UNION ALL
        (SELECT 3, id, l.n, ${keyText(keyset)} FROM listed l CROSS JOIN bound b WHERE NOT handled ORDER BY l.n <= b.n, l.n LIMIT 1)
      ) found ORDER BY choice LIMIT 1
    ),
    others AS MATERIALIZED (SELECT l.*, l.n <= h.n AS before FROM listed l LEFT JOIN here h ON true WHERE l.id IS DISTINCT FROM h.id)
    SELECT (SELECT json_build_object('clientId', id, 'key', key) FROM here) AS here,
      (SELECT count(*)::int FROM others WHERE before) AS rank,
      (SELECT ${stop} FROM others WHERE NOT before AND NOT handled ORDER BY n LIMIT 1) AS next,
      (SELECT ${stop} FROM others WHERE before ORDER BY n DESC LIMIT 1) AS previous,
      (SELECT count(*)::int FROM others WHERE NOT before AND NOT handled) AS ahead,
      (SELECT count(*)::int FROM others WHERE before AND NOT handled) AS behind,
      (SELECT count(DISTINCT client_id)::int FROM steps) AS done,
      (SELECT step FROM steps ORDER BY id DESC LIMIT 1) AS last,
      (SELECT step FROM steps WHERE client_id = (SELECT id FROM here) ORDER BY id DESC LIMIT 1) AS "lastHere",
      (SELECT ${keyText(keyset)} FROM placed WHERE n = ${PAGE_START}) AS "pageKey", coalesce(${PAGE_START}, 0)::int AS "pageOffset"`);
  if (!row) throw new Error("the database does not tell the place");
  const { pageKey, pageOffset, ...place } = row;
  return { ...place, page: pageKey && { side: "after", key: pageKey, offset: pageOffset } };
}

/** How many rows of the list stand before the page that this place is on. */
const PAGE_START = Prisma.sql`(SELECT (h.n - 1) / ${PAGE_SIZE}::int * ${PAGE_SIZE}::int FROM here h WHERE h.n > 0)`;

/** The rows up to this key, whoever stands there; none without one. */
function upTo({ parts, descending }: Keyset, key: readonly string[] | null): Prisma.Sql {
  if (key?.length !== parts.length) return Prisma.sql`false`;
  const columns = Prisma.raw(parts.map((_, i) => `k${i}`).join(", "));
  const bound = Prisma.join(parts.map(({ type }, i) => Prisma.sql`${key[i]}::text::${Prisma.raw(type)}`));
  return descending ? Prisma.sql`(${columns}) >= (${bound})` : Prisma.sql`(${columns}) <= (${bound})`;
}
