-- The history of what moves when the next table of scores takes its place. $1 cause, $2 of which clients, null for all.
-- Numbered now: what is logged once it has taken its place comes after.
SELECT client_id, nextval(pg_get_serial_sequence('score_history', 'id')) AS id, (CASE WHEN is_first THEN 'FIRST' ELSE $1 END)::score_cause AS cause,
       model_id, pnb_before, pnb_score AS pnb_after, mire_before, mire_score AS mire_after, segment_before, segment AS segment_after
FROM score_run_changes
WHERE ($2::int[] IS NULL OR client_id = ANY ($2::int[]))
  AND (pnb_before, mire_before, segment_before) IS DISTINCT FROM (pnb_score, mire_score, segment)
