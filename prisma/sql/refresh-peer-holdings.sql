-- What the clients of each cell hold, by segment: where the peer gap comes from (domain: *Next actions*, targeted offer).
-- Only groups of at least 20 clients. $1 model. Rolled up from a row a profile instead of a row a client.
WITH groups AS (
  SELECT concat_ws('|', d[1], d[2], d[3], d[4], d[5], d[6]) AS cell, segment, sum(n)::int AS n
  FROM peer_run_profiles GROUP BY segment, ROLLUP (d[1], d[2], d[3], d[4], d[5], d[6])
  HAVING sum(n) >= 20
), profile_holders AS (
  SELECT e.id, p.code AS product_code, sum(e.n) AS holders
  FROM peer_run_equipment e JOIN peer_run_products p ON get_bit(e.bits, p.place) = 1 GROUP BY e.id, p.code
), holders AS (
  SELECT concat_ws('|', d[1], d[2], d[3], d[4], d[5], d[6]) AS cell, segment, product_code, sum(holders)::int AS holders
  FROM profile_holders h JOIN peer_run_profiles p ON p.id = h.id GROUP BY segment, product_code, ROLLUP (d[1], d[2], d[3], d[4], d[5], d[6])
), fresh AS MATERIALIZED (
  SELECT g.cell, g.segment, h.product_code, g.n, h.holders
  -- One key: the planner would merge by the segment, which comes sorted, and compare every cell with every other.
  FROM groups g JOIN holders h ON h.segment || h.cell = g.segment || g.cell
), gone AS (
  DELETE FROM peer_holding p WHERE p.model_id = $1
    AND NOT EXISTS (SELECT 1 FROM fresh f WHERE f.cell = p.cell AND f.segment = p.segment AND f.product_code = p.product_code)
), changed AS (
  UPDATE peer_holding p SET n = f.n, holders = f.holders FROM fresh f
  WHERE p.model_id = $1 AND f.cell = p.cell AND f.segment = p.segment AND f.product_code = p.product_code AND (p.n, p.holders) IS DISTINCT FROM (f.n, f.holders)
)
INSERT INTO peer_holding (model_id, cell, segment, product_code, n, holders)
SELECT $1, cell, segment, product_code, n, holders FROM fresh f
WHERE NOT EXISTS (SELECT 1 FROM peer_holding p WHERE p.model_id = $1 AND p.cell = f.cell AND p.segment = f.segment AND p.product_code = f.product_code)
