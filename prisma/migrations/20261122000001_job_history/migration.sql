-- The page Jobs asks every other second, and runs stay for years: neither what ended just now nor the last run that
-- succeeded of a kind is looked for among all of them.
CREATE INDEX job_run_finished ON job_run (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX job_run_succeeded ON job_run (kind, requested_at, id) WHERE status = 'SUCCEEDED';
