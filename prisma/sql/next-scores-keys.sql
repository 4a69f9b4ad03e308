-- The foreign keys of the next table of scores, not yet checked: that takes the lock on the other table for an instant.
DO $$
DECLARE x record;
BEGIN
  FOR x IN SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = 'client_score'::regclass AND contype = 'f' LOOP
    EXECUTE format('ALTER TABLE client_score_next ADD CONSTRAINT %I %s NOT VALID', x.name, x.definition);
  END LOOP;
END $$
