-- What the Prisma schema cannot say: append-only tables, the role of the web server, row-level security.

CREATE EXTENSION IF NOT EXISTS unaccent;

-- Names are searched without accents or case. IMMUTABLE because the dictionary is named.
CREATE FUNCTION search_text(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, value)) $$;

-- One open action of the rules for each client and kind; one planned step for each interaction.
CREATE UNIQUE INDEX next_action_one_open_rule ON next_action (client_id, kind) WHERE status = 'OPEN' AND origin = 'RULES';

-- The bank's own number of an imported interaction is unique.
CREATE UNIQUE INDEX interaction_external_ref ON interaction (client_id, external_ref) WHERE external_ref IS NOT NULL;

-- ---------------------------------------------------------------------------------------------
-- Append-only, for everyone, the owner included
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['interaction', 'consent_change', 'satisfaction_answer', 'score_history', 'audit_entry'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', t);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', t);
  END LOOP;
END $$;

-- ---------------------------------------------------------------------------------------------
-- The role of the web server. It owns nothing; its logins are members of it (lib/data/app-role.ts).
-- ---------------------------------------------------------------------------------------------
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'mireille_app') THEN
    CREATE ROLE mireille_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- made meanwhile by another database of this server
END $$;

GRANT USAGE ON SCHEMA public TO mireille_app;
GRANT SELECT ON bank, branch, app_user, supervised_branch, product, scoring_model, peer_benchmark, peer_holding, offer_outcome TO mireille_app;
GRANT UPDATE (session_version) ON app_user TO mireille_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_failure TO mireille_app;
GRANT INSERT, UPDATE ON offer_outcome TO mireille_app;
GRANT SELECT, UPDATE ON client TO mireille_app;
GRANT SELECT ON monthly_activity TO mireille_app;
GRANT SELECT, INSERT, UPDATE ON client_consent, holding, client_score, next_action TO mireille_app;
GRANT SELECT, INSERT ON consent_change, interaction, satisfaction_answer, score_history, audit_entry TO mireille_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO mireille_app;

-- ---------------------------------------------------------------------------------------------
-- The second wall: the database finds out by itself what the user may see. No user, nothing to see.
-- ---------------------------------------------------------------------------------------------
CREATE FUNCTION app_user_id() RETURNS int LANGUAGE sql STABLE
  AS $$ SELECT NULLIF(NULLIF(current_setting('app.user_id', true), ''), '0')::int $$;

-- The user, when they hold a portfolio; else null.
CREATE FUNCTION app_portfolio_holder() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT id FROM app_user WHERE id = app_user_id() AND active AND role IN ('ADVISOR', 'RELATIONSHIP_MANAGER') $$;

CREATE FUNCTION app_supervised_branches() RETURNS int[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT coalesce(array_agg(s.branch_id), '{}') FROM supervised_branch s JOIN app_user u ON u.id = s.user_id
        WHERE u.id = app_user_id() AND u.active AND u.role = 'SUPERVISOR' $$;

ALTER TABLE client ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON client FOR SELECT TO mireille_app
  USING (advisor_id = (SELECT app_portfolio_holder()) OR branch_id = ANY ((SELECT app_supervised_branches())::int[]));
CREATE POLICY corrected ON client FOR UPDATE TO mireille_app
  USING (advisor_id = (SELECT app_portfolio_holder())) WITH CHECK (advisor_id = (SELECT app_portfolio_holder()));

-- What a client owns is seen by those who see the client, and written by the holder of the portfolio alone.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['client_consent', 'consent_change', 'holding', 'monthly_activity', 'interaction',
                           'satisfaction_answer', 'client_score', 'score_history', 'next_action'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY seen ON %I FOR SELECT TO mireille_app
      USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id))', t);
    EXECUTE format('CREATE POLICY added ON %I FOR INSERT TO mireille_app
      WITH CHECK (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.advisor_id = (SELECT app_portfolio_holder())))', t);
    EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE TO mireille_app
      USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.advisor_id = (SELECT app_portfolio_holder())))', t);
  END LOOP;
END $$;

ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;
CREATE POLICY known ON app_user FOR SELECT TO mireille_app USING (true);
CREATE POLICY own ON app_user FOR UPDATE TO mireille_app USING (id = (SELECT app_user_id()));

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON audit_entry FOR SELECT TO mireille_app USING (user_id = (SELECT app_user_id()));
CREATE POLICY own_name ON audit_entry FOR INSERT TO mireille_app WITH CHECK (user_id IS NOT DISTINCT FROM (SELECT app_user_id()));

-- Nobody logs in another's name.
CREATE POLICY own_name ON interaction AS RESTRICTIVE FOR INSERT TO mireille_app WITH CHECK (user_id = (SELECT app_user_id()));
