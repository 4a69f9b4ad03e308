import { Prisma } from "@/prisma/generated/client";

/** UniverseWealth[] of the client `c`, of contracts in force: one JSON value. */
export const UNIVERSE_WEALTH = Prisma.sql`(SELECT coalesce(jsonb_agg(w), '[]') FROM (
  SELECT p.universe, count(*)::int AS contracts, sum(h.balance_cents)::float8 AS cents
  FROM holding h JOIN product p ON p.code = h.product_code
  WHERE h.client_id = c.id AND h.status <> 'REVERSED' AND h.opened_on <= (SELECT bank_today()) AND (h.closed_on IS NULL OR h.closed_on > (SELECT bank_today()))
  GROUP BY p.universe ORDER BY p.universe) w)`;
