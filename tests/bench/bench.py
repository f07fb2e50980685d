"""bench.py - `make bench`: every budget beside its floor or peer, measured in one run.

Bytes are exact. Times are medians of runs that take turns with the peer's, so that only their
ratio is to be carried elsewhere. A peer that is not installed is named and left out. BENCH_BIG=1
adds what takes ten minutes: big.py.
"""
import glob
import os
import re
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from meter import Program
from people import NEEDLE, people, write
from walk import TERMS, Walk
from web import web

RUNS = 15
PACT, BUILD = os.environ["PACT"], os.environ.get("BUILD", ".build")
CC = shlex.split(os.environ.get("CC", "cc"))
LINE = "%-44s %12s  %-22s %6s  %-13s %s"
over = 0


def row(what, measured, against, ratio, budget, good):
    global over
    over += not good
    print(LINE % (what, measured, against, "%.2f" % ratio if ratio is not None else "", budget,
                  "ok" if good else "OVER"), flush=True)


def within(what, unit, measured, most):
    """Against a number."""
    row(what, "%.4g %s" % (measured, unit), "", None, "<= %g %s" % (most, unit),
        measured <= most)


def beside(what, unit, measured, name, floor, most, least=False):
    """Against what a floor or a peer needed, at most so many times (least: at least); None: to be
    known only."""
    ratio = measured / floor
    row(what, "%.4g %s" % (measured, unit), "%s %.4g" % (name, floor), ratio,
        "%s %.3g times" % (">=" if least else "<=", most) if most else "",
        not most or (ratio >= most if least else ratio <= most))


def missing(what, peer):
    row(what, "", "%s is not installed" % peer, None, "", True)


def compile_c(name, libs, *flags):
    out = os.path.join(folder, name)
    words = subprocess.run(["pkg-config", "--cflags", "--libs"] + libs, check=True,
                           stdout=subprocess.PIPE).stdout.decode().split()
    subprocess.run(CC + ["-O2", "-o", out, "tests/bench/%s.c" % name] + list(flags) + words,
                   check=True)
    return out


def file_of(n):
    """The record file with n people, and what the peers read."""
    path = os.path.join(folder, str(n))
    for form in ("csv", "lines", "abook"):
        with open("%s.%s" % (path, form), "w", encoding="utf-8") as f:
            write(n, form, f)
    begin = time.monotonic()
    subprocess.run([PACT, "-d", path + ".db", "import", "people", path + ".csv", "--yes"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print("# %d people brought in, %.0f a second" % (n, n / (time.monotonic() - begin)))
    return path


def terminal(path):
    floor = compile_c("floor", ["ncursesw"])
    os.environ["PACT_DB"] = path + ".db"
    for term in TERMS:
        w = Walk(PACT, floor, folder + "/frames", term)
        least = {name: sum(f for _, f in steps) for name, steps in w.steps.items()}
        count = {name: sum(b for b, _ in steps) for name, steps in w.steps.items()}
        within("%s: a row" % term, "B", w.most("row"), 24)
        within("%s: a row further down, median" % term, "B", w.middle("far row"), 24)
        within("%s: a typed character" % term, "B", w.most("character"), 8)
        for name, most in (("scroll", 1.25), ("page", 1.1), ("first paint", 1.15)):
            n = len(w.steps[name])
            beside("%s: %s" % (term, name), "B", count[name] / n, "floor", least[name] / n, most)
        for name in ("open the form", "field"):
            n = len(w.steps[name])
            beside("%s: %s" % (term, name), "B", count[name] / n, "floor", least[name] / n, None)


def idle_minute():
    p = Program([PACT, "-c", "list people"])
    p.wait_for("/2000")
    p.settle(0.5)
    sent, woken = len(p.raw), p.proc("voluntary_ctxt_switches")
    end = time.monotonic() + 60
    while time.monotonic() < end:
        p.pump(end - time.monotonic())
    within("an idle minute", "B", len(p.raw) - sent, 0)
    within("an idle minute, wakeups", "", p.proc("voluntary_ctxt_switches") - woken, 40)
    leave(p)


def leave(p):
    p.kill()
    p.end()


def start_pact(path):
    p = Program([PACT, "-d", path + ".db", "-c", "list people"])
    return p, p.wait_for("> Abena")


def start_abook(path):
    first = next(people(10))
    p = Program(["abook", "--config", "/dev/null", "--datafile", path + ".abook"])
    return p, p.wait_for("%s %s" % first[:2])


def starts(path):
    """Milliseconds to the first list: ours, the peer's (None without it)."""
    own, peer = [], []
    for _ in range(RUNS):
        p, ms = start_pact(path)
        own.append(ms)
        leave(p)
        if shutil.which("abook"):
            p, ms = start_abook(path)
            peer.append(ms)
            leave(p)
    return statistics.median(own), statistics.median(peer) if peer else None


def typing(p, begin, word):
    """Milliseconds of each letter of a word typed into a filter."""
    for key in begin:
        p.press(key)
    return [p.press(c).ms for c in word]


def keystrokes(path, n):
    """Medians of a letter typed into a filter: ours, the peer's (None without it)."""
    own, peer, word = [], [], NEEDLE[1][:4].lower() + "ú"
    for _ in range(3):
        p, _ms = start_pact(path)
        p.settle()
        own += typing(p, ["/"], word)
        assert NEEDLE[0] in p.text(), p.text()
        high = p.proc("VmHWM") / 1000
        leave(p)
        if shutil.which("fzf"):
            p = Program(["sh", "-c", "exec fzf --no-mouse < '%s.lines'" % path])
            p.wait_for("%d/%d" % (n, n))
            p.settle()
            peer += typing(p, [], word)
            leave(p)
    return statistics.median(own), statistics.median(peer) if peer else None, high


def speed(path, many):
    start, abook = starts(path)
    if abook:
        beside("10,000 people: to the first list", "ms", start, "abook", abook, 0.6)
    else:
        missing("10,000 people: to the first list", "abook")
    key, fzf, high = keystrokes(path, 10000)
    if fzf:
        beside("10,000 people: a letter of a live filter", "ms", key, "fzf", fzf, 0.1)
    else:
        missing("10,000 people: a letter of a live filter", "fzf")
    within("10,000 people: memory", "MB", high, 10)
    start_many, _ = starts(many)
    beside("100,000 people: to the first list", "ms", start_many, "10,000", start, 1.2)
    key_many, _, high_many = keystrokes(many, 100000)
    beside("100,000 people: a letter of a live filter", "ms", key_many, "10,000", key, 1.2)
    beside("100,000 people: memory", "MB", high_many, "10,000", high, 1.2)


def milliseconds(argv):
    out = subprocess.run(argv, check=True, stdout=subprocess.PIPE).stdout.split()
    return [float(ms) for ms in out]


def save_program():
    libs = [os.path.join(BUILD, "libcore.a"), "-D_GNU_SOURCE", "-I."]
    return compile_c("save", ["sqlite3", "libutf8proc", "libsodium"], *libs, "-Wl,--start-group",
                     os.path.join(BUILD, "libcore.a"), "-lcsv", "-lsqlite3", "-lutf8proc", "-lm",
                     "-Wl,--end-group")


def saves(path):
    save, floor = save_program(), compile_c("sqlfloor", ["sqlite3"])
    own, least = [], []
    for i in range(5):
        own += milliseconds([save, path + ".db", "100", "Name%dx" % i])[10:]
        least += milliseconds([floor, "%s.floor%d" % (path, i), "10000", "100"])[10:]
    beside("a durable save of a name", "ms", statistics.median(own), "sqlite", statistics.median(least), 2)


def eighty_types():
    test = os.path.join(BUILD, "unit", "test_schema")
    subprocess.run(["make", "-s", "BUILD=" + BUILD, test], check=True, stdout=subprocess.DEVNULL)
    out = subprocess.run([test], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    m = re.search(r"first statement ([0-9.]+) ms, schema (\d+) KiB", out.stdout.decode())
    within("80 record types: open, first statement", "ms", float(m.group(1)), 3)
    within("80 record types: schema", "KiB", int(m.group(2)), 600)


def binary():
    small = folder + "/stripped"
    subprocess.run(["strip", "-o", small, PACT], check=True)
    within("the program without debug symbols", "kB", os.path.getsize(small) / 1000, 1000)
    copy = folder + "/copy"
    os.mkdir(copy)
    for name in ["Makefile", "core", "tui", "keymaps"] + glob.glob("*.1"):
        subprocess.run(["cp", "-pR", name, copy], check=True)
    begin = time.monotonic()
    subprocess.run(["make", "-s", "-j2", "BUILD=.build", "all"], cwd=copy, check=True,
                   stdout=subprocess.DEVNULL)
    within("a full build, two at once", "s", time.monotonic() - begin, 30)


with tempfile.TemporaryDirectory() as folder:
    os.environ.update(HOME=folder, XDG_STATE_HOME=folder + "/state", LC_ALL="C.UTF-8",
                      PACT_USER="ana", PACT_TODAY="2026-11-21")
    os.environ.pop("NO_COLOR", None)
    print(LINE % ("what", "measured", "floor or peer", "ratio", "budget", ""))
    terminal(file_of(2000))
    speed(file_of(10000), file_of(100000))
    saves(folder + "/10000")
    web(PACT, folder, within)
    eighty_types()
    binary()
    idle_minute()
    if os.environ.get("BENCH_BIG"):
        from big import big
        big(PACT, folder, folder + "/10000", compile_c, save_program(), within, beside)
    print("%d over budget" % over if over else "all within their budgets")
sys.exit(over > 0)
