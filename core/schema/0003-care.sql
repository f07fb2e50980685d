-- 0003 - care: what is kept of a person who asked to be forgotten, so that she stays forgotten.
-- No word of hers: keyed hashes of her name alone and of her name with each of telephone, e-mail
-- address and month of birth. born is the moment her record was made: with its number it knows her
-- again in an older copy of this file. The key stands in the row, so that rows can go from one file
-- to another.

CREATE TABLE tombstone(
    key TEXT NOT NULL,
    hash TEXT NOT NULL,
    person INTEGER NOT NULL,
    born TEXT NOT NULL,
    "on" TEXT NOT NULL,
    PRIMARY KEY(key, hash, person)) STRICT, WITHOUT ROWID;
