"""ssh.py - `make bench-ssh`: the door beside OpenSSH's sshd, which starts the very same program, in one
run. Times are medians of runs that take turns; only their ratio is to be carried elsewhere. sshd wants
root; without it, or when it is not installed, its lines are left out and named.

BENCH_SSH=N is how many sessions stand idle at once (100; the issue's figure is 500),
BENCH_ORGANISERS=N how many people work at once for a minute (50).
"""
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
import organisers
from door import Door, children, median, percentile, records
from slowline import Line

PACT = os.environ["PACT"]
MANY = int(os.environ.get("BENCH_SSH", "100"))
WORKING = int(os.environ.get("BENCH_ORGANISERS", "50"))
KEX = "-oKexAlgorithms=curve25519-sha256"
SSHD = shutil.which("sshd") or "/usr/sbin/sshd"
LINE = "%-46s %11s  %-20s %6s  %-12s %s"
over = 0


def row(what, measured, against, ratio, budget, good):
    global over
    over += not good
    print(LINE % (what, measured, against, "%.2f" % ratio if ratio is not None else "", budget,
                  "ok" if good else "OVER"), flush=True)


def beside(what, unit, ours, theirs, most):
    """Medians, and their ratio against the budget."""
    if not theirs:
        row(what, "%.3g %s" % (ours, unit), "sshd is not here", None, "<= %g" % most, True)
        return
    row(what, "%.3g %s" % (ours, unit), "sshd %.3g" % theirs, ours / theirs, "<= %g" % most,
        ours / theirs <= most)


class Sshd(Door):
    """OpenSSH's, with the door's host key, on the same records."""
    def __init__(self, db, folder, program):
        self.folder, self.host, self.said = folder, "root@127.0.0.1", open(folder + "/sshd.said", "w")
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        os.makedirs("/run/sshd", exist_ok=True)
        with open(folder + "/sshd_config", "w") as f:
            f.write("Port %d\nListenAddress 127.0.0.1\nHostKey %s/door/host_ed25519\nUsePAM no\n"
                    "AuthorizedKeysFile %s/key.pub\nStrictModes no\nPermitRootLogin yes\nPidFile none\n"
                    "MaxStartups 1000\nPrintMotd no\nPrintLastLog no\nAcceptEnv LANG LC_*\n"
                    "ForceCommand env XDG_STATE_HOME=%s/state %s --served -d %s --as ana\n"
                    % (self.port, folder, folder, folder, program, db))
        self.process = subprocess.Popen([SSHD, "-D", "-f", folder + "/sshd_config"], stdout=self.said,
                                        stderr=self.said)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("sshd does not open")


def pss(pid):
    try:
        with open("/proc/%d/smaps_rollup" % pid) as f:
            return int(re.search(r"^Pss:\s+(\d+)", f.read(), re.M).group(1))
    except OSError:
        return 0


def leave(p):
    p.send("q")
    p.end()


def connects(servers, times=15):
    took = {type(s): [] for s in servers}
    for i in range(times + 1):
        for s in servers:
            p = s.come_in(KEX)
            if i:
                took[type(s)].append(p.first)
            leave(p)
    return {kind: median(v) for kind, v in took.items()}


def echoes(servers, keys=120):
    """From a key to the first bytes of its answer."""
    took = {type(s): [] for s in servers}
    inside = [(s, s.come_in(KEX)) for s in servers]
    for _, p in inside:
        for k in "gp":
            p.press(k)
    for i in range(keys):
        for s, p in inside:
            before, begin = len(p.raw), time.monotonic()
            p.send("j" if i % 20 < 10 else "k")
            while len(p.raw) == before:
                p.pump(1)
            took[type(s)].append((p.came - begin) * 1000)
            p.settle(0.01)
    for _, p in inside:
        p.send("q")
        leave(p)
    return {kind: median(v) for kind, v in took.items()}


def at_once(server, n):
    """So many logins at the same moment: seconds until the last one is painted."""
    ready = []

    def one():
        try:
            p = server.come_in(KEX)
            ready.append(p)
        except (TimeoutError, OSError):
            pass
    threads = [threading.Thread(target=one) for _ in range(n)]
    begin = time.monotonic()
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    took = time.monotonic() - begin
    for p in ready:
        p.kill(signal.SIGKILL)
        p.end()
    return took, len(ready)


def idle(server, n):
    """kB a session beside the program, kB of a program, share of a processor each while idle."""
    inside = []
    for _ in range(n):
        inside.append(server.come_in(KEX))
    time.sleep(2)
    before = children(server.process.pid)
    time.sleep(5)
    after = children(server.process.pid)
    ticks = sum(t - before.get(pid, (0, t))[1] for pid, (_, t) in after.items())
    programs = [pss(pid) for pid, (name, _) in after.items() if name == "pact-tui"]
    others = [pss(pid) for pid, (name, _) in after.items() if name != "pact-tui"]
    for p in inside:
        p.kill(signal.SIGKILL)
        p.end()
    return (sum(others) / n, median(programs) if programs else 0,
            100.0 * ticks / os.sysconf("SC_CLK_TCK") / 5 / n)


def nobody_left(server):
    end = time.monotonic() + 10
    while children(server.process.pid) and time.monotonic() < end:
        time.sleep(0.1)
    return len(children(server.process.pid))


def slow(door):
    """Over 9,600 bit/s with a round trip of 300 ms, compressed: the first page, a key."""
    line, took = Line(("127.0.0.1", door.port)), []
    p = door.come_in("-C", port=line.port)
    for key in "gp":
        p.press(key, 1)
    for key in "jjjkkk":
        took.append(p.press(key, 0.8).ms)
    p.kill(signal.SIGKILL)
    p.end()
    line.close()
    row("first page at 9,600 bit/s and 300 ms, -C", "%.2f s" % (p.first / 1000), "", None, "<= 7 s",
        p.first <= 7000)
    row("a key there", "%.0f ms" % median(took), "", None, "<= 450 ms", median(took) <= 450)


def working(door, db):
    """People at work for a minute, beside one alone."""
    organisers.make(PACT, db, door.folder, WORKING)
    alone = organisers.together(door, 1, 20)
    took, said, changed, wrong = organisers.together(door, WORKING, 60)
    wrong += alone[3] + organisers.lost_or_doubled(PACT, db, WORKING, said, changed)
    floor, most = (percentile(t or [1e9], 99) for t in (alone[0], took))
    row("%d organisers, a minute: p99 of a key" % WORKING, "%.3g ms" % most, "alone %.3g" % floor, None,
        "<= 50 ms more", most <= floor + 50)
    row("%d keys, %d writes: failed, lost, doubled" % (len(took), len(said) + len(changed)),
        str(len(wrong)), "", None, "0", not wrong)
    for what in wrong:
        print("    " + what.replace("\n", "\n    "))


def main():
    home = tempfile.mkdtemp(prefix="pact-ssh-")
    os.environ.update(HOME=home, XDG_STATE_HOME=home + "/state", PACT_USER="ana", LC_ALL="C.UTF-8")
    os.environ.pop("PACT_DB", None)
    db = records(PACT, home, 1000)
    servers = [Door(PACT, db, home)]
    if os.geteuid() == 0 and os.access(SSHD, os.X_OK):
        servers.append(Sshd(db, home, PACT))
    print(LINE % ("", "measured", "beside", "ratio", "budget", ""))
    try:
        t = connects(servers)
        beside("from nothing to the first page", "ms", t[Door], t.get(Sshd), 0.25)
        t = echoes(servers)
        beside("a key to its answer", "ms", t[Door], t.get(Sshd), 1.1)
        few = idle(servers[0], max(MANY // 5, 2))
        left = nobody_left(servers[0])
        ours = idle(servers[0], MANY)
        left += nobody_left(servers[0])
        theirs = idle(servers[1], MANY) if len(servers) > 1 else None
        beside("%d sessions: kB each beside the program" % MANY, "kB", ours[0],
               theirs and theirs[0], 0.35)
        row("the program itself", "%d kB" % ours[1], "", None, "<= 1500 kB", ours[1] <= 1500)
        row("each while idle", "%.3f %%" % ours[2], "of a processor", None, "0.0 %", ours[2] < 0.05)
        row("kB a session, few to many", "%.0f kB" % (ours[0] + ours[1]), "%.0f" % (few[0] + few[1]),
            (ours[0] + ours[1]) / (few[0] + few[1]), "<= 1.1",
            ours[0] + ours[1] <= 1.1 * (few[0] + few[1]))
        took, came = at_once(servers[0], 100)
        row("100 logins at once", "%.2f s" % took, "%d came in" % came, None, "all", came == 100)
        left += nobody_left(servers[0])
        slow(servers[0])
        working(servers[0], db)
        left += nobody_left(servers[0])
        row("processes left over", str(left), "", None, "0", not left)
    finally:
        for s in servers:
            s.close()
        shutil.rmtree(home, ignore_errors=True)
    print("%d over budget" % over if over else "all within budget")
    sys.exit(over > 0)


main()
