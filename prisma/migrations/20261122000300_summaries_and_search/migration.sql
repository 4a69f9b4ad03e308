-- What keeps the pages of a bank of a million clients as fast as those of a small one: names to search by, indexes for
-- what lists read, and the figures of each portfolio kept beside it.

-- ---------------------------------------------------------------------------------------------
-- Search
-- ---------------------------------------------------------------------------------------------
-- Distances between words; beside the database itself, like unaccent.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

-- The words that a client is found by, between spaces: those of the names and of the bank's number, without accents, case
-- or signs, and once more run together where a name is of several ("le goff" is "legoff" too).
CREATE FUNCTION search_words(first_name text, last_name text, external_ref text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  -- A line each: none of them has one inside.
  said text := translate(lower(public.unaccent('public.unaccent'::regdictionary, first_name || E'\n' || last_name || E'\n' || external_ref)),
                         E'-''’‘`´.,;:/\\|_()[]&+*#"@\t\r', '                          ');
BEGIN
  IF position(' ' IN said) = 0 THEN RETURN ' ' || translate(said, E'\n', ' ') || ' '; END IF;
  RETURN ' ' || translate(said, E'\n', ' ') || ' ' || translate(replace(said, ' ', ''), E'\n', ' ') || ' ';
END $$;

ALTER TABLE "client" ADD COLUMN "search_words" TEXT NOT NULL GENERATED ALWAYS AS (search_words(first_name, last_name, external_ref)) STORED;

-- The word with each two neighbouring letters changed about.
CREATE FUNCTION swapped_letters(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_agg(left(word, i - 1) || substr(word, i + 1, 1) || substr(word, i, 1) || substr(word, i + 2))
  FROM generate_series(1, length(word) - 1) i
$$;

-- Is one of these words the typed one but for so many letters, or but for two neighbours changed about?
CREATE FUNCTION is_near_word(words text, typed text, swapped text[], letters int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  word text;
BEGIN
  FOREACH word IN ARRAY string_to_array(words, ' ') LOOP
    -- Too long a word is no error: it is another word.
    CONTINUE WHEN abs(length(word) - length(typed)) > letters;
    IF levenshtein_less_equal(word, typed, letters) <= letters OR word = ANY (swapped) THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END $$;

-- ---------------------------------------------------------------------------------------------
-- What lists read of a client: the open actions among all there ever were, the latest interactions, what was corrected
-- ---------------------------------------------------------------------------------------------
CREATE INDEX next_action_open ON next_action (client_id, due_on) WHERE status = 'OPEN';
CREATE INDEX "interaction_client_id_occurred_at_idx" ON "interaction"("client_id", "occurred_at");
CREATE INDEX interaction_corrects ON interaction (client_id, corrects_id) WHERE corrects_id IS NOT NULL;

-- ---------------------------------------------------------------------------------------------
-- Rules that both the database and lib/domain need. Agreement: tests/data/rules-agreement.test.ts.
-- ---------------------------------------------------------------------------------------------
-- Days between two contacts; none for a new client. Twin: CADENCE_DAYS. A change here makes the kept figures outdated:
-- the migration that makes it adds a row to follow_up_outdated.
CREATE FUNCTION cadence_days(segment segment) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE segment WHEN 'MAINTAIN' THEN 60 WHEN 'DEVELOP' THEN 90 WHEN 'STIMULATE' THEN 120 WHEN 'BUILD' THEN 180 END
$$;

-- In bits, as the twin has it: decimals cost lists more than anything else they compute.
CREATE OR REPLACE FUNCTION action_urgency(due_on date, today date) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT greatest(0.25::float8, least(2::float8, 1 + (today - due_on) / 60::float8))
$$;

-- ---------------------------------------------------------------------------------------------
-- The figures of each portfolio, kept
-- ---------------------------------------------------------------------------------------------
CREATE TYPE "portfolio_tab" AS ENUM ('MAINTAIN', 'DEVELOP', 'STIMULATE', 'BUILD', 'NEW', 'DEPARTED');

CREATE FUNCTION portfolio_tab(status client_status, segment segment) RETURNS portfolio_tab LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN status <> 'ACTIVE' THEN 'DEPARTED'::portfolio_tab
              ELSE CASE segment WHEN 'MAINTAIN' THEN 'MAINTAIN'::portfolio_tab WHEN 'DEVELOP' THEN 'DEVELOP'::portfolio_tab
                                WHEN 'STIMULATE' THEN 'STIMULATE'::portfolio_tab WHEN 'BUILD' THEN 'BUILD'::portfolio_tab ELSE 'NEW'::portfolio_tab END END
$$;

-- As they were on `day`; of the clients who have left, their number alone. `pnb_cents` is null for new clients.
CREATE TABLE "follow_up_summary" (
    "advisor_id" INTEGER NOT NULL,
    "branch_id" INTEGER NOT NULL,
    "tab" "portfolio_tab" NOT NULL,
    "day" DATE NOT NULL,
    "clients" INTEGER NOT NULL,
    "contacted" INTEGER NOT NULL,
    "overdue_actions" INTEGER NOT NULL,
    "interactions" INTEGER NOT NULL,
    "pnb_cents" BIGINT,
    "contacted_90" INTEGER NOT NULL,

    CONSTRAINT "follow_up_summary_pkey" PRIMARY KEY ("advisor_id","branch_id","tab")
) WITH (fillfactor = 60);

CREATE INDEX "follow_up_summary_branch_id_idx" ON "follow_up_summary"("branch_id");

-- While there is a row without an advisor, any figure may be older than what it counts: then none is shown, and all are
-- counted when asked for. A row with one is of a transaction of theirs that is coming to its end.
CREATE TABLE "follow_up_outdated" (
    "id" BIGSERIAL NOT NULL,
    "advisor_id" INTEGER,

    CONSTRAINT "follow_up_outdated_pkey" PRIMARY KEY ("id")
);

CREATE INDEX follow_up_outdated_all ON follow_up_outdated (id) WHERE advisor_id IS NULL;

-- Nothing has been counted yet.
INSERT INTO follow_up_outdated DEFAULT VALUES;

-- The figures of some portfolios, counted now. Twins of the conditions: lib/data/portfolio-conditions.ts and follow-up.ts;
-- agreement: tests/data/follow-up-summary.test.ts.
CREATE FUNCTION follow_up_figures(advisors int[])
  RETURNS TABLE (advisor_id int, branch_id int, tab portfolio_tab, clients int, contacted int, overdue_actions int, interactions int, pnb_cents bigint, contacted_90 int)
  LANGUAGE sql STABLE
AS $$
  WITH calendar AS MATERIALIZED (
    SELECT d.today, date_trunc('month', d.today::timestamp) AT TIME ZONE 'Europe/Paris' AS month_start,
           (date_trunc('month', d.today::timestamp) + interval '1 month') AT TIME ZONE 'Europe/Paris' AS month_end
    FROM (SELECT bank_today() AS today) d
  ), held AS (
    SELECT c.id, c.advisor_id, c.branch_id, portfolio_tab(c.status, s.segment) AS tab, c.last_contact_on, cadence_days(s.segment) AS cadence, s.pnb_cents, k.*
    FROM calendar k CROSS JOIN client c LEFT JOIN client_score s ON s.client_id = c.id
    WHERE c.advisor_id = ANY (advisors)
  )
  SELECT h.advisor_id, h.branch_id, h.tab, count(*)::int,
         (count(*) FILTER (WHERE h.tab <> 'DEPARTED' AND h.last_contact_on >= h.today - h.cadence))::int,
         coalesce(sum(CASE WHEN h.tab <> 'DEPARTED' THEN (
           SELECT count(*) FROM next_action n
           WHERE n.client_id = h.id AND n.status = 'OPEN' AND n.due_on < h.today AND (n.snoozed_until_on IS NULL OR n.snoozed_until_on <= h.today)
             AND (n.blocked_by IS NULL OR n.blocked_until_on <= h.today)) END), 0)::int,
         coalesce(sum(CASE WHEN h.tab <> 'DEPARTED' THEN (
           SELECT count(*) FROM interaction i
           WHERE i.client_id = h.id AND i.occurred_at >= h.month_start AND i.occurred_at < h.month_end
             AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = i.client_id AND later.corrects_id = i.id)) END), 0)::int,
         (sum(h.pnb_cents) FILTER (WHERE h.tab NOT IN ('NEW', 'DEPARTED')))::bigint,
         (count(*) FILTER (WHERE h.tab <> 'DEPARTED' AND h.last_contact_on >= h.today - 90))::int
  FROM held h
  GROUP BY h.advisor_id, h.branch_id, h.tab
$$;

-- Counts some portfolios anew and keeps the figures. One at a time for each of them: the statement after the lock sees
-- what was saved by whoever held it before.
CREATE FUNCTION refresh_follow_up(advisors int[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(72707380, a) FROM (SELECT DISTINCT a FROM unnest(advisors) a ORDER BY a) x;
  WITH fresh AS MATERIALIZED (
    SELECT * FROM follow_up_figures(advisors)
  ), gone AS (
    DELETE FROM follow_up_summary s WHERE s.advisor_id = ANY (advisors)
      AND NOT EXISTS (SELECT 1 FROM fresh f WHERE f.advisor_id = s.advisor_id AND f.branch_id = s.branch_id AND f.tab = s.tab)
  )
  INSERT INTO follow_up_summary AS s (advisor_id, branch_id, tab, day, clients, contacted, overdue_actions, interactions, pnb_cents, contacted_90)
  SELECT f.advisor_id, f.branch_id, f.tab, bank_today(), f.clients, f.contacted, f.overdue_actions, f.interactions, f.pnb_cents, f.contacted_90 FROM fresh f
  ON CONFLICT (advisor_id, branch_id, tab) DO UPDATE
  SET day = excluded.day, clients = excluded.clients, contacted = excluded.contacted, overdue_actions = excluded.overdue_actions,
      interactions = excluded.interactions, pnb_cents = excluded.pnb_cents, contacted_90 = excluded.contacted_90
  WHERE (s.day, s.clients, s.contacted, s.overdue_actions, s.interactions, s.pnb_cents, s.contacted_90)
     IS DISTINCT FROM (excluded.day, excluded.clients, excluded.contacted, excluded.overdue_actions, excluded.interactions, excluded.pnb_cents, excluded.contacted_90);
END $$;
REVOKE ALL ON FUNCTION refresh_follow_up(int[]) FROM PUBLIC;

-- Whoever changes what the figures count notes it, once a transaction: a portfolio's holder of their own, anyone else (a
-- job) of all. A viewer without a portfolio has changed nothing: the policies saw to it.
CREATE FUNCTION note_follow_up_outdated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF current_setting('app.follow_up_noted', true) = 'yes' OR (app_user_id() IS NOT NULL AND app_portfolio_holder() IS NULL) THEN RETURN NULL; END IF;
  PERFORM set_config('app.follow_up_noted', 'yes', true);
  INSERT INTO follow_up_outdated (advisor_id) VALUES (app_portfolio_holder());
  RETURN NULL;
END $$;

-- At the end of a viewer's transaction their figures are counted anew, and the note is gone before anyone sees it.
CREATE FUNCTION refresh_noted_follow_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM refresh_follow_up(ARRAY[NEW.advisor_id]);
  DELETE FROM follow_up_outdated WHERE id = NEW.id;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER refresh AFTER INSERT ON follow_up_outdated DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.advisor_id IS NOT NULL) EXECUTE FUNCTION refresh_noted_follow_up();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['client', 'client_score', 'next_action', 'interaction'] LOOP
    EXECUTE format('CREATE TRIGGER follow_up_outdated AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION note_follow_up_outdated()', t);
  END LOOP;
END $$;

-- The second wall: each portfolio's figures for its holder and for the supervisors of the branch. Nobody writes them but
-- the functions above.
GRANT SELECT ON follow_up_summary, follow_up_outdated TO mireille_app;
ALTER TABLE follow_up_summary ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON follow_up_summary FOR SELECT TO mireille_app
  USING (advisor_id = (SELECT app_portfolio_holder()) OR branch_id = ANY ((SELECT app_supervised_branches())::int[]));
ALTER TABLE follow_up_outdated ENABLE ROW LEVEL SECURITY;
CREATE POLICY known ON follow_up_outdated FOR SELECT TO mireille_app USING (true);

-- ---------------------------------------------------------------------------------------------
-- The bank in figures, out of those of its portfolios
-- ---------------------------------------------------------------------------------------------
-- As before: groups of branch and segment, those under ten clients without a figure, for those alone who see no client.
-- Where figures are outdated (an import that is not scored yet, a day that has just begun) the clients are counted.
CREATE OR REPLACE FUNCTION bank_overview()
  RETURNS TABLE (branch_id int, branch_name text, segment segment, clients int, pnb_cents float8, contacted_90 int)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public
  -- Planned for what is outdated: mostly nothing, and then no client is read.
  SET plan_cache_mode = force_custom_plan
AS $$
#variable_conflict use_column
DECLARE
  this_day date := bank_today();
  all_outdated boolean := EXISTS (SELECT 1 FROM follow_up_outdated WHERE advisor_id IS NULL);
  outdated int[] := '{}';
BEGIN
  IF NOT EXISTS (SELECT 1 FROM app_user u WHERE u.id = app_user_id() AND u.active AND u.role IN ('ANALYST', 'ADMINISTRATOR')) THEN RETURN; END IF;
  IF NOT all_outdated THEN
    outdated := ARRAY(SELECT DISTINCT s.advisor_id FROM follow_up_summary s WHERE s.day <> this_day);
  END IF;
  RETURN QUERY
  WITH counted AS (
    SELECT c.branch_id, s.segment, count(*) AS clients, sum(s.pnb_cents) FILTER (WHERE s.segment IS NOT NULL) AS pnb_cents,
           count(*) FILTER (WHERE c.last_contact_on >= this_day - 90) AS contacted_90
    FROM client c LEFT JOIN client_score s ON s.client_id = c.id
    WHERE c.status = 'ACTIVE' AND (all_outdated OR c.advisor_id = ANY (outdated))
    GROUP BY c.branch_id, s.segment
    UNION ALL
    SELECT k.branch_id, CASE k.tab WHEN 'NEW' THEN NULL ELSE k.tab::text::segment END, sum(k.clients), sum(k.pnb_cents), sum(k.contacted_90)
    FROM follow_up_summary k
    WHERE NOT all_outdated AND k.tab <> 'DEPARTED' AND k.advisor_id <> ALL (outdated)
    GROUP BY k.branch_id, k.tab
  ), groups AS (
    SELECT c.branch_id, c.segment, sum(c.clients)::int AS clients, sum(c.pnb_cents)::float8 AS pnb_cents, sum(c.contacted_90)::int AS contacted_90
    FROM counted c GROUP BY c.branch_id, c.segment
  )
  SELECT b.id, b.name, e.segment, g.clients, g.pnb_cents, g.contacted_90
  FROM branch b
  CROSS JOIN (SELECT unnest(enum_range(NULL::segment)) AS segment UNION ALL SELECT NULL) e
  LEFT JOIN groups g ON g.branch_id = b.id AND g.segment IS NOT DISTINCT FROM e.segment AND g.clients >= 10;
END $$;
