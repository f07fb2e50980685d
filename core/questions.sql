-- questions.sql - every question an organiser asks. One block is one report; question.h has the
-- grammar. Hidden people are in no answer, their owner's neither.

-- question not-met
-- title: Who have I not met?
-- about: People without a one-to-one that was held in the last so many days, by anyone: never met first, then the longest ago, leaders before others. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- param: days int 42 Days without a meeting
-- opens: person
-- column: name text Name
-- column: leader bool Leader
-- column: last_met date Last met
-- column: days int Days ago
-- column: owner text Organiser
-- column: institution text Institution
-- reads: people, each once, by the index of their meetings
SELECT p.id, {name p}, p.actual_leader, p.met,
    CAST(julianday(:today) - julianday(p.met) AS INTEGER),
    (SELECT u.name FROM user u WHERE u.id = p.owner),
    (SELECT i.name FROM institution_person r JOIN institution i ON i.id = r.institution
     WHERE r.person = p.id AND r.archived_at IS NULL AND r.to_on IS NULL
     ORDER BY r.is_core_team DESC, r.id LIMIT 1)
FROM (SELECT t.*, (SELECT max(o."on") FROM one_to_one o WHERE o.person = t.id
                   AND o.status = 'held' AND o.archived_at IS NULL) AS met
      FROM person t WHERE {listed t}
      LIMIT -1 /* so that met is looked up once */) p
WHERE p.met IS NULL OR p.met < date(:today, '-' || :days || ' days')
ORDER BY p.met, ifnull(p.actual_leader, 0) DESC, fold(p.given), fold(p.family), p.id;

-- question new-not-booked
-- title: Who is new, with no one-to-one booked?
-- about: People put on file, or with us, since so many days ago, with whom no one-to-one was held or is planned: the newest first. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- param: days int 14 Days back
-- opens: person
-- column: name text Name
-- column: since date New since
-- column: heard text How she heard of us
-- column: source text Told to us by
-- column: owner text Organiser
-- reads: people who have had no one-to-one, each once
SELECT p.id, {name p}, p.since, p.how_heard, p.source,
    (SELECT u.name FROM user u WHERE u.id = p.owner)
FROM (SELECT t.*, max(ifnull(t.joined_on, ''), ifnull(coalesce(
          (SELECT date(x.at) FROM change c JOIN txn x ON x.id = c.txn
           WHERE c.entity = 'person' AND c.row = t.id AND c.op = 'i' LIMIT 1),
          (SELECT date(x.at) FROM change c JOIN txn x ON x.id = c.txn
           WHERE c.entity = 'person' AND c.op = 'I' AND c.row <= t.id
               AND CAST(c.after AS INTEGER) >= t.id LIMIT 1)), '')) AS since
      FROM person t WHERE {listed t}
          AND NOT EXISTS (SELECT 1 FROM one_to_one o WHERE o.person = t.id
                          AND o.status IN ('held', 'planned') AND o.archived_at IS NULL)
      LIMIT -1 /* so that since is looked up once */) p
WHERE p.since > date(:today, '-' || :days || ' days') AND p.since <= :today
ORDER BY p.since DESC, fold(p.given), fold(p.family), p.id;

-- question leaders-never-met
-- title: Which leaders have never had a one-to-one?
-- about: People marked as leaders with whom no one-to-one was ever held, by anyone. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- opens: person
-- column: name text Name
-- column: institution text Institution
-- column: planned date Planned for
-- column: owner text Organiser
-- reads: leaders, each once
SELECT p.id, {name p},
    (SELECT i.name FROM institution_person r JOIN institution i ON i.id = r.institution
     WHERE r.person = p.id AND r.archived_at IS NULL AND r.to_on IS NULL
     ORDER BY r.is_core_team DESC, r.id LIMIT 1),
    (SELECT min(o."on") FROM one_to_one o WHERE o.person = p.id AND o.status = 'planned'
     AND o.archived_at IS NULL AND o."on" >= :today),
    (SELECT u.name FROM user u WHERE u.id = p.owner)
FROM person p
WHERE {listed p} AND ifnull(p.actual_leader, -1) = 1
    AND NOT EXISTS (SELECT 1 FROM one_to_one o WHERE o.person = p.id AND o.status = 'held'
                    AND o.archived_at IS NULL)
ORDER BY fold(p.given), fold(p.family), p.id;

-- question next-steps
-- title: Which next steps are late or due?
-- about: Next steps not yet done that are overdue or fall due within so many days, by who does them, each with the number to ring, how she may be reached, and what was said last. Left out: what is about hidden people or those who asked us not to use their data, and what is archived.
-- param: days int 7 Days ahead
-- opens: next_step
-- column: about text About
-- column: phone phone Phone
-- column: contact text Safe contact
-- column: what text What
-- column: due date By when
-- column: last text Last words
-- column: owner text Who does it
-- column: late int Days late
-- reads: open next steps, sorted by who does them
SELECT t.id, coalesce(nullif({name p}, ''), i.name),
    CASE WHEN p.id IS NULL THEN i.phone WHEN p.contact_safety_level = 'normal' THEN p.phone
        WHEN p.phone IS NOT NULL THEN '***' END,
    CASE WHEN p.contact_safety_level <> 'normal' THEN
        (SELECT x.label FROM (SELECT l.label, max(2 * (l.lang = :lang) + (l.lang = 'en'))
         FROM code_label l
         WHERE l.list = 'contact_safety' AND l.code = p.contact_safety_level) x) END,
    t.text, t.due,
    (SELECT replace(substr(s.story, 1, 80), char(10), ' ') FROM (SELECT o.story, max(o."on")
     FROM one_to_one o WHERE o.person = p.id AND o.status = 'held' AND o.story IS NOT NULL
         AND o.archived_at IS NULL) s),
    u.name, max(0, CAST(julianday(:today) - julianday(t.due) AS INTEGER))
FROM next_step t LEFT JOIN one_to_one m ON m.id = t.one_to_one LEFT JOIN user u ON u.id = t.owner
    LEFT JOIN person p ON p.id = coalesce(t.person, m.person)
    LEFT JOIN institution i ON i.id = t.institution
WHERE t.archived_at IS NULL AND t.done_on IS NULL AND ifnull(t.due, '') > ''
    AND ifnull(t.due, '') <= date(:today, '+' || :days || ' days')
    AND (p.id IS NULL OR ifnull(p.processing_restricted, 0) = 0)
    AND NOT EXISTS (SELECT 1 FROM person h WHERE h.contact_safety_level = 'hidden'
                    AND h.id IN (t.person, m.person, t.by_person))
ORDER BY u.name IS NULL, fold(u.name), t.due, t.id;

-- question diary
-- title: What is in the diary?
-- about: Planned one-to-ones, from two weeks back so that none is forgotten, and next steps with a day still to come, until so many days ahead, by day. Left out: what is about hidden people or those who asked us not to use their data, and what is archived.
-- param: days int 14 Days ahead
-- opens: one_to_one
-- column: on date On
-- column: who text With
-- column: what text What
-- column: place text Where
-- column: by text By
-- reads: planned one-to-ones and next steps of a few weeks
SELECT x.id, x."on", x.who, x.what, x.place, (SELECT u.name FROM user u WHERE u.id = x.by)
FROM (SELECT 'one_to_one:' || o.id AS id, o."on", {name p} AS who, NULL AS what, o.place,
          o.organiser AS by
      FROM one_to_one o JOIN person p ON p.id = o.person
      WHERE o.archived_at IS NULL AND o.status = 'planned' AND {listed p}
          AND o."on" BETWEEN date(:today, '-14 days')
              AND date(:today, '+' || :days || ' days')
      UNION ALL
      SELECT 'next_step:' || t.id, t.due, coalesce(nullif({name p}, ''), i.name), t.text, NULL, t.owner
      FROM next_step t LEFT JOIN one_to_one m ON m.id = t.one_to_one
          LEFT JOIN person p ON p.id = coalesce(t.person, m.person)
          LEFT JOIN institution i ON i.id = t.institution
      WHERE t.archived_at IS NULL AND t.done_on IS NULL
          AND ifnull(t.due, '') BETWEEN :today AND date(:today, '+' || :days || ' days')
          AND (p.id IS NULL OR {listed p})
          AND NOT EXISTS (SELECT 1 FROM person h WHERE h.contact_safety_level = 'hidden'
                          AND h.id = t.by_person)) x
ORDER BY x."on", x.what IS NOT NULL, x.id;

-- question gone-quiet
-- title: Who has gone quiet?
-- about: People we were in touch with, but not in the last so many days: no one-to-one held, and no touch that reached them. The longest silence first, leaders before others on the same day. Who was never met is in "not-met". Left out: hidden people, those who asked us not to use their data, and what is archived.
-- param: days int 42 Days of silence
-- opens: person
-- column: name text Name
-- column: leader bool Leader
-- column: last_touch date Last in touch
-- column: days int Days ago
-- column: owner text Organiser
-- reads: people, each once, by the indexes of their meetings and touches
SELECT p.id, {name p}, p.actual_leader, p.last,
    CAST(julianday(:today) - julianday(p.last) AS INTEGER),
    (SELECT u.name FROM user u WHERE u.id = p.owner)
FROM (SELECT t.*, max(
          ifnull((SELECT max(o."on") FROM one_to_one o WHERE o.person = t.id
                  AND o.status = 'held' AND o.archived_at IS NULL), ''),
          ifnull((SELECT max(c."on") FROM touch c WHERE c.person = t.id
                  AND c.reached IS NOT 0 AND c.archived_at IS NULL), '')) AS last
      FROM person t WHERE {listed t}
      LIMIT -1 /* so that last is looked up once */) p
WHERE p.last > '' AND p.last < date(:today, '-' || :days || ' days')
ORDER BY p.last, ifnull(p.actual_leader, 0) DESC, fold(p.given), fold(p.family), p.id;

-- question institutions-not-met
-- title: Which members have no leader met in eight weeks?
-- about: Member institutions none of whose leaders had a one-to-one in the last so many days: never first. Leaders are the people marked as such who hold a position there that has not ended; hidden people do not count.
-- param: days int 56 Days without a meeting
-- opens: institution
-- column: name text Name
-- column: leaders int Leaders
-- column: last_met date Last met
-- column: owner text Organiser
-- reads: member institutions, each with its leaders
SELECT i.id, i.name, i.leaders, i.met, (SELECT u.name FROM user u WHERE u.id = i.lead_user)
FROM (SELECT t.*,
          (SELECT count(DISTINCT r.person) FROM institution_person r JOIN person p ON p.id = r.person
           WHERE r.institution = t.id AND r.archived_at IS NULL AND p.actual_leader = 1
               AND (r.to_on IS NULL OR r.to_on >= :today) AND {listed p}) AS leaders,
          (SELECT max(o."on") FROM institution_person r JOIN person p ON p.id = r.person
           JOIN one_to_one o ON o.person = p.id
           WHERE r.institution = t.id AND r.archived_at IS NULL AND p.actual_leader = 1
               AND (r.to_on IS NULL OR r.to_on >= :today) AND {listed p}
               AND o.status = 'held' AND o.archived_at IS NULL) AS met
      FROM institution t
      WHERE t.archived_at IS NULL AND ifnull(t.membership_status, '') = 'member'
      LIMIT -1 /* so that met is looked up once */) i
WHERE i.met IS NULL OR i.met < date(:today, '-' || :days || ' days')
ORDER BY i.met, fold(i.name), i.id;

-- question dues-late
-- title: Whose dues are late?
-- about: Years of membership whose dues fell due before today and are not paid in full, waived or cancelled: the longest overdue first, with what is owed and whom to speak to there.
-- opens: membership
-- column: institution text Institution
-- column: year int Year
-- column: due date Due
-- column: days int Days late
-- column: owed int Still owed, pounds
-- column: contact text Speak to
-- column: owner text Organiser
-- reads: years of membership
SELECT m.id, i.name, m.year, m.due_on,
    CAST(julianday(:today) - julianday(m.due_on) AS INTEGER),
    m.dues_amount - ifnull(m.paid_amount, 0),
    (SELECT {name p} FROM institution_person r JOIN person p ON p.id = r.person
     WHERE r.institution = i.id AND r.archived_at IS NULL
         AND (r.to_on IS NULL OR r.to_on >= :today) AND {listed p}
     ORDER BY r.is_head DESC, r.is_core_team DESC, r.id LIMIT 1),
    (SELECT u.name FROM user u WHERE u.id = i.lead_user)
FROM membership m JOIN institution i ON i.id = m.institution
WHERE m.archived_at IS NULL AND i.archived_at IS NULL
    AND m.status NOT IN ('paid', 'waived', 'cancelled') AND m.due_on < :today
    AND (m.paid_on IS NULL OR ifnull(m.paid_amount, m.dues_amount) < m.dues_amount)
ORDER BY m.due_on, fold(i.name), m.id;

-- question single-leader
-- title: Which members hang on one leader?
-- about: Member institutions with one leader only: if she leaves, the tie is lost. Leaders are the people marked as such who hold a position there that has not ended; hidden people do not count.
-- opens: institution
-- column: name text Name
-- column: leader text Leader
-- column: last_met date Last met
-- column: owner text Organiser
-- reads: member institutions, each with its leaders
SELECT i.id, i.name, {name p},
    (SELECT max(o."on") FROM one_to_one o WHERE o.person = p.id AND o.status = 'held'
     AND o.archived_at IS NULL),
    (SELECT u.name FROM user u WHERE u.id = i.lead_user)
FROM institution i JOIN institution_person r ON r.institution = i.id JOIN person p ON p.id = r.person
WHERE i.archived_at IS NULL AND ifnull(i.membership_status, '') = 'member'
    AND r.archived_at IS NULL AND (r.to_on IS NULL OR r.to_on >= :today)
    AND p.actual_leader = 1 AND {listed p}
GROUP BY i.id HAVING count(DISTINCT p.id) = 1
ORDER BY fold(i.name), i.id;

-- question core-teams
-- title: How healthy are our institutions?
-- about: Institutions we are in touch with, by four tests of a core team: three leaders or more, a one-to-one with one of its people in the last month, everybody in the core team trained (induction or safeguarding, on the roles), and its last quota met. Quotas are not kept yet, so that three of four is the most. The weakest first.
-- param: institution text 0 Only the institution of this number
-- opens: institution
-- column: name text Name
-- column: health int Health
-- column: leaders int Leaders
-- column: last_met date Last met
-- column: team int Core team
-- column: trained int Trained
-- column: people int People
-- column: dues text Dues
-- column: owner text Organiser
-- reads: institutions, each with its people
SELECT i.id, i.name,
    (i.leaders >= 3) + (ifnull(i.met, '') >= date(:today, '-31 days'))
        + (i.team > 0 AND i.trained = i.team),
    i.leaders, i.met, i.team, i.trained, i.people,
    (SELECT x.label FROM (SELECT l.label, max(2 * (l.lang = :lang) + (l.lang = 'en'))
     FROM code_label l WHERE l.list = 'dues_status' AND l.code = i.dues) x),
    (SELECT u.name FROM user u WHERE u.id = i.lead_user)
FROM (SELECT t.*, ifnull(s.leaders, 0) AS leaders, ifnull(s.team, 0) AS team,
          ifnull(s.trained, 0) AS trained, ifnull(s.people, 0) AS people,
          (SELECT max(o."on") FROM institution_person r JOIN person p ON p.id = r.person
           JOIN one_to_one o ON o.person = p.id
           WHERE r.institution = t.id AND r.archived_at IS NULL
               AND (r.to_on IS NULL OR r.to_on >= :today) AND {listed p}
               AND o.status = 'held' AND o.archived_at IS NULL) AS met,
          (SELECT x.status FROM (SELECT m.status, max(m.year) FROM membership m
           WHERE m.institution = t.id AND m.archived_at IS NULL) x) AS dues
      FROM institution t LEFT JOIN (
          SELECT r.institution AS at, count(DISTINCT p.id) AS people,
              count(DISTINCT iif(p.actual_leader = 1, p.id, NULL)) AS leaders,
              count(DISTINCT iif(r.is_core_team = 1, p.id, NULL)) AS team,
              count(DISTINCT iif(r.is_core_team = 1 AND EXISTS (
                  SELECT 1 FROM person_role w WHERE w.person = p.id AND w.archived_at IS NULL
                  AND coalesce(w.induction_on, w.safeguarding_trained_on) IS NOT NULL),
                  p.id, NULL)) AS trained
          FROM institution_person r JOIN person p ON p.id = r.person
          WHERE r.archived_at IS NULL AND (r.to_on IS NULL OR r.to_on >= :today) AND {listed p}
          GROUP BY r.institution) s ON s.at = t.id
      WHERE t.archived_at IS NULL
          AND iif(:institution <> '0', t.id = CAST(:institution AS INTEGER),
                  t.membership_status IN ('member', 'relationship', 'prospective', 'contacted'))
      LIMIT -1 /* so that each is looked up once */) i
ORDER BY 3, fold(i.name), i.id;

-- question map-gaps
-- title: Where are the holes in the map?
-- about: Kinds of institution of which none is on file, and languages that no institution on file speaks, those most people speak first. Left out: what is archived, and words of the lists that are not in use.
-- opens: code
-- column: language text Language without an institution
-- column: type text Kind without an institution
-- column: people int People who speak it
-- reads: words of two lists, and institutions for each
SELECT c.id, iif(c.list = 'language', c.label, NULL), iif(c.list = 'language', NULL, c.label),
    c.people
FROM (SELECT t.*, (SELECT x.label FROM (SELECT l.label, max(2 * (l.lang = :lang) + (l.lang = 'en'))
          FROM code_label l WHERE l.list = t.list AND l.code = t.code) x) AS label,
          iif(t.list = 'language', (SELECT count(*) FROM person p WHERE {listed p}
              AND ifnull(p.preferred_language, '') = t.code || '' /* else no index */), 0) AS people
      FROM code t
      WHERE t.archived_at IS NULL AND t.active = 1 AND t.code <> 'other'
          AND (t.list = 'institution_type' AND NOT EXISTS (
                   SELECT 1 FROM institution i WHERE i.archived_at IS NULL
                   AND ifnull(i.type, '') = t.code || '')
               OR t.list = 'language' AND NOT EXISTS (
                   SELECT 1 FROM institution i WHERE i.archived_at IS NULL
                   AND ',' || i.languages || ',' LIKE '%,' || t.code || ',%'))
      LIMIT -1) c
ORDER BY c.people DESC, c.list DESC, c.sort, c.id;

-- question one-to-ones-by-week
-- title: How many one-to-ones each week?
-- about: One-to-ones that were held, by everybody, in each of the last so many weeks; a week begins on Monday, the last one is this one.
-- param: weeks int 12 Weeks
-- opens: none
-- column: week date Week of
-- column: n int One-to-ones
WITH RECURSIVE weeks(n, monday) AS (
    SELECT min(CAST(:weeks AS INTEGER), 520),
        date(:today, '-6 days', 'weekday 1',
            (7 - 7 * min(CAST(:weeks AS INTEGER), 520)) || ' days')
    UNION ALL SELECT n - 1, date(monday, '+7 days') FROM weeks WHERE n > 1)
SELECT n, monday,
    (SELECT count(*) FROM one_to_one o WHERE o.archived_at IS NULL AND o.status = 'held'
     AND o."on" >= monday AND o."on" < date(monday, '+7 days'))
FROM weeks;

-- question may-contact
-- title: Who has agreed to hear from us?
-- about: People whose latest word on a purpose is yes: not withdrawn and not run out. A purpose is contact_phone, contact_sms, contact_whatsapp, contact_email, contact_post, newsletter ... Who was never asked is not here. Left out: hidden people, those who asked us not to use their data, and what is archived. Where contact needs care no number or address is shown.
-- param: purpose text contact_email Purpose
-- opens: person
-- column: name text Name
-- column: phone phone Phone
-- column: email email E-mail
-- column: address text Address
-- column: language text Language
-- column: since date Since
-- column: until date Until
-- reads: the consents of one purpose, each once
SELECT t.id, {name t},
    iif(:purpose IN ('contact_phone', 'contact_sms', 'contact_whatsapp')
        AND t.contact_safety_level = 'normal', t.phone, NULL),
    iif(:purpose IN ('contact_email', 'newsletter') AND t.contact_safety_level = 'normal',
        t.email, NULL),
    iif(:purpose = 'contact_post' AND t.contact_safety_level = 'normal',
        ltrim(ifnull(t.address_line, '') || ifnull(', ' || t.postcode, ''), ', '), NULL),
    (SELECT l.label FROM code_label l WHERE l.list = 'language' AND l.code = t.preferred_language
     AND l.lang = :lang),
    max(c.given_on), c.expires_on
FROM consent c CROSS JOIN person t ON t.id = c.person
WHERE ifnull(c.purpose, '') = :purpose AND c.archived_at IS NULL AND c.given = 1
    AND c.given_on <= :today AND ifnull(c.withdrawn_on, '9999-12-31') > :today
    AND ifnull(c.expires_on, '9999-12-31') >= :today AND {listed t}
    AND NOT EXISTS (SELECT 1 FROM consent r WHERE r.person = c.person AND r.purpose = c.purpose
        AND r.archived_at IS NULL
        AND iif(r.withdrawn_on <= :today, r.withdrawn_on, r.given_on) >= c.given_on
        AND (r.given <> 1 OR r.withdrawn_on <= :today OR r.expires_on < :today))
GROUP BY t.id
ORDER BY fold(t.given, t.family), t.id;

-- question not-told
-- title: Who does not know yet that we hold her details?
-- about: People whose details somebody else gave us ("Told to us by") and who have not been told, so many days after: they must be told within a month. The command told marks the day. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- param: days int 21 Days since
-- opens: person
-- column: name text Name
-- column: source text Told to us by
-- column: since date Since
-- column: tell_by date Tell her by
-- column: owner text Organiser
-- reads: people, each once
SELECT p.id, {name p}, p.source, p.since, date(p.since, '+1 month'),
    (SELECT u.name FROM user u WHERE u.id = p.owner)
FROM (SELECT t.*, coalesce(
        (SELECT date(x.at) FROM change c JOIN txn x ON x.id = c.txn
         WHERE c.entity = 'person' AND c.row = t.id AND c.op = 'i' ORDER BY c.id LIMIT 1),
        (SELECT date(x.at) FROM change c INDEXED BY change_bulk JOIN txn x ON x.id = c.txn
         WHERE c.op = 'I' AND c.entity = 'person' AND c.row <= t.id
             AND CAST(c.after AS INTEGER) >= t.id ORDER BY c.row DESC LIMIT 1),
        t.joined_on) AS since
      FROM person t
      WHERE t.source > '' AND t.told_on IS NULL AND {listed t}
      LIMIT -1 /* so that since is looked up once */) p
WHERE p.since <= date(:today, '-' || :days || ' days')
ORDER BY p.since, fold(p.given), fold(p.family), p.id;
