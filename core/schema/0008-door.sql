-- 0008 - the door: what users come in with through ssh.

CREATE TABLE "user_key"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "user" INTEGER NOT NULL REFERENCES "user"(id),
    "label" TEXT,
    "fingerprint" TEXT,
    "key" TEXT NOT NULL,
    "added_on" TEXT CHECK ("added_on" IS date("added_on", '+0 days')),
    archived_at TEXT,
    import_ref TEXT,
    UNIQUE("fingerprint")) STRICT;

-- An Argon2id hash, in no list, export or history.
CREATE TABLE "user_password"(
    "user" INTEGER PRIMARY KEY REFERENCES "user"(id),
    "hash" TEXT NOT NULL) STRICT;
