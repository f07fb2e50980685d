"""ssh_tap.py - what ssh_load.py and ssh_guests.py share: a door, somebody who works there all the time,
and TAP. A test says what is wrong by `must`, and leaves the door as it found it."""
import os
import signal
import subprocess
import sys
import time
import traceback

from door import Door, records, wait_until

pact, home = sys.argv[1:3]
sanitized = bool(os.environ.get("PACT_SAN"))


class Wrong(Exception):
    pass


class Missing(Exception):
    """A program or a right that the test cannot do without."""


def must(true, what, *more):
    if not true:
        raise Wrong(what % more if more else what)


def at_most(measured, most, what):
    must(measured <= most or sanitized, "%s: %d, at most %d", what, measured, most)


class Other:
    """Somebody who is in and goes on working, and hopes to notice nothing."""
    def __init__(self, door):
        self.p, self.down = door.come_in(), True
        for key in "gp":
            self.p.press(key)

    def works(self, seconds):
        """Presses keys for so long; each is answered at once, as a person would say."""
        end, longest = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            before, begin = len(self.p.raw), time.monotonic()
            self.p.send("j" if self.down else "k")
            self.down = not self.down
            must(self.p.wait_until(lambda: len(self.p.raw) > before, 5), "a key is not answered")
            longest = max(longest, self.p.came - begin)
            self.p.settle(0.05)
        at_most(longest * 1000, 1000, "ms for a key of somebody else's")

    def leaves(self):
        self.p.kill(signal.SIGKILL)
        self.p.end()


class House:
    """The records, their door and who is there before any guest comes."""
    def __init__(self, people):
        self.db = records(pact, home, people)
        self.door = Door(pact, self.db, home)
        self.other = Other(self.door)
        self.known = {s for s, _ in self.door.sessions()}

    def guests(self):
        return [pair for pair in self.door.sessions() if pair[0] not in self.known]

    def one(self, test):
        """What was wrong; None when nothing was."""
        try:
            test(self)
            must(wait_until(lambda: not self.guests()), "somebody is left: %s", self.guests())
        except (Wrong, TimeoutError, OSError, subprocess.SubprocessError):
            for pair in self.guests():
                for pid in filter(None, pair):
                    os.kill(pid, signal.SIGKILL)
            return traceback.format_exc()

    def run(self, tests):
        """ONLY=WORD runs those with that word in their name, TIMES=1 says how long each took."""
        n, only = 0, os.environ.get("ONLY", "")
        for test, name in tests:
            if only not in test.__name__:
                continue
            n, begun, skip = n + 1, time.monotonic(), ""
            try:
                wrong = self.one(test)
            except Missing as e:
                wrong, skip = None, " # SKIP %s" % e
            print("%s %d - %s%s" % ("not ok" if wrong else "ok", n, name, skip), flush=True)
            for line in (wrong or "").splitlines():
                print("# " + line)
            if os.environ.get("TIMES"):
                print("# %.1f s" % (time.monotonic() - begun))
        self.other.leaves()
        self.door.close()
        print("1..%d" % n)
