"""turnout.py - what the turnout board and the sign-in desk cost on the wire, as TAP, and how soon one desk
sees what another did. Run by tests/board_turnout.t."""
import os
import sys
import time

from meter import Program
from tap import check, plan
from walk import TERMS, Walk

pact, folder = sys.argv[1:3]


class Board(Walk):
    """The keys of an evening of calls, each taken beside the floor."""

    def list_and_form(self):
        p = self.program
        p.send(":turnout 2 --leaders\r")
        p.wait_for("Yemi")
        self.whole("draw")
        self.keys("step", *"kkjj")
        self.keys("digit", "2", "5")
        self.keys("pledge", "Enter")
        self.keys("undo", "u")
        self.keys("by institution", "Tab")
        self.keys("desk", "i")
        self.keys("letter", *"am")
        self.keys("signed in", "Enter")
        self.keys("letter", *"ca")


def two_desks():
    """One signs somebody in; when the other shows it, in seconds, though nobody types there."""
    here = Program([pact, "-c", "desk 2"])
    here.wait_for(" in; ")
    here.settle(0.4)
    there = Program([pact, "-c", "desk 2"])
    there.wait_for(" in; ")
    there.send("dina\r")
    there.wait_for("Dina Diallo is in")
    begin = time.monotonic()
    here.wait_for("Dina Diallo")
    check("another desk's sign-in shows, seconds", time.monotonic() - begin, 2.3)
    here.send("dina\r")
    here.wait_for("is in already")
    there.settle(2.5)
    check("nobody twice on the other", there.frame().count("Dina"), 2)
    for p in (here, there):
        p.kill()
        p.end()


for term in TERMS[:3]:
    w = Board(pact, folder + "/floor", folder + "/frames", term)
    check(term + ", a step, bytes", w.most("step"), 24)
    check(term + ", a digit, bytes", w.most("digit"), 24)
    check(term + ", the board drawn, times the floor", w.ratio("draw"), 1.15)
    check(term + ", by institution, times the floor", w.ratio("by institution"), 1.15)
    check(term + ", the desk drawn, times the floor", w.ratio("desk"), 1.15)
    check(term + ", a pledge, times the floor", w.ratio("pledge"), 1.15)
    check(term + ", a letter at the desk, times the floor", w.ratio("letter"), 1.25)
    check(term + ", signed in, times the floor", w.ratio("signed in"), 1.15)
    check(term + ", sequences the meter does not know", len(w.program.screen.strange), 0)
    print("# %s: step %d, digit %d, pledge %d, letter %d, signed in %d bytes" % (term,
          w.most("step"), w.most("digit"), w.most("pledge"), w.most("letter"), w.most("signed in")))
two_desks()
plan()
