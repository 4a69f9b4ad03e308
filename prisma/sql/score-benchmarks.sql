-- The benchmarks of every cell of the profile lattice that has enough clients, and of the whole bank. The lattice drops
-- its dimensions from the right, so its seven levels are one ROLLUP; over numbers, which sort ten times faster than text.
-- $1 least months of history, $2 least peers, $3 whether the stored facts of the other clients count, $4 the clients whose
-- facts are fresh. Agreement: tests/data/scoring-agreement.test.ts.
WITH facts AS (
  SELECT profile, pnb_cents FROM score_run_facts WHERE history_months >= $1::int
  UNION ALL
  SELECT profile, pnb_cents FROM client_score WHERE $3::boolean AND history_months >= $1::int AND NOT client_id = ANY ($4::int[])
), cells AS (
  SELECT coalesce(p.cell6, p.cell5, p.cell4, p.cell3, p.cell2, p.cell1) AS id,
         bit_count(grouping(p.cell1, p.cell2, p.cell3, p.cell4, p.cell5, p.cell6)::bit(6))::smallint AS level, count(*)::int AS n,
         percentile_disc(ARRAY[0.1, 0.25, 0.5, 0.75, 0.9]) WITHIN GROUP (ORDER BY f.pnb_cents) AS q
  FROM facts f JOIN score_run_profiles p ON p.profile = f.profile
  GROUP BY ROLLUP (p.cell1, p.cell2, p.cell3, p.cell4, p.cell5, p.cell6)
)
SELECT coalesce(array_to_string(p.d[1:6 - c.level], '|'), '') AS cell, c.level, c.n,
       q[1] AS q10_cents, q[2] AS q25_cents, q[3] AS q50_cents, q[4] AS q75_cents, q[5] AS q90_cents
FROM cells c LEFT JOIN score_run_profiles p ON p.id = c.id
WHERE c.n >= $2::int OR (c.level = 6 AND c.n > 0)
