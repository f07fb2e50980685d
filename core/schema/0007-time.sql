-- 0007 - the hour of a planned one-to-one, in the file's zone.
ALTER TABLE "one_to_one" ADD COLUMN "at" TEXT
    CHECK ("at" GLOB '[012][0-9]:[0-5][0-9]' AND "at" < '24');
