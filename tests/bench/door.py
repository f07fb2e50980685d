"""door.py - an open door, the people who may come in, and what its processes cost: for
tests/ssh_load.py and ssh.py. Only modules of a minimal Python are used."""
import glob
import os
import re
import signal
import socket
import subprocess
import time

from meter import Program
from people import write

CLIENT = ["-F", "/dev/null", "-o", "IdentitiesOnly=yes", "-o", "StrictHostKeyChecking=no", "-o",
          "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "BatchMode=yes"]


def median(numbers):
    return percentile(numbers, 50)


def percentile(numbers, p):
    return sorted(numbers)[min(len(numbers) - 1, len(numbers) * p // 100)]


def wait_until(true, limit=15, step=0.02):
    end = time.monotonic() + limit
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True


def memory(pid, what="RssAnon"):
    """kB that are the process's alone, or another line of its status; 0 when it has gone."""
    try:
        with open("/proc/%d/status" % pid) as f:
            return int(re.search(what + r":\s+(\d+)", f.read()).group(1))
    except (OSError, AttributeError):
        return 0


def children(pid):
    """Every process below that one: {pid: (name, processor ticks)}."""
    parents, found = {}, {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path) as f:
                text = f.read()
        except OSError:
            continue
        rest = text.rsplit(")", 1)[1].split()
        parents.setdefault(int(rest[1]), []).append(
            (int(text.split()[0]), text[text.index("(") + 1:text.rindex(")")],
             int(rest[11]) + int(rest[12])))
    todo = [pid]
    while todo:
        for child, name, ticks in parents.get(todo.pop(), []):
            found[child] = (name, ticks)
            todo.append(child)
    return found


def records(pact, folder, n):
    """A file with so many people, one of whom is "ana" with the key folder/key."""
    db = folder + "/records/pact.db"
    os.mkdir(folder + "/records")
    with open(folder + "/people.csv", "w") as f:
        write(n, "csv", f)
    run(pact, "-d", db, "import", "people", folder + "/people.csv", "--yes")
    new_key(folder + "/key")
    run(pact, "-d", db, "user", "key", "ana", folder + "/key.pub")
    return db


def run(*argv, **more):
    return subprocess.run(argv, check=True, capture_output=True, text=True, **more)


def new_key(path):
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path)


class Door:
    """`serve` on a free port, its words kept in folder/said."""
    def __init__(self, pact, db, folder, *options, listen="127.0.0.1:0", uid=None):
        self.folder, self.said = folder, open(folder + "/said", "w+")
        self.process = subprocess.Popen([pact, "-d", db, "serve", "-l", listen, "--state",
                                         folder + "/door", *options],
                                        stdout=self.said, stderr=self.said, user=uid, group=uid,
                                        extra_groups=None if uid is None else [])
        self.host = re.sub(r":\d*$", "", listen).strip("[]") or "127.0.0.1"
        if not wait_until(lambda: "ssh -p" in self.words()):
            raise SystemExit("the door does not open: " + self.words())
        wait_until(lambda: os.path.exists(folder + "/door/host_rsa")) # made by a process of its own
        self.port = int(re.search(r"ssh -p (\d+)", self.words()).group(1))

    def words(self):
        with open(self.folder + "/said") as f:
            return f.read()

    def client(self, *options, do=(), key=None, port=None):
        """The words that bring a client in, and what it is to do there."""
        return ["ssh", *options, *CLIENT, "-i", key or self.folder + "/key", "-p",
                str(port or self.port), self.host, *do]

    def come_in(self, *options, wait=True, term="xterm-256color", **more):
        p = Program(self.client("-tt", *options, **more), term=term)
        if wait:
            p.first = p.wait_for(": command")
        return p

    def sessions(self):
        """The process that carries the bytes, and the program it started, of each who is in."""
        below = children(self.process.pid)
        names = {pid: name for pid, (name, _) in below.items()}
        found = []
        for pid in below:
            if names[pid] != "pact-tui":
                started = [c for c in children(pid) if names.get(c) == "pact-tui"]
                found.append((pid, started[0] if started else 0))
        return found

    def is_empty(self, limit=10):
        return wait_until(lambda: not self.sessions(), limit)

    def descriptors(self):
        return len(os.listdir("/proc/%d/fd" % self.process.pid))

    def stranger(self):
        return socket.create_connection((self.host, self.port), 5)

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.said.close()
