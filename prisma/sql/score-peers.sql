-- The peers of each profile: the finest of its cells that has a benchmark. $1 of which profiles, null for all.
SELECT DISTINCT ON (p.profile) p.profile, b.cell, b.level, b.q25_cents, b.q50_cents, b.q75_cents
FROM (SELECT profile, string_to_array(profile, '|') AS d FROM score_run_profiles WHERE $1::text[] IS NULL OR profile = ANY ($1::text[])) p
CROSS JOIN LATERAL (VALUES (p.profile), (array_to_string(d[1:5], '|')), (array_to_string(d[1:4], '|')), (array_to_string(d[1:3], '|')),
  (array_to_string(d[1:2], '|')), (d[1]), ('')) AS c (cell)
JOIN score_run_cells b ON b.cell = c.cell
ORDER BY p.profile, b.level
