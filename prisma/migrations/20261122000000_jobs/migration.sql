-- Work on the whole bank, done by a worker beside the web server. This table is the truth about each run; the queue
-- (schema graphile_worker, installed by lib/data/migrate.ts) only brings it to a worker. It holds ids, codes and counts.

CREATE TYPE "job_kind" AS ENUM ('IMPORT_PREVIEW', 'IMPORT', 'SCORE_BANK', 'NIGHTLY_REFRESH');
CREATE TYPE "job_status" AS ENUM ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED');

CREATE TABLE "job_run" (
    "id" UUID NOT NULL,
    "kind" "job_kind" NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "status" "job_status" NOT NULL DEFAULT 'QUEUED',
    "requested_by" INTEGER,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_on" DATE,
    "retry_of" UUID,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "worker" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "phase" TEXT,
    "phase_started_at" TIMESTAMPTZ(3),
    "done" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT,
    "progress_at" TIMESTAMPTZ(3),
    "phases" JSONB NOT NULL DEFAULT '[]',
    "cancel_requested_at" TIMESTAMPTZ(3),
    "cancel_requested_by" INTEGER,
    "result" JSONB,
    "error" JSONB,

    CONSTRAINT "job_run_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "job_run_requested_at_id_idx" ON "job_run"("requested_at", "id");

ALTER TABLE "job_run" ADD CONSTRAINT "job_run_requested_by_fkey" FOREIGN KEY ("requested_by") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "job_run" ADD CONSTRAINT "job_run_cancel_requested_by_fkey" FOREIGN KEY ("cancel_requested_by") REFERENCES "app_user"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "job_run" ADD CONSTRAINT "job_run_retry_of_fkey" FOREIGN KEY ("retry_of") REFERENCES "job_run"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE INDEX job_run_unfinished ON job_run (requested_at, id) WHERE status IN ('QUEUED', 'RUNNING');
-- The calendar asks once a day, whoever and however often it asks.
CREATE UNIQUE INDEX job_run_one_a_day ON job_run (kind, due_on) WHERE due_on IS NOT NULL;
-- One that has not begun will see everything there is to see when it begins: a second beside it would do nothing.
CREATE UNIQUE INDEX job_run_one_waiting ON job_run (kind) WHERE status = 'QUEUED' AND attempts = 0 AND kind IN ('SCORE_BANK', 'NIGHTLY_REFRESH');
CREATE UNIQUE INDEX job_run_one_retry ON job_run (retry_of) WHERE retry_of IS NOT NULL;

-- Whatever changes the bank waits in one queue, in which one job runs at a time. Looking changes nothing.
CREATE FUNCTION job_queue(kind job_kind) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT CASE kind WHEN 'IMPORT_PREVIEW' THEN NULL ELSE 'bank' END $$;

-- Puts a run into the queue, or puts it there again. The job's key is the run: it is there once.
CREATE FUNCTION enqueue_job_run(run_id uuid, kind job_kind, delay interval DEFAULT '0') RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
BEGIN
  PERFORM graphile_worker.add_job('run_job', json_build_object('runId', run_id), queue_name => job_queue(kind),
                                  run_at => now() + delay, job_key => run_id::text);
END $$;
REVOKE ALL ON FUNCTION enqueue_job_run(uuid, job_kind, interval) FROM PUBLIC;

-- The web server's login cannot touch the queue: what it may insert is put there for it.
CREATE FUNCTION job_run_requested() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM enqueue_job_run(NEW.id, NEW.kind);
  RETURN NULL;
END $$;
CREATE TRIGGER requested AFTER INSERT ON job_run FOR EACH ROW EXECUTE FUNCTION job_run_requested();

-- What has not begun is cancelled at once; what runs is stopped by its worker, who looks twice a second.
CREATE FUNCTION job_run_cancelled() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  NEW.cancel_requested_at := now();
  IF OLD.status = 'QUEUED' THEN
    NEW.status := 'CANCELLED';
    NEW.finished_at := now();
    PERFORM graphile_worker.remove_job(NEW.id::text);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cancelled BEFORE UPDATE OF cancel_requested_at ON job_run FOR EACH ROW
  WHEN (OLD.cancel_requested_at IS NULL AND NEW.cancel_requested_at IS NOT NULL) EXECUTE FUNCTION job_run_cancelled();

-- ---------------------------------------------------------------------------------------------
-- An administrator sees the runs, and asks and cancels in their own name; for anyone else there are none.
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION app_administrator() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT id FROM app_user WHERE id = app_user_id() AND active AND role = 'ADMINISTRATOR' $$;

GRANT SELECT, INSERT (id, kind, payload, requested_by, retry_of), UPDATE (cancel_requested_at, cancel_requested_by) ON job_run TO mireille_app;
ALTER TABLE job_run ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON job_run FOR SELECT TO mireille_app USING ((SELECT app_administrator()) IS NOT NULL);
CREATE POLICY own_name ON job_run FOR INSERT TO mireille_app WITH CHECK (requested_by = (SELECT app_administrator()));
CREATE POLICY cancelled ON job_run FOR UPDATE TO mireille_app
  USING (status IN ('QUEUED', 'RUNNING') AND cancel_requested_at IS NULL AND (SELECT app_administrator()) IS NOT NULL)
  WITH CHECK (cancel_requested_by = (SELECT app_administrator()));

-- How many workers are there: each holds a lock of this class while it lives (lib/jobs/worker-lock.ts).
CREATE FUNCTION job_worker_count() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT count(DISTINCT l.objid)::int FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
        WHERE l.locktype = 'advisory' AND l.classid = 72707371 AND l.objsubid = 2 AND l.granted $$;
