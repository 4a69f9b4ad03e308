-- When a contract is to end, where the bank says so: a loan's last instalment, a deposit's term.
ALTER TABLE "holding" ADD COLUMN "ends_on" DATE;

-- The bank's own words for an approach, by sub-segment (segment × life stage × zone). No row: the words of the workbench
-- (lib/domain/approach.ts, lib/i18n/messages). Of no client: every user reads them, administrators write them.
CREATE TABLE "approach_kit" (
    "segment" TEXT NOT NULL,
    "life_stage" TEXT NOT NULL,
    "zone" "zone" NOT NULL,
    "opening_fr" TEXT NOT NULL,
    "opening_en" TEXT NOT NULL,
    "angle_fr" TEXT NOT NULL,
    "angle_en" TEXT NOT NULL,
    "channel" "interaction_channel",
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" INTEGER NOT NULL,

    CONSTRAINT "approach_kit_pkey" PRIMARY KEY ("segment", "life_stage", "zone")
);
ALTER TABLE "approach_kit" ADD CONSTRAINT "approach_kit_updated_by_fkey" FOREIGN KEY ("updated_by") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- NEW: a client who has no segment yet.
ALTER TABLE approach_kit ADD CONSTRAINT approach_kit_sub_segment CHECK (
  segment IN ('MAINTAIN', 'DEVELOP', 'STIMULATE', 'BUILD', 'NEW') AND life_stage IN ('YOUNG', 'ACTIVE', 'SENIOR'));
ALTER TABLE approach_kit ADD CONSTRAINT approach_kit_lengths CHECK (
  length(opening_fr) BETWEEN 1 AND 300 AND length(opening_en) BETWEEN 1 AND 300 AND length(angle_fr) BETWEEN 1 AND 300 AND length(angle_en) BETWEEN 1 AND 300);

GRANT SELECT, INSERT, UPDATE, DELETE ON approach_kit TO mireille_app;
ALTER TABLE approach_kit ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON approach_kit FOR SELECT TO mireille_app USING ((SELECT app_user_id()) IS NOT NULL);
CREATE POLICY own_name ON approach_kit FOR INSERT TO mireille_app WITH CHECK (updated_by = (SELECT app_administrator()));
CREATE POLICY changed ON approach_kit FOR UPDATE TO mireille_app
  USING ((SELECT app_administrator()) IS NOT NULL) WITH CHECK (updated_by = (SELECT app_administrator()));
CREATE POLICY reset ON approach_kit FOR DELETE TO mireille_app USING ((SELECT app_administrator()) IS NOT NULL);
