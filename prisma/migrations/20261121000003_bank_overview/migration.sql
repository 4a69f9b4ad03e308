-- The bank in figures, for those who see no client: groups of branch and segment, those under ten clients without a
-- figure. It reads past row-level security, so it asks by itself who calls: anyone else gets no row.
CREATE FUNCTION bank_overview()
  RETURNS TABLE (branch_id int, branch_name text, segment segment, clients int, pnb_cents float8, contacted_90 int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
  WITH groups AS (
    SELECT c.branch_id, s.segment, count(*)::int AS clients, sum(s.pnb_cents) FILTER (WHERE s.segment IS NOT NULL)::float8 AS pnb_cents,
           (count(*) FILTER (WHERE c.last_contact_on >= d.today - 90))::int AS contacted_90
    FROM client c LEFT JOIN client_score s ON s.client_id = c.id CROSS JOIN (SELECT bank_today() AS today OFFSET 0) d
    WHERE c.status = 'ACTIVE'
    GROUP BY c.branch_id, s.segment
  )
  SELECT b.id, b.name, k.segment, g.clients, g.pnb_cents, g.contacted_90
  FROM branch b
  CROSS JOIN (SELECT unnest(enum_range(NULL::segment)) AS segment UNION ALL SELECT NULL) k
  LEFT JOIN groups g ON g.branch_id = b.id AND g.segment IS NOT DISTINCT FROM k.segment AND g.clients >= 10
  WHERE EXISTS (SELECT 1 FROM app_user u WHERE u.id = app_user_id() AND u.active AND u.role IN ('ANALYST', 'ADMINISTRATOR'))
$$;
REVOKE ALL ON FUNCTION bank_overview() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bank_overview() TO mireille_app;
