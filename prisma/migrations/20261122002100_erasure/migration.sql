-- Erasing a person: what is personal goes, with the secret of its salts; what remains is about nobody, and still proved.

ALTER TABLE "client" ADD COLUMN "erased_at" TIMESTAMPTZ(3);

-- An erasure, in each chain that has entries of the client.
CREATE TABLE "client_erasure" (
    "client_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "branch_id" INTEGER NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "client_erasure_pkey" PRIMARY KEY ("client_id", "id")
);
ALTER TABLE "client_erasure" ADD CONSTRAINT "client_erasure_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "client_erasure" ADD CONSTRAINT "client_erasure_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE client_erasure ENABLE ROW LEVEL SECURITY;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON client_erasure FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON client_erasure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Where people write about a client, and what is left of it. A table with `client_id` that gets such a column adds it here.
CREATE TABLE "personal_column" (
    "table_name" TEXT NOT NULL,
    "column_name" TEXT NOT NULL,
    "blank" JSONB NOT NULL,

    CONSTRAINT "personal_column_pkey" PRIMARY KEY ("table_name", "column_name")
);
ALTER TABLE personal_column ENABLE ROW LEVEL SECURITY;
INSERT INTO personal_column VALUES
  ('interaction', 'notes', '""'), ('consent_change', 'proof', 'null'), ('client_consent', 'proof', 'null'), ('satisfaction_answer', 'verbatim', 'null'),
  ('portfolio_review', 'answers', '{}'), ('portfolio_review', 'facts', '{}'),
  -- A remark says something, or it is none.
  ('entry_remark', 'text', '"…"');

-- Nobody changes what is kept, the owner included: but for the texts of a client whose erasure stands in the log.
CREATE FUNCTION refuse_change_but_erasure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF EXISTS (SELECT 1 FROM client_erasure e WHERE e.client_id = OLD.client_id)
       AND to_jsonb(NEW) = to_jsonb(OLD) || (SELECT jsonb_object_agg(p.column_name, p.blank) FROM personal_column p WHERE p.table_name = TG_TABLE_NAME) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON interaction FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON consent_change FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON satisfaction_answer FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON entry_remark FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();
CREATE OR REPLACE TRIGGER kept BEFORE UPDATE OR DELETE ON portfolio_review FOR EACH ROW WHEN (OLD.status = 'COMPLETED') EXECUTE FUNCTION refuse_change_but_erasure();

-- Erases the client whom the bank calls so; their number here, or null where there is no such client. For the owner.
CREATE FUNCTION erase_client(ref text) RETURNS int LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  erased client;
  part record;
BEGIN
  SELECT * INTO erased FROM client c WHERE c.external_ref = ref AND c.erased_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  -- One portfolio's figures change; they are counted below.
  PERFORM set_config('app.follow_up_noted', 'yes', true);
  -- What their entries were sealed with is kept, so that what stays of them is proved as before.
  FOR part IN SELECT k.kind, k.source, k.commitment, k.body FROM proof_kind k WHERE k.body <> 'NULL::text' LOOP
    EXECUTE format('INSERT INTO proof_erased SELECT r.client_id, %L, r.id::text, %s FROM %s r JOIN proof_secret s ON s.client_id = r.client_id WHERE r.client_id = $1 AND %s <> ''''',
      part.kind, part.commitment, part.source, part.body) USING erased.id;
  END LOOP;
  INSERT INTO client_erasure (client_id, branch_id)
  SELECT erased.id, b.branch_id FROM (SELECT l.branch_id FROM proof_link l WHERE erased.id = ANY (l.client_ids) UNION SELECT erased.branch_id) b ORDER BY b.branch_id;
  DELETE FROM proof_secret s WHERE s.client_id = erased.id;
  DELETE FROM portfolio_review r WHERE r.client_id = erased.id AND r.status = 'DRAFT';
  FOR part IN SELECT p.table_name, string_agg(format('%I = %L', p.column_name, p.blank #>> '{}'), ', ') AS blanks FROM personal_column p GROUP BY p.table_name LOOP
    EXECUTE format('UPDATE %I SET %s WHERE client_id = $1', part.table_name, part.blanks) USING erased.id;
  END LOOP;
  UPDATE next_action n SET status = 'WITHDRAWN', closed_at = now() WHERE n.client_id = erased.id AND n.status = 'OPEN';
  DELETE FROM client_score s WHERE s.client_id = erased.id;
  DELETE FROM import_refused_row x WHERE position(to_json(ref)::text IN x.cells::text) > 0;
  UPDATE client c SET external_ref = 'erased-' || erased.id, first_name = '', last_name = '', email = NULL, phone = NULL, birth_on = NULL, commune = NULL,
    postal_code = NULL, household_id = NULL, marital_status = NULL, dependent_children = NULL, occupation = NULL, income_cents = NULL, wealth_cents = NULL,
    interests = '{}', complaint_open_since = NULL, high_value = false, high_value_marked = false, updated_at = now(), erased_at = now(),
    status = CASE c.status WHEN 'ACTIVE' THEN 'CLOSED' ELSE c.status END
  WHERE c.id = erased.id;
  PERFORM refresh_follow_up(ARRAY[erased.advisor_id]);
  INSERT INTO audit_entry (action, client_id) VALUES ('client.erase', erased.id);
  RETURN erased.id;
END $$;
REVOKE ALL ON FUNCTION erase_client(text) FROM PUBLIC;

-- Whoever was erased does not exist, for anyone. This wall is enough: behind it there is nothing personal left.
CREATE POLICY not_erased ON client AS RESTRICTIVE FOR ALL TO mireille_app USING (erased_at IS NULL);

-- As before, without those who were erased.
CREATE OR REPLACE FUNCTION follow_up_figures(advisors int[])
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
    WHERE c.advisor_id = ANY (advisors) AND c.erased_at IS NULL
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
             AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = i.client_id AND later.corrects_id = i.id) AND NOT i.cancels) END), 0)::int,
         (sum(h.pnb_cents) FILTER (WHERE h.tab NOT IN ('NEW', 'DEPARTED')))::bigint,
         (count(*) FILTER (WHERE h.tab <> 'DEPARTED' AND h.last_contact_on >= h.today - 90))::int
  FROM held h
  GROUP BY h.advisor_id, h.branch_id, h.tab
$$;

SELECT proof_attach('erasure', 'client_erasure', '{erased_at}', NULL, 'r.branch_id');
