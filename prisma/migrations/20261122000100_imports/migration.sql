-- What an import leaves behind: the delivery, its files and how they were read, the rows that were refused. They hold
-- people's data as it was delivered, for administrators alone, and are deleted after some weeks (lib/jobs/import/deliveries.ts).

CREATE TYPE "delivery_source" AS ENUM ('UPLOAD', 'COMMAND');
CREATE TYPE "delivery_status" AS ENUM ('OPEN', 'IMPORTING', 'IMPORTED', 'REFUSED');
CREATE TYPE "holding_change_kind" AS ENUM ('CONFIRMED', 'REVERSED');

CREATE TABLE "import_delivery" (
    "id" UUID NOT NULL,
    "source" "delivery_source" NOT NULL,
    "status" "delivery_status" NOT NULL DEFAULT 'OPEN',
    "created_by" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "choices" JSONB NOT NULL DEFAULT '{}',
    "problems" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "import_delivery_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "import_file" (
    "delivery_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT,
    "bytes" BIGINT NOT NULL,
    "inspection" JSONB NOT NULL,
    "preview" JSONB,
    "counts" JSONB,
    "merged_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_file_pkey" PRIMARY KEY ("delivery_id","name")
);

CREATE TABLE "import_refused_row" (
    "delivery_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" JSON NOT NULL,
    "problems" JSONB NOT NULL,

    CONSTRAINT "import_refused_row_pkey" PRIMARY KEY ("delivery_id","file_name","line")
);

-- Which column of the format a column of a bank's file is, as someone said and an import confirmed.
CREATE TABLE "import_mapping" (
    "kind" TEXT NOT NULL,
    "headers" TEXT NOT NULL,
    "columns" JSONB NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_mapping_pkey" PRIMARY KEY ("kind","headers")
);

-- Append-only: what the bank's feed said of a sale of the workbench.
CREATE TABLE "holding_change" (
    "client_id" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "kind" "holding_change_kind" NOT NULL,
    "product_code" TEXT NOT NULL,
    "contract_ref" TEXT NOT NULL,
    "sold_on" DATE NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "holding_change_pkey" PRIMARY KEY ("client_id","id")
);

CREATE INDEX "import_delivery_created_at_id_idx" ON "import_delivery"("created_at", "id");

ALTER TABLE "import_delivery" ADD CONSTRAINT "import_delivery_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "import_file" ADD CONSTRAINT "import_file_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "import_delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "import_refused_row" ADD CONSTRAINT "import_refused_row_delivery_id_file_name_fkey" FOREIGN KEY ("delivery_id", "file_name") REFERENCES "import_file"("delivery_id", "name") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "holding_change" ADD CONSTRAINT "holding_change_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "holding_change" ADD CONSTRAINT "holding_change_product_code_fkey" FOREIGN KEY ("product_code") REFERENCES "product"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON holding_change FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON holding_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A sale that waits for the feed: looked for by each delivery of holdings.
CREATE INDEX holding_unconfirmed ON holding (client_id, product_code) WHERE status = 'UNCONFIRMED';

-- ---------------------------------------------------------------------------------------------
-- Administrators read what was delivered, say how to read it, and delete it; for anyone else it is not there.
-- ---------------------------------------------------------------------------------------------
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['import_delivery', 'import_file', 'import_refused_row', 'import_mapping'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY administrators ON %I TO mireille_app
      USING ((SELECT app_administrator()) IS NOT NULL) WITH CHECK ((SELECT app_administrator()) IS NOT NULL)', t);
  END LOOP;
END $$;

GRANT SELECT, DELETE, INSERT (id, source, created_by, choices), UPDATE (choices) ON import_delivery TO mireille_app;
GRANT SELECT ON import_file, import_refused_row TO mireille_app;
GRANT SELECT, DELETE ON import_mapping TO mireille_app;
CREATE POLICY own_name ON import_delivery AS RESTRICTIVE FOR INSERT TO mireille_app
  WITH CHECK (created_by = (SELECT app_user_id()) AND source = 'UPLOAD');

-- What happened to a client's sale is seen by those who see the client.
ALTER TABLE holding_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON holding_change FOR SELECT TO mireille_app USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id));
GRANT SELECT ON holding_change TO mireille_app;
