-- The benchmarks of the model become those of this run; only what differs is written. $1 model.
WITH gone AS (
  DELETE FROM peer_benchmark b WHERE b.model_id = $1 AND NOT EXISTS (SELECT 1 FROM score_run_cells k WHERE k.cell = b.cell)
)
INSERT INTO peer_benchmark AS b (model_id, cell, level, n, q10_cents, q25_cents, q50_cents, q75_cents, q90_cents)
SELECT $1, cell, level, n, q10_cents, q25_cents, q50_cents, q75_cents, q90_cents FROM score_run_cells
ON CONFLICT (model_id, cell) DO UPDATE
SET level = excluded.level, n = excluded.n, q10_cents = excluded.q10_cents, q25_cents = excluded.q25_cents,
    q50_cents = excluded.q50_cents, q75_cents = excluded.q75_cents, q90_cents = excluded.q90_cents
WHERE (b.level, b.n, b.q10_cents, b.q25_cents, b.q50_cents, b.q75_cents, b.q90_cents)
   IS DISTINCT FROM (excluded.level, excluded.n, excluded.q10_cents, excluded.q25_cents, excluded.q50_cents, excluded.q75_cents, excluded.q90_cents)
