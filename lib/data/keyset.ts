import { Prisma } from "@/prisma/generated/client";
import type { Place } from "@/lib/schemas/place";

/** What a list is ordered by: never null, so that "after this row" is one comparison. The last part tells rows apart. */
export type KeyPart = { sql: Prisma.Sql; type: "text" | "int" | "float8" | "date" | "timestamptz" | "uuid" };
export type Keyset = { parts: readonly KeyPart[]; descending: boolean };

/** A list, a page at a time. `from`: how many rows stood before this page. */
export type Page<Row> = { rows: Row[]; from: number; previous: Place | null; next: Place | null };

export const PAGE_SIZE = 50;

/** Only the rows past the place, on the side it names. */
export function pastPlace(keyset: Keyset, place: Place | null): Prisma.Sql {
  if (!place || place.key.length !== keyset.parts.length) return Prisma.sql`true`;
  const row = Prisma.join(keyset.parts.map((part) => part.sql));
  const bound = Prisma.join(keyset.parts.map((part, i) => Prisma.sql`${place.key[i]}::text::${Prisma.raw(part.type)}`));
  return isDescending(keyset, place) ? Prisma.sql`(${row}) < (${bound})` : Prisma.sql`(${row}) > (${bound})`;
}

/** The key's columns, `k0`, `k1`…, for a SELECT. */
export function keyColumns(keyset: Keyset): Prisma.Sql {
  return Prisma.join(keyset.parts.map((part, i) => Prisma.sql`${part.sql} AS ${Prisma.raw(`k${i}`)}`));
}

/** The order of those columns; before a place it runs backwards, and pageOf() turns the rows round again. */
export function keyOrder(keyset: Keyset, place: Place | null): Prisma.Sql {
  const direction = isDescending(keyset, place) ? "DESC" : "ASC";
  return Prisma.raw(keyset.parts.map((_, i) => `k${i} ${direction}`).join(", "));
}

/** The key of a row as text, out of those columns: floats in full, so that it comes back as the same value. */
export function keyText(keyset: Keyset): Prisma.Sql {
  return Prisma.raw(`ARRAY[${keyset.parts.map((_, i) => `k${i}::text`).join(", ")}]`);
}

/** One row more than a page was read: it tells whether the list goes on. */
export function pageOf<Row extends { key: readonly string[] }>(read: readonly Row[], place: Place | null): Page<Omit<Row, "key">> {
  const isBack = place?.side === "before";
  const kept = read.slice(0, PAGE_SIZE);
  if (isBack) kept.reverse();
  const hasMore = read.length > PAGE_SIZE;
  const from = isBack ? (hasMore ? Math.max(0, place.offset - kept.length) : 0) : (place?.offset ?? 0);
  const [first, last] = [kept[0], kept.at(-1)];
  return {
    rows: kept.map(({ key: _key, ...row }) => row),
    from,
    previous: first && (isBack ? hasMore : place !== null) ? { side: "before", key: first.key, offset: from } : null,
    next: last && (isBack || hasMore) ? { side: "after", key: last.key, offset: from + kept.length } : null,
  };
}

function isDescending(keyset: Keyset, place: Place | null): boolean {
  return keyset.descending !== (place?.side === "before");
}
