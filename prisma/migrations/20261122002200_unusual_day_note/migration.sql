-- What a supervisor found when they looked into a day of unusual reading. Append-only: a later note stands beside the first.
-- Rules: lib/domain/unusual-reading.ts, decision 0027.
CREATE TABLE "unusual_day_note" (
    "user_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "id" UUID NOT NULL,
    "author_id" INTEGER NOT NULL,
    "branch_ids" INTEGER[] NOT NULL,
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unusual_day_note_pkey" PRIMARY KEY ("user_id", "day", "id"),
    -- Never about oneself, never of a day that goes on.
    CONSTRAINT unusual_day_note_of_another CHECK (author_id <> user_id),
    CONSTRAINT unusual_day_note_over CHECK (day < (written_at AT TIME ZONE 'Europe/Paris')::date),
    CONSTRAINT unusual_day_note_shape CHECK (char_length(text) BETWEEN 1 AND 1000 AND cardinality(branch_ids) > 0)
);
ALTER TABLE "unusual_day_note" ADD CONSTRAINT "unusual_day_note_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "unusual_day_note" ADD CONSTRAINT "unusual_day_note_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "unusual_day_note_author_id_idx" ON "unusual_day_note"("author_id");

-- Which branches' clients were opened that day, of those that the author supervises: the note is about these, may name
-- them, and is read by nobody who does not supervise them all. A day without any has nothing to be noted.
CREATE FUNCTION begin_unusual_day_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  NEW.branch_ids := ARRAY(
    SELECT DISTINCT c.branch_id FROM audit_entry a JOIN client c ON c.id = a.client_id
    WHERE a.user_id = NEW.user_id AND a.action = 'client.view'
      AND a.at >= NEW.day::timestamp AT TIME ZONE 'Europe/Paris' AND a.at < (NEW.day + 1)::timestamp AT TIME ZONE 'Europe/Paris'
      AND c.branch_id IN (SELECT s.branch_id FROM supervised_branch s WHERE s.user_id = NEW.author_id)
    ORDER BY 1);
  RETURN NEW;
END $$;
CREATE TRIGGER begun BEFORE INSERT ON unusual_day_note FOR EACH ROW EXECUTE FUNCTION begin_unusual_day_note();

-- A note may name any client of its day: when one of them is erased its words go, and who closed the day and when stay.
CREATE FUNCTION is_erased_note(person int, day date) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (
    SELECT 1 FROM client_erasure e JOIN audit_entry a ON a.client_id = e.client_id OR a.shown @> ARRAY[e.client_id]
    WHERE a.user_id = person AND a.at >= is_erased_note.day::timestamp AT TIME ZONE 'Europe/Paris' AND a.at < (is_erased_note.day + 1)::timestamp AT TIME ZONE 'Europe/Paris') $$;
REVOKE EXECUTE ON FUNCTION is_erased_note(int, date) FROM PUBLIC;

CREATE FUNCTION keep_unusual_day_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) = to_jsonb(OLD) || '{"text": "…"}' AND is_erased_note(OLD.user_id, OLD.day) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON unusual_day_note FOR EACH ROW EXECUTE FUNCTION keep_unusual_day_note();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON unusual_day_note FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION blank_unusual_day_notes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE unusual_day_note n SET text = '…'
  WHERE n.text <> '…' AND EXISTS (
    SELECT 1 FROM audit_entry a WHERE (a.client_id = NEW.client_id OR a.shown @> ARRAY[NEW.client_id]) AND a.user_id = n.user_id
      AND a.at >= n.day::timestamp AT TIME ZONE 'Europe/Paris' AND a.at < (n.day + 1)::timestamp AT TIME ZONE 'Europe/Paris');
  RETURN NULL;
END $$;
CREATE TRIGGER notes_blanked AFTER INSERT ON client_erasure FOR EACH ROW EXECUTE FUNCTION blank_unusual_day_notes();

-- Supervisors of the person's branch, or who supervise it with them; never the person.
ALTER TABLE unusual_day_note ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT (user_id, day, id, author_id, text) ON unusual_day_note TO mireille_app;
CREATE POLICY seen ON unusual_day_note FOR SELECT TO mireille_app USING (
  branch_ids <@ (SELECT app_supervised_branches())::int[] AND user_id <> (SELECT app_user_id()));
CREATE POLICY own_name ON unusual_day_note FOR INSERT TO mireille_app WITH CHECK (
  author_id = (SELECT app_user_id()) AND user_id <> author_id AND EXISTS (SELECT 1 FROM trail_people() p WHERE p.id = user_id));

-- ---------------------------------------------------------------------------------------------
-- The trail of one kind of look, and days told by the calendar and by who had the client
-- ---------------------------------------------------------------------------------------------
-- As before; the branches are asked for once, not for each person of the bank.
CREATE OR REPLACE FUNCTION trail_people() RETURNS TABLE (id int, name text, role role) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
  SELECT u.id, u.name, u.role FROM app_user u
  WHERE u.branch_id = ANY ((SELECT app_supervised_branches())::int[])
     OR u.id IN (SELECT s.user_id FROM supervised_branch s WHERE s.branch_id = ANY ((SELECT app_supervised_branches())::int[]))
$$;

-- Sixty days of sheets of one's people are counted from this alone.
CREATE INDEX audit_entry_views ON audit_entry (user_id, at) INCLUDE (client_id) WHERE action = 'client.view';

DROP FUNCTION trail_of_client(int, timestamptz, timestamptz, timestamptz, bigint, int);
DROP FUNCTION trail_of_person(int, timestamptz, timestamptz, timestamptz, bigint, int);
DROP FUNCTION trail_days(timestamptz);

-- `actions`: these alone, or with `others` all but these; null: all.
CREATE FUNCTION trail_of_client(wanted int, since timestamptz, until timestamptz, before_at timestamptz, before_id bigint, most int, actions text[] DEFAULT NULL, others boolean DEFAULT false)
  RETURNS TABLE (id bigint, at timestamptz, user_id int, action text, details jsonb, client_id int, shown int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
  SELECT e.id, e.at, e.user_id, e.action, e.details, wanted, cardinality(e.shown)
  FROM (
    (SELECT * FROM audit_entry a WHERE a.client_id = wanted AND a.at >= since AND a.at < until AND (a.at, a.id) < (before_at, before_id)
       AND (actions IS NULL OR (a.action = ANY (actions)) <> others) ORDER BY a.at DESC, a.id DESC LIMIT most)
    UNION ALL
    (SELECT * FROM audit_entry a WHERE a.shown @> ARRAY[wanted] AND a.at >= since AND a.at < until AND (a.at, a.id) < (before_at, before_id)
       AND (actions IS NULL OR (a.action = ANY (actions)) <> others) ORDER BY a.at DESC, a.id DESC LIMIT most)
  ) e
  WHERE EXISTS (SELECT 1 FROM client c WHERE c.id = wanted AND c.branch_id = ANY ((SELECT app_supervised_branches())::int[]))
  ORDER BY e.at DESC, e.id DESC LIMIT most
$$;

CREATE FUNCTION trail_of_person(person int, since timestamptz, until timestamptz, before_at timestamptz, before_id bigint, most int, actions text[] DEFAULT NULL, others boolean DEFAULT false)
  RETURNS TABLE (id bigint, at timestamptz, user_id int, action text, details jsonb, client_id int, shown int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
  SELECT a.id, a.at, a.user_id, a.action, a.details, a.client_id, cardinality(a.shown)
  FROM audit_entry a LEFT JOIN client c ON c.id = a.client_id
  WHERE a.user_id = person AND a.at >= since AND a.at < until AND (a.at, a.id) < (before_at, before_id)
    AND (actions IS NULL OR (a.action = ANY (actions)) <> others)
    AND (a.client_id IS NULL OR c.branch_id = ANY ((SELECT app_supervised_branches())::int[]))
    AND EXISTS (SELECT 1 FROM trail_people() p WHERE p.id = person)
  ORDER BY a.at DESC, a.id DESC LIMIT most
$$;

-- How many different clients each of them opened, a day of the bank's clocks and a branch; how many of those on a Sunday, one of the
-- `holidays` or outside of business hours; and how many whom they did not have: neither on that day nor `around` days
-- before or after it, when clients are handed over.
CREATE FUNCTION trail_days(since timestamptz, holidays date[], around int) RETURNS TABLE (user_id int, day date, branch_id int, clients int, after_hours int, foreign_clients int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
  WITH opened AS MATERIALIZED (
    SELECT p.id AS user_id, p.role, c.id AS client_id, c.advisor_id, c.branch_id, t.at::date AS day,
      bool_or(extract(hour FROM t.at) NOT BETWEEN 7 AND 19 OR extract(isodow FROM t.at) = 7 OR t.at::date = ANY (holidays)) AS is_after_hours
    -- By an array: joined to the function, whose rows nobody can foretell, the looks of the whole bank would be read.
    FROM audit_entry a JOIN app_user p ON p.id = a.user_id JOIN client c ON c.id = a.client_id AND c.branch_id = ANY ((SELECT app_supervised_branches())::int[])
    CROSS JOIN LATERAL (SELECT a.at AT TIME ZONE 'Europe/Paris' AS at) t
    WHERE a.user_id = ANY (ARRAY(SELECT q.id FROM trail_people() q)) AND a.at >= since AND a.action = 'client.view'
    GROUP BY p.id, p.role, c.id, t.at::date
  )
  SELECT o.user_id, o.day, o.branch_id, count(*)::int, (count(*) FILTER (WHERE o.is_after_hours))::int, (count(*) FILTER (WHERE o.role IN ('ADVISOR', 'RELATIONSHIP_MANAGER') AND f.is_foreign))::int
  FROM opened o
  CROSS JOIN LATERAL (SELECT (o.day - around)::timestamp AT TIME ZONE 'Europe/Paris' AS from_at, (o.day + around + 1)::timestamp AT TIME ZONE 'Europe/Paris' AS until_at) t
  -- Who had the client when these days were over: whom the next change took them from, or who has them now.
  CROSS JOIN LATERAL (
    SELECT o.user_id <> coalesce((array_agg(x.from_advisor_id ORDER BY x.changed_at) FILTER (WHERE x.changed_at >= t.until_at))[1], o.advisor_id)
      AND NOT coalesce(bool_or(x.changed_at < t.until_at AND o.user_id IN (x.from_advisor_id, x.to_advisor_id)), false) AS is_foreign
    FROM assignment_change x WHERE x.client_id = o.client_id AND x.changed_at >= t.from_at) f
  GROUP BY o.user_id, o.day, o.branch_id
$$;

REVOKE EXECUTE ON FUNCTION trail_of_client(int, timestamptz, timestamptz, timestamptz, bigint, int, text[], boolean), trail_of_person(int, timestamptz, timestamptz, timestamptz, bigint, int, text[], boolean), trail_days(timestamptz, date[], int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION trail_of_client(int, timestamptz, timestamptz, timestamptz, bigint, int, text[], boolean), trail_of_person(int, timestamptz, timestamptz, timestamptz, bigint, int, text[], boolean), trail_days(timestamptz, date[], int) TO mireille_app;
