"""big.py - what takes minutes, measured by bench.py when BENCH_BIG=1: a million people with three
one-to-ones each, an import of them, undone and done again, and eight who save at once on a disk that
takes 10 ms a sync."""
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import time

from meter import Program
from people import write

MANY = 1000000
LONG = ("not-met", "new-not-booked", "gone-quiet", "map-gaps")
WORDS = ("nand", "moha", "okaf", "gar", "ibr", "sm", "a")


def seconds(argv):
    """Of the processor: minutes of other work on the machine are not ours."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(argv, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return now.ru_utime + now.ru_stime - before.ru_utime - before.ru_stime


def meetings(path, people):
    """Three one-to-ones a person, by SQL; the program makes what is derived of them when it opens."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA synchronous=OFF")
    for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"
                            " AND tbl_name = 'one_to_one'").fetchall():
        db.execute('DROP INDEX "%s"' % name)
    db.execute("""WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
        INSERT INTO one_to_one(id, person, "on", organiser, status, minutes, self_interest)
        SELECT i + 1, 1 + i * 7919 % ?, date('2026-11-20', '-' || (i * 31 % 1400) || ' days'), 1, 'held',
            30 + i % 40, iif(i % 2, 'Fair pay for cleaners', NULL) FROM n""",
               (3 * MANY - 1, people))
    db.execute("INSERT INTO seq VALUES('one_to_one', 0, ?)", (3 * MANY + 1,))
    db.execute("UPDATE setting SET value = '' WHERE name = '_derived'")
    db.commit()
    db.close()


def brought_in(pact, folder, compile_c, beside):
    """Imports, undoes, does again; the path of the file."""
    path = folder + "/big"
    with open(path + ".csv", "w", encoding="utf-8") as f:
        write(MANY, "csv", f)
    floor = seconds([compile_c("floorload", ["sqlite3"]), path + ".floor", path + ".csv"])
    os.remove(path + ".floor")
    argv = [pact, "-d", path + ".db", "import", "people", path + ".csv"]
    look = seconds(argv + ["--dry-run"])
    whole = seconds(argv + ["--yes"])
    rows = MANY / 1000
    beside("import: rows of the whole, 1,000 a second", "", rows / whole, "sqlite", rows / floor,
           0.25, least=True)
    beside("import: rows of its writing, 1,000 a second", "", rows / (whole - look), "sqlite",
           rows / floor, 0.6, least=True)
    for word in ("undo", "redo"):
        beside("import: its %s" % word, "s", seconds([pact, "-d", path + ".db", word]), "import",
               whole, 1)
    return path


def first_list(pact, path):
    p = Program([pact, "-d", path + ".db", "-c", "list people"])
    return p, p.wait_for("> Abena", 60)


def leave(p):
    p.kill()
    p.end(60)


def median_starts(pact, *paths):
    """In turns: what else the machine does meets all of them."""
    took = [[] for _ in paths]
    for _ in range(9):
        for path, list_of in zip(paths, took):
            p, ms = first_list(pact, path)
            list_of.append(ms)
            leave(p)
    return [statistics.median(t) for t in took]


def letters(p):
    """Milliseconds of each letter of the words typed into a filter, the median of three times."""
    took = {}
    for _ in range(3):
        for word in WORDS:
            p.press("/")
            for i, c in enumerate(word):
                took.setdefault(word[:i + 1], []).append(p.press(c).ms)
            p.press("Esc")
            p.settle()
    return sorted(statistics.median(t) for t in took.values())


def to_the_end(path):
    """less: until the last line stands there."""
    p = Program(["less", path + ".lines"])
    p.settle(0.5)
    begin = time.monotonic()
    p.send("G")
    p.wait_until(lambda: "person%d@" % (MANY - 1) in p.text(), 60)
    p.send("q")
    p.end()
    return (p.came - begin) * 1000


def screens(pact, path, small, within, beside):
    start, start_small = median_starts(pact, path, small)
    beside("1,000,000 people: to the first list", "ms", start, "10,000", start_small, 1.3)
    p, _ = first_list(pact, path)
    p.settle()
    keys, ends = letters(p), []
    for _ in range(5):
        ends.append(p.press("G").ms)
        p.press("gg")
    within("1,000,000 people: a letter of a filter, p95", "ms", keys[len(keys) * 95 // 100], 4)
    within("1,000,000 people: memory", "MB", p.proc("VmHWM") / 1000, 12)
    leave(p)
    with open(path + ".lines", "w", encoding="utf-8") as f:
        write(MANY, "lines", f)
    if shutil.which("less"):
        beside("1,000,000 people: to the end", "ms", statistics.median(ends), "less",
               to_the_end(path), 1 / 300)
    if shutil.which("fzf"):
        p = Program(["sh", "-c", "exec fzf --no-mouse < '%s.lines'" % path])
        p.wait_for("%d/%d" % (MANY, MANY), 60)
        p.settle(1)
        beside("1,000,000 people: a letter of a filter", "ms", statistics.median(keys), "fzf",
               statistics.median([p.press(c, 1).ms for c in "nand"]), 1 / 200)
        leave(p)


def home(pact, path, within):
    p = Program([pact, "-d", path + ".db"])
    within("1,000,000 people: home", "ms", p.wait_for("One-to-ones this week"), 50)
    slow = 0
    for i in range(20):
        time.sleep(0.13)
        slow = max(slow, p.press("jk"[i % 2], 0.005).ms)
    within("1,000,000 people: a key while home counts", "ms", slow, 50)
    p.settle(5, 60)
    within("1,000,000 people: memory of home", "MB", p.proc("VmHWM") / 1000, 12)
    leave(p)


def stops(pact, path, within):
    """Questions of seconds: from Esc until the list they were asked from says that they stopped."""
    p, _ = first_list(pact, path)
    p.settle()
    slow = 0
    for name in LONG:
        for wait in (0.15, 0.5):
            for c in ":ask " + name:
                p.press(c, 0.01)
            p.send("Enter")
            time.sleep(wait)
            p.pump(0)
            begin = time.monotonic()
            p.send("Esc")
            if not p.wait_until(lambda: "Stopped" in p.text(), 30):
                raise TimeoutError("%s was not stopped:\n%s" % (name, p.text()))
            slow = max(slow, (p.came - begin) * 1000)
            p.settle()
            p.press("j")
    within("1,000,000 people: from Esc until a question stops", "ms", slow, 100)
    leave(p)


def writers(save, slow, path, within):
    """Ten seconds of eight who save, each other people."""
    env = dict(os.environ, LD_PRELOAD=slow, SYNC_MS="10")
    all_of_them = [subprocess.Popen([save, path, "1000000", "Writer%dx" % i, str(i)], env=env,
                                    stdout=subprocess.PIPE) for i in range(8)]
    time.sleep(10)
    failed = sum(p.poll() is not None for p in all_of_them)
    for p in all_of_them:
        p.terminate()
    saves = [p.communicate()[0].count(b"\n") for p in all_of_them]
    within("eight writers: failures", "", failed, 0)
    within("eight writers: saves of the busiest to the least", "times", max(saves) / max(1, min(saves)),
           2)


def big(pact, folder, small, compile_c, save, within, beside):
    slow = folder + "/slow.so"
    subprocess.run(["cc", "-O2", "-D_GNU_SOURCE", "-shared", "-fPIC", "-o", slow,
                    "tests/bench/syncs.c", "-ldl"], check=True)
    writers(save, slow, small + ".db", within)
    path = brought_in(pact, folder, compile_c, beside)
    db = sqlite3.connect(path + ".db")
    people = db.execute("SELECT max(id) FROM person").fetchone()[0]
    db.close()
    meetings(path + ".db", people)
    print("# what is derived made again in %.0f s" % seconds([pact, "-d", path + ".db", "find", "x"]))
    screens(pact, path, small, within, beside)
    home(pact, path, within)
    stops(pact, path, within)
