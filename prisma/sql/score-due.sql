-- The living clients whose stored facts no longer hold: marked by an import, never scored, or of another age band or
-- with other holdings than on the day they were scored. $1 that day, $2 today, $3 whom the imports marked.
SELECT coalesce(array_agg(DISTINCT id), '{}') AS ids
FROM (
  SELECT unnest($3::int[]) AS id
  UNION ALL
  SELECT c.id FROM client c LEFT JOIN client_score s ON s.client_id = c.id WHERE c.status = 'ACTIVE' AND s.client_id IS NULL
  UNION ALL
  SELECT c.id FROM client c WHERE $1::date <> $2::date AND c.status = 'ACTIVE' AND age_band(c.birth_on, $1::date) <> age_band(c.birth_on, $2::date)
  UNION ALL
  SELECT h.client_id FROM holding h
  WHERE $1::date <> $2::date AND h.status <> 'REVERSED'
    AND (h.opened_on > least($1::date, $2::date) AND h.opened_on <= greatest($1::date, $2::date)
      OR h.closed_on > least($1::date, $2::date) AND h.closed_on <= greatest($1::date, $2::date))
) x
