-- The share of each Score PNB within slices of one age band, income band or zone, among the clients of positive PNB;
-- slices under $1 clients are left out. Source of the bar: domain, *Score PNB*.
WITH scored AS (
  SELECT string_to_array(s.profile, '|') AS d, s.pnb_score FROM client_score s WHERE s.pnb_score IS NOT NULL AND s.pnb_cents > 0
), slices AS (
  SELECT x.dimension, x.value, s.pnb_score
  FROM scored s CROSS JOIN LATERAL (VALUES ('age', s.d[2]), ('income', s.d[1]), ('zone', s.d[4])) AS x(dimension, value)
)
SELECT dimension, value, count(*)::int AS n,
       (100.0 * count(*) FILTER (WHERE pnb_score = 1) / count(*))::float8 AS share1,
       (100.0 * count(*) FILTER (WHERE pnb_score = 2) / count(*))::float8 AS share2,
       (100.0 * count(*) FILTER (WHERE pnb_score = 3) / count(*))::float8 AS share3,
       (100.0 * count(*) FILTER (WHERE pnb_score = 4) / count(*))::float8 AS share4
FROM slices
GROUP BY dimension, value
HAVING count(*) >= $1
ORDER BY dimension, value
