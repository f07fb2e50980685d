-- 0001 - the ground: what happened, which ids come next, and the first record types.
-- A step is frozen once it is released; `pact-tui sql ENTITY` prints the step for a record type.

CREATE TABLE seq(
    entity TEXT NOT NULL,
    site INTEGER NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY(entity, site)) STRICT, WITHOUT ROWID;

-- One user action. kind: edit undo redo setting read login draft erase migrate. undoes is a txn, but
-- no REFERENCES: in an undo, with foreign keys deferred, every insert would walk all of txn for it.
CREATE TABLE txn(
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    user INTEGER,
    site INTEGER NOT NULL,
    kind TEXT NOT NULL,
    command TEXT NOT NULL,
    summary TEXT,
    undoes INTEGER,
    undone INTEGER NOT NULL DEFAULT 0) STRICT;

-- One changed record of it. op: i insert, u update, d delete, I bulk insert, r read.
CREATE TABLE change(
    id INTEGER PRIMARY KEY,
    txn INTEGER NOT NULL REFERENCES txn(id),
    entity TEXT NOT NULL,
    row INTEGER NOT NULL,
    op TEXT NOT NULL,
    before TEXT,
    after TEXT) STRICT;

CREATE TABLE "person"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "given" TEXT,
    "family" TEXT,
    "known_as" TEXT,
    "phone" TEXT CHECK ("phone" GLOB '+[0-9]*'),
    "email" TEXT,
    "preferred_language" TEXT,
    "contact_safety_level" TEXT NOT NULL,
    "owner" INTEGER REFERENCES "user"(id),
    "current_ladder_step" TEXT,
    "actual_leader" INTEGER,
    "potential_leader" INTEGER,
    "leader_kind" TEXT,
    "notes_short" TEXT,
    "pronouns" TEXT,
    "dob_month" TEXT CHECK ("dob_month" GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
    "sex_of_parent" TEXT,
    "is_parent" INTEGER,
    "is_professional" INTEGER,
    "is_power_holder" INTEGER,
    "preferred_channel" TEXT,
    "interpreter_needed" INTEGER,
    "reads_language" INTEGER,
    "address_line" TEXT,
    "postcode" TEXT,
    "lsoa" TEXT,
    "ward" TEXT,
    "joined_on" TEXT CHECK ("joined_on" IS date("joined_on", '+0 days')),
    "how_heard" TEXT,
    "source" TEXT,
    "told_on" TEXT CHECK ("told_on" IS date("told_on", '+0 days')),
    "rating" INTEGER,
    "rated_on" TEXT CHECK ("rated_on" IS date("rated_on", '+0 days')),
    "rated_by" INTEGER REFERENCES "user"(id),
    "processing_restricted" INTEGER,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "institution"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "type" TEXT,
    "membership_status" TEXT,
    "postcode" TEXT,
    "phone" TEXT CHECK ("phone" GLOB '+[0-9]*'),
    "email" TEXT,
    "url" TEXT,
    "address" TEXT,
    "lead_user" INTEGER REFERENCES "user"(id),
    "notes" TEXT,
    "denomination_or_phase" TEXT,
    "ward" TEXT,
    "lsoa" TEXT,
    "size_estimate" INTEGER,
    "languages" TEXT,
    "anchor" INTEGER,
    "strategic_role" TEXT,
    "health_score" INTEGER,
    "default_quota" INTEGER,
    "opening_note" TEXT,
    "dbs_policy_seen_on" TEXT CHECK ("dbs_policy_seen_on" IS date("dbs_policy_seen_on", '+0 days')),
    "charity_no" TEXT,
    "urn" TEXT,
    "dues_band" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "institution_person"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "institution" INTEGER NOT NULL REFERENCES "institution"(id),
    "person" INTEGER NOT NULL REFERENCES "person"(id),
    "position" TEXT,
    "is_head" INTEGER,
    "is_gatekeeper" INTEGER,
    "is_core_team" INTEGER,
    "influence" INTEGER,
    "from_on" TEXT CHECK ("from_on" IS date("from_on", '+0 days')),
    "to_on" TEXT CHECK ("to_on" IS date("to_on", '+0 days')),
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "one_to_one"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "person" INTEGER NOT NULL REFERENCES "person"(id),
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "organiser" INTEGER REFERENCES "user"(id),
    "place" TEXT,
    "minutes" INTEGER,
    "story" TEXT,
    "interests" TEXT,
    "self_interest" TEXT,
    "knows" TEXT,
    "ask" TEXT,
    "answer" TEXT,
    "trust" INTEGER,
    "status" TEXT NOT NULL,
    "purpose" TEXT,
    "outcome" TEXT,
    "institution" INTEGER REFERENCES "institution"(id),
    "is_first" INTEGER,
    "pressure" TEXT,
    "gifts" TEXT,
    "leadership_read" TEXT,
    "follow_up_on" TEXT CHECK ("follow_up_on" IS date("follow_up_on", '+0 days')),
    "thanked_on" TEXT CHECK ("thanked_on" IS date("thanked_on", '+0 days')),
    "sensitivity" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;
CREATE TABLE "one_to_one_introduce_to"(
    "row" INTEGER NOT NULL REFERENCES "one_to_one"(id) ON DELETE CASCADE,
    "ref" INTEGER NOT NULL REFERENCES "person"(id),
    PRIMARY KEY("row", "ref")) STRICT, WITHOUT ROWID;

CREATE TABLE "next_step"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "text" TEXT NOT NULL,
    "due" TEXT CHECK ("due" IS date("due", '+0 days')),
    "person" INTEGER REFERENCES "person"(id),
    "institution" INTEGER REFERENCES "institution"(id),
    "one_to_one" INTEGER REFERENCES "one_to_one"(id),
    "owner" INTEGER REFERENCES "user"(id),
    "by_person" INTEGER REFERENCES "person"(id),
    "done_on" TEXT CHECK ("done_on" IS date("done_on", '+0 days')),
    "result" TEXT,
    archived_at TEXT,
    import_ref TEXT,
    CHECK (("person" IS NOT NULL) + ("institution" IS NOT NULL) + ("one_to_one" IS NOT NULL) = 1)) STRICT;

CREATE TABLE "user"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "person" INTEGER REFERENCES "person"(id),
    "lang" TEXT,
    "tz" TEXT,
    "keymap" TEXT,
    "disabled" INTEGER,
    "last_login" TEXT CHECK ("last_login" GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z'),
    "expires_on" TEXT CHECK ("expires_on" IS date("expires_on", '+0 days')),
    archived_at TEXT,
    import_ref TEXT,
    UNIQUE("name")) STRICT;

CREATE TABLE "code"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "list" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "sort" INTEGER,
    "active" INTEGER,
    archived_at TEXT,
    import_ref TEXT,
    UNIQUE("list", "code")) STRICT;

CREATE TABLE "code_label"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "list" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    archived_at TEXT,
    import_ref TEXT,
    UNIQUE("list", "code", "lang")) STRICT;

CREATE TABLE "setting"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "value" TEXT,
    archived_at TEXT,
    import_ref TEXT,
    UNIQUE("name")) STRICT;
