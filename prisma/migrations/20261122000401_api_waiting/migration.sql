-- While the bank is busy with something longer, batches wait: of one key so many and no more, or they would fill the disk.
DROP FUNCTION api_submit(text, bytea, api_resource, bytea, bytea, boolean, int, text);

-- Stores a batch and wakes a worker: NEW. KNOWN: the same request came before under this idempotency key; OTHER: another
-- one did. FULL: too many wait. REFUSED: the key may not do this (any more). A batch that no worker could run changed
-- nothing: sent again, it is tried again.
CREATE FUNCTION api_submit(given_id text, given_hash bytea, wanted api_resource, given_idempotency bytea, given_request bytea,
                           is_atomic boolean, rows_sent int, given_body text, waiting_allowed int, OUT outcome text, OUT batch_id uuid)
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
  -- A key's requests are stored one after the other: of two that are alike the second finds the first.
  PERFORM 1 FROM api_key k WHERE k.id = given_id FOR NO KEY UPDATE;
  DELETE FROM api_batch b WHERE b.key_id = given_id AND b.idempotency_hash = given_idempotency
    AND b.status <> 'WAITING' AND b.created_at < now() - interval '48 hours';
  -- Not locked: a worker may be running it, and is not waited for here.
  SELECT * INTO known FROM api_batch b WHERE b.key_id = given_id AND b.idempotency_hash = given_idempotency;
  batch_id := known.id;
  outcome := CASE WHEN known.id IS NULL THEN 'NEW' WHEN known.request_hash <> given_request THEN 'OTHER'
                  WHEN known.status <> 'FAILED' THEN 'KNOWN' ELSE 'AGAIN' END;
  IF outcome IN ('OTHER', 'KNOWN') THEN RETURN; END IF;
  IF (SELECT count(*) FROM api_batch b WHERE b.key_id = given_id AND b.status = 'WAITING') >= waiting_allowed THEN
    outcome := 'FULL';
    RETURN;
  END IF;
  IF outcome = 'AGAIN' THEN
    UPDATE api_batch b SET status = 'WAITING', attempts = 0, body = given_body, finished_at = NULL, result = NULL WHERE b.id = known.id;
  ELSE
    INSERT INTO api_batch AS b (id, key_id, idempotency_hash, request_hash, resource, atomic, row_count, body)
      VALUES (gen_random_uuid(), given_id, given_idempotency, given_request, wanted, is_atomic, rows_sent, given_body) RETURNING b.id INTO batch_id;
  END IF;
  outcome := 'NEW';
  -- One job runs all that wait, however many batches arrive meanwhile.
  PERFORM graphile_worker.add_job('run_api_batches', queue_name => 'bank', job_key => 'api-batches');
END $$;
REVOKE ALL ON FUNCTION api_submit(text, bytea, api_resource, bytea, bytea, boolean, int, text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION api_submit(text, bytea, api_resource, bytea, bytea, boolean, int, text, int) TO mireille_app;
CREATE INDEX api_batch_waiting_of_key ON api_batch (key_id) WHERE status = 'WAITING';
