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
/* scan: people, each once, by the index of their meetings */
SELECT p.id,
    coalesce(nullif(ltrim(ifnull(' ' || p.given, '') || ifnull(' ' || p.family, '')), ''), p.known_as),
    p.actual_leader,
    p.met,
    CAST(julianday(:today) - julianday(p.met) AS INTEGER),
    (SELECT u.name FROM user u WHERE u.id = p.owner),
    (SELECT i.name FROM institution_person r JOIN institution i ON i.id = r.institution
     WHERE r.person = p.id AND r.archived_at IS NULL AND r.to_on IS NULL
     ORDER BY r.is_core_team DESC, r.id LIMIT 1)
FROM (SELECT t.*, (SELECT max(o."on") FROM one_to_one o WHERE o.person = t.id
                   AND o.status = 'held' AND o.archived_at IS NULL) AS met
      FROM person t
      WHERE t.archived_at IS NULL AND t.contact_safety_level <> 'hidden'
          AND ifnull(t.processing_restricted, 0) = 0
      LIMIT -1 /* so that met is looked up once */) p
WHERE p.met IS NULL OR p.met < date(:today, '-' || :days || ' days')
ORDER BY p.met, ifnull(p.actual_leader, 0) DESC, fold(p.given), fold(p.family), p.id;

-- question next-steps
-- title: Which next steps are late or due?
-- about: Next steps not yet done that are overdue or fall due within so many days, by who does them. Left out: what is about hidden people, and what is archived.
-- param: days int 7 Days ahead
-- opens: next_step
-- column: what text What
-- column: due date By when
-- column: late int Days late
-- column: about text About
-- column: owner text Who does it
/* scan: open next steps, sorted by who does them */
SELECT t.id, t.text, t.due,
    max(0, CAST(julianday(:today) - julianday(t.due) AS INTEGER)),
    coalesce((SELECT coalesce(nullif(ltrim(ifnull(' ' || p.given, '') || ifnull(' ' || p.family, '')), ''), p.known_as)
              FROM person p WHERE p.id = coalesce(t.person, m.person)),
             (SELECT i.name FROM institution i WHERE i.id = t.institution)),
    u.name
FROM next_step t LEFT JOIN one_to_one m ON m.id = t.one_to_one LEFT JOIN user u ON u.id = t.owner
WHERE t.archived_at IS NULL AND t.done_on IS NULL AND ifnull(t.due, '') > ''
    AND ifnull(t.due, '') <= date(:today, '+' || :days || ' days')
    AND NOT EXISTS (SELECT 1 FROM person h WHERE h.contact_safety_level = 'hidden'
                    AND h.id IN (t.person, m.person, t.by_person))
ORDER BY u.name IS NULL, fold(u.name), t.due, t.id;

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
     AND ifnull(o."on", '') >= monday AND ifnull(o."on", '') < date(monday, '+7 days'))
FROM weeks;
