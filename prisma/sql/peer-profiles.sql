-- The profiles of the clients of each segment that anyone looks up to, numbered, with how many they are. Never À
-- construire: it is nobody's segment above. $1 model.
SELECT (row_number() OVER ())::int AS id, segment, profile, string_to_array(profile, '|') AS d, n
FROM (
  SELECT segment, profile, count(*)::int AS n FROM client_score
  WHERE model_id = $1 AND segment IN ('MAINTAIN', 'DEVELOP', 'STIMULATE') GROUP BY segment, profile
) p
