"""organisers.py - organisers who work through the door at the same time: each looks somebody up, writes
a one-to-one down, changes a record, over and over, and counts what it wrote. Everything written bears a
word of its own, so that it can be looked for afterwards: lost and doubled writes are both seen."""
import os
import pickle
import random
import signal
import time

from door import new_key, run

NAMES = ["Amina", "Kowalski", "Blessing", "Patel", "Murphy", "Linh", "Okafor"]
SHARED = 1               # a person whom all of them change
AGAIN = "changed the same field just now: look again"


def make(pact, db, folder, n):
    """Users org0 ..., each with a key folder/org0 ..."""
    for i in range(n):
        run(pact, "-d", db, "user", "add", "org%d" % i, "--role", "organiser")
        new_key("%s/org%d" % (folder, i))
        run(pact, "-d", db, "user", "key", "org%d" % i, "%s/org%d.pub" % (folder, i))


class Organiser:
    def __init__(self, door, i, seed, pause):
        self.random, self.i, self.pause = random.Random(seed), i, pause
        self.took, self.said, self.changed, self.wrong = [], [], [], []
        self.p = door.come_in(key="%s/org%d" % (door.folder, i))

    def key(self, key):
        """One key, and the time until something came of it."""
        before, begin = len(self.p.raw), time.monotonic()
        self.p.send(key)
        if self.p.wait_until(lambda: len(self.p.raw) > before, 5):
            self.took.append((self.p.came - begin) * 1000)
        else:
            self.wrong.append("%r is not answered:\n%s" % (key, self.p.text()))
        self.p.settle(self.pause * self.random.uniform(0.5, 1.5), self.pause * 1.5)

    def type(self, text):
        for c in text:
            self.key(c)

    def saved(self, word):
        """Whether a write stands; not when another changed the same just now, and the program says so."""
        if not self.p.wait_until(lambda: "Saved" in self.p.text() or AGAIN in self.p.text(), 10):
            self.wrong.append("%s is not saved:\n%s" % (word, self.p.text()))
        return AGAIN not in self.p.text()

    def round(self, k):
        word = "w%dx%dx%d" % (self.i, k, os.getpid())
        self.type(":list people")
        self.key("Enter")
        self.type("/" + self.random.choice(NAMES))
        self.key("Enter")
        self.key("j")
        self.key("k")
        self.key("o")
        self.type(word)
        self.key("C-o")
        if self.saved(word):
            self.said.append(word)
        for _ in range(5):
            self.type(":set person %d notes_short=%s" % (SHARED if k % 2 else self.i + 2, word))
            self.key("Enter")
            if self.saved(word):
                self.changed.append(word)
                return
        self.wrong.append("%s is never saved" % word)

    def work(self, seconds):
        end, k = time.monotonic() + seconds, 0
        while time.monotonic() < end and not self.wrong:
            self.round(k)
            k += 1
        self.p.kill(signal.SIGKILL)
        self.p.end()
        return self.took, self.said, self.changed, self.wrong


def apart(door, i, seconds, pause, to):
    try:
        what = Organiser(door, i, i, pause).work(seconds)
    except Exception as e:
        what = [], [], [], [str(e)]
    with os.fdopen(to, "wb") as f:
        pickle.dump(what, f)


def together(door, n, seconds, pause=0.2):
    """[milliseconds of each key], [words of one-to-ones], [words of changes], [what went wrong]"""
    ends, all_of = [], ([], [], [], [])
    for i in range(n):
        r, w = os.pipe()
        if not os.fork():
            try:
                os.close(r)
                apart(door, i, seconds, pause, w)
            finally:
                os._exit(0)
        os.close(w)
        ends.append(r)
    for r in ends:
        with os.fdopen(r, "rb") as f:
            data = f.read()
        for to, more in zip(all_of, pickle.loads(data) if data else ([], [], [], ["it broke off"])):
            to.extend(more)
    for _ in ends:
        os.wait()
    return all_of


def lost_or_doubled(pact, db, n, said, changed):
    """The words that do not stand in the file exactly once; there must be none."""
    listed = run(pact, "-d", db, "list", "one_to_ones", "-o", "csv").stdout.replace("\n", ",").split(",")
    past = []
    for person in [SHARED] + list(range(2, n + 2)):
        past += run(pact, "-d", db, "history", "person", str(person)).stdout.split()
    wrong = [w for w in said if listed.count(w) != 1]
    # A change says what was and what is: the word that was stands there once more.
    for word in changed:
        times = sum(past[i] == "->" and past[i + 1] == word for i in range(len(past) - 1))
        if times != 1:
            wrong.append("%s (%d times)" % (word, times))
    return wrong
