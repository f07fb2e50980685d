-- derived.sql - all that can be made again from the records. schema.c fills in the braces:
--   {E} the record type   {F} a field   {key A} the sort key of its own order over alias A
--   {sort A} of field F   {words A} what the index holds of a row   {hide A} a row in no list
--   {pairs} old."a", new."a", ...   {olds} old."a", ...   {place} the part of that name
--   (alias _ writes bare columns, for indexes)
-- A part is made in the file, but for those named temp, which a connection makes when it first
-- writes to that record type: spelt out in the file they would cost every start.

-- part once
CREATE INDEX change_of ON change(entity, row);
CREATE INDEX change_txn ON change(txn);
CREATE INDEX change_bulk ON change(op, entity, row) WHERE op = 'I';
CREATE INDEX txn_by ON txn(user);
CREATE INDEX tombstone_of ON tombstone(person, key, born);

-- part search
CREATE TABLE "{E}_ord"(ord INTEGER PRIMARY KEY, id INTEGER NOT NULL);
CREATE VIRTUAL TABLE "{E}_fts" USING fts5(w, content='', prefix='1 2 3', columnsize=0, detail=none,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'");

-- part order
CREATE INDEX "{E}_order" ON "{E}"({key _}) WHERE archived_at IS NULL;

-- part imported
CREATE INDEX "{E}_import" ON "{E}"(import_ref) WHERE import_ref IS NOT NULL;

-- part sort
CREATE INDEX "{E}_by_{F}" ON "{E}"({sort _});

-- part ref
CREATE INDEX "{E}_of_{F}" ON "{E}"("{F}", {key _});

-- part signed
CREATE INDEX "{E}_of_{F}" ON "{E}"("{F}");

-- part refs
CREATE INDEX "{E}_{F}_ref" ON "{E}_{F}"("ref", "row");

-- part hidden
CREATE INDEX "{E}_is_hidden" ON "{E}"(id) WHERE {hide _};

-- part fill
DROP INDEX IF EXISTS "{E}_place"; -- made again over all the rows: row by row it is written all over
DELETE FROM "{E}_ord";
INSERT INTO "{E}_fts"("{E}_fts") VALUES('delete-all');
INSERT INTO "{E}_ord"(ord, id)
    SELECT row_number() OVER (ORDER BY {key t}, t.id) * 65536, t.id FROM "{E}" t;
CREATE UNIQUE INDEX "{E}_place" ON "{E}_ord"(id);
-- Its pieces are put together once, at the end, not again and again while it grows.
INSERT INTO "{E}_fts"("{E}_fts", rank) VALUES('automerge', 0), ('crisismerge', 256),
    ('hashsize', 2000000);
INSERT INTO "{E}_fts"(rowid, w)
    SELECT o.ord, {words t} FROM "{E}_ord" o CROSS JOIN "{E}" t ON t.id = o.id ORDER BY o.ord;
INSERT INTO "{E}_fts"("{E}_fts") VALUES('optimize');
INSERT INTO "{E}_fts"("{E}_fts", rank) VALUES('automerge', 4), ('crisismerge', 16),
    ('hashsize', 1048576);

-- part temp search
CREATE TEMP TRIGGER "search_i_{E}" AFTER INSERT ON main."{E}" WHEN NOT bulk() BEGIN
    {place}
    INSERT INTO "{E}_fts"(rowid, w)
        VALUES((SELECT ord FROM "{E}_ord" WHERE id = new.id), {words new});
END;
-- It keeps its place: only the words that went and came are touched (detail=none holds no more).
CREATE TEMP TRIGGER "search_w_{E}" AFTER UPDATE ON main."{E}"
WHEN NOT bulk() AND {key old} IS {key new} AND {words old} IS NOT {words new}
    AND (old.archived_at IS NULL OR new.archived_at IS NOT NULL) BEGIN
    INSERT INTO "{E}_fts"("{E}_fts", rowid, w)
        SELECT 'delete', o.ord, without({words old}, {words new}) FROM "{E}_ord" o
        WHERE o.id = old.id;
    INSERT INTO "{E}_fts"(rowid, w)
        SELECT o.ord, without({words new}, {words old}) FROM "{E}_ord" o WHERE o.id = old.id;
END;
CREATE TEMP TRIGGER "search_m_{E}" AFTER UPDATE ON main."{E}"
WHEN NOT bulk() AND ({key old} IS NOT {key new}
    OR (old.archived_at IS NOT NULL AND new.archived_at IS NULL)) BEGIN
    INSERT INTO "{E}_fts"("{E}_fts", rowid, w)
        SELECT 'delete', o.ord, {words old} FROM "{E}_ord" o WHERE o.id = old.id;
    DELETE FROM "{E}_ord" WHERE id = old.id;
    {place}
    INSERT INTO "{E}_fts"(rowid, w)
        VALUES((SELECT ord FROM "{E}_ord" WHERE id = new.id), {words new});
END;
CREATE TEMP TRIGGER "search_d_{E}" AFTER DELETE ON main."{E}" WHEN NOT bulk() BEGIN
    INSERT INTO "{E}_fts"("{E}_fts", rowid, w)
        SELECT 'delete', o.ord, {words old} FROM "{E}_ord" o WHERE o.id = old.id;
    DELETE FROM "{E}_ord" WHERE id = old.id;
END;

-- part place
-- main, since by her own rows alone a user's place would not be found. A row of VALUES: what INSERT reads by SELECT from its own table SQLite keeps in a database made for
-- that. The LIMITs have each neighbour looked up once and not wherever its name stands.
INSERT INTO "{E}_ord"(ord, id) VALUES((
    SELECT iif(lo IS NULL, iif(hi IS NULL, 0, hi - 4294967296),
               iif(hi IS NULL, lo + 4294967296, iif(hi - lo > 1, lo + (hi - lo) / 2,
                   (SELECT max(ord) FROM "{E}_ord") + 4294967296)))
    FROM (SELECT lo, iif(lo IS NULL, (SELECT min(ord) FROM "{E}_ord"),
                         (SELECT min(ord) FROM "{E}_ord" WHERE ord > lo)) hi
          FROM (SELECT coalesce(
              (SELECT o.ord FROM main."{E}" p CROSS JOIN "{E}_ord" o ON o.id = p.id
               WHERE p.archived_at IS NULL AND {key p} = {key new} AND p.id < new.id
               ORDER BY p.id DESC LIMIT 1),
              (SELECT o.ord FROM main."{E}" p CROSS JOIN "{E}_ord" o ON o.id = p.id
               WHERE p.archived_at IS NULL AND {key p} < {key new}
               ORDER BY {key p} DESC, p.id DESC LIMIT 1)) lo LIMIT 1) LIMIT 1) LIMIT 1), new.id)
    ON CONFLICT(id) DO NOTHING;

-- part temp log
CREATE TEMP TRIGGER "log_i_{E}" AFTER INSERT ON main."{E}" WHEN NOT bulk() BEGIN
    SELECT logged('{E}', 'i', new.id);
END;
CREATE TEMP TRIGGER "log_u_{E}" AFTER UPDATE ON main."{E}" WHEN NOT bulk() BEGIN
    SELECT logged('{E}', 'u', new.id, {pairs});
END;
CREATE TEMP TRIGGER "log_d_{E}" AFTER DELETE ON main."{E}" WHEN NOT bulk() BEGIN
    SELECT logged('{E}', 'd', old.id, {olds});
END;
