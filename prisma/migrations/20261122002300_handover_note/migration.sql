-- Handing over well: what the colleague must know, said by whoever knows the client; and nothing of it outlives the client.

-- An absence that a decision noted lasts as long as the decision.
GRANT UPDATE (until_on) ON work_absence TO mireille_app;

-- ---------------------------------------------------------------------------------------------
-- A supervisor's word goes with the clients it is about
-- ---------------------------------------------------------------------------------------------
-- It is one text for all clients of a decision and may name any of them: with the first who is erased, it is empty.
CREATE FUNCTION erase_decision_notes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE reassignment r SET note = '' WHERE r.note <> '' AND r.id IN (SELECT a.reassignment_id FROM assignment_change a WHERE a.client_id = NEW.client_id);
  RETURN NULL;
END $$;
CREATE TRIGGER decision_notes AFTER INSERT ON client_erasure FOR EACH ROW EXECUTE FUNCTION erase_decision_notes();
-- Those whom an erasure left a note about before.
UPDATE reassignment r SET note = '' WHERE r.note <> '' AND r.id IN (SELECT a.reassignment_id FROM assignment_change a JOIN client_erasure e ON e.client_id = a.client_id);

-- ---------------------------------------------------------------------------------------------
-- The former advisor's word
-- ---------------------------------------------------------------------------------------------
CREATE TABLE "handover_note" (
    "client_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "user_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "handover_note_pkey" PRIMARY KEY ("client_id", "id"),
    CONSTRAINT handover_note_text CHECK (char_length(text) BETWEEN 1 AND 1000)
);
ALTER TABLE "handover_note" ADD CONSTRAINT "handover_note_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "handover_note" ADD CONSTRAINT "handover_note_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "assignment_change_from_advisor_id_changed_at_idx" ON "assignment_change"("from_advisor_id", "changed_at");

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON handover_note FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON handover_note FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- A note says something, or it is none.
INSERT INTO personal_column VALUES ('handover_note', 'text', '"…"');

-- Whom the viewer gave away in the last seven days (HANDED_OVER_DAYS of lib/domain/assignment.ts), to whom, and when: a
-- name and nothing else, so that they can say of whom they speak. Who was erased is not among them.
CREATE FUNCTION app_handed_over() RETURNS TABLE (client_id int, name text, advisor_name text, handed_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
  SELECT DISTINCT ON (c.id) c.id, c.first_name || ' ' || c.last_name, u.name, a.changed_at
  FROM assignment_change a JOIN client c ON c.id = a.client_id JOIN app_user u ON u.id = c.advisor_id
  WHERE a.from_advisor_id = app_user_id() AND a.changed_at > now() - interval '7 days' AND c.advisor_id <> app_user_id() AND c.erased_at IS NULL
  ORDER BY c.id, a.changed_at DESC
$$;
REVOKE ALL ON FUNCTION app_handed_over() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app_handed_over() TO mireille_app;

-- Read by whoever sees the client, and by its writer for as long as they may add to it. Written by the advisor, and by the
-- former one for those days.
GRANT SELECT, INSERT ON handover_note TO mireille_app;
ALTER TABLE handover_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON handover_note FOR SELECT TO mireille_app
  USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id) OR user_id = (SELECT app_user_id()) AND client_id IN (SELECT h.client_id FROM app_handed_over() h));
CREATE POLICY own_name ON handover_note FOR INSERT TO mireille_app WITH CHECK (
  user_id = (SELECT app_user_id())
  AND (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.advisor_id = (SELECT app_user_id())) OR client_id IN (SELECT h.client_id FROM app_handed_over() h)));
