-- Every profile of the bank with its number of clients, and the cells of the lattice that it falls in, as numbers: the
-- number of a cell is that of its first profile. `clients` counts all, `scored` those with history enough for a benchmark.
-- $1 least months of history, $2 whether the stored facts of the other clients count, $3 the clients whose facts are fresh.
WITH facts AS (
  SELECT profile, history_months FROM score_run_facts
  UNION ALL
  SELECT profile, history_months FROM client_score WHERE $2::boolean AND NOT client_id = ANY ($3::int[])
), counted AS (
  SELECT profile, count(*)::int AS clients, (count(*) FILTER (WHERE history_months >= $1::int))::int AS scored FROM facts GROUP BY profile
), split AS (
  SELECT *, string_to_array(profile, '|') AS d, (row_number() OVER (ORDER BY profile))::int AS id FROM counted
)
SELECT id, profile, d, clients, scored, id AS cell6,
       min(id) OVER (PARTITION BY d[1]) AS cell1, min(id) OVER (PARTITION BY d[1], d[2]) AS cell2,
       min(id) OVER (PARTITION BY d[1], d[2], d[3]) AS cell3, min(id) OVER (PARTITION BY d[1], d[2], d[3], d[4]) AS cell4,
       min(id) OVER (PARTITION BY d[1], d[2], d[3], d[4], d[5]) AS cell5
FROM split
