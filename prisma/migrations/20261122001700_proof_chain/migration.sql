-- The log that nobody can change unseen: what is written about a client is sealed by the database itself, in a chain for
-- each branch. The bytes are those of docs/log-format.md; why it is made so: decision 0025.

-- ---------------------------------------------------------------------------------------------
-- Chains and their links
-- ---------------------------------------------------------------------------------------------
-- Where each chain ends. `name`: the branch's code on the day the chain began; it is part of every hash.
CREATE TABLE "proof_chain" (
    "branch_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "position" BIGINT NOT NULL DEFAULT 0,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "proof_chain_pkey" PRIMARY KEY ("branch_id")
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX "proof_chain_name_key" ON "proof_chain"("name");
ALTER TABLE "proof_chain" ADD CONSTRAINT "proof_chain_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What one statement wrote in one branch, at most a thousand rows: their keys and the hash of each, in one order. It gets
-- its place in the chain at the end of the transaction that wrote it. Its foreign key is the branch's: one to the chain
-- would hold the head from the moment of the insert.
CREATE TABLE "proof_link" (
    "id" BIGSERIAL NOT NULL,
    "branch_id" INTEGER NOT NULL,
    "position" BIGINT,
    "xact" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "client_ids" INTEGER[] NOT NULL,
    "row_ids" TEXT[] NOT NULL,
    "hashes" BYTEA NOT NULL,
    "linked_at" TIMESTAMPTZ(3),
    "previous" BYTEA,
    "hash" BYTEA,

    CONSTRAINT "proof_link_pkey" PRIMARY KEY ("id"),
    CONSTRAINT proof_link_entries CHECK (octet_length(hashes) = 32 * cardinality(row_ids) AND cardinality(client_ids) = cardinality(row_ids)),
    CONSTRAINT proof_link_placed CHECK (num_nonnulls(position, linked_at, previous, hash) IN (0, 4))
);
CREATE UNIQUE INDEX "proof_link_branch_id_position_key" ON "proof_link"("branch_id", "position");
CREATE INDEX proof_link_unplaced ON proof_link (xact) WHERE position IS NULL;
ALTER TABLE "proof_link" ADD CONSTRAINT "proof_link_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- Hashes do not compress.
ALTER TABLE proof_link ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- A transaction that has something to link; gone before anyone else sees it.
CREATE TABLE "proof_turn" (
    "xact" BIGINT NOT NULL,
    "is_last" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "proof_turn_pkey" PRIMARY KEY ("xact")
) WITH (fillfactor = 50);

-- Of each client of whom something personal was sealed: what the salts of those entries come from. Erasure deletes it.
CREATE TABLE "proof_secret" (
    "client_id" INTEGER NOT NULL,
    "secret" BYTEA NOT NULL,

    CONSTRAINT "proof_secret_pkey" PRIMARY KEY ("client_id"),
    CONSTRAINT proof_secret_length CHECK (octet_length(secret) = 32)
);
ALTER TABLE "proof_secret" ADD CONSTRAINT "proof_secret_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is left of the personal part of an entry once it was erased: the commitment that its hash was made with.
CREATE TABLE "proof_erased" (
    "client_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "commitment" TEXT NOT NULL,

    CONSTRAINT "proof_erased_pkey" PRIMARY KEY ("client_id", "kind", "row_id")
);
ALTER TABLE "proof_erased" ADD CONSTRAINT "proof_erased_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is sealed, and how: one row for each call of proof_attach(). `content` and `commitment` are SQL over a row `r`.
CREATE TABLE "proof_kind" (
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "commitment" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "proof_kind_pkey" PRIMARY KEY ("kind")
);

-- The heads of the chains as they were signed.
CREATE TABLE "proof_signature" (
    "branch_id" INTEGER NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL,
    "position" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "signature" BYTEA NOT NULL,

    CONSTRAINT "proof_signature_pkey" PRIMARY KEY ("branch_id", "signed_at")
);
ALTER TABLE "proof_signature" ADD CONSTRAINT "proof_signature_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "proof_chain"("branch_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The public halves of the keys that signed, for whoever keeps them elsewhere: whoever verifies brings their own copy.
CREATE TABLE "proof_key" (
    "id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "first_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "proof_key_pkey" PRIMARY KEY ("id")
);

-- ---------------------------------------------------------------------------------------------
-- Where a chain begins
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION begin_proof_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO proof_chain (branch_id, name, hash) VALUES (NEW.id, NEW.code, sha256(convert_to(E'mireille-log-1\nchain ' || NEW.code, 'UTF8')));
  RETURN NULL;
END $$;
CREATE TRIGGER proof_chain AFTER INSERT ON branch FOR EACH ROW EXECUTE FUNCTION begin_proof_chain();

INSERT INTO proof_chain (branch_id, name, hash) SELECT id, code, sha256(convert_to(E'mireille-log-1\nchain ' || code, 'UTF8')) FROM branch;

-- ---------------------------------------------------------------------------------------------
-- The end of a transaction
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION proof_xact() RETURNS bigint LANGUAGE sql STABLE AS $$ SELECT pg_current_xact_id()::text::bigint $$;

-- Twice deferred: first everything else that waits for the end is done, the figures of portfolios among it. So a head is
-- the last thing that any transaction locks, in the order of the branches: who holds one waits for nobody but the disk.
CREATE FUNCTION close_proof_turn() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  branches int[];
  head record;
  link record;
  moment timestamptz;
BEGIN
  IF NOT NEW.is_last THEN
    UPDATE proof_turn SET is_last = true WHERE xact = NEW.xact;
    RETURN NULL;
  END IF;
  DELETE FROM proof_turn WHERE xact = NEW.xact;
  branches := ARRAY(SELECT DISTINCT l.branch_id FROM proof_link l WHERE l.xact = NEW.xact AND l.position IS NULL);
  FOR head IN SELECT * FROM proof_chain c WHERE c.branch_id = ANY (branches) ORDER BY c.branch_id FOR NO KEY UPDATE LOOP
    FOR link IN
      SELECT l.id, l.kind, cardinality(l.row_ids) AS entries, sha256(l.hashes) AS content
      FROM proof_link l WHERE l.xact = NEW.xact AND l.position IS NULL AND l.branch_id = head.branch_id ORDER BY l.id
    LOOP
      moment := date_trunc('milliseconds', clock_timestamp());
      UPDATE proof_link SET position = head.position + 1, linked_at = moment, previous = head.hash,
        hash = proof_link_hash(head.name, head.position + 1, moment, link.kind, link.entries, link.content, head.hash)
      WHERE id = link.id RETURNING position, hash INTO head.position, head.hash;
    END LOOP;
    UPDATE proof_chain SET position = head.position, hash = head.hash WHERE branch_id = head.branch_id;
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION proof_instant(instant timestamptz) RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

CREATE FUNCTION proof_link_hash(chain text, place bigint, at timestamptz, kind text, entries int, content bytea, previous bytea) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(concat_ws(E'\n', 'mireille-log-1', 'chain ' || chain, 'position ' || place, 'at ' || proof_instant(at), 'kind ' || kind,
    'entries ' || entries, 'content ' || encode(content, 'hex'), 'previous ' || encode(previous, 'hex')), 'UTF8'))
$$;

CREATE CONSTRAINT TRIGGER closes AFTER INSERT OR UPDATE ON proof_turn DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION close_proof_turn();

-- ---------------------------------------------------------------------------------------------
-- What is sealed
-- ---------------------------------------------------------------------------------------------
-- Personal parts: nobody can guess a note from its commitment without the salt, nor one salt from another.
CREATE FUNCTION proof_salt(secret bytea, kind text, row_id text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT sha256(secret || convert_to(kind || ' ' || row_id, 'UTF8')) $$;

CREATE FUNCTION proof_commitment(secret bytea, kind text, row_id text, body text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN body <> '' THEN encode(sha256(proof_salt(secret, kind, row_id) || convert_to(body, 'UTF8')), 'hex') END $$;

-- One line of an entry, in SQL: name and value, no line where there is no value. A value keeps to its line.
CREATE FUNCTION proof_line(source regclass, name text) RETURNS text LANGUAGE plpgsql STABLE SET search_path = public AS $$
DECLARE
  type text;
  is_enum boolean;
  value text := format('r.%I', name);
BEGIN
  SELECT format_type(a.atttypid, NULL), t.typtype = 'e' INTO type, is_enum
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE a.attrelid = source AND a.attname = name AND NOT a.attisdropped;
  IF type = 'timestamp with time zone' THEN value := format('proof_instant(%s)', value);
  ELSIF type = 'date' THEN value := format('to_char(%s, ''YYYY-MM-DD'')', value);
  ELSIF type = 'text' THEN value := format('replace(replace(%s, ''\'', ''\\''), chr(10), ''\n'')', value);
  ELSIF type = 'text[]' THEN value := format('array_to_json(%s)::text', value);
  ELSIF is_enum OR type IN ('integer', 'bigint', 'smallint', 'boolean', 'uuid') THEN value := value || '::text';
  ELSE RAISE EXCEPTION 'no canonical form for column % of %, of type %', name, source, type;
  END IF;
  RETURN format('%L || %s', name || ' ', value);
END $$;

-- From now on the rows of a table are sealed as entries of this kind, and so are those that it has already. `columns`:
-- what enters as it is, beside client and id; `personal`: the column that enters as a commitment; `branch`: whose chain.
-- A table has `client_id` and `id`. More columns, later: the same table as another kind.
CREATE FUNCTION proof_attach(kind text, source regclass, columns text[], personal text DEFAULT NULL, branch text DEFAULT 'c.branch_id') RETURNS void
  LANGUAGE plpgsql SET search_path = public
AS $$
DECLARE
  body text := CASE WHEN personal IS NULL THEN 'NULL::text' ELSE format('r.%I', personal) END;
  commitment text := CASE WHEN personal IS NULL THEN 'NULL::text' ELSE format('proof_commitment(s.secret, %L, r.id::text, %s)', kind, body) END;
  content text := format('concat_ws(chr(10), %L, %s', kind,
    (SELECT string_agg(proof_line(source, name), ', ' ORDER BY place) FROM unnest('{client_id,id}' || columns) WITH ORDINALITY c(name, place)));
  secrets text := format($sql$
    INSERT INTO proof_secret (client_id, secret)
    SELECT r.client_id, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FROM (SELECT DISTINCT r.client_id FROM added r WHERE %s <> '') r
    WHERE NOT EXISTS (SELECT 1 FROM proof_secret s WHERE s.client_id = r.client_id) ORDER BY 1
    ON CONFLICT DO NOTHING$sql$, body);
  links text := format($sql$
    INSERT INTO proof_link (branch_id, xact, kind, client_ids, row_ids, hashes)
    SELECT e.branch_id, proof_xact(), %1$L, array_agg(e.client_id ORDER BY e.place), array_agg(e.row_id ORDER BY e.place), string_agg(e.hash, '' ORDER BY e.place)
    FROM (
      SELECT %2$s AS branch_id, r.client_id, r.id::text AS row_id, sha256(convert_to(%3$s, 'UTF8')) AS hash,
             row_number() OVER (PARTITION BY %2$s ORDER BY r.client_id, r.id) - 1 AS place
      FROM added r JOIN client c ON c.id = r.client_id %5$s
    ) e
    GROUP BY e.branch_id, e.place / 1000 ORDER BY e.branch_id, e.place / 1000$sql$,
    kind, branch, content || CASE WHEN personal IS NULL THEN ')' ELSE format(', ''personal '' || %s)', commitment) END, NULL,
    CASE WHEN personal IS NULL THEN '' ELSE 'LEFT JOIN proof_secret s ON s.client_id = r.client_id' END);
BEGIN
  INSERT INTO proof_kind VALUES (kind, source::text, content, commitment, body);
  -- A plan that is kept for one row would read tables from end to end once it was made for a million.
  EXECUTE format($sql$
    CREATE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $f$
    DECLARE
      rows bigint := (SELECT count(*) FROM added);
    BEGIN
      IF rows = 0 THEN RETURN NULL; END IF;
      IF rows > 1000 THEN
        PERFORM set_config('work_mem', '64MB', true);
        %2$s
        EXECUTE %3$L;
      ELSE
        %4$s
        %5$s;
      END IF;
      INSERT INTO proof_turn (xact) VALUES (proof_xact()) ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $f$ $sql$, 'seal_' || kind, CASE WHEN personal IS NOT NULL THEN format('EXECUTE %L;', secrets) END, links, CASE WHEN personal IS NOT NULL THEN secrets || ';' END, links);
  EXECUTE format('CREATE TRIGGER sealed AFTER INSERT ON %s REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION %I()', source, 'seal_' || kind);
  -- Those that are there already: what they were before nobody can say, that they are not changed from now on everyone.
  IF personal IS NOT NULL THEN EXECUTE replace(secrets, 'FROM added r', format('FROM %s r', source)); END IF;
  EXECUTE replace(links, 'FROM added r', format('FROM %s r', source));
  INSERT INTO proof_turn (xact) VALUES (proof_xact()) ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION proof_attach(text, regclass, text[], text, text) FROM PUBLIC;

-- ---------------------------------------------------------------------------------------------
-- Reading it
-- ---------------------------------------------------------------------------------------------
-- The entries of some links, with what the database says of them now. `state`: PRESENT; MISSING, where the row is gone;
-- WITHHELD, where the client is not the reader's to see. `texts`: with what is personal, and its salt. For the owner, and
-- for supervisors of the branch.
CREATE FUNCTION proof_entries(branch int, first_position bigint, last_position bigint, texts boolean)
  RETURNS TABLE ("position" bigint, place int, client_id int, row_id text, hash bytea, state text, content text, commitment text, erased boolean, salt bytea, body text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public
AS $$
DECLARE
  is_owner boolean := pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'proof_link'::regclass), 'MEMBER');
  seen int[] := app_supervised_branches();
BEGIN
  IF NOT is_owner AND NOT branch = ANY (seen) THEN RETURN; END IF;
  RETURN QUERY EXECUTE (
    SELECT string_agg(format($sql$
      SELECT e.position, e.place, e.client_id, e.row_id, e.hash,
             CASE WHEN NOT e.is_seen THEN 'WITHHELD' WHEN e.content IS NULL THEN 'MISSING' ELSE 'PRESENT' END,
             CASE WHEN e.is_seen THEN e.content || coalesce(chr(10) || 'personal ' || e.commitment, '') END,
             CASE WHEN e.is_seen THEN e.commitment END, e.is_seen AND e.is_erased,
             CASE WHEN $4 AND e.is_seen AND e.body <> '' THEN proof_salt(e.secret, %1$L, e.row_id) END,
             CASE WHEN $4 AND e.is_seen AND e.body <> '' THEN e.body END
      FROM (
        SELECT l.position, x.place::int, x.client_id, x.row_id, substring(l.hashes FROM x.place::int * 32 - 31 FOR 32) AS hash, s.secret,
               $5 OR coalesce(c.branch_id = ANY ($6), false) AS is_seen, %4$s AS body,
               CASE WHEN r.client_id IS NOT NULL THEN %3$s) END AS content,
               CASE WHEN coalesce(%4$s, '') = '' THEN g.commitment ELSE %5$s END AS commitment, g.client_id IS NOT NULL AND coalesce(%4$s, '') = '' AS is_erased
        FROM proof_link l CROSS JOIN LATERAL unnest(l.client_ids, l.row_ids) WITH ORDINALITY x(client_id, row_id, place)
        LEFT JOIN %2$s r ON r.client_id = x.client_id AND r.id = x.row_id::%6$s
        LEFT JOIN client c ON c.id = x.client_id LEFT JOIN proof_secret s ON s.client_id = x.client_id
        LEFT JOIN proof_erased g ON g.client_id = x.client_id AND g.kind = l.kind AND g.row_id = x.row_id
        WHERE l.branch_id = $1 AND l.position BETWEEN $2 AND $3 AND l.kind = %1$L
      ) e$sql$, k.kind, k.source, k.content, k.body, k.commitment,
      (SELECT format_type(a.atttypid, NULL) FROM pg_attribute a WHERE a.attrelid = k.source::regclass AND a.attname = 'id')), ' UNION ALL ')
      || ' ORDER BY 1, 2'
    FROM proof_kind k) USING branch, first_position, last_position, texts, is_owner, seen;
END $$;
REVOKE ALL ON FUNCTION proof_entries(int, bigint, bigint, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION proof_entries(int, bigint, bigint, boolean) TO mireille_app;

-- Rows of the branch's clients that no chain knows: somebody put them in past the triggers.
CREATE FUNCTION proof_strays(branch int) RETURNS TABLE (kind text, client_id int, row_id text) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'proof_link'::regclass), 'MEMBER') AND NOT branch = ANY (app_supervised_branches()) THEN RETURN; END IF;
  RETURN QUERY EXECUTE (
    -- Nearly all are in the branch's own chain; the other chains are read only for clients who came from elsewhere.
    SELECT string_agg(format($sql$
      SELECT * FROM (
        SELECT %1$L AS kind, r.client_id, r.id::text AS row_id FROM client c JOIN %2$s r ON r.client_id = c.id WHERE c.branch_id = $1
        EXCEPT ALL
        SELECT %1$L, x.client_id, x.row_id FROM proof_link l CROSS JOIN LATERAL unnest(l.client_ids, l.row_ids) x(client_id, row_id)
        WHERE l.branch_id = $1 AND l.kind = %1$L
      ) own
      WHERE NOT EXISTS (
        SELECT 1 FROM proof_link l CROSS JOIN LATERAL unnest(l.client_ids, l.row_ids) x(client_id, row_id)
        WHERE l.branch_id <> $1 AND l.kind = %1$L AND own.client_id = ANY (l.client_ids) AND x.client_id = own.client_id AND x.row_id = own.row_id)$sql$, k.kind, k.source), ' UNION ALL ')
    FROM proof_kind k) USING branch;
END $$;
REVOKE ALL ON FUNCTION proof_strays(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION proof_strays(int) TO mireille_app;

-- ---------------------------------------------------------------------------------------------
-- Nobody changes it by mistake, and only those read it who answer for the branch
-- ---------------------------------------------------------------------------------------------
CREATE TRIGGER append_only BEFORE UPDATE ON proof_link FOR EACH ROW WHEN (OLD.position IS NOT NULL) EXECUTE FUNCTION refuse_change();
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['proof_link', 'proof_chain', 'proof_signature', 'proof_key', 'proof_erased'] LOOP
    EXECUTE format('CREATE TRIGGER kept BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
    EXECUTE format('CREATE TRIGGER kept_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['proof_signature', 'proof_key', 'proof_erased'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['proof_turn', 'proof_secret', 'proof_kind'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['proof_chain', 'proof_link', 'proof_signature'] LOOP
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT TO mireille_app USING (branch_id = ANY ((SELECT app_supervised_branches())::int[]))', t);
    EXECUTE format('GRANT SELECT ON %I TO mireille_app', t);
  END LOOP;
END $$;

-- Corrections are interactions.
SELECT proof_attach('interaction', 'interaction', '{user_id,occurred_at,recorded_at,written_at,channel,outcome,commercial,review,products_discussed,products_sold,satisfaction,next_step_on,next_step_minute,next_step_length,next_action_id,corrects_id,cancels,external_ref}', 'notes');
SELECT proof_attach('consent', 'consent_change', '{channel,granted,recorded_at,user_id,interaction_id}', 'proof');
SELECT proof_attach('score', 'score_history', '{changed_at,cause,model_id,interaction_id,pnb_before,pnb_after,mire_before,mire_after,segment_before,segment_after}');
