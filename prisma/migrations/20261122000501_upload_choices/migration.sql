-- What is imported is what was previewed. An upload notes when its files or what is said of them last changed; from the
-- moment a preview or an import of it is asked for, until that is over, nothing about it changes, and nothing ever
-- again once its import has begun.

ALTER TABLE "import_upload" ADD COLUMN "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
GRANT UPDATE (changed_at) ON import_upload TO mireille_app;

-- One at a time for a delivery; and found by it.
CREATE UNIQUE INDEX job_run_one_of_delivery ON job_run ((payload ->> 'deliveryId')) WHERE status IN ('QUEUED', 'RUNNING') AND kind IN ('IMPORT_PREVIEW', 'IMPORT');
CREATE INDEX job_run_of_delivery ON job_run ((payload ->> 'deliveryId'), requested_at);

CREATE FUNCTION upload_is_idle(upload uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT NOT EXISTS (SELECT 1 FROM job_run WHERE payload ->> 'deliveryId' = upload::text AND status IN ('QUEUED', 'RUNNING') AND kind IN ('IMPORT_PREVIEW', 'IMPORT')) $$;
CREATE FUNCTION upload_is_open(upload uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT upload_is_idle(upload) AND NOT EXISTS (SELECT 1 FROM import_delivery WHERE id = upload AND status IN ('IMPORTING', 'IMPORTED')) $$;

CREATE POLICY while_open_add ON import_upload_file AS RESTRICTIVE FOR INSERT TO mireille_app WITH CHECK (upload_is_open(upload_id));
CREATE POLICY while_open_remove ON import_upload_file AS RESTRICTIVE FOR DELETE TO mireille_app USING (upload_is_open(upload_id));
CREATE POLICY while_open ON import_delivery AS RESTRICTIVE FOR UPDATE TO mireille_app USING (upload_is_open(id));
CREATE POLICY while_idle ON import_delivery AS RESTRICTIVE FOR DELETE TO mireille_app USING (upload_is_idle(id));
CREATE POLICY while_idle ON import_upload AS RESTRICTIVE FOR DELETE TO mireille_app USING (upload_is_idle(id));
