-- Who saw what. A list, a search or an export shows many clients at once: one entry names them all.
ALTER TABLE "audit_entry" ADD COLUMN "shown" INTEGER[];
CREATE INDEX audit_entry_shown ON audit_entry USING gin (shown) WHERE shown IS NOT NULL;

-- Everyone still reads their own entries alone. Who supervises a branch reads, by these functions and no other way, what
-- concerns its clients and its people. They check the caller again, and name no client of another branch. Functions of
-- the owner, because no index serves an array behind a policy: its operators may not be trusted before the policy spoke.
CREATE FUNCTION trail_of_client(wanted int, since timestamptz, until timestamptz, before_at timestamptz, before_id bigint, most int)
  RETURNS TABLE (id bigint, at timestamptz, user_id int, action text, details jsonb, client_id int, shown int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
  SELECT e.id, e.at, e.user_id, e.action, e.details, wanted, cardinality(e.shown)
  FROM (
    (SELECT * FROM audit_entry a WHERE a.client_id = wanted AND a.at >= since AND a.at < until AND (a.at, a.id) < (before_at, before_id) ORDER BY a.at DESC, a.id DESC LIMIT most)
    UNION ALL
    (SELECT * FROM audit_entry a WHERE a.shown @> ARRAY[wanted] AND a.at >= since AND a.at < until AND (a.at, a.id) < (before_at, before_id) ORDER BY a.at DESC, a.id DESC LIMIT most)
  ) e
  WHERE EXISTS (SELECT 1 FROM client c WHERE c.id = wanted AND c.branch_id = ANY (app_supervised_branches()))
  ORDER BY e.at DESC, e.id DESC LIMIT most
$$;

-- Those who work in a branch that the caller supervises, or supervise it too.
CREATE FUNCTION trail_people() RETURNS TABLE (id int, name text, role role) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
  SELECT u.id, u.name, u.role FROM app_user u
  WHERE u.branch_id = ANY (app_supervised_branches()) OR EXISTS (SELECT 1 FROM supervised_branch s WHERE s.user_id = u.id AND s.branch_id = ANY (app_supervised_branches()))
$$;

CREATE FUNCTION trail_of_person(person int, since timestamptz, until timestamptz, before_at timestamptz, before_id bigint, most int)
  RETURNS TABLE (id bigint, at timestamptz, user_id int, action text, details jsonb, client_id int, shown int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
  SELECT a.id, a.at, a.user_id, a.action, a.details, a.client_id, cardinality(a.shown)
  FROM audit_entry a LEFT JOIN client c ON c.id = a.client_id
  WHERE a.user_id = person AND a.at >= since AND a.at < until AND (a.at, a.id) < (before_at, before_id)
    AND (a.client_id IS NULL OR c.branch_id = ANY (app_supervised_branches()))
    AND EXISTS (SELECT 1 FROM trail_people() p WHERE p.id = person)
  ORDER BY a.at DESC, a.id DESC LIMIT most
$$;

-- How many different clients each of them opened, a day of the bank's clocks, and how many of those openings were on a
-- day without business or outside of its hours. What unusual reading is told by (lib/domain/unusual-reading.ts).
CREATE FUNCTION trail_days(since timestamptz) RETURNS TABLE (user_id int, day date, clients int, after_hours int, foreign_clients int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
  SELECT p.id, (a.at AT TIME ZONE 'Europe/Paris')::date, count(DISTINCT a.client_id)::int,
    (count(DISTINCT a.client_id) FILTER (WHERE extract(hour FROM a.at AT TIME ZONE 'Europe/Paris') NOT BETWEEN 7 AND 19 OR extract(isodow FROM a.at AT TIME ZONE 'Europe/Paris') = 7))::int,
    (count(DISTINCT a.client_id) FILTER (WHERE p.role IN ('ADVISOR', 'RELATIONSHIP_MANAGER') AND c.advisor_id <> p.id))::int
  FROM trail_people() p JOIN audit_entry a ON a.user_id = p.id AND a.at >= since JOIN client c ON c.id = a.client_id AND c.branch_id = ANY (app_supervised_branches())
  WHERE a.action = 'client.view'
  GROUP BY 1, 2
$$;

REVOKE EXECUTE ON FUNCTION trail_of_client, trail_people, trail_of_person, trail_days FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trail_of_client, trail_people, trail_of_person, trail_days TO mireille_app;
