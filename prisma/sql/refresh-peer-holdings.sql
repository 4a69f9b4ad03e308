-- What the clients of each cell hold, by segment: where the peer gap comes from (domain: *Next actions*, targeted offer).
-- Only groups of at least 20 clients, and never À construire: it is nobody's segment above. $1 model, $2 today.
WITH base AS (
  SELECT client_id, segment, string_to_array(profile, '|') AS d FROM client_score
  WHERE model_id = $1 AND segment IN ('MAINTAIN', 'DEVELOP', 'STIMULATE')
), groups AS (
  SELECT concat_ws('|', d[1], d[2], d[3], d[4], d[5], d[6]) AS cell, segment, count(*)::int AS n
  FROM base GROUP BY segment, ROLLUP (d[1], d[2], d[3], d[4], d[5], d[6])
  HAVING count(*) >= 20
), held AS (
  SELECT DISTINCT client_id, product_code FROM holding
  WHERE status <> 'REVERSED' AND opened_on <= $2::date AND (closed_on IS NULL OR closed_on > $2::date)
), holders AS (
  SELECT concat_ws('|', d[1], d[2], d[3], d[4], d[5], d[6]) AS cell, segment, product_code, count(*)::int AS holders
  FROM base JOIN held USING (client_id) GROUP BY segment, product_code, ROLLUP (d[1], d[2], d[3], d[4], d[5], d[6])
), fresh AS (
  SELECT g.cell, g.segment, h.product_code, g.n, h.holders FROM groups g JOIN holders h ON h.cell = g.cell AND h.segment = g.segment
), gone AS (
  DELETE FROM peer_holding p WHERE p.model_id = $1
    AND NOT EXISTS (SELECT 1 FROM fresh f WHERE f.cell = p.cell AND f.segment = p.segment AND f.product_code = p.product_code)
)
INSERT INTO peer_holding AS p (model_id, cell, segment, product_code, n, holders)
SELECT $1, cell, segment, product_code, n, holders FROM fresh
ON CONFLICT (model_id, cell, segment, product_code) DO UPDATE SET n = excluded.n, holders = excluded.holders
WHERE (p.n, p.holders) IS DISTINCT FROM (excluded.n, excluded.holders)
