-- The next table of scores: empty, with the columns, defaults, checks and indexes of the one in use. What others may do
-- with it comes when it takes its place (next-scores-exchange). Indexes are unique by name: theirs begin with `next_`.
DO $$
DECLARE x record;
BEGIN
  CREATE TABLE client_score_next (LIKE client_score INCLUDING ALL EXCLUDING INDEXES);
  FOR x IN
    SELECT i.relname AS name, k.oid AS constraint_oid, pg_get_indexdef(i.oid) AS definition
    FROM pg_index n JOIN pg_class i ON i.oid = n.indexrelid
    LEFT JOIN pg_constraint k ON k.conindid = i.oid AND k.conrelid = n.indrelid AND k.contype IN ('p', 'u', 'x')
    WHERE n.indrelid = 'client_score'::regclass
  LOOP
    IF x.constraint_oid IS NOT NULL THEN
      EXECUTE format('ALTER TABLE client_score_next ADD CONSTRAINT %I %s', 'next_' || x.name, pg_get_constraintdef(x.constraint_oid));
    ELSE
      EXECUTE regexp_replace(x.definition, ' INDEX .+? ON (ONLY )?\S+ USING ', format(' INDEX %I ON client_score_next USING ', 'next_' || x.name));
    END IF;
  END LOOP;
  FOR x IN SELECT unnest(reloptions) AS setting FROM pg_class WHERE oid = 'client_score'::regclass LOOP
    EXECUTE format('ALTER TABLE client_score_next SET (%s)', x.setting);
  END LOOP;
END $$
