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
    {days p.met},
    {user p.owner},
    {home p}
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
    {user p.owner}
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
    {home p},
    (SELECT min(o."on") FROM one_to_one o WHERE o.person = p.id AND o.status = 'planned'
     AND o.archived_at IS NULL AND o."on" >= :today),
    {user p.owner}
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
-- first: card
-- column: about text About
-- column: phone phone Phone
-- column: contact person.contact_safety_level Care
-- column: what text What
-- column: due date By when
-- column: last text Last words
-- column: owner text Who does it
-- column: late int Days late
-- reads: open next steps, sorted by who does them
SELECT t.id, coalesce(nullif({name p}, ''), i.name, a.title, k.title),
    CASE WHEN p.id IS NULL THEN i.phone WHEN p.contact_safety_level = 'normal' THEN p.phone
        WHEN p.phone IS NOT NULL THEN '***' END,
    nullif(p.contact_safety_level, 'normal'),
    t.text, t.due,
    (SELECT replace(substr(s.story, 1, 80), char(10), ' ') FROM (SELECT o.story, max(o."on")
     FROM one_to_one o WHERE o.person = p.id AND o.status = 'held' AND o.story IS NOT NULL
         AND o.archived_at IS NULL) s),
    u.name, max(0, {days t.due})
FROM next_step t LEFT JOIN one_to_one m ON m.id = t.one_to_one LEFT JOIN user u ON u.id = t.owner
    LEFT JOIN commitment c ON c.id = t.commitment LEFT JOIN action a ON a.id = t.action
    LEFT JOIN campaign k ON k.id = t.campaign
    LEFT JOIN person p ON p.id = coalesce(t.person, m.person, c.person)
    LEFT JOIN institution i ON i.id = coalesce(t.institution, c.institution)
WHERE t.archived_at IS NULL AND t.done_on IS NULL AND ifnull(t.due, '') > ''
    AND ifnull(t.due, '') <= date(:today, '+' || :days || ' days')
    AND (p.id IS NULL OR ifnull(p.processing_restricted, 0) = 0)
    AND {unhidden t.person, m.person, c.person, t.by_person}
ORDER BY u.name IS NULL, fold(u.name), t.due, t.id;

-- question diary
-- title: What is in the diary?
-- about: Planned one-to-ones, from two weeks back so that none is forgotten, and what is still to come until so many days ahead: next steps, actions, pledges not kept at one, promises that fall due or are to be looked at again; by day and time. Left out: what is about hidden people or those who asked us not to use their data, and what is archived.
-- param: days int 14 Days ahead
-- opens: one_to_one
-- column: on date On
-- column: at time Time
-- column: who text With
-- column: what text What
-- column: place text Where
-- column: by text By
-- reads: what is planned or due in a few weeks
SELECT x.id, x."on", x."at", x.who, x.what, x.place, x.by
FROM (SELECT 'one_to_one:' || o.id AS id, o."on", o."at", {name p} AS who, NULL AS what, o.place,
          {user o.organiser} AS by
      FROM one_to_one o JOIN person p ON p.id = o.person
      WHERE o.archived_at IS NULL AND o.status = 'planned' AND {listed p}
          AND o."on" BETWEEN date(:today, '-14 days')
              AND date(:today, '+' || :days || ' days')
      UNION ALL
      SELECT 'next_step:' || t.id, t.due, NULL,
          coalesce(nullif({name p}, ''), i.name, a.title, k.title), t.text, NULL,
          {user t.owner}
      FROM next_step t LEFT JOIN one_to_one m ON m.id = t.one_to_one
          LEFT JOIN commitment c ON c.id = t.commitment LEFT JOIN action a ON a.id = t.action
          LEFT JOIN campaign k ON k.id = t.campaign
          LEFT JOIN person p ON p.id = coalesce(t.person, m.person, c.person)
          LEFT JOIN institution i ON i.id = coalesce(t.institution, c.institution)
      WHERE t.archived_at IS NULL AND t.done_on IS NULL
          AND ifnull(t.due, '') BETWEEN :today AND date(:today, '+' || :days || ' days')
          AND (p.id IS NULL OR {listed p})
          AND {unhidden t.by_person}
      UNION ALL
      SELECT 'action:' || a.id, a."on", a."at", NULL, a.title, a.place, NULL
      FROM action a
      WHERE a.archived_at IS NULL AND a.status = 'planned'
          AND ifnull(a."on", '') BETWEEN :today AND date(:today, '+' || :days || ' days')
      UNION ALL
      SELECT 'pledge:' || g.id, g.due, NULL, {name p}, ifnull(g.text, {label pledge_kind g.kind}),
          NULL, {user g.asked_by}
      FROM pledge g JOIN person p ON p.id = g.person
      WHERE g.archived_at IS NULL AND g.status IN ('asked', 'pledged') AND {listed p}
          AND NOT EXISTS (SELECT 1 FROM action a WHERE a.id = g.action AND a."on" = g.due)
          AND ifnull(g.due, '') BETWEEN :today AND date(:today, '+' || :days || ' days')
      UNION ALL
      SELECT 'commitment:' || c.id, c.day, NULL, coalesce(nullif({name p}, ''), i.name),
          {label commitment_day c.kind} || ': ' || replace(c.text, char(10), ' '), NULL,
          (SELECT {name h} FROM person h WHERE h.id = c.holder AND {listed h})
      FROM (SELECT d.*, d.due AS day, 'due' AS kind FROM commitment d
            UNION ALL SELECT d.*, d.next_check, 'look' FROM commitment d) c
          LEFT JOIN person p ON p.id = c.person LEFT JOIN institution i ON i.id = c.institution
      WHERE c.archived_at IS NULL AND c.status IN ('open', 'in_progress')
          AND (p.id IS NULL OR {listed p})
          AND ifnull(c.day, '') BETWEEN :today AND date(:today, '+' || :days || ' days')) x
ORDER BY x."on", x.what IS NOT NULL, x."at", x.id;

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
    {days p.last},
    {user p.owner}
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
SELECT i.id, i.name, i.leaders, i.met, {user i.lead_user}
FROM (SELECT t.*,
          (SELECT count(DISTINCT r.person) FROM institution_person r JOIN person p ON p.id = r.person
           WHERE r.institution = t.id AND {stands r} AND p.actual_leader = 1 AND {listed p}) AS leaders,
          (SELECT max(o."on") FROM institution_person r JOIN person p ON p.id = r.person
           JOIN one_to_one o ON o.person = p.id
           WHERE r.institution = t.id AND {stands r} AND p.actual_leader = 1 AND {listed p}
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
    {days m.due_on},
    m.dues_amount - ifnull(m.paid_amount, 0),
    (SELECT {name p} FROM institution_person r JOIN person p ON p.id = r.person
     WHERE r.institution = i.id AND {stands r} AND {listed p}
     ORDER BY r.is_head DESC, r.is_core_team DESC, r.id LIMIT 1),
    {user i.lead_user}
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
    {user i.lead_user}
FROM institution i JOIN institution_person r ON r.institution = i.id JOIN person p ON p.id = r.person
WHERE i.archived_at IS NULL AND ifnull(i.membership_status, '') = 'member'
    AND {stands r}
    AND p.actual_leader = 1 AND {listed p}
GROUP BY i.id HAVING count(DISTINCT p.id) = 1
ORDER BY fold(i.name), i.id;

-- question core-teams
-- title: How healthy are our institutions?
-- about: Institutions we are in touch with, by four tests of a core team: three leaders or more, a one-to-one with one of its people in the last month, everybody in the core team trained (induction or safeguarding, on the roles), and its quota met at the last action that was held and that it agreed one for. The weakest first.
-- param: institution text 0 Only the institution of this number
-- opens: institution
-- column: name text Name
-- column: health int Health
-- column: leaders int Leaders
-- column: last_met date Last met
-- column: team int Core team
-- column: trained int Trained
-- column: quota int Last quota
-- column: came int Came
-- column: people int People
-- column: dues text Dues
-- column: owner text Organiser
-- reads: institutions, each with its people
SELECT i.id, i.name,
    (i.leaders >= 3) + (ifnull(i.met, '') >= date(:today, '-31 days'))
        + (i.team > 0 AND i.trained = i.team) + (q.id IS NOT NULL AND i.came >= q.quota),
    i.leaders, i.met, i.team, i.trained, q.quota, iif(q.id IS NULL, NULL, i.came), i.people,
    {label dues_status i.dues},
    {user i.lead_user}
FROM (SELECT y.*, (SELECT count(*) FROM sign_in n LEFT JOIN person p ON p.id = n.person
              WHERE n.action = (SELECT w.action FROM turnout_target w WHERE w.id = y.target)
                  AND n.institution = y.id AND n.archived_at IS NULL AND (p.id IS NULL OR {listed p}))
              AS came
      FROM (SELECT t.*, ifnull(s.leaders, 0) AS leaders, ifnull(s.team, 0) AS team,
          ifnull(s.trained, 0) AS trained, ifnull(s.people, 0) AS people,
          (SELECT max(o."on") FROM institution_person r JOIN person p ON p.id = r.person
           JOIN one_to_one o ON o.person = p.id
           WHERE r.institution = t.id AND {stands r} AND {listed p}
               AND o.status = 'held' AND o.archived_at IS NULL) AS met,
          (SELECT x.status FROM (SELECT m.status, max(m.year) FROM membership m
           WHERE m.institution = t.id AND m.archived_at IS NULL) x) AS dues,
          (SELECT x.id FROM (SELECT w.id, max(a."on" || printf('%017d', a.id))
           FROM turnout_target w JOIN action a ON a.id = w.action
           WHERE w.institution = t.id AND w.archived_at IS NULL AND w.quota > 0
               AND a.status = 'held' AND a.archived_at IS NULL) x) AS target
      FROM institution t LEFT JOIN (
          SELECT r.institution AS at, count(DISTINCT p.id) AS people,
              count(DISTINCT iif(p.actual_leader = 1, p.id, NULL)) AS leaders,
              count(DISTINCT iif(r.is_core_team = 1, p.id, NULL)) AS team,
              count(DISTINCT iif(r.is_core_team = 1 AND EXISTS (
                  SELECT 1 FROM person_role w WHERE w.person = p.id AND w.archived_at IS NULL
                  AND coalesce(w.induction_on, w.safeguarding_trained_on) IS NOT NULL),
                  p.id, NULL)) AS trained
          FROM institution_person r JOIN person p ON p.id = r.person
          WHERE {stands r} AND {listed p}
          GROUP BY r.institution) s ON s.at = t.id
      WHERE t.archived_at IS NULL
          AND iif(:institution <> '0', t.id = CAST(:institution AS INTEGER),
                  t.membership_status IN ('member', 'relationship', 'prospective', 'contacted'))
      LIMIT -1 /* so that each is looked up once */) y LIMIT -1) i
    LEFT JOIN turnout_target q ON q.id = i.target
ORDER BY 3, fold(i.name), i.id;

-- question map-gaps
-- title: Where are the holes in the map?
-- about: Languages that no institution on file speaks, wards where people on file live and no institution is, and kinds of institution of which there is none: those with most people first. Left out: hidden people, those who asked us not to use their data, what is archived, and words of the lists that are not in use.
-- counts: everybody
-- opens: code
-- column: language text Language
-- column: ward text Ward
-- column: type text Kind
-- column: people int People
-- reads: words of two lists, institutions for each, and people, each once, for their wards
SELECT h.id, h.language, h.ward, h.kind, h.people
FROM (SELECT 'code:' || c.id AS id, iif(c.list = 'language', c.label, NULL) AS language, NULL AS ward,
          iif(c.list = 'language', NULL, c.label) AS kind, c.people, c.list, c.sort, c.id AS n
      FROM (SELECT t.*, (SELECT x.label FROM (SELECT l.label, max(2 * (l.lang = :lang)
                + (l.lang = 'en')) FROM code_label l WHERE l.list = t.list AND l.code = t.code) x)
                AS label,
                iif(t.list = 'language', (SELECT count(*) FROM person p WHERE {listed p}
                    AND ifnull(p.preferred_language, '') = t.code || '' /* else no index */), 0)
                AS people
            FROM code t
            WHERE t.archived_at IS NULL AND t.active = 1 AND t.code <> 'other'
                AND (t.list = 'institution_type' AND NOT EXISTS (
                         SELECT 1 FROM institution i WHERE i.archived_at IS NULL
                         AND ifnull(i.type, '') = t.code || '')
                     OR t.list = 'language' AND NOT EXISTS (
                         SELECT 1 FROM institution i WHERE i.archived_at IS NULL
                         AND ',' || i.languages || ',' LIKE '%,' || t.code || ',%'))
            LIMIT -1) c
      UNION ALL
      SELECT 'person:' || min(p.id), NULL, min(p.ward), NULL, count(*), 'l', 0, 0
      FROM person p
      WHERE {listed p} AND fold(p.ward) <> '' AND fold(p.ward) NOT IN (
          SELECT fold(i.ward) FROM institution i WHERE i.archived_at IS NULL)
      GROUP BY fold(p.ward)) h
ORDER BY h.people DESC, h.list DESC, h.sort, h.n, fold(h.ward);

-- question one-to-ones-by-week
-- title: How many one-to-ones each week?
-- about: One-to-ones that were held, by everybody, in each of the last so many weeks; a week begins on Monday, the last one is this one.
-- param: weeks int 12 Weeks
-- counts: everybody
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
    {label language t.preferred_language},
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
    {user p.owner}
FROM (SELECT t.*, coalesce(
        (SELECT date(x.at) FROM change c JOIN txn x ON x.id = c.txn
         WHERE c.entity = 'person' AND c.row = t.id AND c.op = 'i' ORDER BY c.id LIMIT 1),
        (SELECT date(x.at) FROM change c JOIN txn x ON x.id = c.txn
         WHERE c.op = 'I' AND c.entity = 'person' AND c.row <= t.id
             AND CAST(c.after AS INTEGER) >= t.id ORDER BY c.row DESC LIMIT 1),
        t.joined_on) AS since
      FROM person t
      WHERE t.source > '' AND t.told_on IS NULL AND {listed t}
      LIMIT -1 /* so that since is looked up once */) p
WHERE p.since <= date(:today, '-' || :days || ' days')
ORDER BY p.since, fold(p.given), fold(p.family), p.id;

-- ==== Who holds the web together ====

-- question brokers
-- title: Who are the brokers?
-- about: Everybody, by how many shortest chains between two others lead over her (betweenness, not divided by anything: a pair with several shortest chains gives each its share). Degree is how many people she is tied to: a pair counts once however many ties join it. Cut is yes where others would lose each other without her. Ties are the relationships on file. Up to 2,000 people it is exact; of more it is estimated, and the last line says how far off at most. Left out: hidden people, ties kept to oneself, those who asked us not to use their data, and what is archived.
-- needs: brokers
-- opens: person
-- column: name text Name
-- column: degree int Tied to
-- column: betweenness int Between
-- column: cut bool Cut
-- reads: what was worked out, each person once
SELECT p.id, {name p}, b.degree, printf('%.10g', b.betweenness), b.cut
FROM temp.brokers b JOIN person p ON p.id = b.person
ORDER BY b.betweenness DESC, b.degree DESC, fold(p.given), fold(p.family), p.id;

-- question bridges
-- title: If she moves away, who goes dark?
-- about: People who are the only link of institutions, or of others, to the rest of us: what would go dark without each of them, and how many people would be cut off. The rest is the largest part that would be left. Ties are relationships, positions, links between institutions (not rivals), and one-to-ones with an organiser who is on file. 0 shows those too who hold people alone. See also single-leader, of members with one leader. Left out: hidden people, ties kept to oneself, those who asked us not to use their data, and what is archived.
-- param: institutions int 1 Institutions that go dark, at least
-- needs: bridges
-- opens: person
-- column: name text Name
-- column: leader bool Leader
-- column: institutions int Dark
-- column: people int Cut off
-- column: without text Without her
-- reads: what was worked out, a person each
SELECT p.id, {name p}, p.actual_leader, b.places, b.people, b.words
FROM temp.bridges b JOIN person p ON p.id = b.person
ORDER BY b.places DESC, b.people DESC, fold(p.given), fold(p.family), p.id;

-- question lone-ties
-- title: Which ties hold two parts together alone?
-- about: Single ties between two people, or a person and an institution, that nothing else makes good: were one to end, the smaller side would have no chain to the larger. The counts are those of the smaller side. Ties are those of the question bridges. The largest first. Left out: hidden people, ties kept to oneself, those who asked us not to use their data, and what is archived.
-- param: people int 2 People on the smaller side, at least
-- needs: lone_ties
-- opens: person
-- column: one text One end
-- column: other text Other end
-- column: people int People
-- column: institutions int Institutions
-- reads: what was worked out, a tie each
SELECT t.row, t.one, t.other, t.people, t.places
FROM temp.lone_ties t
ORDER BY t.people DESC, t.places DESC, fold(t.one), fold(t.other);

-- question reach
-- title: How far does each campaign's team reach?
-- about: People within one and two steps of a campaign's team and its leader, over the relationships on file, the team itself not counted, beside all the people there are. A pair of ties to the same person counts once. Left out: hidden people, ties kept to oneself, those who asked us not to use their data, and what is archived.
-- param: campaign campaign - Only this campaign
-- needs: reach
-- opens: campaign
-- column: campaign text Campaign
-- column: team int Team
-- column: near int Within one step
-- column: within int Within two steps
-- column: people int Of
-- reads: what was worked out, a campaign each
SELECT c.id, c.title, r.team, r.near, r.within, r.people
FROM temp.reach r JOIN campaign c ON c.id = r.campaign
ORDER BY r.within DESC, fold(c.title), c.id;

-- Campaigns and power

-- question unanswered
-- title: What do our campaigns still have to find out?
-- about: Research questions without an answer, of campaigns that are not closed, by the day they are wanted: late ones first, those without a day last.
-- param: campaign campaign - Campaign
-- opens: research_question
-- column: question text Question
-- column: campaign text Campaign
-- column: owner text Who finds out
-- column: due date By when
-- column: late int Days late
-- reads: research questions, each once
SELECT t.id, t.question, c.title, {name p}, t.due,
    max(0, {days t.due})
FROM research_question t JOIN campaign c ON c.id = t.campaign
    LEFT JOIN person p ON p.id = t.owner AND {listed p}
WHERE t.archived_at IS NULL AND c.archived_at IS NULL AND c.stage <> 'closed'
    AND ifnull(t.answer, '') = '' AND (:campaign IS NULL OR c.id = CAST(:campaign AS INTEGER))
ORDER BY t.due IS NULL, t.due, t.id;

-- question moved
-- title: Who has moved on the power maps?
-- about: Actors whose stance is another one than so many days ago, the longest way first; who was assessed for the first time since then is compared with that. Campaigns that are closed are left out, and so are hidden people, those who asked us not to use their data, and what is archived.
-- param: days int 31 Days back
-- param: campaign campaign - Campaign
-- opens: power_actor
-- column: who text Who
-- column: campaign text Campaign
-- column: was text Was
-- column: since date On
-- column: now text Now
-- column: steps int Steps towards us
-- column: power int Power
-- reads: actors, each once, by the index of their assessments
SELECT x.id, x.who, x.title, {label stance x.before}, x.since, {label stance x.after}, x.steps, x.power
FROM (SELECT t.id, coalesce(nullif({name p}, ''), i.name) AS who, c.title, n.power,
          w.stance || '' AS before, w."on" AS since, n.stance || '' AS after,
          n.stance - w.stance AS steps
      FROM power_actor t JOIN campaign c ON c.id = t.campaign
          LEFT JOIN person p ON p.id = t.person LEFT JOIN institution i ON i.id = t.institution
          JOIN power_assessment n ON n.id = (SELECT s.id FROM power_assessment s
              WHERE s.actor = t.id AND s.archived_at IS NULL
              ORDER BY s."on" DESC, s.id DESC LIMIT 1)
          JOIN power_assessment w ON w.id = coalesce((SELECT s.id FROM power_assessment s
              WHERE s.actor = t.id AND s.archived_at IS NULL
                  AND s."on" <= date(:today, '-' || :days || ' days')
              ORDER BY s."on" DESC, s.id DESC LIMIT 1), (SELECT s.id FROM power_assessment s
              WHERE s.actor = t.id AND s.archived_at IS NULL ORDER BY s."on", s.id LIMIT 1))
      WHERE t.archived_at IS NULL AND c.archived_at IS NULL AND c.stage <> 'closed'
          AND (i.id IS NOT NULL AND i.archived_at IS NULL OR {listed p})
          AND (:campaign IS NULL OR c.id = CAST(:campaign AS INTEGER))
      LIMIT -1) x
WHERE x.steps <> 0
ORDER BY abs(x.steps) DESC, fold(x.who), x.id;

-- question powerful-unheld
-- title: Who has power, and nobody of ours knows them?
-- about: Actors of open campaigns with so much power or more, to whom there is no way in: none is written on the map, no one-to-one was held with them, nobody on file is tied to them, and at an institution nobody on file has a position. The most powerful first. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- param: power int 6 Power, at least
-- param: campaign campaign - Campaign
-- opens: power_actor
-- column: who text Who
-- column: campaign text Campaign
-- column: role text Role
-- column: decides bool Decides
-- column: power int Power
-- column: stance text Stance
-- reads: actors, each once
SELECT x.id, x.who, x.title, x.role, x.decides, x.power, {label stance x.stance}
FROM (SELECT t.id, coalesce(nullif({name p}, ''), i.name) AS who, c.title, t.role,
          t.is_target AS decides, n.power, n.stance || '' AS stance
      FROM power_actor t JOIN campaign c ON c.id = t.campaign
          LEFT JOIN person p ON p.id = t.person LEFT JOIN institution i ON i.id = t.institution
          JOIN power_assessment n ON n.id = (SELECT s.id FROM power_assessment s
              WHERE s.actor = t.id AND s.archived_at IS NULL
              ORDER BY s."on" DESC, s.id DESC LIMIT 1)
      WHERE t.archived_at IS NULL AND c.archived_at IS NULL AND c.stage <> 'closed'
          AND (i.id IS NOT NULL AND i.archived_at IS NULL OR {listed p})
          AND (:campaign IS NULL OR c.id = CAST(:campaign AS INTEGER))
          AND n.power >= CAST(:power AS INTEGER)
          AND NOT EXISTS (SELECT 1 FROM person k WHERE k.id = t.route AND {listed k})
          AND NOT EXISTS (SELECT 1 FROM one_to_one o WHERE o.person = t.person
              AND o.status = 'held' AND o.archived_at IS NULL)
          AND NOT EXISTS (SELECT 1 FROM relationship r JOIN person k ON k.id = r.to_person
              WHERE r.from_person = t.person AND {open r} AND {listed k})
          AND NOT EXISTS (SELECT 1 FROM relationship r JOIN person k ON k.id = r.from_person
              WHERE r.to_person = t.person AND {open r} AND {listed k})
          AND NOT EXISTS (SELECT 1 FROM institution_person m JOIN person k ON k.id = m.person
              WHERE m.institution = t.institution AND {stands m} AND {listed k})
      LIMIT -1) x
ORDER BY x.power DESC, fold(x.who), x.id;

-- question who-decides
-- title: Who decides, and which of our leaders knows them?
-- about: The targets of open campaigns: actors marked as deciding, and who a campaign says decides. Beside each the leaders who are tied to them, met them as organisers, are our way in, or have a position at that institution. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- param: campaign campaign - Campaign
-- opens: power_actor
-- column: campaign text Campaign
-- column: who text Who decides
-- column: role text Role
-- column: power int Power
-- column: stance text Stance
-- column: leaders text Leaders who know them
-- reads: targets, each with those tied to them
SELECT x.kind || x.id, x.title, x.who, x.role, x.power, {label stance x.stance},
    (SELECT group_concat(l.name, ', ') FROM (SELECT DISTINCT {name k} AS name FROM person k
     WHERE k.actual_leader = 1 AND {listed k} AND k.id IN (
         SELECT x.route
         UNION ALL SELECT r.to_person FROM relationship r WHERE r.from_person = x.person
             AND {open r}
         UNION ALL SELECT r.from_person FROM relationship r WHERE r.to_person = x.person
             AND {open r}
         UNION ALL SELECT u.person FROM one_to_one o JOIN user u ON u.id = o.organiser
             WHERE o.person = x.person AND o.status = 'held' AND o.archived_at IS NULL
         UNION ALL SELECT m.person FROM institution_person m WHERE m.institution = x.institution
             AND {stands m})) l)
FROM (SELECT 'power_actor:' AS kind, t.id, c.title, t.person, t.institution, t.route, t.role,
          coalesce(nullif({name p}, ''), i.name) AS who, n.power, n.stance || '' AS stance
      FROM power_actor t JOIN campaign c ON c.id = t.campaign
          LEFT JOIN person p ON p.id = t.person LEFT JOIN institution i ON i.id = t.institution
          LEFT JOIN power_assessment n ON n.id = (SELECT s.id FROM power_assessment s
              WHERE s.actor = t.id AND s.archived_at IS NULL
              ORDER BY s."on" DESC, s.id DESC LIMIT 1)
      WHERE t.archived_at IS NULL AND c.archived_at IS NULL AND c.stage <> 'closed'
          AND (t.is_target = 1 OR t.person = c.decision_maker)
          AND (i.id IS NOT NULL AND i.archived_at IS NULL OR {listed p})
          AND (:campaign IS NULL OR c.id = CAST(:campaign AS INTEGER))
      UNION ALL
      SELECT 'person:', p.id, c.title, p.id, NULL, NULL, NULL, {name p}, NULL, NULL
      FROM campaign c JOIN person p ON p.id = c.decision_maker
      WHERE c.archived_at IS NULL AND c.stage <> 'closed' AND {listed p}
          AND (:campaign IS NULL OR c.id = CAST(:campaign AS INTEGER))
          AND NOT EXISTS (SELECT 1 FROM power_actor t WHERE t.campaign = c.id
              AND t.person = c.decision_maker AND t.archived_at IS NULL)) x
ORDER BY fold(x.title), x.power DESC, fold(x.who), x.id;

-- Actions and turnout. A range is what is to be expected of those who were pledged, four times in
-- five; core/turnout.h says how it is made and who sees whose record.

-- question turnout
-- title: How many will come, by institution?
-- about: For the next action, or the one that is named: what each institution agreed to bring, what its leaders pledged, how many of these may be expected (four times in five it is between the two numbers), and who came. Who was not pledged comes on top. Hidden people do not count.
-- param: action action - Action (nothing: the next)
-- needs: forecast
-- opens: institution
-- whole: everybody
-- column: action text Action
-- column: institution text Institution
-- column: quota int Quota
-- column: pledged int Pledged
-- column: low int At least
-- column: high int At most
-- column: came int Came
-- reads: the places of one action
SELECT CASE WHEN f.institution > 0 THEN 'institution:' || f.institution ELSE 'action:' || a.id END,
    a.title, ifnull(i.name, '-'), f.quota, f.pledged, f.low, f.high, f.came
FROM temp.forecast f JOIN action a ON a.id = f.action LEFT JOIN institution i ON i.id = f.institution
WHERE f.institution IS NOT NULL AND f.leader IS NULL
ORDER BY f.place;

-- question turnout-leaders
-- title: Whom do we call about turnout?
-- about: Leaders who pledged for the next action, or the one that is named, and leaders of institutions with a quota who were not asked yet: first those on whose call most hangs, with the number to ring and what may be expected of their pledge. Whose record is not yours to see is expected to bring what the whole group does. Left out: hidden people and those who asked us not to use their data.
-- param: action action - Action (nothing: the next)
-- needs: forecast
-- opens: person
-- whole: everybody
-- column: name text Leader
-- column: phone phone Phone
-- column: contact text Safe contact
-- column: institution text Institution
-- column: pledged int Pledged
-- column: low int At least
-- column: high int At most
-- column: came int Came
-- reads: the leaders of one action
SELECT p.id, {name p}, {phone p},
    {care p},
    i.name, f.pledged, f.low, f.high, f.came
FROM temp.forecast f JOIN person p ON p.id = f.leader LEFT JOIN institution i ON i.id = f.institution
WHERE {listed p}
ORDER BY f.place;

-- question expected
-- title: How many will come to each action?
-- about: Actions that are planned: quotas agreed, people pledged, and how many of these may be expected, four times in five between the two numbers. Hidden people do not count.
-- needs: forecast
-- counts: everybody
-- opens: action
-- column: action text Action
-- column: on date On
-- column: quota int Quota
-- column: pledged int Pledged
-- column: low int At least
-- column: high int At most
-- column: came int Came
-- reads: the actions to come
SELECT a.id, a.title, a."on", f.quota, f.pledged, f.low, f.high, f.came
FROM temp.forecast f JOIN action a ON a.id = f.action
WHERE f.institution IS NULL AND f.leader IS NULL
ORDER BY a."on", a.id;

-- question forecasts-held
-- title: How often did our forecasts hold?
-- about: For each past action at which it was written down who brought whom: how many of those pledged were to be expected by what was known before it, and how many of them came. Four in five of these ranges should hold; if far fewer do, trust them less.
-- needs: held
-- counts: everybody
-- opens: action
-- column: action text Action
-- column: on date On
-- column: pledged int Pledged
-- column: low int At least
-- column: high int At most
-- column: arrived int Came of them
-- column: held bool Held
-- reads: past actions
SELECT a.id, a.title, a."on", h.pledged, h.low, h.high, h.arrived, h.arrived BETWEEN h.low AND h.high
FROM temp.held h JOIN action a ON a.id = h.action
ORDER BY a."on" DESC, a.id;

-- question pledges-arrive
-- title: Whose pledges arrive?
-- about: Of what leaders pledged for past actions, how many came: of those who pledged for so many actions or more. A leader's own numbers are seen by herself and her coach (who develops her) alone; everybody sees all leaders together, when that tells nobody's. More than was pledged does not count.
-- param: least int 3 Actions at least
-- needs: arrivals
-- opens: person
-- whole: everybody
-- column: name text Leader
-- column: actions int Actions
-- column: leaders int Leaders
-- column: pledged int Pledged
-- column: came int Came of them
-- column: rate int Percent
-- reads: the leaders this user coaches
SELECT r.who, r.name, r.actions, r.leaders, r.pledged, r.came, CAST(round(100.0 * r.came / r.pledged) AS INTEGER)
FROM temp.arrivals r
WHERE r.pledged > 0
ORDER BY r.leaders IS NULL, r.came * 1.0 / r.pledged DESC, r.pledged DESC, r.who;

-- question quotas-open
-- title: Which quotas are still open?
-- about: Institutions that agreed to a quota for an action to come and whose leaders have pledged fewer so far: the soonest action first, then who lacks most. Pledges of hidden people do not count.
-- opens: turnout_target
-- whole: everybody
-- column: institution text Institution
-- column: action text Action
-- column: on date On
-- column: quota int Quota
-- column: pledged int Pledged
-- column: missing int Missing
-- column: agreed_by text Agreed by
-- reads: quotas of the actions to come
SELECT q.id, i.name, q.title, q."on", q.quota, q.pledged, q.quota - q.pledged,
    (SELECT {name p} FROM person p WHERE p.id = q.agreed_by AND {listed p})
FROM (SELECT t.id, t.institution, t.quota, t.agreed_by, a.title, a."on",
          ifnull((SELECT sum(x.number) FROM turnout_pledge x JOIN person p ON p.id = x.leader
           WHERE x.action = a.id AND x.institution = t.institution AND x.archived_at IS NULL
               AND {listed p}), 0) AS pledged
      FROM turnout_target t JOIN action a ON a.id = t.action
      WHERE t.archived_at IS NULL AND a.archived_at IS NULL AND a.status = 'planned'
          AND ifnull(a."on", '9999') >= :today
      LIMIT -1 /* so that pledged is added up once */) q JOIN institution i ON i.id = q.institution
WHERE q.pledged < q.quota
ORDER BY q."on" IS NULL, q."on", q.quota - q.pledged DESC, fold(i.name), q.id;

-- question quota-missed
-- title: Which institutions missed their quota?
-- about: Of the last so many actions with quotas: institutions of which fewer than four in five of the agreed number came, how often, and how often they were near (four in five or more). Who missed most often comes first. Hidden people do not count.
-- param: actions int 3 Actions back
-- opens: institution
-- whole: everybody
-- column: name text Institution
-- column: missed int Missed
-- column: near int Near
-- column: of int Quotas
-- column: quota int Agreed in all
-- column: came int Came in all
-- column: owner text Organiser
-- reads: quotas of the last actions
SELECT i.id, i.name, sum(x.missed), sum(x.near), count(*), sum(x.quota), sum(x.came),
    {user i.lead_user}
FROM (SELECT q.*, 5 * q.came < 4 * q.quota AS missed,
          5 * q.came >= 4 * q.quota AND q.came < q.quota AS near
      FROM (SELECT t.institution, t.quota, (SELECT count(*) FROM sign_in s
                WHERE s.action = t.action AND s.institution = t.institution AND s.archived_at IS NULL
                    AND NOT EXISTS (SELECT 1 FROM person h WHERE h.id = s.person
                        AND (h.contact_safety_level = 'hidden' OR h.processing_restricted = 1)))
                AS came
            FROM turnout_target t
            WHERE t.archived_at IS NULL AND t.quota > 0 AND t.action IN
                (SELECT a.id FROM action a WHERE a.archived_at IS NULL AND a.status <> 'cancelled'
                     AND a."on" < :today AND EXISTS (SELECT 1 FROM turnout_target n
                         WHERE n.action = a.id AND n.archived_at IS NULL AND n.quota > 0)
                 ORDER BY a."on" DESC, a.id DESC LIMIT :actions)
            LIMIT -1 /* so that came is counted once */) q) x
    JOIN institution i ON i.id = x.institution
WHERE i.archived_at IS NULL
GROUP BY i.id HAVING sum(x.missed) > 0
ORDER BY sum(x.missed) DESC, sum(x.quota) - sum(x.came) DESC, fold(i.name), i.id;

-- question roles-open
-- title: Which roles are still open?
-- about: Roles at actions in the next so many days that nobody has yet, that were not rehearsed, or for which nobody stands in: the soonest first. Who is hidden, or asked us not to use her data, is not named.
-- param: days int 30 Days ahead
-- opens: action_role
-- column: action text Action
-- column: on date On
-- column: role text Role
-- column: person text Person
-- column: gap text What is missing
-- column: rehearsed date Rehearsed
-- column: backup text Stands in
-- reads: the roles of the actions to come
SELECT r.id, a.title, a."on", {label action_role r.role}, {name p}, {label role_gap r.gap},
    r.rehearsed_on, {name b}
FROM (SELECT t.*, CASE WHEN t.person IS NULL THEN 'nobody' WHEN t.rehearsed_on IS NULL
          THEN 'rehearsal' ELSE 'backup' END AS gap FROM action_role t) r
    JOIN action a ON a.id = r.action
    LEFT JOIN person p ON p.id = r.person AND {listed p}
    LEFT JOIN person b ON b.id = r.backup AND {listed b}
WHERE r.archived_at IS NULL AND a.archived_at IS NULL AND a.status = 'planned'
    AND a."on" BETWEEN :today AND date(:today, '+' || :days || ' days')
    AND (r.person IS NULL OR r.rehearsed_on IS NULL OR r.backup IS NULL)
    AND {unhidden r.person, r.backup}
ORDER BY a."on", r.person IS NOT NULL, r.rehearsed_on IS NOT NULL, r.id;

-- question reminders-due
-- title: Whom do we remind of her pledge?
-- about: Leaders who pledged for an action and are to be reminded: a week before, two days before and on the day. The command reminded marks one as done. Left out: hidden people, those who asked us not to use their data, and who brings nobody.
-- opens: turnout_pledge
-- column: name text Leader
-- column: phone phone Phone
-- column: contact text Safe contact
-- column: brings int Brings
-- column: action text Action
-- column: on date On
-- column: which text Reminder
-- column: institution text Institution
-- reads: pledges for the actions of the next week
SELECT d.id, {name p}, {phone p},
    {care p},
    d.number, d.title, d."on", {label reminder d.which}, i.name
FROM (SELECT t.id, t.leader, t.institution, t.number, a.title, a."on",
          CASE WHEN a."on" = :today THEN iif(t.reminded_0 IS NULL, 'day', NULL)
              WHEN a."on" <= date(:today, '+2 days') THEN iif(t.reminded_2 IS NULL, 'two_days', NULL)
              ELSE iif(t.reminded_7 IS NULL, 'week', NULL) END AS which
      FROM action a JOIN turnout_pledge t ON t.action = a.id
      WHERE a.archived_at IS NULL AND t.archived_at IS NULL AND a.status = 'planned'
          AND a."on" BETWEEN :today AND date(:today, '+7 days') AND t.number > 0) d
    JOIN person p ON p.id = d.leader LEFT JOIN institution i ON i.id = d.institution
WHERE d.which IS NOT NULL AND {listed p}
ORDER BY d."on", d.number DESC, fold(p.given), fold(p.family), d.id;

-- question not-checked
-- title: Which public actions are not checked to be non-partisan?
-- about: Assemblies and public actions that are planned, or were held in the last so many days, without the tick for "non-partisan check": all parties treated alike, no vote asked for, as charity law wants it.
-- param: days int 30 Days back
-- opens: action
-- column: action text Action
-- column: kind text Kind
-- column: on date On
-- column: status text Status
-- reads: actions in the open
SELECT a.id, a.title, {label action_kind a.kind}, a."on", {label action_status a.status}
FROM action a
WHERE a.archived_at IS NULL AND a.kind IN ('assembly', 'public_action') AND a.status <> 'cancelled'
    AND a.partisan_check IS NOT 1
    AND ifnull(a."on", '9999') >= date(:today, '-' || :days || ' days')
ORDER BY a."on" IS NULL, a."on", a.id;

-- ---- commitments and what was learned ----

-- question commitments
-- title: Which commitments are due, late or broken?
-- about: What was promised to us and falls due within so many days, is late, was broken, or is to be looked at again by now: the exact words, who gave them and who holds them; the longest due first, the broken ones last. A broken promise stays here until it is replaced or archived. Left out: promises of hidden people or those who asked us not to use their data, and what is archived.
-- param: days int 14 Days ahead
-- opens: commitment
-- column: from_whom text By whom
-- column: words text What was promised
-- column: due date Due
-- column: holder text Who holds it
-- column: status commitment.status Status
-- column: late int Days late
-- column: next_check date Look again on
-- column: campaign text Campaign
-- reads: commitments, each once
SELECT c.id, coalesce(nullif({name p}, ''), i.name), replace(c.text, char(10), ' '), c.due,
    (SELECT {name h} FROM person h WHERE h.id = c.holder AND {listed h}),
    c.status,
    max(0, {days c.due}), c.next_check, k.title
FROM commitment c LEFT JOIN person p ON p.id = c.person
    LEFT JOIN institution i ON i.id = c.institution LEFT JOIN campaign k ON k.id = c.campaign
WHERE c.archived_at IS NULL AND (p.id IS NULL OR {listed p})
    AND (c.status = 'broken' OR (c.status IN ('open', 'in_progress')
         AND (ifnull(c.due, '9999') <= date(:today, '+' || :days || ' days')
              OR ifnull(c.next_check, '9999') <= :today)))
ORDER BY c.status = 'broken', ifnull(c.due, '9999'), c.id;

-- question promises
-- title: What has somebody promised us, and was it kept?
-- about: Every promise of one person or institution, or of all: the words, when and where they were said, where they stand, and what the last look at them found. Left out: promises of hidden people or those who asked us not to use their data, and what is archived.
-- param: person person - Person
-- param: institution institution - Institution
-- opens: commitment
-- column: from_whom text By whom
-- column: words text What was promised
-- column: status commitment.status Status
-- column: due date Due
-- column: made_on date Made on
-- column: action text At the action
-- column: looked date Looked at
-- column: found text What we saw
-- column: holder text Who holds it
-- reads: commitments, each with its last check
SELECT c.id, coalesce(nullif({name p}, ''), i.name), replace(c.text, char(10), ' '),
    c.status, c.due, c.made_on, a.title, l.looked, l.evidence,
    (SELECT {name h} FROM person h WHERE h.id = c.holder AND {listed h})
FROM commitment c LEFT JOIN person p ON p.id = c.person
    LEFT JOIN institution i ON i.id = c.institution LEFT JOIN action a ON a.id = c.action
    LEFT JOIN (SELECT x.commitment, replace(x.evidence, char(10), ' ') AS evidence,
                   substr(max(x."on" || printf('%017d', x.id)), 1, 10) AS looked
               FROM commitment_check x WHERE x.archived_at IS NULL GROUP BY x.commitment) l
        ON l.commitment = c.id
WHERE c.archived_at IS NULL AND (p.id IS NULL OR {listed p})
    AND (c.person = :person OR c.institution = :institution
         OR (:person IS NULL AND :institution IS NULL))
ORDER BY 2, c.due IS NULL, c.due, c.id;

-- question yes-said
-- title: Which yes is not in the ledger yet?
-- about: Asks that were answered yes, with a condition or without, from which no commitment was made: commit makes it, with the words that were said. Left out: answers of hidden people or those who asked us not to use their data, and what is archived.
-- opens: ask
-- column: target text Of whom
-- column: wording text Asked
-- column: answer text Answer
-- column: verbatim text In their words
-- column: action text Action
-- column: on date On
-- reads: asks, each once
SELECT t.id, nullif({name p}, ''), t.wording, {label ask_answer t.answer},
    replace(t.verbatim, char(10), ' '), a.title, a."on"
FROM ask t JOIN action a ON a.id = t.action LEFT JOIN person p ON p.id = t.target
WHERE t.archived_at IS NULL AND t.answer IN ('yes', 'yes_with_condition')
    AND (p.id IS NULL OR {listed p})
    AND NOT EXISTS (SELECT 1 FROM commitment c WHERE c.ask = t.id AND c.archived_at IS NULL)
ORDER BY a."on" DESC, t.id;

-- question no-evaluation
-- title: Which actions have not been talked over?
-- about: Actions whose day was so many days ago or longer, that were not cancelled, and that have no evaluation: the latest first, with whoever was to evaluate them.
-- param: days int 10 Days since
-- opens: action
-- column: action text Action
-- column: on date On
-- column: days int Days ago
-- column: evaluator text Evaluator
-- column: campaign text Campaign
-- reads: actions, each once
SELECT a.id, a.title, a."on", {days a."on"},
    (SELECT {name p} FROM action_role r JOIN person p ON p.id = r.person WHERE r.action = a.id
     AND r.role = 'evaluator' AND r.archived_at IS NULL AND {listed p} LIMIT 1), k.title
FROM action a LEFT JOIN campaign k ON k.id = a.campaign
WHERE a.archived_at IS NULL AND a.status <> 'cancelled'
    AND a."on" <= date(:today, '-' || :days || ' days')
    AND NOT EXISTS (SELECT 1 FROM action_evaluation v WHERE v.action = a.id
                    AND v.archived_at IS NULL)
ORDER BY a."on" DESC, a.id;

-- question would-change
-- title: What did we say we would change?
-- about: What we would change, as it was said after the last so many actions, the latest first: to be read before the next one.
-- param: actions int 3 Actions back
-- opens: action_evaluation
-- column: change text What we would change
-- column: action text Action
-- column: on date On
-- reads: evaluations of a few actions
SELECT v.id, replace(v.change, char(10), ' '), a.title, a."on"
FROM action a JOIN action_evaluation v ON v.action = a.id
WHERE v.archived_at IS NULL AND v.change IS NOT NULL AND a.id IN (
    SELECT x.id FROM action x WHERE x.archived_at IS NULL AND x."on" <= :today
        AND EXISTS (SELECT 1 FROM action_evaluation w WHERE w.action = x.id
                    AND w.archived_at IS NULL AND w.change IS NOT NULL)
    ORDER BY x."on" DESC, x.id DESC LIMIT :actions)
ORDER BY a."on" DESC, v."on" DESC, v.id DESC;

-- ==== Listening ====

-- question heard
-- title: How many have we heard?
-- about: People present at the house meetings held so far, beside how many we want to hear: for each listening campaign as a whole, then by institution and language (the meeting's, else the campaign's). Ready are those who said they would act, a person who is named once. Left out: meetings and lines of hidden people, lines of those who asked us not to use their data, and what is archived.
-- param: campaign listening_campaign - Only this listening campaign
-- counts: everybody by campaign
-- opens: listening_campaign
-- column: campaign text Listening campaign
-- column: institution text Institution
-- column: language text Language
-- column: meetings int Meetings
-- column: heard int Heard
-- column: target int To be heard
-- column: percent int Per cent
-- column: lines int Lines
-- column: ready int Ready to act
-- reads: the house meetings of each listening campaign
WITH m AS (
    SELECT h.campaign, h.institution, coalesce(h.language, c.language) AS language, h.n_present,
        (SELECT count(*) FROM heard_line l WHERE l.meeting = h.id AND {said l}) AS lines,
        (SELECT count(DISTINCT ifnull(-l.person, l.id)) FROM heard_line l
         WHERE l.meeting = h.id AND l.act_ready = 'yes' AND {said l}) AS ready
    FROM listening_campaign c JOIN house_meeting h ON h.campaign = c.id
    WHERE c.archived_at IS NULL AND (:campaign IS NULL OR c.id = CAST(:campaign AS INTEGER))
        AND h.archived_at IS NULL AND h."on" <= :today
        AND {unhidden h.host, h.facilitator, h.scribe})
SELECT x.id, c.question, x.institution, x.language, x.meetings, x.heard, x.target,
    CAST(round(100.0 * x.heard / nullif(x.target, 0)) AS INTEGER), x.lines, x.ready
FROM (SELECT 'listening_campaign:' || c.id AS id, c.id AS campaign, NULL AS institution,
          NULL AS language, count(m.campaign) AS meetings, ifnull(sum(m.n_present), 0) AS heard,
          c.target_heard AS target, ifnull(sum(m.lines), 0) AS lines,
          ifnull(sum(m.ready), 0) AS ready
      FROM listening_campaign c LEFT JOIN m ON m.campaign = c.id
      WHERE c.archived_at IS NULL AND (:campaign IS NULL OR c.id = CAST(:campaign AS INTEGER))
      GROUP BY c.id
      UNION ALL
      SELECT iif(i.id IS NULL, 'listening_campaign:' || m.campaign, 'institution:' || i.id),
          m.campaign, ifnull(i.name, '-'), {label language m.language}, count(*),
          ifnull(sum(m.n_present), 0), NULL, sum(m.lines), sum(m.ready)
      FROM m LEFT JOIN institution i ON i.id = m.institution AND i.archived_at IS NULL
      GROUP BY m.campaign, i.id, m.language) x
    JOIN listening_campaign c ON c.id = x.campaign
ORDER BY c.from_on DESC, c.id, x.institution IS NOT NULL, x.heard DESC, x.ready DESC,
    fold(x.institution), x.language;

-- question themes
-- title: What presses on people most?
-- about: Themes of the lines heard, those with most people ready to act first: how many lines, how many would act (a person who is named once) or perhaps, and at how many institutions. Left out: themes without a line, meetings and lines of hidden people, lines of those who asked us not to use their data, and what is archived.
-- param: campaign listening_campaign - Only this listening campaign
-- param: institution institution - Only at this institution
-- param: language text - Only in this language (es, so ...)
-- counts: everybody by campaign
-- opens: theme
-- column: theme text Theme
-- column: ready int Ready to act
-- column: maybe int Perhaps
-- column: lines int Lines
-- column: institutions int Institutions
-- column: intensity int Intensity
-- column: campaign text Listening campaign
-- reads: the lines heard, each once, by their themes
SELECT t.id, t.label, count(DISTINCT iif(l.act_ready = 'yes', ifnull(-l.person, l.id), NULL)),
    count(DISTINCT iif(l.act_ready = 'maybe', ifnull(-l.person, l.id), NULL)), count(*),
    count(DISTINCT h.institution), t.intensity, c.question
FROM theme t JOIN listening_campaign c ON c.id = t.campaign
    JOIN heard_line l ON l.theme = t.id JOIN house_meeting h ON h.id = l.meeting
WHERE t.archived_at IS NULL AND c.archived_at IS NULL
    AND (:campaign IS NULL OR c.id = CAST(:campaign AS INTEGER))
    AND (:institution IS NULL OR h.institution = CAST(:institution AS INTEGER))
    AND (:language IS NULL OR coalesce(h.language, c.language) = :language)
    AND {said l}
    AND h.archived_at IS NULL AND h."on" <= :today
    AND {unhidden h.host, h.facilitator, h.scribe}
GROUP BY t.id
ORDER BY 3 DESC, 4 DESC, 5 DESC, fold(t.label), t.id;

-- question tally
-- title: What presses on whom?
-- about: Lines heard by theme, institution and language (the meeting's, else the campaign's), with how many would act (a person who is named once) or perhaps; lines without a theme last. Left out: meetings and lines of hidden people, lines of those who asked us not to use their data, and what is archived.
-- param: campaign listening_campaign - Only this listening campaign
-- opens: theme
-- column: theme text Theme
-- column: institution text Institution
-- column: language text Language
-- column: lines int Lines
-- column: ready int Ready to act
-- column: maybe int Perhaps
-- column: campaign text Listening campaign
-- reads: the lines heard, each once, by their themes
SELECT iif(t.id IS NULL, 'house_meeting:' || min(h.id), 'theme:' || t.id), t.label, i.name,
    {label language x.language}, count(*),
    count(DISTINCT iif(l.act_ready = 'yes', ifnull(-l.person, l.id), NULL)),
    count(DISTINCT iif(l.act_ready = 'maybe', ifnull(-l.person, l.id), NULL)), c.question
FROM listening_campaign c JOIN house_meeting h ON h.campaign = c.id
    JOIN (SELECT m.id, coalesce(m.language, k.language) AS language FROM house_meeting m
          JOIN listening_campaign k ON k.id = m.campaign) x ON x.id = h.id
    JOIN heard_line l ON l.meeting = h.id
    LEFT JOIN theme t ON t.id = l.theme AND t.archived_at IS NULL
    LEFT JOIN institution i ON i.id = h.institution AND i.archived_at IS NULL
WHERE c.archived_at IS NULL AND (:campaign IS NULL OR c.id = CAST(:campaign AS INTEGER))
    AND {said l}
    AND h.archived_at IS NULL AND h."on" <= :today
    AND {unhidden h.host, h.facilitator, h.scribe}
GROUP BY c.id, t.id, i.id, x.language
ORDER BY c.from_on DESC, c.id, t.id IS NULL, fold(t.label), 6 DESC, 5 DESC, fold(i.name), x.language;

-- question hosts-not-reported
-- title: Which hosts have not reported?
-- about: House meetings held so many days ago or longer of which no report was sent back to those who came, the longest ago first, with the lines that were kept. Left out: meetings of hidden people, and what is archived.
-- param: days int 7 Days since
-- param: campaign listening_campaign - Only this listening campaign
-- opens: house_meeting
-- column: host text Host
-- column: on date On
-- column: days int Days ago
-- column: institution text Institution
-- column: present int Present
-- column: lines int Lines
-- column: campaign text Listening campaign
-- reads: house meetings, each once
SELECT h.id, {name p}, h."on", {days h."on"}, i.name,
    h.n_present, (SELECT count(*) FROM heard_line l WHERE l.meeting = h.id AND {said l}),
    c.question
FROM house_meeting h JOIN listening_campaign c ON c.id = h.campaign
    LEFT JOIN person p ON p.id = h.host AND {listed p}
    LEFT JOIN institution i ON i.id = h.institution
WHERE h.report_sent_on IS NULL AND c.archived_at IS NULL
    AND h."on" <= date(:today, '-' || :days || ' days')
    AND (:campaign IS NULL OR c.id = CAST(:campaign AS INTEGER))
    AND h.archived_at IS NULL AND h."on" <= :today
    AND {unhidden h.host, h.facilitator, h.scribe}
ORDER BY h."on", fold(p.given), h.id;

-- question volunteered-not-called
-- title: Who offered to act and was never called?
-- about: People named on a line heard, who said they would act or might, and with whom since that day there was no one-to-one and no touch that reached them: the longest ago first. Tried is how often she was not reached. Left out: meetings of hidden people, hidden people themselves, those who asked us not to use their data, and what is archived.
-- param: campaign listening_campaign - Only this listening campaign
-- opens: person
-- column: name text Name
-- column: phone phone Phone
-- column: contact text Safe contact
-- column: on date Said on
-- column: days int Days ago
-- column: said text Said
-- column: theme text Theme
-- column: tried int Tried
-- column: owner text Organiser
-- reads: the lines heard that bear a name, each once
SELECT p.id, {name p},
    {phone p},
    {care p},
    max(h."on"), {days h."on"}, l.text, t.label,
    (SELECT count(*) FROM touch k WHERE k.person = p.id AND k.archived_at IS NULL
     AND k.reached = 0 AND k."on" >= h."on"), {user p.owner}
FROM heard_line l JOIN house_meeting h ON h.id = l.meeting JOIN person p ON p.id = l.person
    JOIN listening_campaign c ON c.id = h.campaign
    LEFT JOIN theme t ON t.id = l.theme AND t.archived_at IS NULL
WHERE l.archived_at IS NULL AND l.act_ready IN ('yes', 'maybe') AND {listed p}
    AND c.archived_at IS NULL AND (:campaign IS NULL OR c.id = CAST(:campaign AS INTEGER))
    AND h.archived_at IS NULL AND h."on" <= :today
    AND {unhidden h.host, h.facilitator, h.scribe}
    AND NOT EXISTS (SELECT 1 FROM one_to_one o WHERE o.person = p.id AND o.status = 'held'
                    AND o.archived_at IS NULL AND o."on" >= h."on")
    AND NOT EXISTS (SELECT 1 FROM touch k WHERE k.person = p.id AND k.archived_at IS NULL
                    AND k.reached IS NOT 0 AND k."on" >= h."on")
GROUP BY p.id
ORDER BY max(h."on"), fold(p.given), fold(p.family), p.id;

-- ---- leaders ----

-- question ready
-- title: Who is ready for the next step?
-- about: People who meet the evidence of the step after theirs and have not taken it, with what shows it; the highest steps first. Sign-ins and touches of the kinds session and action stand in for sessions. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- needs: ladder
-- opens: person
-- column: name text Name
-- column: step text Step
-- column: next text To
-- column: because text What shows it
-- column: owner text Organiser
-- reads: the people who are ready, each once
SELECT p.id, {name p}, {label ladder_step p.current_ladder_step}, {label ladder_step l.next},
    l.known, {user p.owner}
FROM ladder l JOIN person p ON p.id = l.person
    LEFT JOIN code c ON c.list = 'ladder_step' AND c.code = l.next
ORDER BY c.sort DESC, fold(p.given), fold(p.family), p.id;

-- question stuck
-- title: Who has stood on one step for long?
-- about: People who took their last step of the ladder so many days ago or more, longest first: not those on the first or the last step. What shows that they could go on is said beside it. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- param: days int 90 Days on a step
-- needs: ladder
-- opens: person
-- column: name text Name
-- column: step text Step
-- column: since date Since
-- column: days int Days
-- column: ready text What shows she is ready
-- column: owner text Organiser
-- reads: people who took a step, each once, by the index of their steps
SELECT p.id, {name p}, {label ladder_step p.current_ladder_step}, p.since,
    {days p.since}, l.known,
    {user p.owner}
FROM (SELECT t.*, (SELECT max(e."on") FROM ladder_event e WHERE e.person = t.id
                   AND e.archived_at IS NULL) AS since
      FROM person t WHERE {listed t}
          AND t.current_ladder_step IN (SELECT c.code FROM code c WHERE c.list = 'ladder_step'
              AND c.archived_at IS NULL AND c.active = 1
              AND c.sort > (SELECT min(d.sort) FROM code d WHERE d.list = 'ladder_step'
                            AND d.archived_at IS NULL AND d.active = 1)
              AND c.sort < (SELECT max(d.sort) FROM code d WHERE d.list = 'ladder_step'
                            AND d.archived_at IS NULL AND d.active = 1))
      LIMIT -1 /* so that since is looked up once */) p LEFT JOIN ladder l ON l.person = p.id
WHERE p.since <= date(:today, '-' || :days || ' days')
ORDER BY p.since, fold(p.given), fold(p.family), p.id;

-- question develops
-- title: Who develops whom, and who has no one?
-- about: Leaders, and whoever develops or is developed by somebody, by the ties of that kind: those whom nobody develops first. The command tree draws the same as a tree. Left out: hidden people and ties, those who asked us not to use their data, and what is archived.
-- opens: person
-- column: name text Name
-- column: step text Step
-- column: by text Who develops her
-- column: n int Develops
-- column: whom text Whom
-- reads: leaders and people tied as developing or developed, each once
WITH ties(a, b) AS (
    SELECT r.from_person, r.to_person FROM relationship r
        JOIN person p ON p.id = r.from_person JOIN person q ON q.id = r.to_person
    WHERE r.kind = 'develops' AND {open r}
        AND {listed p} AND {listed q}
    GROUP BY 1, 2)
SELECT p.id, {name p}, {label ladder_step p.current_ladder_step},
    (SELECT group_concat({name q}, ', ') FROM ties k JOIN person q ON q.id = k.a WHERE k.b = p.id),
    (SELECT count(*) FROM ties k WHERE k.a = p.id),
    (SELECT group_concat({name q}, ', ') FROM ties k JOIN person q ON q.id = k.b WHERE k.a = p.id)
FROM person p
WHERE p.id IN (SELECT a FROM ties UNION SELECT b FROM ties
               UNION SELECT t.id FROM person t WHERE {listed t}
                   AND (ifnull(t.actual_leader, -1) = 1
                        OR t.current_ladder_step IN ('leader', 'team_leader', 'organiser')))
ORDER BY p.id IN (SELECT b FROM ties), fold(p.given), fold(p.family), p.id;

-- question carrying-too-much
-- title: Who is carrying too much?
-- about: People with so many open tasks and roles or more, the most first: pledges to do something that are not done, next steps of their own, roles that have not ended, and roles at actions to come. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- param: least int 3 Tasks and roles
-- opens: person
-- column: name text Name
-- column: total int Together
-- column: tasks int Tasks
-- column: roles int Roles
-- column: at_actions int At actions
-- column: owner text Organiser
-- reads: open tasks and roles, each once
WITH load(person, kind) AS (
    SELECT d.person, 1 FROM pledge d WHERE d.archived_at IS NULL
        AND d.status IN ('pledged', 'partly') AND d.kind IN ('task', 'bring', 'speak', 'host', 'introduce')
    UNION ALL SELECT n.by_person, 1 FROM next_step n WHERE n.by_person IS NOT NULL
        AND n.done_on IS NULL AND n.archived_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM person h WHERE h.contact_safety_level = 'hidden'
                        AND h.id = coalesce(n.person, (SELECT o.person FROM one_to_one o
                                                       WHERE o.id = n.one_to_one)))
    UNION ALL SELECT w.person, 2 FROM person_role w WHERE {stands w}
        AND (w.from_on IS NULL OR w.from_on <= :today)
        AND w.role NOT IN ('attender', 'professional', 'donor', 'power_holder')
    UNION ALL SELECT r.person, 3 FROM action_role r JOIN action a ON a.id = r.action
        WHERE r.person IS NOT NULL AND r.archived_at IS NULL AND a.archived_at IS NULL
        AND a.status = 'planned' AND (a."on" IS NULL OR a."on" >= :today))
SELECT p.id, {name p}, x.n, x.tasks, x.roles, x.actions,
    {user p.owner}
FROM (SELECT l.person, count(*) AS n, sum(l.kind = 1) AS tasks, sum(l.kind = 2) AS roles,
          sum(l.kind = 3) AS actions FROM load l GROUP BY l.person) x JOIN person p ON p.id = x.person
WHERE x.n >= CAST(:least AS INTEGER) AND {listed p}
ORDER BY x.n DESC, fold(p.given), fold(p.family), p.id;

-- question asked-nothing
-- title: Who has been asked nothing?
-- about: People past the first step of the ladder, or met one to one, of whom nothing was asked in the last so many days: no pledge that is open or was done then, no ask at a one-to-one, no next step of theirs, no turnout pledge. Longest on their step last. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- param: days int 90 Days back
-- opens: person
-- column: name text Name
-- column: step text Step
-- column: last_met date Last met
-- column: owner text Organiser
-- reads: people past the first step, each once, by the indexes of what was asked
SELECT p.id, {name p}, {label ladder_step p.current_ladder_step}, p.met,
    {user p.owner}
FROM (SELECT t.*, (SELECT max(o."on") FROM one_to_one o WHERE o.person = t.id
                   AND o.status = 'held' AND o.archived_at IS NULL) AS met
      FROM person t WHERE {listed t}
      LIMIT -1 /* so that met is looked up once */) p
    LEFT JOIN code c ON c.list = 'ladder_step' AND c.code = p.current_ladder_step
WHERE (p.met IS NOT NULL OR ifnull(p.current_ladder_step, 'contact') <> 'contact')
    AND NOT EXISTS (SELECT 1 FROM pledge d WHERE d.person = p.id AND d.archived_at IS NULL
        AND (d.status IN ('asked', 'pledged')
             OR coalesce(d.done_on, d.due, '') >= date(:today, '-' || :days || ' days')))
    AND NOT EXISTS (SELECT 1 FROM one_to_one o WHERE o.person = p.id AND o.archived_at IS NULL
        AND o.ask > '' AND o."on" >= date(:today, '-' || :days || ' days'))
    AND NOT EXISTS (SELECT 1 FROM next_step n WHERE n.by_person = p.id AND n.archived_at IS NULL
        AND (n.done_on IS NULL OR n.done_on >= date(:today, '-' || :days || ' days')))
    AND NOT EXISTS (SELECT 1 FROM turnout_pledge q WHERE q.leader = p.id AND q.archived_at IS NULL
        AND q."on" >= date(:today, '-' || :days || ' days'))
ORDER BY c.sort DESC, p.met DESC, fold(p.given), fold(p.family), p.id;

-- question skills
-- title: Who can do what, and what do they practise next?
-- about: The newest word on each skill of each person: how far she is with it, who coaches her, what she practises next; what is due first. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- param: person person - Only this person
-- param: skill text any Only this skill, by its code
-- opens: skill_record
-- column: name text Name
-- column: skill text Skill
-- column: stage text Stage
-- column: on date On
-- column: coach text Coach
-- column: next text Practises next
-- column: by_when date By when
-- reads: the newest record of each person and skill
SELECT s.id, {name p}, {label skill s.skill}, {label skill_stage s.stage}, s."on",
    (SELECT {name q} FROM person q WHERE q.id = s.coach AND {listed q}), s.next_practice, s.next_on
FROM (SELECT k.*, max(k."on" || printf('%020d', k.id)) FROM skill_record k
      WHERE k.archived_at IS NULL GROUP BY k.person, k.skill) s JOIN person p ON p.id = s.person
WHERE {listed p} AND (:person IS NULL OR p.id = CAST(:person AS INTEGER))
    AND :skill IN ('any', s.skill)
ORDER BY s.next_on IS NULL, s.next_on, fold(p.given), fold(p.family), p.id, s.skill;

-- question followers
-- title: Whom does each leader bring?
-- about: Who came to actions brought by whom, from the sign-ins: nobody types it. Those a leader pledged to bring and did, with no name, are one line. A leader is anybody who brought somebody. Left out: hidden people, those who asked us not to use their data, and what is archived.
-- param: leader person - Only this leader
-- opens: person
-- column: leader text Leader
-- column: name text Whom
-- column: times int Times
-- column: last date Last time
-- column: step text Step
-- reads: sign-ins of people who were brought, and pledges to bring
SELECT x.id, x.leader, x.name, x.times, x.last, x.step
FROM (SELECT q.id, {name p} AS leader, {name q} AS name, count(DISTINCT s.action) AS times,
          max(a."on") AS last, {label ladder_step q.current_ladder_step} AS step,
          p.id AS by, fold(p.given, p.family) AS place
      FROM sign_in s JOIN action a ON a.id = s.action JOIN person p ON p.id = s.brought_by
          JOIN person q ON q.id = s.person
      WHERE s.archived_at IS NULL AND a.archived_at IS NULL AND p.id <> q.id
          AND {listed p} AND {listed q}
          AND (:leader IS NULL OR p.id = CAST(:leader AS INTEGER))
      GROUP BY p.id, q.id
      UNION ALL
      SELECT p.id, {name p}, NULL, sum(ifnull(d.quantity, 1)), max(coalesce(d.done_on, d.due)), NULL,
          p.id, fold(p.given, p.family)
      FROM pledge d JOIN person p ON p.id = d.person
      WHERE d.archived_at IS NULL AND d.kind = 'bring' AND d.status = 'done' AND {listed p}
          AND (:leader IS NULL OR p.id = CAST(:leader AS INTEGER))
      GROUP BY p.id) x
ORDER BY x.place, x.by, x.name IS NULL, x.times DESC, fold(x.name), x.id;

-- question ratings-untested
-- title: Which ratings has nothing tested?
-- about: People whom you rated, or coach, and who were asked for nothing that would show it in the last so many days: no pledge kept or missed, nobody brought to an action, no turnout pledge. A rating is an opinion, a test is evidence. You see your own ratings and those of people you coach; after 24 months they are gone.
-- param: days int 60 Days without a test
-- opens: person
-- column: name text Name
-- column: rating int Rating
-- column: rated_on date Rated on
-- column: tested date Last tested
-- reads: people who are rated, each once
SELECT p.id, {name p}, p.rating, p.rated_on, p.tested
FROM (SELECT t.*, nullif(max(
          ifnull((SELECT max(coalesce(d.done_on, d.due)) FROM pledge d WHERE d.person = t.id
                  AND d.status IN ('done', 'partly', 'missed') AND d.archived_at IS NULL), ''),
          ifnull((SELECT max(a."on") FROM sign_in s JOIN action a ON a.id = s.action
                  WHERE s.brought_by = t.id AND s.archived_at IS NULL AND a."on" <= :today), ''),
          ifnull((SELECT max(a."on") FROM turnout_pledge q JOIN action a ON a.id = q.action
                  WHERE q.leader = t.id AND q.archived_at IS NULL AND a."on" <= :today), '')), '')
          AS tested
      FROM person t
      WHERE t.rating IS NOT NULL AND {listed t}
          AND ifnull(t.rated_on, :today) > date(:today, '-24 months')
          AND (t.rated_by = :me OR EXISTS (SELECT 1 FROM user c
               JOIN relationship d ON d.from_person = c.person
               WHERE c.id = :me AND d.to_person = t.id AND d.kind = 'develops'
                   AND d.archived_at IS NULL))
      LIMIT -1 /* so that tested is looked up once */) p
WHERE p.tested IS NULL OR p.tested < date(:today, '-' || :days || ' days')
ORDER BY p.tested, p.rating, fold(p.given), fold(p.family), p.id;

-- Care for the people recorded.

-- question concerns-open
-- title: Which concerns wait for a decision?
-- about: Concerns that were told and have no decision yet, neither in themselves nor in a row that adds to them: the oldest first. Only the safeguarding lead is answered.
-- opens: concern
-- column: on date Told on
-- column: kind text What kind
-- column: by text Written by
-- reads: concerns
SELECT t.id, t.disclosed_on, {label concern_category t.category},
    {user t.told_by}
FROM concern t
WHERE t.archived_at IS NULL AND t.decision IS NULL AND t.follows IS NULL
    AND NOT EXISTS (SELECT 1 FROM concern f WHERE f.follows = t.id AND f.decision IS NOT NULL
                    AND f.archived_at IS NULL)
ORDER BY t.disclosed_on, t.id;
