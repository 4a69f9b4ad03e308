-- The next table of scores takes its place under the name that everyone knows, and its indexes take theirs; the one that
-- was in use is client_score_old from now on. Whoever reads afterwards finds the new one.
DO $$
DECLARE x record;
BEGIN
  FOR x IN SELECT i.relname AS name FROM pg_index n JOIN pg_class i ON i.oid = n.indexrelid WHERE n.indrelid = 'client_score'::regclass LOOP
    EXECUTE format('ALTER INDEX %I RENAME TO %I', x.name, 'old_' || x.name);
    EXECUTE format('ALTER INDEX %I RENAME TO %I', 'next_' || x.name, x.name);
  END LOOP;
  ALTER TABLE client_score RENAME TO client_score_old;
  ALTER TABLE client_score_next RENAME TO client_score;
  -- A constant for all rows: nothing is rewritten while everyone waits.
  EXECUTE format('ALTER TABLE score_run_moves ADD COLUMN changed_at timestamptz(3) NOT NULL DEFAULT %L', clock_timestamp());
  ALTER TABLE score_run_moves RENAME TO score_history_next;
  -- The kept figures count the old scores still: until they are counted anew nobody is shown them.
  INSERT INTO follow_up_outdated DEFAULT VALUES;
END $$
