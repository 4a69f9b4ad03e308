-- The next table of scores gets what the one in use has beside its columns: row-level security, policies, grants, triggers.
DO $$
DECLARE
  x record;
  table_now constant regclass := 'client_score'::regclass;
BEGIN
  FOR x IN SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = table_now LOOP
    IF x.relrowsecurity THEN ALTER TABLE client_score_next ENABLE ROW LEVEL SECURITY; END IF;
    IF x.relforcerowsecurity THEN ALTER TABLE client_score_next FORCE ROW LEVEL SECURITY; END IF;
  END LOOP;
  FOR x IN
    SELECT polname AS name, CASE WHEN polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END AS kind,
           CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
           (SELECT string_agg(CASE WHEN r = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END, ', ') FROM unnest(polroles) r) AS roles,
           ' USING (' || regexp_replace(pg_get_expr(polqual, polrelid), '\mclient_score\.', 'client_score_next.', 'g') || ')' AS condition,
           ' WITH CHECK (' || regexp_replace(pg_get_expr(polwithcheck, polrelid), '\mclient_score\.', 'client_score_next.', 'g') || ')' AS check
    FROM pg_policy WHERE polrelid = table_now
  LOOP
    EXECUTE format('CREATE POLICY %I ON client_score_next AS %s FOR %s TO %s', x.name, x.kind, x.command, x.roles) || coalesce(x.condition, '') || coalesce(x.check, '');
  END LOOP;
  FOR x IN
    SELECT a.privilege_type AS privilege, a.is_grantable, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee, column_name
    FROM (
      SELECT (aclexplode(relacl)).*, NULL::name AS column_name FROM pg_class WHERE oid = table_now
      UNION ALL
      SELECT (aclexplode(attacl)).*, attname FROM pg_attribute WHERE attrelid = table_now AND attnum > 0 AND NOT attisdropped
    ) a
  LOOP
    EXECUTE format('GRANT %s%s ON client_score_next TO %s', x.privilege, CASE WHEN x.column_name IS NULL THEN '' ELSE format(' (%I)', x.column_name) END, x.grantee)
      || CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
  END LOOP;
  FOR x IN SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE tgrelid = table_now AND NOT tgisinternal LOOP
    EXECUTE regexp_replace(x.definition, ' ON \S+ ', ' ON client_score_next ');
  END LOOP;
END $$
