-- An hour agreed with a client, and how long it takes. It counts for its own day alone: an action that is put off to
-- another day has no hour there. Twin: STARTS_MINUTE in lib/data/agenda.ts.
ALTER TABLE "next_action" ADD COLUMN "starts_at" TIMESTAMPTZ(3);
ALTER TABLE "next_action" ADD COLUMN "length_minutes" SMALLINT;
ALTER TABLE "next_action" ADD CONSTRAINT next_action_length
  CHECK ((starts_at IS NULL) = (length_minutes IS NULL) AND (length_minutes IS NULL OR length_minutes BETWEEN 5 AND 720));

-- How often the day or the hour of what stands in a calendar was changed, and when last: what a calendar that was told
-- before tells the newer one by.
ALTER TABLE "next_action" ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "next_action" ADD COLUMN "revised_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

CREATE FUNCTION note_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.revision := OLD.revision + 1;
  NEW.revised_at := clock_timestamp();
  RETURN NEW;
END $$;
-- What the rules plan anew by the thousand is in no calendar, and costs nothing here.
CREATE TRIGGER revised BEFORE UPDATE OF due_on, snoozed_until_on, starts_at, length_minutes, channel ON next_action FOR EACH ROW
  WHEN ((NEW.origin = 'PLANNED' OR NEW.snoozed_until_on IS NOT NULL OR OLD.snoozed_until_on IS NOT NULL)
        AND (NEW.due_on, NEW.snoozed_until_on, NEW.starts_at, NEW.length_minutes, NEW.channel)
            IS DISTINCT FROM (OLD.due_on, OLD.snoozed_until_on, OLD.starts_at, OLD.length_minutes, OLD.channel))
  EXECUTE FUNCTION note_revision();

-- What was agreed, as it was logged: the hour of the next step in minutes since midnight on the bank's clocks.
ALTER TABLE "interaction" ADD COLUMN "next_step_minute" SMALLINT;
ALTER TABLE "interaction" ADD COLUMN "next_step_length" SMALLINT;
ALTER TABLE "interaction" ADD CONSTRAINT interaction_next_step_hour
  CHECK ((next_step_minute IS NULL) = (next_step_length IS NULL) AND (next_step_minute IS NULL OR next_step_on IS NOT NULL));

-- ---------------------------------------------------------------------------------------------
-- A calendar that another program subscribes to, by a private address of which only the SHA-256 is kept.
-- ---------------------------------------------------------------------------------------------
CREATE TYPE "calendar_names" AS ENUM ('NONE', 'INITIALS', 'FULL');

CREATE TABLE "calendar_feed" (
    "user_id" INTEGER NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "names" "calendar_names" NOT NULL DEFAULT 'NONE',
    "locale" TEXT NOT NULL DEFAULT 'fr',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "window_started_at" TIMESTAMPTZ(3),
    "requests" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("user_id")
);

CREATE UNIQUE INDEX "calendar_feed_secret_hash_key" ON "calendar_feed"("secret_hash");

ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE calendar_feed ADD CONSTRAINT calendar_feed_is_hashed CHECK (octet_length(secret_hash) = 32);

-- Everyone who holds a portfolio has one of their own, and finds no other. The hash is shown to nobody.
ALTER TABLE calendar_feed ENABLE ROW LEVEL SECURITY;
GRANT SELECT (user_id, names, locale, created_at, last_used_at), INSERT (user_id, secret_hash, names, locale),
      UPDATE (names, locale), DELETE ON calendar_feed TO mireille_app;
CREATE POLICY own ON calendar_feed TO mireille_app
  USING (user_id = (SELECT app_portfolio_holder())) WITH CHECK (user_id = (SELECT app_portfolio_holder()));

-- Whose calendar this is, and what it may name; no row for an unknown secret, or when its owner has left or holds no
-- portfolio any more. `retry_after`: the seconds after which it may be asked again, where it was asked more than
-- `allowed` times in this minute. Notes the use.
CREATE FUNCTION calendar_feed_admit(given_hash bytea, allowed int)
  RETURNS TABLE (owner_id int, feed_names calendar_names, feed_locale text, retry_after int)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public
AS $$
  UPDATE calendar_feed f SET
    last_used_at = now(),
    requests = CASE WHEN coalesce(f.window_started_at, '-infinity') <= now() - interval '1 minute' THEN 1 ELSE f.requests + 1 END,
    window_started_at = CASE WHEN coalesce(f.window_started_at, '-infinity') <= now() - interval '1 minute' THEN now() ELSE f.window_started_at END
  FROM app_user u
  WHERE f.secret_hash = given_hash AND u.id = f.user_id AND u.active AND u.role IN ('ADVISOR', 'RELATIONSHIP_MANAGER')
  RETURNING f.user_id, f.names, f.locale,
    CASE WHEN f.requests > allowed THEN greatest(1, ceil(extract(epoch FROM f.window_started_at + interval '1 minute' - now())))::int END
$$;
REVOKE ALL ON FUNCTION calendar_feed_admit(bytea, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION calendar_feed_admit(bytea, int) TO mireille_app;
