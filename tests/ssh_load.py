"""ssh_load.py - floods, stopped clients, strangers and keys exchanged anew, as TAP; run by
tests/ssh_load.t. Only modules of a minimal Python are used."""
import hashlib
import os
import signal
import subprocess
import time

from door import memory, run, wait_until
from ssh_tap import House, at_most, home, must, pact, sanitized

PEOPLE = 30000
MB = 1000000
GROWS = 500              # kB that a session may grow by while it waits
HOLDS = 6000             # kB of one through which as much as can be passes both ways


def md5(path):
    with open(path, "rb") as f:
        return hashlib.file_digest(f, "md5").hexdigest()


def session_of(house):
    """The session and the program of the guest, when both stand still."""
    must(wait_until(lambda: any(p for s, p in house.guests())), "nobody came in")
    found = house.guests()[0]
    wait_until(lambda: memory(found[1], "Seccomp") == 2 or sanitized, 5)
    time.sleep(0.3)
    return found


# ---- floods ----

def offered(pipe, total, seconds):
    """How much of so many bytes a client takes within that time."""
    os.set_blocking(pipe, False)
    sent, end = 0, time.monotonic() + seconds
    while sent < total and time.monotonic() < end:
        try:
            sent += os.write(pipe, b"j" * min(65536, total - sent))
        except BlockingIOError:
            time.sleep(0.01)
    return sent


def flooded_terminal(house):
    """64 MB typed at a program that is stopped."""
    r, w = os.pipe()
    c = subprocess.Popen(house.door.client("-tt", "-oEscapeChar=none"), stdin=r, stdout=subprocess.DEVNULL,
                         env=dict(os.environ, TERM="xterm"))
    session, program = session_of(house)
    os.kill(program, signal.SIGSTOP)
    before = memory(session)
    must(offered(w, 64 * MB, 0.5) < 8 * MB, "somebody keeps a flood for a stopped program")
    house.other.works(1)
    at_most(memory(session) - before, GROWS, "kB the session grew by")
    os.kill(program, signal.SIGCONT)
    must(offered(w, 65536, 20) == 65536, "it does not go on")
    at_most(memory(session) - before, GROWS, "kB the session grew by")
    c.kill()
    c.wait()
    os.close(r)
    os.close(w)


def script_of(house, size):
    """Lines that differ, for --plain, which says each again: as much comes out as goes in."""
    with open(home + "/script", "w") as f:
        for i in range(size // 4000):
            f.write("x%06d %s\n" % (i, (hashlib.md5(b"%d" % i).hexdigest() * 125)[:3990]))
    with open(home + "/script") as f, open(home + "/answer", "w") as out:
        subprocess.run([pact, "-d", house.db, "--plain"], stdin=f, stdout=out, stderr=subprocess.DEVNULL)
    return md5(home + "/answer")


def flooded_pipe(house):
    """64 MB piped to a program that is stopped, then goes on: what it answers is whole."""
    want = script_of(house, 64 * MB)
    with open(home + "/script") as f, open(home + "/far", "w") as out:
        c = subprocess.Popen(house.door.client(), stdin=f, stdout=out, stderr=subprocess.DEVNULL)
    session, program = session_of(house)
    os.kill(program, signal.SIGSTOP)
    time.sleep(0.5)
    before, most = memory(session), 0
    house.other.works(1)
    at_most(memory(session) - before, GROWS, "kB the session grew by while it waited")
    os.kill(program, signal.SIGCONT)
    end = time.monotonic() + 60
    while c.poll() is None and time.monotonic() < end:
        most = max(most, memory(session))
        time.sleep(0.02)
    at_most(most, HOLDS, "kB of the session")
    must(c.poll() == 0, "it does not end well")
    must(md5(home + "/far") == want, "what came back is not whole: %d bytes of %d",
         os.path.getsize(home + "/far"), os.path.getsize(home + "/answer"))


def stopped_client(house):
    """A client that stops while the program has 20 MB to say: they wait, and are whole later."""
    run("sh", "-c", "'%s' -d '%s' list people -o json > '%s/here'" % (pact, house.db, home))
    with open(home + "/far", "w") as out:
        c = subprocess.Popen(house.door.client(do=["list people -o json"]), stdout=out)
    must(wait_until(lambda: os.path.getsize(home + "/far") > 0, 15, 0.001), "nothing comes")
    c.send_signal(signal.SIGSTOP)
    session, program = session_of(house)
    most = os.path.getsize(home + "/far")
    must(most < os.path.getsize(home + "/here"), "it was too quick to be stopped")
    before = [memory(session), memory(program)]
    house.other.works(1.5)
    for pid, was, name in zip((session, program), before, ("session", "program")):
        at_most(memory(pid) - was, GROWS, "kB the %s grew by" % name)
    at_most(memory(session), 3000, "kB of the session")
    c.send_signal(signal.SIGCONT)
    must(wait_until(lambda: c.poll() is not None, 30), "it does not end")
    must(md5(home + "/far") == md5(home + "/here"), "the export is not whole")


def left_stopped(house):
    """The line breaks while the program is stopped: nothing waits for ever."""
    for options in (["-tt"], []):
        c = subprocess.Popen(house.door.client(*options), stdin=subprocess.PIPE,
                             stdout=subprocess.DEVNULL, env=dict(os.environ, TERM="xterm"))
        program = session_of(house)[1]
        os.kill(program, signal.SIGSTOP)
        c.kill()
        c.communicate()
        if not wait_until(lambda: not memory(program, "Pid"), 5):
            os.kill(program, signal.SIGKILL)
            must(False, "the program is left, %s", options or "on pipes")


# ---- strangers ----

def half_open(house):
    """200 who knock and say no more. Who is in goes on; who has a key gets in, some tries later."""
    before, held = house.door.descriptors(), []
    for i in range(200):
        held.append(house.door.stranger())
        if i % 2:
            held[-1].sendall(b"SSH-2.0-knocking\r\n")
    must(wait_until(lambda: len(house.guests()) > 100, 5), "the strangers are not heard")
    house.other.works(1)
    tries = 0
    while subprocess.run(house.door.client(do=["version"]), capture_output=True).returncode:
        tries += 1
        must(tries < 25, "no way in beside the strangers")
    for stranger in held:
        stranger.close()
    must(wait_until(lambda: not house.guests()), "strangers are left")
    must(wait_until(lambda: house.door.descriptors() <= before), "descriptors are left")


# ---- keys exchanged anew ----

def anew(path):
    """How often a client that was made to tell said so."""
    with open(path) as f:
        return f.read().count("SSH2_MSG_NEWKEYS received") - 1


def rekeyed_export(house):
    run("sh", "-c", "'%s' -d '%s' list people -o json > '%s/here'" % (pact, house.db, home))
    must(os.path.getsize(home + "/here") > 20 * MB, "the export is too small")
    with open(home + "/far", "w") as out, open(home + "/told", "w") as told:
        subprocess.run(house.door.client("-oLogLevel=DEBUG1", "-oRekeyLimit=700K",
                                   do=["list people -o json"]), stdout=out, stderr=told, check=True)
    must(anew(home + "/told") > 20, "keys were exchanged anew %d times", anew(home + "/told"))
    must(md5(home + "/far") == md5(home + "/here"), "the export is not whole")


def rekeyed_both_ways(house):
    want = script_of(house, 20 * MB)
    with open(home + "/script") as f, open(home + "/far", "w") as out, \
            open(home + "/told", "w") as told:
        subprocess.run(house.door.client("-oLogLevel=DEBUG1", "-oRekeyLimit=700K"), stdin=f, stdout=out,
                       stderr=told, check=True)
    must(anew(home + "/told") > 20, "keys were exchanged anew %d times", anew(home + "/told"))
    must(md5(home + "/far") == want, "what came back is not whole")


def rekeyed_typing(house):
    p = house.door.come_in("-oRekeyLimit=2K", "-E", home + "/told", "-oLogLevel=DEBUG1")
    for key in "gp":
        p.press(key)
    p.wait_for("1/")
    for i in range(60):
        p.send("j")
        p.settle(0.005)
    p.wait_for("61/")
    must(anew(home + "/told") > 5, "keys were exchanged anew %d times", anew(home + "/told"))
    p.kill(signal.SIGKILL)
    p.end()


# ---- the run ----

TESTS = [
    (flooded_terminal, "64 MB typed at a stopped program: it waits at the client"),
    (flooded_pipe, "64 MB piped at a stopped program wait too, and are whole when it goes on"),
    (stopped_client, "a stopped client: the export waits for it, and is whole"),
    (left_stopped, "a line that breaks while the program is stopped: nothing is left"),
    (half_open, "200 half-open connections: who is in goes on, who has a key gets in"),
    (rekeyed_export, "keys exchanged anew every 700 kB: an export of 20 MB is whole"),
    (rekeyed_both_ways, "20 MB in and 20 MB out at once are too"),
    (rekeyed_typing, "keys exchanged anew while somebody types: no key is lost"),
]


House(PEOPLE).run(TESTS)
