"""ssh.py - `make bench-ssh`: the door beside OpenSSH's sshd, which starts the very same program, in one
run. Times are medians of runs that take turns; only their ratio is to be carried elsewhere. sshd wants
root; without it, or when it is not installed, its lines are left out and named.

BENCH_SSH=N is how many sessions stand idle at once (100; the issue's figure is 500).
"""
import glob
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
from meter import Program
from people import write

PACT = os.environ["PACT"]
MANY = int(os.environ.get("BENCH_SSH", "100"))
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


def run(*argv, **more):
    return subprocess.run(argv, check=True, capture_output=True, text=True, **more)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """A door: its process, its port, and the words that bring a client in."""
    def __init__(self, name, argv, port, key):
        self.name, self.port = name, port
        self.process = subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = ["ssh", "-F", "/dev/null", "-i", key, "-o", "IdentitiesOnly=yes", "-o",
                       "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o",
                       "LogLevel=ERROR", "-o", "KexAlgorithms=curve25519-sha256", "-p", str(port),
                       "-tt", "root@127.0.0.1" if name == "sshd" else "127.0.0.1"]
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("%s does not open" % name)

    def come_in(self, wait=True):
        p = Program(self.client, env={"LC_ALL": "C.UTF-8"})
        if wait:
            p.first = p.wait_for(": command")
        return p

    def below(self):
        """Every process under the server, by name."""
        parents, found = {}, {}
        for path in glob.glob("/proc/[0-9]*/stat"):
            try:
                text = open(path).read()
            except OSError:
                continue
            pid, rest = int(text.split()[0]), text.rsplit(")", 1)[1].split()
            parents.setdefault(int(rest[1]), []).append(
                (pid, text[text.index("(") + 1:text.rindex(")")], int(rest[11]) + int(rest[12])))
        todo = [self.process.pid]
        while todo:
            for pid, name, ticks in parents.get(todo.pop(), []):
                found[pid] = (name, ticks)
                todo.append(pid)
        return found


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
    took = {s.name: [] for s in servers}
    for i in range(times + 1):
        for s in servers:
            p = s.come_in()
            if i:
                took[s.name].append(p.first)
            leave(p)
    return {name: statistics.median(v) for name, v in took.items()}


def echoes(servers, keys=120):
    """From a key to the first bytes of its answer."""
    took = {s.name: [] for s in servers}
    inside = [(s, s.come_in()) for s in servers]
    for _, p in inside:
        for k in "gp":
            p.press(k)
    for i in range(keys):
        for s, p in inside:
            before, begin = len(p.raw), time.monotonic()
            p.send("j" if i % 20 < 10 else "k")
            while len(p.raw) == before:
                p.pump(1)
            took[s.name].append((p.came - begin) * 1000)
            p.settle(0.01)
    for _, p in inside:
        p.send("q")
        leave(p)
    return {name: statistics.median(v) for name, v in took.items()}


def at_once(server, n):
    """So many logins at the same moment: seconds until the last one is painted."""
    ready = []

    def one():
        try:
            p = server.come_in()
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
        inside.append(server.come_in())
    time.sleep(2)
    before = server.below()
    time.sleep(5)
    after = server.below()
    ticks = sum(t - before.get(pid, (0, t))[1] for pid, (_, t) in after.items())
    programs = [pss(pid) for pid, (name, _) in after.items() if name == "pact-tui"]
    others = [pss(pid) for pid, (name, _) in after.items() if name != "pact-tui"]
    for p in inside:
        p.kill(signal.SIGKILL)
        p.end()
    return (sum(others) / n, statistics.median(programs) if programs else 0,
            100.0 * ticks / os.sysconf("SC_CLK_TCK") / 5 / n)


def nobody_left(server):
    end = time.monotonic() + 10
    while server.below() and time.monotonic() < end:
        time.sleep(0.1)
    return len(server.below())


def main():
    home = tempfile.mkdtemp(prefix="pact-ssh-")
    os.environ.update(HOME=home, XDG_STATE_HOME=home + "/state", PACT_USER="ana", LC_ALL="C.UTF-8")
    os.environ.pop("PACT_DB", None)
    db, key = home + "/records/pact.db", home + "/key"
    os.mkdir(home + "/records")
    with open(home + "/people.csv", "w") as f:
        write(1000, "csv", f)
    run(PACT, "-d", db, "import", "people", home + "/people.csv", "--yes")
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
    run(PACT, "-d", db, "user", "key", "ana", key + ".pub")
    port = free_port()
    servers = [Server("door", [PACT, "-d", db, "serve", "-l", "127.0.0.1:%d" % port, "--state",
                               home + "/door"], port, key)]
    if os.geteuid() == 0 and os.access(SSHD, os.X_OK):
        os.makedirs("/run/sshd", exist_ok=True)
        port = free_port()
        with open(home + "/sshd_config", "w") as f:
            f.write("Port %d\nListenAddress 127.0.0.1\nHostKey %s/door/host_ed25519\nUsePAM no\n"
                    "AuthorizedKeysFile %s.pub\nStrictModes no\nPermitRootLogin yes\nPidFile none\n"
                    "MaxStartups 1000\nPrintMotd no\nPrintLastLog no\nAcceptEnv LANG LC_*\n"
                    "ForceCommand env XDG_STATE_HOME=%s/state %s --served -d %s --as ana\n"
                    % (port, home, key, home, PACT, db))
        servers.append(Server("sshd", [SSHD, "-D", "-f", home + "/sshd_config"], port, key))
    print(LINE % ("", "measured", "beside", "ratio", "budget", ""))
    try:
        t = connects(servers)
        beside("from nothing to the first page", "ms", t["door"], t.get("sshd"), 0.25)
        t = echoes(servers)
        beside("a key to its answer", "ms", t["door"], t.get("sshd"), 1.1)
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
        row("processes left over", str(left), "", None, "0", not left)
    finally:
        for s in servers:
            s.process.terminate()
            s.process.wait()
        shutil.rmtree(home, ignore_errors=True)
    print("%d over budget" % over if over else "all within budget")
    sys.exit(over > 0)


main()
