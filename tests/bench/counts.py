"""counts.py - the budgets that are counts, as TAP: bytes to the terminal, silence when idle, syncs
a save, memory. Run by tests/bytes.t, which makes the floor, the counter of syncs and the file."""
import os
import subprocess
import sys
import time

from meter import Program
from tap import check, plan, skip
from walk import TERMS, Walk

pact, folder = sys.argv[1:3]
sanitized = bool(os.environ.get("PACT_SAN"))


def bytes_on(term):
    w = Walk(pact, folder + "/floor", folder + "/frames", term)
    check(term + ", a row, bytes", w.most("row"), 24)
    check(term + ", a row further down, bytes", w.middle("far row"), 24)
    check(term + ", a typed character, bytes", w.most("character"), 8)
    check(term + ", a scroll of one row, times the floor", w.ratio("scroll"), 1.25)
    check(term + ", a page, times the floor", w.ratio("page"), 1.1)
    check(term + ", the first paint, times the floor", w.ratio("first paint"), 1.15)
    check(term + ", sequences the meter does not know", len(w.program.screen.strange), 0)


def idle():
    p = Program([pact, "-c", "list people"])
    p.wait_for("/2000")
    p.settle(0.5)
    sent, woken = len(p.raw), p.proc("voluntary_ctxt_switches")
    end = time.monotonic() + 5
    while time.monotonic() < end:
        p.pump(end - time.monotonic())
    check("five idle seconds, bytes", len(p.raw) - sent, 0)
    check("five idle seconds, wakeups", p.proc("voluntary_ctxt_switches") - woken, 5)
    if sanitized:
        skip("memory", "a sanitizer needs its own")
    else:
        check("memory, MB", p.proc("VmHWM") / 1000, 10)
    p.kill()
    p.end()


def syncs_of(saves):
    """What a session with that many saves asks of the disk."""
    told = folder + "/syncs"
    script = "".join("set person 1 known_as=Name%d\n" % i for i in range(saves))
    subprocess.run([pact, "--plain"], input=script.encode(), check=True, stdout=subprocess.DEVNULL,
                   env=dict(os.environ, LD_PRELOAD=folder + "/syncs.so", SYNCS=told))
    with open(told) as f:
        return int(f.read())


for term in TERMS:
    bytes_on(term)
idle()
if sanitized:
    skip("syncs", "a sanitizer will not be loaded second")
else:
    syncs_of(1)                        # the first to leave on a day makes that day's copy
    check("syncs a save", (syncs_of(45) - syncs_of(5)) / 40, 1)
plan()
