-- The benchmarks of every cell of the profile lattice that has enough clients, and of the whole bank. $1 model.
-- The lattice drops its dimensions from the right, so its seven levels are one ROLLUP.
WITH model AS (SELECT * FROM scoring_model WHERE id = $1),
scored AS (
  SELECT f.*, floor((24 * f.pnb_sum + f.history_months)::numeric / (2 * nullif(f.history_months, 0)))::bigint AS pnb_cents,
         string_to_array(f.profile, '|') AS d
  FROM score_facts f, model m WHERE f.history_months >= m.min_history_months
), cells AS (
  SELECT concat_ws('|', d[1], d[2], d[3], d[4], d[5], d[6]) AS cell,
         grouping(d[1], d[2], d[3], d[4], d[5], d[6]) AS dropped,
         count(*)::int AS n,
         percentile_disc(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY pnb_cents) AS q
  FROM scored
  GROUP BY ROLLUP (d[1], d[2], d[3], d[4], d[5], d[6])
), kept AS (
  SELECT c.cell, bit_count(c.dropped::bit(6))::smallint AS level, c.n, c.q
  FROM cells c, model m WHERE c.n >= m.min_peers OR c.cell = ''
), gone AS (
  DELETE FROM peer_benchmark b WHERE b.model_id = $1 AND NOT EXISTS (SELECT 1 FROM kept k WHERE k.cell = b.cell)
)
INSERT INTO peer_benchmark AS b (model_id, cell, level, n, q10_cents, q25_cents, q50_cents, q75_cents, q90_cents)
SELECT $1, cell, level, n, q[1], q[2], q[3], q[4], q[5] FROM kept WHERE n > 0
ON CONFLICT (model_id, cell) DO UPDATE
SET level = excluded.level, n = excluded.n, q10_cents = excluded.q10_cents, q25_cents = excluded.q25_cents,
    q50_cents = excluded.q50_cents, q75_cents = excluded.q75_cents, q90_cents = excluded.q90_cents
WHERE (b.level, b.n, b.q10_cents, b.q25_cents, b.q50_cents, b.q75_cents, b.q90_cents)
   IS DISTINCT FROM (excluded.level, excluded.n, excluded.q10_cents, excluded.q25_cents, excluded.q50_cents, excluded.q75_cents, excluded.q90_cents)
