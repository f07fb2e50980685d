-- 0004 - what was decided about records that look the same.

-- Two records that became one: `dropped` rests archived, and what refers to it by a foreign id or by
-- its name is meant for `kept`. `name` is a number made of its folded title, so that no name stands
-- here. It holds while the txn that merged them is not undone.
CREATE TABLE "merged"(
    entity TEXT NOT NULL,
    dropped INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    name INTEGER NOT NULL,
    txn INTEGER NOT NULL,
    PRIMARY KEY(entity, dropped),
    UNIQUE(entity, name, dropped)) STRICT;

-- Two that look the same and are not: somebody said so. a < b.
CREATE TABLE "not_duplicate"(
    entity TEXT NOT NULL,
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    at TEXT NOT NULL,
    user INTEGER,
    PRIMARY KEY(entity, a, b)) STRICT, WITHOUT ROWID;
