-- 0005 - the organising cycle: leaders, listening, campaigns, power, actions, commitments.

CREATE TABLE "campaign"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "problem" TEXT,
    "issue" TEXT,
    "cut" TEXT,
    "asks" TEXT,
    "decision_maker" INTEGER REFERENCES "person"(id),
    "deadline" TEXT CHECK ("deadline" IS date("deadline", '+0 days')),
    "leader" INTEGER REFERENCES "person"(id),
    "win_statement" TEXT,
    "tactics" TEXT,
    "budget" INTEGER,
    "from_on" TEXT CHECK ("from_on" IS date("from_on", '+0 days')),
    "to_on" TEXT CHECK ("to_on" IS date("to_on", '+0 days')),
    "families_affected" INTEGER,
    "equity_domain" TEXT,
    "marmot" TEXT,
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;
CREATE TABLE "campaign_team"(
    "row" INTEGER NOT NULL REFERENCES "campaign"(id) ON DELETE CASCADE,
    "ref" INTEGER NOT NULL REFERENCES "person"(id),
    PRIMARY KEY("row", "ref")) STRICT, WITHOUT ROWID;
CREATE TABLE "campaign_story_tellers"(
    "row" INTEGER NOT NULL REFERENCES "campaign"(id) ON DELETE CASCADE,
    "ref" INTEGER NOT NULL REFERENCES "person"(id),
    PRIMARY KEY("row", "ref")) STRICT, WITHOUT ROWID;
CREATE TABLE "campaign_themes"(
    "row" INTEGER NOT NULL REFERENCES "campaign"(id) ON DELETE CASCADE,
    "ref" INTEGER NOT NULL REFERENCES "theme"(id),
    PRIMARY KEY("row", "ref")) STRICT, WITHOUT ROWID;

CREATE TABLE "action"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "on" TEXT CHECK ("on" IS date("on", '+0 days')),
    "at" TEXT CHECK ("at" GLOB '[012][0-9]:[0-5][0-9]' AND "at" < '24'),
    "place" TEXT,
    "campaign" INTEGER REFERENCES "campaign"(id),
    "status" TEXT NOT NULL,
    "institution" INTEGER REFERENCES "institution"(id),
    "target" INTEGER REFERENCES "person"(id),
    "partisan_check" INTEGER,
    "capacity" INTEGER,
    "accessible" INTEGER,
    "creche" INTEGER,
    "interpreter_langs" TEXT,
    "risk_assessed_on" TEXT CHECK ("risk_assessed_on" IS date("risk_assessed_on", '+0 days')),
    "photo_policy" TEXT,
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "commitment"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "text" TEXT NOT NULL,
    "person" INTEGER REFERENCES "person"(id),
    "institution" INTEGER REFERENCES "institution"(id),
    "due" TEXT CHECK ("due" IS date("due", '+0 days')),
    "status" TEXT NOT NULL,
    "holder" INTEGER REFERENCES "person"(id),
    "made_on" TEXT NOT NULL CHECK ("made_on" IS date("made_on", '+0 days')),
    "action" INTEGER REFERENCES "action"(id),
    "ask" INTEGER REFERENCES "ask"(id),
    "campaign" INTEGER REFERENCES "campaign"(id),
    "evidence_needed" TEXT,
    "next_check" TEXT CHECK ("next_check" IS date("next_check", '+0 days')),
    "public" INTEGER,
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT,
    CHECK (("person" IS NOT NULL) + ("institution" IS NOT NULL) = 1)) STRICT;

CREATE TABLE "ladder_event"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "person" INTEGER NOT NULL REFERENCES "person"(id),
    "from_step" TEXT,
    "to_step" TEXT NOT NULL,
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "evidence_text" TEXT,
    "by" INTEGER REFERENCES "user"(id),
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "skill_record"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "person" INTEGER NOT NULL REFERENCES "person"(id),
    "skill" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "coach" INTEGER REFERENCES "person"(id),
    "next_practice" TEXT,
    "next_on" TEXT CHECK ("next_on" IS date("next_on", '+0 days')),
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "pledge"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "person" INTEGER NOT NULL REFERENCES "person"(id),
    "kind" TEXT NOT NULL,
    "text" TEXT,
    "quantity" INTEGER,
    "due" TEXT CHECK ("due" IS date("due", '+0 days')),
    "status" TEXT NOT NULL,
    "action" INTEGER REFERENCES "action"(id),
    "asked_by" INTEGER REFERENCES "user"(id),
    "done_on" TEXT CHECK ("done_on" IS date("done_on", '+0 days')),
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "listening_campaign"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "question" TEXT NOT NULL,
    "campaign" INTEGER REFERENCES "campaign"(id),
    "target_heard" INTEGER,
    "from_on" TEXT CHECK ("from_on" IS date("from_on", '+0 days')),
    "to_on" TEXT CHECK ("to_on" IS date("to_on", '+0 days')),
    "language" TEXT,
    "stage" TEXT NOT NULL,
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "house_meeting"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "campaign" INTEGER NOT NULL REFERENCES "listening_campaign"(id),
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "host" INTEGER REFERENCES "person"(id),
    "institution" INTEGER REFERENCES "institution"(id),
    "place" TEXT,
    "language" TEXT,
    "n_present" INTEGER,
    "facilitator" INTEGER REFERENCES "person"(id),
    "scribe" INTEGER REFERENCES "person"(id),
    "report_sent_on" TEXT CHECK ("report_sent_on" IS date("report_sent_on", '+0 days')),
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "heard_line"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "meeting" INTEGER NOT NULL REFERENCES "house_meeting"(id),
    "text" TEXT NOT NULL,
    "theme" INTEGER REFERENCES "theme"(id),
    "act_ready" TEXT,
    "person" INTEGER REFERENCES "person"(id),
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "theme"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "label" TEXT NOT NULL,
    "campaign" INTEGER NOT NULL REFERENCES "listening_campaign"(id),
    "intensity" INTEGER,
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "research_question"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "campaign" INTEGER NOT NULL REFERENCES "campaign"(id),
    "question" TEXT NOT NULL,
    "owner" INTEGER REFERENCES "person"(id),
    "due" TEXT CHECK ("due" IS date("due", '+0 days')),
    "answer" TEXT,
    "source" TEXT,
    "confidence" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "power_actor"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "campaign" INTEGER NOT NULL REFERENCES "campaign"(id),
    "person" INTEGER REFERENCES "person"(id),
    "institution" INTEGER REFERENCES "institution"(id),
    "role" TEXT,
    "is_target" INTEGER,
    "interest" TEXT,
    "route" INTEGER REFERENCES "person"(id),
    "last_contact" TEXT CHECK ("last_contact" IS date("last_contact", '+0 days')),
    "source" TEXT,
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT,
    CHECK (("person" IS NOT NULL) + ("institution" IS NOT NULL) = 1),
    UNIQUE("campaign", "person", "institution")) STRICT;

CREATE TABLE "power_edge"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "from_actor" INTEGER NOT NULL REFERENCES "power_actor"(id),
    "kind" TEXT NOT NULL,
    "to_actor" INTEGER NOT NULL REFERENCES "power_actor"(id),
    "strength" INTEGER,
    "source" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "power_assessment"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "actor" INTEGER NOT NULL REFERENCES "power_actor"(id),
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "power" INTEGER NOT NULL,
    "stance" INTEGER NOT NULL,
    "note" TEXT,
    "by" INTEGER REFERENCES "user"(id),
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "stick_card"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "person" INTEGER NOT NULL REFERENCES "person"(id),
    "head" TEXT,
    "heart" TEXT,
    "mouth" TEXT,
    "hands" TEXT,
    "pockets" TEXT,
    "feet" TEXT,
    archived_at TEXT,
    import_ref TEXT,
    UNIQUE("person")) STRICT;

CREATE TABLE "action_role"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "action" INTEGER NOT NULL REFERENCES "action"(id),
    "role" TEXT NOT NULL,
    "person" INTEGER REFERENCES "person"(id),
    "institution" INTEGER REFERENCES "institution"(id),
    "rehearsed_on" TEXT CHECK ("rehearsed_on" IS date("rehearsed_on", '+0 days')),
    "backup" INTEGER REFERENCES "person"(id),
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "run_item"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "action" INTEGER NOT NULL REFERENCES "action"(id),
    "minute" INTEGER NOT NULL,
    "item" TEXT NOT NULL,
    "person" INTEGER REFERENCES "person"(id),
    "minutes" INTEGER,
    "note" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "turnout_target"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "action" INTEGER NOT NULL REFERENCES "action"(id),
    "institution" INTEGER NOT NULL REFERENCES "institution"(id),
    "quota" INTEGER,
    "agreed_by" INTEGER REFERENCES "person"(id),
    "agreed_on" TEXT CHECK ("agreed_on" IS date("agreed_on", '+0 days')),
    "notes" TEXT,
    archived_at TEXT,
    import_ref TEXT,
    UNIQUE("action", "institution")) STRICT;

CREATE TABLE "turnout_pledge"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "action" INTEGER NOT NULL REFERENCES "action"(id),
    "leader" INTEGER NOT NULL REFERENCES "person"(id),
    "institution" INTEGER REFERENCES "institution"(id),
    "number" INTEGER NOT NULL,
    "on" TEXT CHECK ("on" IS date("on", '+0 days')),
    "reminded_7" TEXT CHECK ("reminded_7" IS date("reminded_7", '+0 days')),
    "reminded_2" TEXT CHECK ("reminded_2" IS date("reminded_2", '+0 days')),
    "reminded_0" TEXT CHECK ("reminded_0" IS date("reminded_0", '+0 days')),
    "note" TEXT,
    archived_at TEXT,
    import_ref TEXT,
    UNIQUE("action", "leader")) STRICT;

CREATE TABLE "sign_in"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "action" INTEGER NOT NULL REFERENCES "action"(id),
    "person" INTEGER REFERENCES "person"(id),
    "institution" INTEGER REFERENCES "institution"(id),
    "brought_by" INTEGER REFERENCES "person"(id),
    "is_new" INTEGER,
    "on_time" INTEGER,
    "note" TEXT,
    archived_at TEXT,
    import_ref TEXT,
    UNIQUE("action", "person")) STRICT;

CREATE TABLE "ask"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "action" INTEGER NOT NULL REFERENCES "action"(id),
    "wording" TEXT NOT NULL,
    "target" INTEGER REFERENCES "person"(id),
    "asked_by" INTEGER REFERENCES "person"(id),
    "answer" TEXT NOT NULL,
    "verbatim" TEXT,
    "witness" INTEGER REFERENCES "person"(id),
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "commitment_check"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "commitment" INTEGER NOT NULL REFERENCES "commitment"(id),
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "status" TEXT NOT NULL,
    "evidence" TEXT,
    "by" INTEGER REFERENCES "user"(id),
    "was" TEXT,
    archived_at TEXT,
    import_ref TEXT) STRICT;

CREATE TABLE "action_evaluation"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "action" INTEGER NOT NULL REFERENCES "action"(id),
    "on" TEXT NOT NULL CHECK ("on" IS date("on", '+0 days')),
    "kind" TEXT NOT NULL,
    "got_ask" TEXT,
    "target_reaction" TEXT,
    "turnout_truth" TEXT,
    "learning" TEXT,
    "change" TEXT,
    "next" TEXT,
    "surprised_us" TEXT,
    "power_note" TEXT,
    "recognition_note" TEXT,
    "relationship_note" TEXT,
    "credit" TEXT,
    "chair" INTEGER REFERENCES "person"(id),
    "scribe" INTEGER REFERENCES "person"(id),
    archived_at TEXT,
    import_ref TEXT) STRICT;
CREATE TABLE "action_evaluation_grew"(
    "row" INTEGER NOT NULL REFERENCES "action_evaluation"(id) ON DELETE CASCADE,
    "ref" INTEGER NOT NULL REFERENCES "person"(id),
    PRIMARY KEY("row", "ref")) STRICT, WITHOUT ROWID;

CREATE TABLE "feeling"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "evaluation" INTEGER NOT NULL REFERENCES "action_evaluation"(id),
    "person" INTEGER REFERENCES "person"(id),
    "word" TEXT NOT NULL,
    archived_at TEXT,
    import_ref TEXT) STRICT;

-- A next step can be about an action, a commitment or a campaign too: the CHECK changes, so the
-- table is made anew. Nothing refers to it.
CREATE TABLE "next_step_new"(
    id INTEGER PRIMARY KEY,
    rev INTEGER NOT NULL DEFAULT 1,
    "text" TEXT NOT NULL,
    "due" TEXT CHECK ("due" IS date("due", '+0 days')),
    "person" INTEGER REFERENCES "person"(id),
    "institution" INTEGER REFERENCES "institution"(id),
    "one_to_one" INTEGER REFERENCES "one_to_one"(id),
    "action" INTEGER REFERENCES "action"(id),
    "commitment" INTEGER REFERENCES "commitment"(id),
    "campaign" INTEGER REFERENCES "campaign"(id),
    "owner" INTEGER REFERENCES "user"(id),
    "by_person" INTEGER REFERENCES "person"(id),
    "done_on" TEXT CHECK ("done_on" IS date("done_on", '+0 days')),
    "result" TEXT,
    archived_at TEXT,
    import_ref TEXT,
    CHECK (("person" IS NOT NULL) + ("institution" IS NOT NULL) + ("one_to_one" IS NOT NULL) + ("action" IS NOT NULL) + ("commitment" IS NOT NULL) + ("campaign" IS NOT NULL) = 1)) STRICT;
INSERT INTO "next_step_new"(id, rev, "text", "due", "person", "institution", "one_to_one", "owner",
    "by_person", "done_on", "result", archived_at, import_ref)
SELECT id, rev, "text", "due", "person", "institution", "one_to_one", "owner", "by_person",
    "done_on", "result", archived_at, import_ref
FROM "next_step";
DROP TABLE "next_step";
ALTER TABLE "next_step_new" RENAME TO "next_step";
