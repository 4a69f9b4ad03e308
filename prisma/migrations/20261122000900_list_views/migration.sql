-- A list as somebody likes it, by name: which clients, in which order, which columns. It holds no client, and it has an
-- owner: a wall of its own.
CREATE TABLE "list_view" (
    "id" UUID NOT NULL,
    "owner_id" INTEGER NOT NULL,
    "branch_id" INTEGER,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "list_view_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "list_view_owner_id_idx" ON "list_view"("owner_id");
CREATE INDEX "list_view_branch_id_idx" ON "list_view"("branch_id");
ALTER TABLE "list_view" ADD CONSTRAINT "list_view_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "list_view" ADD CONSTRAINT "list_view_branch_id_fkey" FOREIGN KEY ("branch_id") REFERENCES "branch"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The view that a user's portfolio opens with: one of theirs, one shared with them, or one that ships with the workbench.
CREATE TABLE "list_default" (
    "user_id" INTEGER NOT NULL,
    "view_id" TEXT NOT NULL,

    CONSTRAINT "list_default_pkey" PRIMARY KEY ("user_id")
);
ALTER TABLE "list_default" ADD CONSTRAINT "list_default_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE UNIQUE INDEX list_view_own_names ON list_view (owner_id, lower(name));
-- Whom one searched for is personal, and a place in a list names a client: neither is ever part of a view.
ALTER TABLE list_view ADD CONSTRAINT list_view_texts CHECK (
  length(name) BETWEEN 1 AND 60 AND name = btrim(name) AND length(query) <= 1000 AND query !~ '(^|&)(q|at|view)=');
ALTER TABLE list_default ADD CONSTRAINT list_default_view CHECK (view_id ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z-]{1,32})$');

-- The user, when lists of clients are their business; else null.
CREATE FUNCTION app_list_reader() RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT id FROM app_user WHERE id = app_user_id() AND active AND role IN ('ADVISOR', 'RELATIONSHIP_MANAGER', 'SUPERVISOR') $$;

-- The branches whose views the user shares: an advisor's own, those a supervisor supervises.
CREATE FUNCTION app_list_branches() RETURNS int[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT app_supervised_branches() || coalesce((SELECT ARRAY[branch_id] FROM app_user WHERE id = app_portfolio_holder() AND branch_id IS NOT NULL), '{}') $$;

-- Whoever shared a view and no longer supervises the branch shares it no longer.
CREATE FUNCTION supervises_branch(supervisor int, branch int) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT EXISTS (SELECT 1 FROM supervised_branch s JOIN app_user u ON u.id = s.user_id
        WHERE s.user_id = supervisor AND s.branch_id = branch AND u.active AND u.role = 'SUPERVISOR') $$;

GRANT SELECT, INSERT, DELETE ON list_view, list_default TO mireille_app;
GRANT UPDATE (branch_id, name, query, version, updated_at) ON list_view TO mireille_app;
GRANT UPDATE (view_id) ON list_default TO mireille_app;
ALTER TABLE list_view ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON list_view FOR SELECT TO mireille_app
  USING (owner_id = (SELECT app_list_reader()) OR (branch_id = ANY ((SELECT app_list_branches())::int[]) AND supervises_branch(owner_id, branch_id)));
CREATE POLICY added ON list_view FOR INSERT TO mireille_app
  WITH CHECK (owner_id = (SELECT app_list_reader()) AND (branch_id IS NULL OR branch_id = ANY ((SELECT app_supervised_branches())::int[])));
CREATE POLICY changed ON list_view FOR UPDATE TO mireille_app USING (owner_id = (SELECT app_list_reader()))
  WITH CHECK (owner_id = (SELECT app_list_reader()) AND (branch_id IS NULL OR branch_id = ANY ((SELECT app_supervised_branches())::int[])));
CREATE POLICY removed ON list_view FOR DELETE TO mireille_app USING (owner_id = (SELECT app_list_reader()));
ALTER TABLE list_default ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON list_default FOR ALL TO mireille_app USING (user_id = (SELECT app_list_reader())) WITH CHECK (user_id = (SELECT app_list_reader()));
