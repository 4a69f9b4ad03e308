-- What is said of an entry: comments, and requests to correct it with every step until they are closed. Append-only: a
-- remark is taken back by another one.
CREATE TYPE "remark_kind" AS ENUM ('COMMENT', 'ASKED', 'CORRECTED', 'STANDS', 'ACCEPTED', 'ASKED_AGAIN', 'WITHDRAWN');

CREATE TABLE "entry_remark" (
    "client_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "interaction_id" UUID NOT NULL,
    "kind" "remark_kind" NOT NULL,
    "user_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "mentions" INTEGER[] NOT NULL DEFAULT '{}',
    "request_id" UUID,
    "step" SMALLINT,
    "reason" TEXT,
    "due_on" DATE,
    "correction_id" UUID,
    "withdraws_id" UUID,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "entry_remark_pkey" PRIMARY KEY ("client_id", "id")
);

-- Two who take the same step at once: the second is told.
CREATE UNIQUE INDEX "entry_remark_client_id_request_id_step_key" ON "entry_remark"("client_id", "request_id", "step");
CREATE UNIQUE INDEX "entry_remark_client_id_withdraws_id_key" ON "entry_remark"("client_id", "withdraws_id");
CREATE INDEX "entry_remark_client_id_interaction_id_idx" ON "entry_remark"("client_id", "interaction_id");
-- The requests of a client: most clients have none, and looking for them costs a step of a small index.
CREATE INDEX entry_remark_requests ON entry_remark (client_id) WHERE kind = 'ASKED';
CREATE INDEX entry_remark_mentions ON entry_remark (client_id, written_at) WHERE mentions <> '{}';

ALTER TABLE "entry_remark" ADD CONSTRAINT "entry_remark_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "entry_remark" ADD CONSTRAINT "entry_remark_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE entry_remark ADD CONSTRAINT entry_remark_request FOREIGN KEY (client_id, request_id) REFERENCES entry_remark (client_id, id);
ALTER TABLE entry_remark ADD CONSTRAINT entry_remark_withdraws FOREIGN KEY (client_id, withdraws_id) REFERENCES entry_remark (client_id, id);
ALTER TABLE entry_remark ADD CONSTRAINT entry_remark_shape CHECK (
  char_length(text) <= 1000
  AND (kind NOT IN ('COMMENT', 'ASKED', 'STANDS', 'ASKED_AGAIN') OR text <> '')
  AND (request_id IS NULL) = (step IS NULL)
  AND (kind = 'ASKED') = (step IS NOT DISTINCT FROM 0) AND (kind <> 'ASKED' OR request_id = id)
  AND (kind <> 'COMMENT' OR request_id IS NULL) AND (kind IN ('COMMENT', 'WITHDRAWN') OR request_id IS NOT NULL)
  AND (kind = 'ASKED') = (reason IS NOT NULL)
  AND (kind IN ('ASKED', 'ASKED_AGAIN')) = (due_on IS NOT NULL)
  AND (kind = 'CORRECTED') = (correction_id IS NOT NULL)
  AND (kind = 'WITHDRAWN') = (withdraws_id IS NOT NULL)
  AND cardinality(mentions) <= 5);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON entry_remark FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON entry_remark FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whoever may see a client reads what is said, and comments in their own name. Asking and judging is for those who
-- supervise the branch, answering for the holder of the portfolio. A supervisor writes nowhere else of a client. Entries
-- never go, so that a remark needs no reference that is checked for ever: both ends are there when it is written.
ALTER TABLE entry_remark ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON entry_remark TO mireille_app;
CREATE POLICY seen ON entry_remark FOR SELECT TO mireille_app USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id));
CREATE POLICY own_name ON entry_remark FOR INSERT TO mireille_app WITH CHECK (
  user_id = (SELECT app_user_id())
  AND EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND CASE
    WHEN kind IN ('ASKED', 'ACCEPTED', 'ASKED_AGAIN') THEN c.branch_id = ANY ((SELECT app_supervised_branches())::int[])
    WHEN kind IN ('CORRECTED', 'STANDS') THEN c.advisor_id = (SELECT app_portfolio_holder())
    ELSE true END)
  AND EXISTS (SELECT 1 FROM interaction i WHERE i.client_id = entry_remark.client_id AND i.id = entry_remark.interaction_id)
  AND (correction_id IS NULL OR EXISTS (
    SELECT 1 FROM interaction i WHERE i.client_id = entry_remark.client_id AND i.id = entry_remark.correction_id AND i.corrects_id IS NOT NULL)));

-- Those who may see a client, who are therefore the ones that may be named in a remark.
CREATE FUNCTION client_readers(client int) RETURNS TABLE (id int, name text) LANGUAGE sql STABLE
  AS $$ SELECT u.id, u.name FROM client c JOIN app_user u ON u.active AND (
          (u.id = c.advisor_id AND u.role IN ('ADVISOR', 'RELATIONSHIP_MANAGER'))
          OR (u.role = 'SUPERVISOR' AND EXISTS (SELECT 1 FROM supervised_branch s WHERE s.user_id = u.id AND s.branch_id = c.branch_id)))
        WHERE c.id = client $$;
