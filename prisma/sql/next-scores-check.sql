-- Checks every row of the next table of scores against its foreign keys at once; nobody waits for it.
DO $$
DECLARE x record;
BEGIN
  FOR x IN SELECT conname AS name FROM pg_constraint WHERE conrelid = 'client_score_next'::regclass AND contype = 'f' AND NOT convalidated LOOP
    EXECUTE format('ALTER TABLE client_score_next VALIDATE CONSTRAINT %I', x.name);
  END LOOP;
END $$
