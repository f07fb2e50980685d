"""board_ladder.py - what the ladder board costs on the wire, as TAP: drawn, a card moved, the cursor
moved. Run by tests/board_ladder.t, which makes the floor and the file."""
import sys

from meter import Program
from tap import check, plan
from walk import TERMS

pact, folder = sys.argv[1:3]


def floor_of(frame, term):
    """The fewest bytes in which curses draws the same text."""
    frames = "%s/ladder.%s" % (folder, term)
    with open(frames, "w") as f:
        f.write(frame)
    floor = Program([folder + "/floor", frames], term)
    floor.wait_for("PACT")
    floor.settle(0.2)
    least = len(floor.raw)
    floor.send(" ")
    floor.end()
    return least


def where(p, words):
    """The row and column in which the words stand."""
    for y, line in enumerate(p.frame().splitlines()):
        if words in line:
            return y, line.index(words)
    return None


def board_on(term):
    p = Program([pact, "-c", "ladder"], term)
    p.wait_for("Helper 12")
    p.settle()
    check(term + ", the board drawn, times its text", len(p.raw) / floor_of(p.frame(), term), 1.15)
    p.press("l")
    check(term + ", from card to card, bytes", max(p.press(k).bytes for k in "jjkk"), 24)
    p.press("l")
    moved = p.press("+")
    check(term + ", a card moved, bytes", moved.bytes, 60)
    here = where(p, "> Adaeze O")
    check(term + ", and it is where the cursor is, beside its step", here != (3, 39), 0)
    check(term + ", back again, bytes", p.press("u").bytes, 160)
    check(term + ", sequences the meter does not know", len(p.screen.strange), 0)
    p.kill()
    p.end()


for term in TERMS:
    board_on(term)
plan()
