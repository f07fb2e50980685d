"""odd.py CASE PROGRAM - odd terminals and odd data, looked at byte by byte. Run by tests/term.t."""
import os
import sys
import tempfile
import time

from meter import Program

pact = sys.argv[2]


def must(true, words, program):
    if not true:
        raise SystemExit("%s\n%s\n%r" % (words, program.text(), program.raw[-400:]))


def leave(program):
    program.send("\x0c")
    program.kill()
    status = program.end()
    must(os.WIFEXITED(status) or os.WTERMSIG(status) == 15, "it did not leave by itself", program)


def hostile():
    """Names with escape sequences and marks that turn writing round are shown without them."""
    title, turned = "\x1b]0;x\x07", "\u202e"
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as f:
        f.write("given,family,notes\nMal%sice,Aaa%sbbb,see\x1b[2Jhere\x9b5m\n" % (title, turned))
        f.flush()
        for face in (["import", "people", f.name, "--yes"], ["-c", "list people Mal"],
                     ["-c", "find Mal"], ["--plain", "-c", "list people Mal"],
                     ["list", "people"], ["list", "people", "-o", "table"],
                     ["-c", "import people " + f.name]):
            p = Program([pact] + face)
            p.settle(0.5)
            for keys in (["Enter", "Enter", "e"] if face[0] == "-c" else []):
                p.send(keys)
                p.settle(0.3)
            raw = p.raw
            must(len(raw) > 20, "%s: nothing was shown" % face, p)
            for bad in (title, turned, "\x1b]", "\x9b", "\x07"):
                must(bad.encode() not in raw, "%s: %r reached the terminal" % (face, bad), p)
            must(not p.screen.strange, "%s: %r" % (face, p.screen.strange), p)
            p.kill()
            p.end()


def unknown():
    p = Program([pact], "nosuchterm")
    p.wait_for("nosuchterm is not known")
    must("PACT" in p.text(), "the screens did not open", p)
    leave(p)


def dumb():
    p = Program([pact], "dumb")
    p.wait_for("One-to-ones this week")
    p.send("quit\n")
    must(p.end() == 0, "it did not quit", p)
    must(b"\x1b" not in p.raw, "an escape sequence on a dumb terminal", p)


def resize():
    p = Program([pact, "-c", "list people"])
    p.wait_for("Name")
    for rows, cols, text in ((12, 40, "PACT"), (5, 20, "Too small"), (1, 1, ""), (24, 80, "Name"),
                             (12, 40, "PACT"), (1, 1, ""), (60, 200, "Name"), (24, 80, "Name")):
        p.screen.cells = p.screen.blank(p.screen.rows)
        p.resize(rows, cols)
        must(p.wait_until(lambda: text in p.text(), 10), "%dx%d lacks %r" % (cols, rows, text), p)
        p.send("j")
        p.settle(0.1)
    must(p.status is None, "it ended", p)
    leave(p)


def hangup():
    """The line is cut: what was typed into a form is offered again."""
    p = Program([pact, "-c", "add person"])
    p.wait_for("Given name")
    for c in "Cutoff":
        p.press(c)
    os.close(p.fd)
    end = time.monotonic() + 10
    while not os.waitpid(p.pid, os.WNOHANG)[0]:
        if time.monotonic() > end:
            raise SystemExit("it did not notice that the terminal is gone")
        time.sleep(0.02)
    again = Program([pact, "-c", "add person"])
    must(again.wait_until(lambda: "Cutoff" in again.text(), 10), "no draft", again)
    leave(again)


globals()[sys.argv[1]]()
