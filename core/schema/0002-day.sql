-- 0002 - the organiser's day: touches, ties, roles, links, dues, consent, safe contact.

CREATE TABLE "touch"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "person" INTEGER NOT NULL REFERENCES "person"(id),
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "kind" TEXT NOT NULL,
    "direction" TEXT,
    "reached" INTEGER,
    "note" TEXT,
    "minutes" INTEGER,
    "by" INTEGER REFERENCES "user"(id),
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "relationship"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "from_person" INTEGER NOT NULL REFERENCES "person"(id),
    "kind" TEXT NOT NULL,
    "to_person" INTEGER NOT NULL REFERENCES "person"(id),
    "strength" INTEGER,
    "since" TEXT CHECK ("since" IS date("since", '+0 days')),
    "hidden" INTEGER,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "person_role"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "person" INTEGER NOT NULL REFERENCES "person"(id),
    "role" TEXT NOT NULL,
    "institution" INTEGER REFERENCES "institution"(id),
    "from_on" TEXT CHECK ("from_on" IS date("from_on", '+0 days')),
    "to_on" TEXT CHECK ("to_on" IS date("to_on", '+0 days')),
    "dbs_level" TEXT,
    "dbs_date" TEXT CHECK ("dbs_date" IS date("dbs_date", '+0 days')),
    "dbs_expiry" TEXT CHECK ("dbs_expiry" IS date("dbs_expiry", '+0 days')),
    "induction_on" TEXT CHECK ("induction_on" IS date("induction_on", '+0 days')),
    "safeguarding_trained_on" TEXT CHECK ("safeguarding_trained_on" IS date("safeguarding_trained_on", '+0 days')),
    "agreement_signed" INTEGER,
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "institution_link"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "a" INTEGER NOT NULL REFERENCES "institution"(id),
    "kind" TEXT NOT NULL,
    "b" INTEGER NOT NULL REFERENCES "institution"(id),
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "membership"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "institution" INTEGER NOT NULL REFERENCES "institution"(id),
    "year" INTEGER NOT NULL,
    "dues_amount" INTEGER,
    "invoiced_on" TEXT CHECK ("invoiced_on" IS date("invoiced_on", '+0 days')),
    "due_on" TEXT CHECK ("due_on" IS date("due_on", '+0 days')),
    "paid_on" TEXT CHECK ("paid_on" IS date("paid_on", '+0 days')),
    "paid_amount" INTEGER,
    "status" TEXT NOT NULL,
    "waiver_reason" TEXT,
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT,
    UNIQUE("institution", "year")) STRICT;

CREATE TABLE "consent"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "person" INTEGER NOT NULL REFERENCES "person"(id),
    "purpose" TEXT NOT NULL,
    "given" INTEGER NOT NULL,
    "given_on" TEXT NOT NULL CHECK ("given_on" IS date("given_on", '+0 days')),
    "how" TEXT NOT NULL,
    "language" TEXT,
    "wording_version" TEXT,
    "withdrawn_on" TEXT CHECK ("withdrawn_on" IS date("withdrawn_on", '+0 days')),
    "expires_on" TEXT CHECK ("expires_on" IS date("expires_on", '+0 days')),
    "note" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "privacy_shown"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "person" INTEGER NOT NULL REFERENCES "person"(id),
    "notice_version" TEXT NOT NULL,
    "language" TEXT,
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "contact_safety"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "person" INTEGER NOT NULL REFERENCES "person"(id),
    "safe_channels" TEXT,
    "safe_hours" TEXT,
    "voicemail_ok" INTEGER,
    "post_ok" INTEGER,
    "code_word" TEXT,
    "who_must_not_know" TEXT,
    "reason" TEXT,
    "review_on" TEXT CHECK ("review_on" IS date("review_on", '+0 days')),
    archived_at TEXT,
    import_ref TEXT,
    UNIQUE("person")) STRICT;
