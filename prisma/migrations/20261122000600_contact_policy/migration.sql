-- May this client be contacted? What the rule of lib/domain/contact-policy.ts asks besides: the proof of a consent, clients in
-- financial difficulty, objections to profiling; and on which ground an action may be done without consent.

ALTER TYPE "contact_block" RENAME VALUE 'NO_CONSENT' TO 'CONSENT_REFUSED';
ALTER TYPE "contact_block" ADD VALUE 'FRAGILE';
ALTER TYPE "contact_block" ADD VALUE 'PROFILING_OBJECTED';
ALTER TYPE "contact_block" ADD VALUE 'CONSENT_UNPROVEN';
ALTER TYPE "contact_block" ADD VALUE 'CONSENT_NOT_ASKED';
CREATE TYPE "contact_ground" AS ENUM ('RUNNING_CONTRACT', 'SIMILAR_PRODUCT');
ALTER TABLE "next_action" ADD COLUMN "ground" "contact_ground";

ALTER TABLE "client" ADD COLUMN "fragile" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "profiling_objected_on" DATE;
ALTER TABLE "product" ADD COLUMN "for_fragile" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "client_consent" ADD COLUMN "proof" TEXT
  CONSTRAINT client_consent_proof CHECK (proof IS NULL OR (granted AND length(proof) BETWEEN 1 AND 200));
ALTER TABLE "consent_change" ADD COLUMN "proof" TEXT
  CONSTRAINT consent_change_proof CHECK (proof IS NULL OR (granted AND length(proof) BETWEEN 1 AND 200));

-- A catalogue that is there already learns which of its products belong to the specific offer; the product for these
-- clients alone is added with the rest of the reference (prisma/catalogue.ts).
UPDATE product SET for_fragile = true WHERE code IN ('DAV', 'MOBILE_BANKING', 'ALERTS');

-- Twin of ConsentState. A refusal needs no proof.
CREATE FUNCTION consent_state(granted boolean, proof text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN NOT granted THEN 'REFUSED' WHEN proof IS NULL THEN 'GRANTED' ELSE 'PROVEN' END $$;
