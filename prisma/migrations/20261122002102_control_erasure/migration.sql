-- What reviewers wrote of a client goes when the client is erased; verdicts and answers, which are about the entry, stay.
INSERT INTO personal_column VALUES ('control_review', 'remark', '""'), ('control_task', 'asked', '"…"'), ('control_task_step', 'text', '""');
CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON control_task_step FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasure();

-- An erasure changes a text and nothing else.
CREATE FUNCTION control_is_erasure(kept jsonb, changed jsonb, tbl text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT 1 FROM client_erasure e WHERE e.client_id = (kept->>'client_id')::int)
    AND changed = kept || (SELECT jsonb_object_agg(p.column_name, p.blank) FROM personal_column p WHERE p.table_name = tbl) $$;

DROP TRIGGER kept ON control_review;
CREATE TRIGGER begun BEFORE INSERT ON control_review FOR EACH ROW EXECUTE FUNCTION keep_control_review();
CREATE TRIGGER kept BEFORE UPDATE ON control_review FOR EACH ROW WHEN (NOT control_is_erasure(to_jsonb(OLD), to_jsonb(NEW), 'control_review')) EXECUTE FUNCTION keep_control_review();
DROP TRIGGER kept ON control_task;
CREATE TRIGGER kept BEFORE UPDATE ON control_task FOR EACH ROW WHEN (NOT control_is_erasure(to_jsonb(OLD), to_jsonb(NEW), 'control_task')) EXECUTE FUNCTION keep_control_task();
CREATE TRIGGER no_delete BEFORE DELETE ON control_task FOR EACH ROW EXECUTE FUNCTION refuse_change();
