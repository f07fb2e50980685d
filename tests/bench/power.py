"""power.py - what the power map costs on the wire, as TAP: a card moved, a card chosen, the map drawn
beside the fewest bytes curses needs for the same text. Run by tests/board_power.t."""
import os
import sys

from tap import check, plan
from walk import TERMS, Walk

pact, folder = sys.argv[1:3]


class Map(Walk):
    """The keys of a meeting about the map, each taken beside the floor."""

    def keys(self, name, *keys):
        for key in keys:               # what is found when idle belongs to the key before it
            self.take(name, self.program.press(key, 0.2))

    def list_and_form(self):
        p = self.program
        p.send(":map\r")
        p.wait_for("power")
        self.whole("draw")
        for choose, moves in (("j", "LLKKJHHHJKKLL"), ("k", "HHJ"), ("j", "LK"), ("j", "LHHKK")):
            self.keys("choose", choose)
            self.keys("move", *moves)
        self.keys("undo", "u", "u")
        self.keys("choose", "G")
        self.keys("first", "L")        # she was on no place of the map yet


for term in TERMS:
    for end in ("-wal", "-shm"):
        if os.path.exists(os.environ["PACT_DB"] + end):
            os.remove(os.environ["PACT_DB"] + end)
    with open(folder + "/as-made.db", "rb") as made, open(os.environ["PACT_DB"], "wb") as copy:
        copy.write(made.read())                                   # the same map for each
    w = Map(pact, folder + "/floor", folder + "/frames", term)
    check(term + ", a card moved, bytes", w.most("move"), 60)
    check(term + ", a first assessment, bytes", w.most("first"), 60)
    check(term + ", the map drawn, times the floor", w.ratio("draw"), 1.15)
    check(term + ", sequences the meter does not know", len(w.program.screen.strange), 0)
plan()
