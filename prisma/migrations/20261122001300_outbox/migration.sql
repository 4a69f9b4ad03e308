-- When an entry was written that waited in a browser for its connection, by that browser's clock; recorded_at is when it
-- came. Null: sent at once.
ALTER TABLE "interaction" ADD COLUMN "written_at" TIMESTAMPTZ(3);
