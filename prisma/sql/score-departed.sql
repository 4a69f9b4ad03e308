-- Clients with a score who live in the bank no more. $1 whose facts are fresh, null for everyone's.
SELECT s.client_id FROM client_score s
WHERE ($1::int[] IS NULL OR s.client_id = ANY ($1::int[])) AND NOT EXISTS (SELECT 1 FROM score_run_facts f WHERE f.client_id = s.client_id)
