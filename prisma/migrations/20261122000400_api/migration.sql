-- The HTTP door for the bank's own systems (docs/api.md): keys, and the batches that they send.
--
-- A key is nobody's viewer: it brings rows and reads back no client. The web server's login sees neither batches nor the
-- hash of a key; it reaches them through the functions below, each of which asks for the key itself and checks it here.

CREATE TYPE "api_resource" AS ENUM ('CLIENTS', 'HOLDINGS', 'ACTIVITY', 'INTERACTIONS', 'SATISFACTION');
CREATE TYPE "api_batch_status" AS ENUM ('WAITING', 'DONE', 'FAILED');

CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" "api_resource"[],
    "created_by" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by" INTEGER,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "api_batch" (
    "id" UUID NOT NULL,
    "key_id" TEXT NOT NULL,
    "idempotency_hash" BYTEA NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "resource" "api_resource" NOT NULL,
    "atomic" BOOLEAN NOT NULL,
    "row_count" INTEGER NOT NULL,
    "body" TEXT,
    "status" "api_batch_status" NOT NULL DEFAULT 'WAITING',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "result" JSONB,

    CONSTRAINT "api_batch_pkey" PRIMARY KEY ("id")
);

-- How often a key was used in its present minute. Not logged: after a crash the minute begins anew.
CREATE UNLOGGED TABLE "api_key_use" (
    "key_id" TEXT NOT NULL,
    "window_started_at" TIMESTAMPTZ(3) NOT NULL,
    "requests" INTEGER NOT NULL,

    CONSTRAINT "api_key_use_pkey" PRIMARY KEY ("key_id")
);

CREATE UNIQUE INDEX "api_batch_key_id_idempotency_hash_key" ON "api_batch"("key_id", "idempotency_hash");
CREATE INDEX "api_batch_created_at_idx" ON "api_batch"("created_at");
CREATE INDEX api_batch_waiting ON api_batch (created_at, id) WHERE status = 'WAITING';

ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_revoked_by_fkey" FOREIGN KEY ("revoked_by") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "api_batch" ADD CONSTRAINT "api_batch_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "api_key_use" ADD CONSTRAINT "api_key_use_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE api_key ADD CONSTRAINT api_key_is_hashed CHECK (octet_length(secret_hash) = 32);
ALTER TABLE api_batch ADD CONSTRAINT api_batch_keeps_no_rows CHECK ((status = 'WAITING') = (body IS NOT NULL));

-- ---------------------------------------------------------------------------------------------
-- Administrators make and revoke keys in their own name; nobody else finds one. The hash is shown to nobody.
-- ---------------------------------------------------------------------------------------------
ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_key_use ENABLE ROW LEVEL SECURITY;

GRANT SELECT (id, name, scopes, created_by, created_at, expires_at, last_used_at, revoked_at, revoked_by),
      INSERT (id, secret_hash, name, scopes, created_by, expires_at), UPDATE (revoked_at, revoked_by) ON api_key TO mireille_app;
CREATE POLICY seen ON api_key FOR SELECT TO mireille_app USING ((SELECT app_administrator()) IS NOT NULL);
CREATE POLICY own_name ON api_key FOR INSERT TO mireille_app WITH CHECK (created_by = (SELECT app_administrator()));
CREATE POLICY revoked ON api_key FOR UPDATE TO mireille_app
  USING (revoked_at IS NULL AND (SELECT app_administrator()) IS NOT NULL)
  WITH CHECK (revoked_at IS NOT NULL AND revoked_by = (SELECT app_administrator()));

-- ---------------------------------------------------------------------------------------------
-- What a key may do. Every function takes the key's id and the SHA-256 of its secret.
-- ---------------------------------------------------------------------------------------------

-- OK, UNKNOWN, REVOKED or EXPIRED. The comparison is of hashes salted by chance: how long it takes tells nothing.
-- Whoever does not know the secret learns nothing but UNKNOWN.
CREATE FUNCTION api_key_verdict(given_id text, given_hash bytea) RETURNS text
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public
AS $$
DECLARE
  known api_key;
  salt bytea := convert_to(gen_random_uuid()::text, 'UTF8');
BEGIN
  SELECT * INTO known FROM api_key k WHERE k.id = given_id;
  IF sha256(salt || coalesce(known.secret_hash, salt)) <> sha256(salt || given_hash) THEN RETURN 'UNKNOWN'; END IF;
  IF known.revoked_at IS NOT NULL THEN RETURN 'REVOKED'; END IF;
  IF known.expires_at <= now() THEN RETURN 'EXPIRED'; END IF;
  RETURN 'OK';
END $$;
REVOKE ALL ON FUNCTION api_key_verdict(text, bytea) FROM PUBLIC;

-- The gate of each request: OK, UNKNOWN, REVOKED, EXPIRED, LIMITED (more than `allowed` requests in this minute, which
-- ends in `retry_after` seconds) or SCOPE (the key is not for this resource). Notes the use, at most once a minute.
CREATE FUNCTION api_admit(given_id text, given_hash bytea, wanted api_resource, allowed int, OUT verdict text, OUT retry_after int)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public
AS $$
DECLARE
  used api_key_use;
BEGIN
  verdict := api_key_verdict(given_id, given_hash);
  IF verdict <> 'OK' THEN RETURN; END IF;
  INSERT INTO api_key_use AS u (key_id, window_started_at, requests) VALUES (given_id, now(), 1)
    ON CONFLICT (key_id) DO UPDATE SET
      requests = CASE WHEN u.window_started_at <= now() - interval '1 minute' THEN 1 ELSE u.requests + 1 END,
      window_started_at = CASE WHEN u.window_started_at <= now() - interval '1 minute' THEN now() ELSE u.window_started_at END
    RETURNING * INTO used;
  UPDATE api_key SET last_used_at = now() WHERE id = given_id AND coalesce(last_used_at, '-infinity') < now() - interval '1 minute';
  IF used.requests > allowed THEN
    verdict := 'LIMITED';
    retry_after := greatest(1, ceil(extract(epoch FROM used.window_started_at + interval '1 minute' - now())))::int;
  ELSIF wanted IS NOT NULL AND NOT EXISTS (SELECT 1 FROM api_key k WHERE k.id = given_id AND wanted = ANY (k.scopes)) THEN
    verdict := 'SCOPE';
  END IF;
END $$;

-- Stores a batch and wakes a worker: NEW. KNOWN: the same request came before under this idempotency key; OTHER: another
-- one did. A batch that no worker could run changed nothing: sent again, it is tried again. Two at once: one waits here
-- until the other is stored. Or REFUSED: the key may not do this (any more).
CREATE FUNCTION api_submit(given_id text, given_hash bytea, wanted api_resource, given_idempotency bytea, given_request bytea,
                           is_atomic boolean, rows_sent int, given_body text, OUT outcome text, OUT batch_id uuid)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public
AS $$
DECLARE
  known api_batch;
BEGIN
  IF api_key_verdict(given_id, given_hash) <> 'OK'
     OR NOT EXISTS (SELECT 1 FROM api_key k WHERE k.id = given_id AND wanted = ANY (k.scopes)) THEN
    outcome := 'REFUSED';
    RETURN;
  END IF;
  DELETE FROM api_batch b WHERE b.key_id = given_id AND b.idempotency_hash = given_idempotency
    AND b.status <> 'WAITING' AND b.created_at < now() - interval '48 hours';
  LOOP
    INSERT INTO api_batch AS b (id, key_id, idempotency_hash, request_hash, resource, atomic, row_count, body)
      VALUES (gen_random_uuid(), given_id, given_idempotency, given_request, wanted, is_atomic, rows_sent, given_body)
      ON CONFLICT (key_id, idempotency_hash) DO NOTHING RETURNING b.id INTO batch_id;
    EXIT WHEN FOUND;
    SELECT * INTO known FROM api_batch b WHERE b.key_id = given_id AND b.idempotency_hash = given_idempotency FOR UPDATE;
    CONTINUE WHEN NOT FOUND;
    batch_id := known.id;
    IF known.request_hash <> given_request THEN
      outcome := 'OTHER';
      RETURN;
    ELSIF known.status <> 'FAILED' THEN
      outcome := 'KNOWN';
      RETURN;
    END IF;
    UPDATE api_batch b SET status = 'WAITING', attempts = 0, body = given_body, finished_at = NULL WHERE b.id = known.id;
    EXIT;
  END LOOP;
  outcome := 'NEW';
  -- One job runs all that wait, however many batches arrive meanwhile.
  PERFORM graphile_worker.add_job('run_api_batches', queue_name => 'bank', job_key => 'api-batches');
END $$;

-- What became of a batch of this key's own. No row: there is none, or the key is no longer good.
CREATE FUNCTION api_batch_answer(given_id text, given_hash bytea, given_batch uuid)
  RETURNS TABLE (id uuid, resource api_resource, atomic boolean, row_count int, status api_batch_status,
                 created_at timestamptz, finished_at timestamptz, result jsonb)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public
AS $$
BEGIN
  IF api_key_verdict(given_id, given_hash) <> 'OK' THEN RETURN; END IF;
  RETURN QUERY SELECT b.id, b.resource, b.atomic, b.row_count, b.status, b.created_at, b.finished_at, b.result
               FROM api_batch b WHERE b.id = given_batch AND b.key_id = given_id;
END $$;

REVOKE ALL ON FUNCTION api_admit(text, bytea, api_resource, int), api_batch_answer(text, bytea, uuid),
  api_submit(text, bytea, api_resource, bytea, bytea, boolean, int, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api_admit(text, bytea, api_resource, int), api_batch_answer(text, bytea, uuid),
  api_submit(text, bytea, api_resource, bytea, bytea, boolean, int, text) TO mireille_app;
