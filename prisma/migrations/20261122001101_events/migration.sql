-- What the bank invites its high-value clients to: events, and exclusive offers. Of no client: every user reads them,
-- administrators write them.
CREATE TYPE "bank_event_kind" AS ENUM ('EVENT', 'OFFER');
CREATE TABLE "bank_event" (
    "id" UUID NOT NULL,
    "kind" "bank_event_kind" NOT NULL,
    "title_fr" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "held_on" DATE NOT NULL,
    "places" INTEGER,
    "min_age" SMALLINT,
    "max_age" SMALLINT,
    "min_wealth_cents" BIGINT,
    "segments" "segment"[] NOT NULL DEFAULT '{}',
    "withdrawn" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" INTEGER NOT NULL,

    CONSTRAINT "bank_event_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "bank_event" ADD CONSTRAINT "bank_event_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE bank_event ADD CONSTRAINT bank_event_limits CHECK (
  length(title_fr) BETWEEN 1 AND 120 AND length(title_en) BETWEEN 1 AND 120 AND length(place) <= 120 AND places > 0
  AND min_age >= 0 AND max_age >= coalesce(min_age, 0) AND min_wealth_cents > 0);

GRANT SELECT, INSERT, UPDATE ON bank_event TO mireille_app;
ALTER TABLE bank_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON bank_event FOR SELECT TO mireille_app USING ((SELECT app_user_id()) IS NOT NULL);
CREATE POLICY own_name ON bank_event FOR INSERT TO mireille_app WITH CHECK (updated_by = (SELECT app_administrator()));
CREATE POLICY changed ON bank_event FOR UPDATE TO mireille_app
  USING ((SELECT app_administrator()) IS NOT NULL) WITH CHECK (updated_by = (SELECT app_administrator()));

-- Who was invited, and what they said. The invitation itself is an interaction, with the id kept here.
CREATE TYPE "invitation_status" AS ENUM ('INVITED', 'ACCEPTED', 'DECLINED', 'ATTENDED');
CREATE TABLE "event_invitation" (
    "client_id" INTEGER NOT NULL,
    "event_id" UUID NOT NULL,
    "status" "invitation_status" NOT NULL DEFAULT 'INVITED',
    "interaction_id" UUID NOT NULL,
    "invited_on" DATE NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" INTEGER NOT NULL,

    CONSTRAINT "event_invitation_pkey" PRIMARY KEY ("client_id", "event_id")
);
ALTER TABLE "event_invitation" ADD CONSTRAINT "event_invitation_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "client"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "event_invitation" ADD CONSTRAINT "event_invitation_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "bank_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "event_invitation" ADD CONSTRAINT "event_invitation_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "event_invitation_event_id_idx" ON "event_invitation"("event_id");

GRANT SELECT, INSERT ON event_invitation TO mireille_app;
GRANT UPDATE (status, updated_at, updated_by) ON event_invitation TO mireille_app;
ALTER TABLE event_invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON event_invitation FOR SELECT TO mireille_app USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id));
CREATE POLICY added ON event_invitation FOR INSERT TO mireille_app WITH CHECK (
  updated_by = (SELECT app_relationship_manager()) AND EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.advisor_id = (SELECT app_relationship_manager())));
CREATE POLICY changed ON event_invitation FOR UPDATE TO mireille_app
  USING (EXISTS (SELECT 1 FROM client c WHERE c.id = client_id AND c.advisor_id = (SELECT app_relationship_manager())))
  WITH CHECK (updated_by = (SELECT app_relationship_manager()));

-- How many of the whole bank accepted: numbers alone, for whoever invites sees but their own clients.
CREATE FUNCTION event_places_taken(event uuid) RETURNS int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT count(*)::int FROM event_invitation WHERE event_id = event AND status IN ('ACCEPTED', 'ATTENDED') $$;
REVOKE EXECUTE ON FUNCTION event_places_taken(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION event_places_taken(uuid) TO mireille_app;
