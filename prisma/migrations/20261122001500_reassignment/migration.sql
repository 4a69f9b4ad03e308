-- Who has which client in their portfolio, since when and why; and how a supervisor changes it.

-- ---------------------------------------------------------------------------------------------
-- What the core bank says
-- ---------------------------------------------------------------------------------------------
-- Whom the core bank names, where that is not the advisor: a client was given to someone else in the workbench, and the
-- feed has not changed its word since. Null: both say the same.
ALTER TABLE "client" ADD COLUMN "feed_advisor_id" INTEGER;
ALTER TABLE "client" ADD CONSTRAINT "client_feed_advisor_id_fkey" FOREIGN KEY ("feed_advisor_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX client_feed_differs ON client (branch_id, advisor_id) WHERE feed_advisor_id IS NOT NULL;

-- ---------------------------------------------------------------------------------------------
-- One decision of a supervisor, and each change of advisor there ever was
-- ---------------------------------------------------------------------------------------------
CREATE TYPE "assignment_kind" AS ENUM ('ABSENCE', 'FOR_GOOD', 'RETURN', 'IMPORT');

CREATE TABLE "reassignment" (
    "id" UUID NOT NULL,
    "kind" "assignment_kind" NOT NULL,
    "until_on" DATE,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" INTEGER,

    CONSTRAINT "reassignment_pkey" PRIMARY KEY ("id"),
    CONSTRAINT reassignment_days CHECK (kind = 'ABSENCE' AND until_on IS NOT NULL OR kind = 'FOR_GOOD' AND until_on IS NULL)
);
ALTER TABLE "reassignment" ADD CONSTRAINT "reassignment_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "reassignment" ADD CONSTRAINT "reassignment_ended_by_fkey" FOREIGN KEY ("ended_by") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX reassignment_open ON reassignment (until_on) WHERE ended_at IS NULL AND kind = 'ABSENCE';
CREATE INDEX "reassignment_created_at_idx" ON "reassignment"("created_at");

CREATE TABLE "assignment_change" (
    "client_id" INTEGER NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "assignment_kind" NOT NULL,
    "from_advisor_id" INTEGER NOT NULL,
    "to_advisor_id" INTEGER NOT NULL,
    "until_on" DATE,
    "reassignment_id" UUID,
    "user_id" INTEGER,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "assignment_change_pkey" PRIMARY KEY ("client_id","id")
);
ALTER TABLE "assignment_change" ADD CONSTRAINT "assignment_change_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "assignment_change" ADD CONSTRAINT "assignment_change_from_advisor_id_fkey" FOREIGN KEY ("from_advisor_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "assignment_change" ADD CONSTRAINT "assignment_change_to_advisor_id_fkey" FOREIGN KEY ("to_advisor_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "assignment_change" ADD CONSTRAINT "assignment_change_reassignment_id_fkey" FOREIGN KEY ("reassignment_id") REFERENCES "reassignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "assignment_change" ADD CONSTRAINT "assignment_change_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "assignment_change_to_advisor_id_changed_at_idx" ON "assignment_change"("to_advisor_id", "changed_at");
CREATE INDEX "assignment_change_reassignment_id_client_id_idx" ON "assignment_change"("reassignment_id", "client_id");

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON assignment_change FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON assignment_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whoever changes the advisor of a client leaves a row: the functions below say of which decision, anyone else (an import)
-- nothing. A client who is new has not changed hands; of the others the condition costs an import next to nothing.
CREATE FUNCTION keep_assignment_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  decision text := NULLIF(current_setting('app.reassignment', true), '');
BEGIN
  INSERT INTO assignment_change (client_id, kind, from_advisor_id, to_advisor_id, until_on, reassignment_id, user_id)
  SELECT NEW.id, coalesce(split_part(decision, ' ', 1)::assignment_kind, 'IMPORT'), OLD.advisor_id, NEW.advisor_id, r.until_on, r.id, app_user_id()
  FROM (SELECT 1) one LEFT JOIN reassignment r ON r.id = split_part(decision, ' ', 2)::uuid;
  RETURN NULL;
END $$;
CREATE TRIGGER assigned AFTER UPDATE ON client FOR EACH ROW WHEN (OLD.advisor_id IS DISTINCT FROM NEW.advisor_id) EXECUTE FUNCTION keep_assignment_change();

-- Gives clients from one advisor to another. Whoever is with someone else by now is left there; who was moved is returned.
-- The figures of all who gave or received are counted anew at the end of the transaction. For the owner alone: it asks
-- nothing of whoever calls it.
CREATE FUNCTION move_clients(decision uuid, as_kind assignment_kind, clients int[], from_advisors int[], to_advisors int[]) RETURNS int[]
  LANGUAGE plpgsql SET search_path = public
AS $$
DECLARE
  noted text := coalesce(current_setting('app.follow_up_noted', true), '');
  moved int[];
BEGIN
  -- In one order whoever asks, as lockOwnClients() does: whoever logs with one of them comes before or after, never between.
  PERFORM 1 FROM client c WHERE c.id = ANY (clients) ORDER BY c.id FOR NO KEY UPDATE;
  PERFORM set_config('app.reassignment', as_kind || ' ' || decision, true), set_config('app.follow_up_noted', 'yes', true);
  WITH asked AS (
    SELECT DISTINCT ON (k.client_id) k.* FROM unnest(clients, from_advisors, to_advisors) k(client_id, from_id, to_id)
  ), gone AS (
    UPDATE client c SET advisor_id = k.to_id, updated_at = now(),
      feed_advisor_id = NULLIF(coalesce(c.feed_advisor_id, c.advisor_id), k.to_id)
    FROM asked k JOIN app_user u ON u.id = k.to_id AND u.active AND u.role IN ('ADVISOR', 'RELATIONSHIP_MANAGER')
    WHERE c.id = k.client_id AND c.advisor_id = k.from_id AND k.from_id <> k.to_id RETURNING c.id
  )
  SELECT coalesce(array_agg(id), '{}') INTO moved FROM gone;
  PERFORM set_config('app.reassignment', '', true), set_config('app.follow_up_noted', noted, true);
  INSERT INTO follow_up_outdated (advisor_id)
  SELECT DISTINCT v.id FROM unnest(clients, from_advisors, to_advisors) k(client_id, from_id, to_id)
  CROSS JOIN LATERAL (VALUES (k.from_id), (k.to_id)) v(id) WHERE k.client_id = ANY (moved) ORDER BY v.id;
  RETURN moved;
END $$;
REVOKE ALL ON FUNCTION move_clients(uuid, assignment_kind, int[], int[], int[]) FROM PUBLIC;

-- A supervisor carries out a decision of their own, with clients and colleagues of the branches they supervise.
CREATE FUNCTION reassign_clients(decision uuid, clients int[], from_advisors int[], to_advisors int[]) RETURNS int[]
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
DECLARE
  supervised int[] := app_supervised_branches();
  as_kind assignment_kind := (SELECT r.kind FROM reassignment r WHERE r.id = decision AND r.created_by = app_user_id() AND r.ended_at IS NULL);
BEGIN
  IF as_kind IS NULL THEN RETURN '{}'; END IF;
  RETURN (
    SELECT move_clients(decision, as_kind, coalesce(array_agg(k.client_id), '{}'), array_agg(k.from_id), array_agg(k.to_id))
    FROM unnest(clients, from_advisors, to_advisors) k(client_id, from_id, to_id)
    JOIN client c ON c.id = k.client_id AND c.branch_id = ANY (supervised)
    JOIN app_user u ON u.id = k.to_id AND u.branch_id = ANY (supervised)
    -- Sent again, a part does nothing a second time, whatever was undone of it meanwhile.
    WHERE NOT EXISTS (SELECT 1 FROM assignment_change a WHERE a.client_id = k.client_id AND a.reassignment_id = decision)
  );
END $$;

-- A supervisor gives clients of theirs back to whom a decision took them from. Whether they may go back after all that
-- happened since: lib/domain/assignment.ts.
CREATE FUNCTION return_clients(decision uuid, clients int[], from_advisors int[], to_advisors int[]) RETURNS int[]
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
DECLARE
  supervised int[] := app_supervised_branches();
BEGIN
  RETURN (
    SELECT move_clients(decision, 'RETURN', coalesce(array_agg(k.client_id), '{}'), array_agg(k.from_id), array_agg(k.to_id))
    FROM unnest(clients, from_advisors, to_advisors) k(client_id, from_id, to_id)
    JOIN client c ON c.id = k.client_id AND c.branch_id = ANY (supervised)
    WHERE EXISTS (SELECT 1 FROM assignment_change a
                  WHERE a.client_id = k.client_id AND a.reassignment_id = decision AND a.kind <> 'RETURN' AND a.from_advisor_id = k.to_id)
  );
END $$;
REVOKE ALL ON FUNCTION reassign_clients(uuid, int[], int[], int[]), return_clients(uuid, int[], int[], int[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reassign_clients(uuid, int[], int[], int[]), return_clients(uuid, int[], int[], int[]) TO mireille_app;

-- ---------------------------------------------------------------------------------------------
-- The second wall
-- ---------------------------------------------------------------------------------------------
GRANT SELECT ON assignment_change TO mireille_app;
ALTER TABLE assignment_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON assignment_change FOR SELECT TO mireille_app USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id));

GRANT SELECT, INSERT, UPDATE (until_on, ended_at, ended_by) ON reassignment TO mireille_app;
ALTER TABLE reassignment ENABLE ROW LEVEL SECURITY;
-- A decision is known to whom it was made by, and to whoever sees one of its clients: the colleague who received them, the
-- supervisors of their branch.
CREATE POLICY seen ON reassignment FOR SELECT TO mireille_app
  USING (created_by = (SELECT app_user_id()) OR EXISTS (SELECT 1 FROM assignment_change a WHERE a.reassignment_id = reassignment.id));
CREATE POLICY decided ON reassignment FOR INSERT TO mireille_app
  WITH CHECK (created_by = (SELECT app_user_id()) AND cardinality((SELECT app_supervised_branches())::int[]) > 0);
-- Whether the viewer supervises every client that a decision moved: of part of them, nobody says when it is over for all.
CREATE FUNCTION app_supervises_decision(decision uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT coalesce(bool_and(c.branch_id = ANY (app_supervised_branches())), false)
        FROM assignment_change a JOIN client c ON c.id = a.client_id WHERE a.reassignment_id = decision $$;
CREATE POLICY ended ON reassignment FOR UPDATE TO mireille_app USING (app_supervises_decision(reassignment.id));

-- ---------------------------------------------------------------------------------------------
-- What the holders of portfolios can do
-- ---------------------------------------------------------------------------------------------
-- No row: a full week, and the share of it that lib/domain/workload.ts says.
CREATE TABLE "work_contract" (
    "user_id" INTEGER NOT NULL,
    "weekly_minutes" INTEGER NOT NULL,
    "client_share_percent" SMALLINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" INTEGER NOT NULL,

    CONSTRAINT "work_contract_pkey" PRIMARY KEY ("user_id"),
    CONSTRAINT work_contract_hours CHECK (weekly_minutes BETWEEN 0 AND 3600 AND client_share_percent BETWEEN 0 AND 100)
);
ALTER TABLE "work_contract" ADD CONSTRAINT "work_contract_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "work_contract" ADD CONSTRAINT "work_contract_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Days, both included; why is nobody's concern here.
CREATE TABLE "work_absence" (
    "user_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "created_by" INTEGER NOT NULL,

    CONSTRAINT "work_absence_pkey" PRIMARY KEY ("user_id","id"),
    CONSTRAINT work_absence_days CHECK (from_on <= until_on)
);
ALTER TABLE "work_absence" ADD CONSTRAINT "work_absence_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "work_absence" ADD CONSTRAINT "work_absence_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE ON work_contract TO mireille_app;
GRANT SELECT, INSERT, DELETE ON work_absence TO mireille_app;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['work_contract', 'work_absence'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY supervised ON %I TO mireille_app
      USING (EXISTS (SELECT 1 FROM app_user u WHERE u.id = user_id AND u.branch_id = ANY ((SELECT app_supervised_branches())::int[])))', t);
  END LOOP;
END $$;
