-- What the clients of each cell hold, by segment: where the peer gap comes from (domain: *Next actions*, targeted offer).
-- Only groups of at least 20 clients, and never À construire: it is nobody's segment above. $1 model, $2 today.
-- Counted by whole profile first: the lattice is then rolled up from a row a profile instead of a row a client.
WITH base AS (
  SELECT client_id, segment, profile FROM client_score
  WHERE model_id = $1 AND segment IN ('MAINTAIN', 'DEVELOP', 'STIMULATE')
), profiles AS (
  SELECT segment, string_to_array(profile, '|') AS d, count(*) AS n FROM base GROUP BY segment, profile
), held AS (
  SELECT DISTINCT client_id, product_code FROM holding
  WHERE status <> 'REVERSED' AND opened_on <= $2::date AND (closed_on IS NULL OR closed_on > $2::date)
), profile_holders AS (
  SELECT segment, product_code, string_to_array(profile, '|') AS d, count(*) AS holders
  FROM base JOIN held USING (client_id) GROUP BY segment, product_code, profile
), groups AS (
  SELECT concat_ws('|', d[1], d[2], d[3], d[4], d[5], d[6]) AS cell, segment, sum(n)::int AS n
  FROM profiles GROUP BY segment, ROLLUP (d[1], d[2], d[3], d[4], d[5], d[6])
  HAVING sum(n) >= 20
), holders AS (
  SELECT concat_ws('|', d[1], d[2], d[3], d[4], d[5], d[6]) AS cell, segment, product_code, sum(holders)::int AS holders
  FROM profile_holders GROUP BY segment, product_code, ROLLUP (d[1], d[2], d[3], d[4], d[5], d[6])
), fresh AS (
  SELECT g.cell, g.segment, h.product_code, g.n, h.holders
  -- One key: the planner would merge by the segment, which comes sorted, and compare every cell with every other.
  FROM groups g JOIN holders h ON h.segment || h.cell = g.segment || g.cell
), gone AS (
  DELETE FROM peer_holding p WHERE p.model_id = $1
    AND NOT EXISTS (SELECT 1 FROM fresh f WHERE f.cell = p.cell AND f.segment = p.segment AND f.product_code = p.product_code)
)
INSERT INTO peer_holding AS p (model_id, cell, segment, product_code, n, holders)
SELECT $1, cell, segment, product_code, n, holders FROM fresh
ON CONFLICT (model_id, cell, segment, product_code) DO UPDATE SET n = excluded.n, holders = excluded.holders
WHERE (p.n, p.holders) IS DISTINCT FROM (excluded.n, excluded.holders)
