-- Who is of high value: whom the bank names so, and by the rule whoever has that much here or brings that much a year.
CREATE TABLE "high_value_rule" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "wealth_cents" BIGINT,
    "pnb_cents" BIGINT,

    CONSTRAINT "high_value_rule_pkey" PRIMARY KEY ("id"),
    CONSTRAINT high_value_rule_one_row CHECK (id = 1),
    CONSTRAINT high_value_rule_amounts CHECK (wealth_cents > 0 AND pnb_cents > 0)
);
INSERT INTO high_value_rule (wealth_cents, pnb_cents) VALUES (25000000, 250000);
GRANT SELECT ON high_value_rule TO mireille_app;

ALTER TABLE "client" ADD COLUMN "high_value_marked" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "next_review_on" DATE;
UPDATE client SET high_value_marked = true WHERE high_value;
CREATE INDEX client_high_value_by_advisor ON client (advisor_id, id) WHERE high_value AND status = 'ACTIVE';
CREATE INDEX client_high_value_by_branch ON client (branch_id, id) WHERE high_value AND status = 'ACTIVE';

-- Twin of isHighValue() in lib/domain/high-value.ts; agreement: tests/data/high-value.test.ts.
CREATE FUNCTION is_high_value(marked boolean, wealth bigint, pnb bigint, rule high_value_rule) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT marked OR coalesce(wealth >= rule.wealth_cents, false) OR coalesce(pnb >= rule.pnb_cents, false) $$;

-- What is held on a contract, or still owed, where the bank says so: wealth by universe.
ALTER TABLE "holding" ADD COLUMN "balance_cents" BIGINT;

-- The trace of an advice: prepared as a draft, then kept as it was completed.
CREATE TYPE "review_status" AS ENUM ('DRAFT', 'COMPLETED');
CREATE TABLE "portfolio_review" (
    "client_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "status" "review_status" NOT NULL DEFAULT 'DRAFT',
    "answers" JSONB NOT NULL DEFAULT '{}',
    "facts" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "corrects_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" INTEGER NOT NULL,
    "completed_at" TIMESTAMPTZ(3),
    "completed_by" INTEGER,
    "channel" "interaction_channel",
    "reviewed_on" DATE,
    "next_review_on" DATE,

    CONSTRAINT "portfolio_review_pkey" PRIMARY KEY ("client_id", "id")
);
ALTER TABLE "portfolio_review" ADD CONSTRAINT "portfolio_review_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "portfolio_review" ADD CONSTRAINT "portfolio_review_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "portfolio_review" ADD CONSTRAINT "portfolio_review_completed_by_fkey" FOREIGN KEY ("completed_by") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE portfolio_review ADD CONSTRAINT portfolio_review_corrects FOREIGN KEY (client_id, corrects_id) REFERENCES portfolio_review (client_id, id);
ALTER TABLE portfolio_review ADD CONSTRAINT portfolio_review_completed CHECK (
  num_nonnulls(facts, completed_at, completed_by, channel, reviewed_on, next_review_on) = CASE status WHEN 'COMPLETED' THEN 6 ELSE 0 END
  AND (next_review_on > reviewed_on));
CREATE UNIQUE INDEX portfolio_review_one_draft ON portfolio_review (client_id) WHERE status = 'DRAFT';
CREATE UNIQUE INDEX portfolio_review_one_correction ON portfolio_review (client_id, corrects_id) WHERE corrects_id IS NOT NULL;

-- A completed review is evidence: nobody changes it, the owner included.
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON portfolio_review FOR EACH ROW WHEN (OLD.status = 'COMPLETED') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON portfolio_review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The user, when they are a relationship manager; else null.
CREATE FUNCTION app_relationship_manager() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT id FROM app_user WHERE id = app_user_id() AND active AND role = 'RELATIONSHIP_MANAGER' $$;

-- Seen by whoever sees the client; written by their relationship manager, in no one else's name.
GRANT SELECT, INSERT, UPDATE, DELETE ON portfolio_review TO mireille_app;
ALTER TABLE portfolio_review ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON portfolio_review FOR SELECT TO mireille_app USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id));
CREATE POLICY added ON portfolio_review FOR INSERT TO mireille_app WITH CHECK (
  updated_by = (SELECT app_relationship_manager()) AND EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.advisor_id = (SELECT app_relationship_manager())));
CREATE POLICY changed ON portfolio_review FOR UPDATE TO mireille_app
  USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.advisor_id = (SELECT app_relationship_manager())))
  WITH CHECK (updated_by = (SELECT app_relationship_manager()) AND completed_by IS NOT DISTINCT FROM (CASE status WHEN 'COMPLETED' THEN (SELECT app_relationship_manager()) END));
CREATE POLICY discarded ON portfolio_review FOR DELETE TO mireille_app
  USING (status = 'DRAFT' AND EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.advisor_id = (SELECT app_relationship_manager())));
