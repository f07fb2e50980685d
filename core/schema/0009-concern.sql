-- 0009 - concern: what somebody fears for a child or an adult. Rows are added and never changed.

CREATE TABLE "concern"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "verbatim" TEXT NOT NULL,
    "who" TEXT,
    "person" INTEGER REFERENCES "person"(id),
    "category" TEXT,
    "disclosed_on" TEXT NOT NULL CHECK ("disclosed_on" IS date("disclosed_on", '+0 days')),
    "happened_on" TEXT CHECK ("happened_on" IS date("happened_on", '+0 days')),
    "told_by" INTEGER REFERENCES "user"(id),
    "opinion" TEXT,
    "witnesses" TEXT,
    "actions" TEXT,
    "follows" INTEGER REFERENCES "concern"(id),
    "decision" TEXT,
    "decision_by" INTEGER REFERENCES "user"(id),
    "decision_at" TEXT CHECK ("decision_at" IS date("decision_at", '+0 days')),
    "not_referred_reason" TEXT,
    "consent_override_reason" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;
