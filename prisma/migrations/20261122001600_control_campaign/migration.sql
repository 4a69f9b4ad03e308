-- Campaigns of control: a sample of logged follow-ups, drawn by a rule that anyone can follow again, reviewed twice in part.
-- Decisions: docs/decisions/0024-a-sample-that-anyone-draws-again.md.

-- What reviewers are asked, written by the bank. A change is a new version; a campaign keeps the one it was drawn with.
CREATE TABLE "control_grid" (
    "version" INTEGER NOT NULL,
    "questions" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" INTEGER,

    CONSTRAINT "control_grid_pkey" PRIMARY KEY ("version")
);
ALTER TABLE "control_grid" ADD CONSTRAINT "control_grid_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
INSERT INTO control_grid (version, questions) VALUES (1, '[
  {"code": "CONTACT", "critical": true, "textFr": "Le contact a-t-il bien eu lieu, ou été tenté, comme l’entrée le dit ?", "textEn": "Did the contact take place, or was it tried, as the entry says?"},
  {"code": "ADVICE", "critical": true, "textFr": "Le conseil convient-il à la situation et aux besoins du client ?", "textEn": "Does the advice suit the client’s situation and needs?"},
  {"code": "CONSENT", "critical": true, "textFr": "Le contact était-il permis par les consentements et les règles de contact ?", "textEn": "Was the contact allowed by the consents and the contact rules?"},
  {"code": "NEXT_STEP", "critical": false, "textFr": "La suite convenue a-t-elle été tenue ?", "textEn": "Was the agreed next step kept?"},
  {"code": "NOTES", "critical": false, "textFr": "Les notes sont-elles factuelles et suffisantes ?", "textEn": "Are the notes factual and sufficient?"}
]');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON control_grid FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON control_grid FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT, INSERT ON control_grid TO mireille_app;
ALTER TABLE control_grid ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON control_grid FOR SELECT TO mireille_app USING ((SELECT app_user_id()) IS NOT NULL);
CREATE POLICY own_name ON control_grid FOR INSERT TO mireille_app WITH CHECK (created_by = (SELECT app_administrator()));

CREATE TABLE "control_campaign" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "branch_ids" INTEGER[] NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "by_segment" BOOLEAN NOT NULL,
    "by_advisor" BOOLEAN NOT NULL,
    "by_kind" BOOLEAN NOT NULL,
    "confidence" SMALLINT NOT NULL,
    "expected_percent" SMALLINT NOT NULL,
    "half_width_percent" SMALLINT NOT NULL,
    "least_per_stratum" SMALLINT NOT NULL,
    "second_percent" SMALLINT NOT NULL,
    "grid_version" INTEGER NOT NULL,
    "seed" TEXT NOT NULL,
    "population" INTEGER,
    "population_digest" TEXT,
    "wanted_size" INTEGER,
    "size" INTEGER,
    "created_by" INTEGER NOT NULL,
    "drawn_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" INTEGER,

    CONSTRAINT "control_campaign_pkey" PRIMARY KEY ("id"),
    CONSTRAINT control_campaign_limits CHECK (length(name) BETWEEN 1 AND 120 AND cardinality(branch_ids) > 0 AND from_on <= until_on AND confidence IN (90, 95, 99)
      AND expected_percent BETWEEN 50 AND 99 AND half_width_percent BETWEEN 1 AND 25 AND least_per_stratum BETWEEN 1 AND 5 AND second_percent BETWEEN 0 AND 100),
    CONSTRAINT control_campaign_drawn CHECK (num_nonnulls(population, population_digest, wanted_size, size, drawn_at) IN (0, 5)),
    CONSTRAINT control_campaign_closed CHECK (num_nonnulls(closed_at, closed_by) IN (0, 2) AND (closed_at IS NULL OR drawn_at IS NOT NULL))
);
ALTER TABLE "control_campaign" ADD CONSTRAINT "control_campaign_grid_version_fkey" FOREIGN KEY ("grid_version") REFERENCES "control_grid"("version") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "control_campaign" ADD CONSTRAINT "control_campaign_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "control_campaign" ADD CONSTRAINT "control_campaign_closed_by_fkey" FOREIGN KEY ("closed_by") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A part of the population, of which so many are reviewed. What the campaign does not tell apart is null; a client without a segment is NEW.
CREATE TABLE "control_stratum" (
    "campaign_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "segment" TEXT,
    "advisor_id" INTEGER,
    "kind" "next_action_kind",
    "population" INTEGER NOT NULL,
    "size" INTEGER NOT NULL,

    CONSTRAINT "control_stratum_pkey" PRIMARY KEY ("campaign_id", "key"),
    CONSTRAINT control_stratum_sizes CHECK (size BETWEEN 1 AND population)
);
ALTER TABLE "control_stratum" ADD CONSTRAINT "control_stratum_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "control_campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "control_stratum" ADD CONSTRAINT "control_stratum_advisor_id_fkey" FOREIGN KEY ("advisor_id") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Every entry that could have been drawn, as it was that day: what the draw is followed again from.
CREATE TABLE "control_population" (
    "client_id" INTEGER NOT NULL,
    "campaign_id" UUID NOT NULL,
    "interaction_id" UUID NOT NULL,
    "stratum" TEXT NOT NULL,

    CONSTRAINT "control_population_pkey" PRIMARY KEY ("client_id", "campaign_id", "interaction_id")
);
ALTER TABLE "control_population" ADD CONSTRAINT "control_population_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "control_population" ADD CONSTRAINT "control_population_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "control_campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "control_population_campaign_id_stratum_idx" ON "control_population"("campaign_id", "stratum");

-- What was drawn, in the order of review; `second`: reviewed by two.
CREATE TABLE "control_sample" (
    "client_id" INTEGER NOT NULL,
    "campaign_id" UUID NOT NULL,
    "interaction_id" UUID NOT NULL,
    "stratum" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "second" BOOLEAN NOT NULL,

    CONSTRAINT "control_sample_pkey" PRIMARY KEY ("client_id", "campaign_id", "interaction_id")
);
ALTER TABLE "control_sample" ADD CONSTRAINT "control_sample_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE control_sample ADD CONSTRAINT control_sample_of_population FOREIGN KEY (client_id, campaign_id, interaction_id) REFERENCES control_population (client_id, campaign_id, interaction_id);
CREATE UNIQUE INDEX "control_sample_campaign_id_place_key" ON "control_sample"("campaign_id", "place");

-- The three looks at an entry: the first, the blind second, and the one that settles what these two saw otherwise.
CREATE TABLE "control_review" (
    "client_id" INTEGER NOT NULL,
    "campaign_id" UUID NOT NULL,
    "interaction_id" UUID NOT NULL,
    "look" SMALLINT NOT NULL,
    "reviewer_id" INTEGER NOT NULL,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "remark" TEXT NOT NULL DEFAULT '',
    "compliant" BOOLEAN,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "control_review_pkey" PRIMARY KEY ("client_id", "campaign_id", "interaction_id", "look"),
    CONSTRAINT control_review_look CHECK (look BETWEEN 1 AND 3 AND length(remark) <= 2000),
    CONSTRAINT control_review_done CHECK (num_nonnulls(compliant, done_at) IN (0, 2))
);
ALTER TABLE "control_review" ADD CONSTRAINT "control_review_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "control_review" ADD CONSTRAINT "control_review_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "control_review_campaign_id_idx" ON "control_review"("campaign_id");
ALTER TABLE control_review ADD CONSTRAINT control_review_of_sample FOREIGN KEY (client_id, campaign_id, interaction_id) REFERENCES control_sample (client_id, campaign_id, interaction_id);

-- Who wrote an entry, or one that it corrects: nobody judges their own.
CREATE FUNCTION control_written_by(client int, entry uuid, who int) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH RECURSIVE chain AS (
    SELECT i.user_id, i.corrects_id FROM interaction i WHERE i.client_id = client AND i.id = entry
    UNION ALL
    SELECT i.user_id, i.corrects_id FROM chain c JOIN interaction i ON i.client_id = client AND i.id = c.corrects_id)
  SELECT EXISTS (SELECT 1 FROM chain WHERE user_id = who) $$;

-- Nothing of a look is told to another reviewer before all looks that the entry is due are done.
CREATE FUNCTION control_is_told(client int, campaign uuid, entry uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT count(*) FILTER (WHERE r.look < 3 AND r.done_at IS NOT NULL) = 1 + s.second::int
  FROM control_sample s LEFT JOIN control_review r USING (client_id, campaign_id, interaction_id)
  WHERE s.client_id = client AND s.campaign_id = campaign AND s.interaction_id = entry GROUP BY s.second $$;

-- How far each entry is, without who looked at it or what they saw: for the supervisors of the campaign.
CREATE FUNCTION control_progress(campaign uuid) RETURNS TABLE (client_id int, interaction_id uuid, my_look int, my_done boolean, looks int, done int, agreed boolean, settled boolean, compliant boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT e.client_id, e.interaction_id, e.my_look, coalesce(e.my_done, false), e.looks, e.done, CASE WHEN e.told THEN e.all_comply = e.one_complies END,
    e.told AND (e.all_comply = e.one_complies OR e.agreed_on IS NOT NULL),
    CASE WHEN e.told THEN coalesce(e.agreed_on, CASE WHEN e.all_comply = e.one_complies THEN e.all_comply END) END
  FROM (
    SELECT s.client_id, s.interaction_id, count(r.done_at) FILTER (WHERE r.look < 3) = 1 + s.second::int AS told,
      min(r.look) FILTER (WHERE r.reviewer_id = app_user_id() AND r.look < 3)::int AS my_look,
      bool_or(r.done_at IS NOT NULL) FILTER (WHERE r.reviewer_id = app_user_id() AND r.look < 3) AS my_done,
      count(r.look) FILTER (WHERE r.look < 3)::int AS looks, count(r.done_at) FILTER (WHERE r.look < 3)::int AS done,
      bool_and(r.compliant) FILTER (WHERE r.look < 3) AS all_comply, bool_or(r.compliant) FILTER (WHERE r.look < 3) AS one_complies,
      bool_and(r.compliant) FILTER (WHERE r.look = 3) AS agreed_on
    FROM control_campaign c JOIN control_sample s ON s.campaign_id = c.id
      LEFT JOIN control_review r ON r.client_id = s.client_id AND r.campaign_id = s.campaign_id AND r.interaction_id = s.interaction_id
    WHERE c.id = campaign AND c.branch_ids <@ app_supervised_branches()
    GROUP BY s.client_id, s.campaign_id, s.interaction_id) e $$;
REVOKE EXECUTE ON FUNCTION control_is_told(int, uuid, uuid), control_progress(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION control_is_told(int, uuid, uuid), control_progress(uuid) TO mireille_app;

-- Once drawn, nothing of a campaign changes but that it is closed; the owner is bound too.
CREATE FUNCTION keep_control_campaign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.closed_at IS NULL
     AND (OLD.drawn_at IS NULL OR to_jsonb(NEW) - 'closed_at' - 'closed_by' = to_jsonb(OLD) - 'closed_at' - 'closed_by') THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'frozen: % on a drawn campaign is refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON control_campaign FOR EACH ROW EXECUTE FUNCTION keep_control_campaign();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON control_campaign FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION keep_control_draw() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND EXISTS (SELECT 1 FROM control_campaign c WHERE c.id = NEW.campaign_id AND c.drawn_at IS NULL) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'frozen: % on the % of a drawn campaign is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Reviewer and reviewed are never the same person, nor are the two reviewers; what was told is kept, and what was closed.
CREATE FUNCTION keep_control_review() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  fault text;
BEGIN
  SELECT CASE
    WHEN c.closed_at IS NOT NULL THEN 'the campaign is closed'
    WHEN control_written_by(NEW.client_id, NEW.interaction_id, NEW.reviewer_id) THEN 'nobody reviews their own entry'
    WHEN NEW.look = 2 AND NOT s.second THEN 'the entry is reviewed once'
    WHEN NEW.look < 3 AND EXISTS (SELECT 1 FROM control_review r WHERE (r.client_id, r.campaign_id, r.interaction_id) = (NEW.client_id, NEW.campaign_id, NEW.interaction_id)
      AND r.look < 3 AND r.look <> NEW.look AND r.reviewer_id = NEW.reviewer_id) THEN 'the two reviewers are two persons'
    WHEN NEW.look = 3 AND (NOT control_is_told(NEW.client_id, NEW.campaign_id, NEW.interaction_id) OR (SELECT count(DISTINCT r.compliant) FROM control_review r
      WHERE (r.client_id, r.campaign_id, r.interaction_id) = (NEW.client_id, NEW.campaign_id, NEW.interaction_id) AND r.look < 3) < 2) THEN 'there is nothing to settle'
    WHEN TG_OP = 'UPDATE' AND (OLD.reviewer_id, OLD.look) <> (NEW.reviewer_id, NEW.look) THEN 'a look stays who made it'
    WHEN TG_OP = 'UPDATE' AND (NEW.look = 3 OR (s.second AND OLD.done_at IS NOT NULL AND control_is_told(NEW.client_id, NEW.campaign_id, NEW.interaction_id))) THEN 'what the other has seen is kept'
    END INTO fault
  FROM control_sample s JOIN control_campaign c ON c.id = s.campaign_id
  WHERE (s.client_id, s.campaign_id, s.interaction_id) = (NEW.client_id, NEW.campaign_id, NEW.interaction_id);
  IF fault IS NOT NULL THEN RAISE EXCEPTION 'control review refused: %', fault USING ERRCODE = 'restrict_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept BEFORE INSERT OR UPDATE ON control_review FOR EACH ROW EXECUTE FUNCTION keep_control_review();
CREATE TRIGGER no_delete BEFORE DELETE ON control_review FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A finding that is to be put right: by whoever holds the client's portfolio, until a day; checked again by a supervisor.
CREATE TYPE "control_task_status" AS ENUM ('OPEN', 'ANSWERED', 'CLOSED');
CREATE TYPE "control_task_step_kind" AS ENUM ('ANSWERED', 'REOPENED', 'CLOSED');
CREATE TABLE "control_task" (
    "client_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "campaign_id" UUID NOT NULL,
    "interaction_id" UUID NOT NULL,
    "asked" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "status" "control_task_status" NOT NULL DEFAULT 'OPEN',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" INTEGER NOT NULL,

    CONSTRAINT "control_task_pkey" PRIMARY KEY ("client_id", "id"),
    CONSTRAINT control_task_asked CHECK (length(asked) BETWEEN 1 AND 2000)
);
ALTER TABLE "control_task" ADD CONSTRAINT "control_task_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "control_task" ADD CONSTRAINT "control_task_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE control_task ADD CONSTRAINT control_task_of_sample FOREIGN KEY (client_id, campaign_id, interaction_id) REFERENCES control_sample (client_id, campaign_id, interaction_id);
CREATE INDEX "control_task_campaign_id_idx" ON "control_task"("campaign_id");
CREATE INDEX control_task_open ON control_task (client_id) WHERE status = 'OPEN';

CREATE TABLE "control_task_step" (
    "client_id" INTEGER NOT NULL,
    "task_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" "control_task_step_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_id" INTEGER NOT NULL,

    CONSTRAINT "control_task_step_pkey" PRIMARY KEY ("client_id", "task_id", "id"),
    CONSTRAINT control_task_step_text CHECK (length(text) <= 2000)
);
ALTER TABLE "control_task_step" ADD CONSTRAINT "control_task_step_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "control_task_step" ADD CONSTRAINT "control_task_step_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE control_task_step ADD CONSTRAINT control_task_step_of_task FOREIGN KEY (client_id, task_id) REFERENCES control_task (client_id, id);

-- A step moves the task on; one that does not fit is not taken (no row, which its writer counts).
CREATE FUNCTION move_control_task() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE control_task t SET status = CASE NEW.kind WHEN 'ANSWERED' THEN 'ANSWERED' WHEN 'REOPENED' THEN 'OPEN' ELSE 'CLOSED' END::control_task_status
  WHERE t.client_id = NEW.client_id AND t.id = NEW.task_id AND t.status = (CASE NEW.kind WHEN 'ANSWERED' THEN 'OPEN' ELSE 'ANSWERED' END)::control_task_status;
  RETURN CASE WHEN FOUND THEN NEW END;
END $$;
CREATE TRIGGER moved BEFORE INSERT ON control_task_step FOR EACH ROW EXECUTE FUNCTION move_control_task();

CREATE FUNCTION keep_control_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'status' = to_jsonb(OLD) - 'status' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a task is kept as it was asked' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON control_task FOR EACH ROW EXECUTE FUNCTION keep_control_task();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['control_stratum', 'control_population', 'control_sample'] LOOP
    EXECUTE format('CREATE TRIGGER frozen BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION keep_control_draw()', t);
  END LOOP;
  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON control_task_step FOR EACH ROW EXECUTE FUNCTION refuse_change();
  FOREACH t IN ARRAY ARRAY['control_stratum', 'control_population', 'control_sample', 'control_review', 'control_task', 'control_task_step'] LOOP
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
  END LOOP;
END $$;

-- The second wall. A campaign is seen by who supervises all its branches, and what it holds of a client by those of them who see the client.
GRANT SELECT, INSERT ON control_campaign, control_stratum, control_population, control_sample, control_review, control_task, control_task_step TO mireille_app;
GRANT UPDATE (population, population_digest, wanted_size, size, drawn_at, closed_at, closed_by) ON control_campaign TO mireille_app;
GRANT UPDATE (answers, remark, compliant, updated_at, done_at) ON control_review TO mireille_app;

ALTER TABLE control_campaign ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON control_campaign FOR SELECT TO mireille_app USING (branch_ids <@ (SELECT app_supervised_branches())::int[]);
CREATE POLICY added ON control_campaign FOR INSERT TO mireille_app WITH CHECK (created_by = (SELECT app_user_id()) AND branch_ids <@ (SELECT app_supervised_branches())::int[]);
CREATE POLICY changed ON control_campaign FOR UPDATE TO mireille_app USING (branch_ids <@ (SELECT app_supervised_branches())::int[])
  WITH CHECK (closed_by IS NULL OR closed_by = (SELECT app_user_id()));

ALTER TABLE control_stratum ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON control_stratum FOR SELECT TO mireille_app USING (EXISTS (SELECT 1 FROM control_campaign g WHERE g.id = campaign_id));
CREATE POLICY added ON control_stratum FOR INSERT TO mireille_app WITH CHECK (EXISTS (SELECT 1 FROM control_campaign g WHERE g.id = campaign_id AND g.created_by = (SELECT app_user_id())));

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['control_population', 'control_sample'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT TO mireille_app
      USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id) AND EXISTS (SELECT 1 FROM control_campaign g WHERE g.id = campaign_id))', t);
    EXECUTE format('CREATE POLICY added ON %I FOR INSERT TO mireille_app
      WITH CHECK (EXISTS (SELECT 1 FROM control_campaign g JOIN client c ON c.id = client_id AND c.branch_id = ANY (g.branch_ids) WHERE g.id = campaign_id AND g.created_by = (SELECT app_user_id())))', t);
  END LOOP;
END $$;

ALTER TABLE control_review ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON control_review FOR SELECT TO mireille_app USING (
  EXISTS (SELECT 1 FROM client c WHERE c.id = client_id) AND EXISTS (SELECT 1 FROM control_campaign g WHERE g.id = campaign_id)
  AND (reviewer_id = (SELECT app_user_id()) OR control_is_told(client_id, campaign_id, interaction_id)));
CREATE POLICY added ON control_review FOR INSERT TO mireille_app WITH CHECK (
  reviewer_id = (SELECT app_user_id()) AND EXISTS (SELECT 1 FROM client c WHERE c.id = client_id) AND EXISTS (SELECT 1 FROM control_campaign g WHERE g.id = campaign_id));
CREATE POLICY changed ON control_review FOR UPDATE TO mireille_app USING (
  reviewer_id = (SELECT app_user_id()) AND EXISTS (SELECT 1 FROM client c WHERE c.id = client_id) AND EXISTS (SELECT 1 FROM control_campaign g WHERE g.id = campaign_id));

ALTER TABLE control_task ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON control_task FOR SELECT TO mireille_app USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id));
CREATE POLICY added ON control_task FOR INSERT TO mireille_app WITH CHECK (
  created_by = (SELECT app_user_id()) AND status = 'OPEN' AND EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.branch_id = ANY ((SELECT app_supervised_branches())::int[])));

ALTER TABLE control_task_step ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON control_task_step FOR SELECT TO mireille_app USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id));
CREATE POLICY added ON control_task_step FOR INSERT TO mireille_app WITH CHECK (user_id = (SELECT app_user_id()) AND CASE kind
  WHEN 'ANSWERED' THEN EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.advisor_id = (SELECT app_portfolio_holder()))
  ELSE EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.branch_id = ANY ((SELECT app_supervised_branches())::int[])) END);
