-- The files that administrators send to be imported. The rows say what is there; the bytes lie in the server's upload folder.
-- Administrators alone see them, and each other's: a delivery is the bank's, not a person's.

CREATE TABLE "import_upload" (
    "id" UUID NOT NULL,
    "created_by" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "file_count" INTEGER NOT NULL DEFAULT 0,
    "total_bytes" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "import_upload_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "import_upload_file" (
    "upload_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_upload_file_pkey" PRIMARY KEY ("upload_id", "id")
);

CREATE INDEX "import_upload_created_at_id_idx" ON "import_upload"("created_at", "id");
CREATE UNIQUE INDEX "import_upload_file_upload_id_name_key" ON "import_upload_file"("upload_id", "name");

ALTER TABLE "import_upload" ADD CONSTRAINT "import_upload_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "import_upload_file" ADD CONSTRAINT "import_upload_file_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "import_upload"("id") ON DELETE CASCADE ON UPDATE CASCADE;

GRANT SELECT, INSERT, DELETE, UPDATE (file_count, total_bytes) ON import_upload TO mireille_app;
GRANT SELECT, INSERT, DELETE ON import_upload_file TO mireille_app;

ALTER TABLE import_upload ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_upload_file ENABLE ROW LEVEL SECURITY;

CREATE POLICY administrators ON import_upload TO mireille_app
  USING ((SELECT app_administrator()) IS NOT NULL) WITH CHECK ((SELECT app_administrator()) IS NOT NULL);
CREATE POLICY administrators ON import_upload_file TO mireille_app
  USING ((SELECT app_administrator()) IS NOT NULL) WITH CHECK ((SELECT app_administrator()) IS NOT NULL);
-- Nobody sends files in another's name.
CREATE POLICY own_name ON import_upload AS RESTRICTIVE FOR INSERT TO mireille_app WITH CHECK (created_by = (SELECT app_user_id()));
