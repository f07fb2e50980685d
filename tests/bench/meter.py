"""meter.py - drives a terminal program and counts what it costs: bytes, milliseconds, memory.

    p = Program([pact, "-c", "list people"], term="vt100")
    p.wait_for("Zoë")             milliseconds from the start until it stood there
    step = p.press("j")           step.bytes, step.ms: until nothing more came
    p.frame()                     the screen as text, its last line the cursor, as :dump writes it

The Screen understands what curses sends to the usual terminals, and no more. Only modules of a
minimal Python are used.
"""
import fcntl
import os
import re
import select
import signal
import struct
import time
from collections import namedtuple

TIOCSWINSZ = 0x5414
KEYS = {"Enter": "\r", "Esc": "\x1b", "Tab": "\t", "Down": "\x1b[B", "Up": "\x1b[A",
        "Left": "\x1b[D", "C-f": "\x06", "C-b": "\x02", "C-o": "\x0f"}
Step = namedtuple("Step", "bytes ms")
SEQUENCE = re.compile(rb"\x1b(\[([<-?]?)([0-9;]*)([ -/]*)([@-~])|\][^\x07\x1b]*(\x07|\x1b\\)"
                      rb"|[()#][ -~]|[0-9=>A-Za-z])")


def columns(c):
    """Columns of one character: enough for names."""
    o = ord(c)
    if 0x300 <= o < 0x370 or o in (0x200B, 0x200D) or 0xFE00 <= o < 0xFE10:
        return 0
    return 2 if 0x1100 <= o < 0x1160 or 0x2E80 <= o < 0xD7A4 or 0xFF00 <= o < 0xFF61 else 1


class Screen:
    def __init__(self, rows, cols):
        self.rows, self.cols, self.rest = rows, cols, b""
        self.other = None              # the main screen while the alternate one shows
        self.cursor_shown = True
        self.strange = []              # sequences not understood
        self.x = self.y = 0
        self.cells = self.blank(rows)
        self.top, self.bottom, self.kept = 0, rows - 1, (0, 0)
        self.last, self.insert, self.wrap, self.graphics = " ", False, False, False

    def blank(self, n):
        return [[" "] * self.cols for _ in range(n)]

    def feed(self, data):
        data, at = self.rest + data, 0
        while at < len(data):
            if data[at] == 0x1B:
                m = SEQUENCE.match(data, at)
                if not m:
                    if len(data) - at < 32:
                        break
                    self.strange.append(data[at:at + 8])
                    at += 1
                    continue
                self.escape(m)
                at = m.end()
            elif data[at] < 0x20 or data[at] == 0x7F:
                self.control(data[at])
                at += 1
            else:
                n = 1 if data[at] < 0xC0 else 2 if data[at] < 0xE0 else 3 if data[at] < 0xF0 else 4
                if at + n > len(data):
                    break
                self.put(data[at:at + n].decode("utf-8", "replace")[:1])
                at += n
        self.rest = data[at:]

    def put(self, c):
        wide = columns(c)
        if not wide:
            self.cells[self.y][max(0, self.x - (not self.wrap))] += c
            return
        if self.wrap or self.x + wide > self.cols:
            self.x = 0
            self.line_feed()
        row = self.cells[self.y]
        if self.insert:
            row[self.x:self.x] = [" "] * wide
            del row[self.cols:]
        row[self.x] = c
        if wide == 2:
            row[self.x + 1] = ""
        self.last = c
        self.wrap = self.x + wide >= self.cols
        self.x = min(self.x + wide, self.cols - 1)

    def control(self, c):
        if c in (8, 9, 10, 11, 12, 13):
            self.wrap = False
        if c == 8:
            self.x = max(0, self.x - 1)
        elif c == 9:
            self.x = min(self.x // 8 * 8 + 8, self.cols - 1)
        elif c in (10, 11, 12):
            self.line_feed()
        elif c == 13:
            self.x = 0

    def line_feed(self):
        self.wrap = False
        if self.y == self.bottom:
            self.scroll(self.top, 1)
        elif self.y < self.rows - 1:
            self.y += 1

    def scroll(self, top, n):
        """Moves the lines from top to the margin up by n, down when n is less than nothing."""
        area = self.cells[top:self.bottom + 1]
        k = min(abs(n), len(area))
        area = area[k:] + self.blank(k) if n > 0 else self.blank(k) + area[:len(area) - k]
        self.cells[top:self.bottom + 1] = area

    def escape(self, m):
        if m.group(5) is None:
            self.short_escape(m.group(1)[:1])
            return
        args = [int(a) if a else 0 for a in m.group(3).split(b";")]
        kind, n = m.group(5).decode(), max(1, args[0])
        if m.group(2) == b"?":
            for mode in args:
                self.private_mode(mode, kind == "h")
        elif m.group(2) or m.group(4) or kind in "mncqt":
            pass                       # looks, questions and the shape of the cursor
        elif kind == "b":
            for _ in range(n):
                self.put(self.last)
        elif kind == "h" or kind == "l":
            self.insert = kind == "h" if 4 in args else self.insert
        else:
            self.wrap = False
            self.move_or_edit(kind, n, args)

    def short_escape(self, c):
        if c == b"M" and self.y == self.top:
            self.scroll(self.top, -1)
        elif c == b"M":
            self.y = max(0, self.y - 1)
        elif c == b"D":
            self.line_feed()
        elif c == b"E":
            self.x = 0
            self.line_feed()
        elif c == b"7":
            self.kept = (self.y, self.x)
        elif c == b"8":
            self.y, self.x = self.kept
        elif c not in b"=>()#]H":
            self.strange.append(c)

    def private_mode(self, mode, on):
        if mode == 25:
            self.cursor_shown = on
        elif mode in (47, 1047, 1049) and on and not self.other:
            self.other = self.cells
            self.cells = self.blank(self.rows)
        elif mode in (47, 1047, 1049) and not on and self.other:
            self.cells, self.other = self.other, None

    def move_or_edit(self, kind, n, args):
        row = self.cells[self.y]
        if kind in "Hf":
            self.y = min(n, self.rows) - 1
            self.x = min(max(1, args[1] if len(args) > 1 else 1), self.cols) - 1
        elif kind == "A":
            self.y = max(0, self.y - n)
        elif kind == "B":
            self.y = min(self.rows - 1, self.y + n)
        elif kind == "C":
            self.x = min(self.cols - 1, self.x + n)
        elif kind == "D":
            self.x = max(0, self.x - n)
        elif kind in "G`":
            self.x = min(n, self.cols) - 1
        elif kind == "d":
            self.y = min(n, self.rows) - 1
        elif kind == "Z":
            self.x = max(0, (self.x - 1) // 8 * 8 - 8 * (n - 1))
        elif kind == "J":
            self.erase_screen(args[0])
        elif kind == "K":
            begin, end = [(self.x, self.cols), (0, self.x + 1), (0, self.cols)][args[0]]
            row[begin:end] = [" "] * (end - begin)
        elif kind == "X":
            end = min(self.cols, self.x + n)
            row[self.x:end] = [" "] * (end - self.x)
        elif kind == "@":
            row[self.x:self.x] = [" "] * n
            del row[self.cols:]
        elif kind == "P":
            del row[self.x:self.x + n]
            row += [" "] * (self.cols - len(row))
        elif kind in "LM":
            self.scroll(self.y, n if kind == "M" else -n)
        elif kind in "ST":
            self.scroll(self.top, n if kind == "S" else -n)
        elif kind == "r":
            bottom = args[1] if len(args) > 1 and args[1] else self.rows
            self.top, self.bottom = n - 1, min(bottom, self.rows) - 1
            self.x = self.y = 0
        else:
            self.strange.append(kind.encode())

    def erase_screen(self, how):
        if how == 0:
            self.cells[self.y][self.x:] = [" "] * (self.cols - self.x)
            self.cells[self.y + 1:] = self.blank(self.rows - self.y - 1)
        elif how == 1:
            self.cells[:self.y] = self.blank(self.y)
            self.cells[self.y][:self.x + 1] = [" "] * (self.x + 1)
        else:
            self.cells = self.blank(self.rows)

    def resize(self, rows, cols):
        self.cells = [(row + [" "] * cols)[:cols] for row in self.cells][:rows]
        self.rows, self.cols = rows, cols
        self.cells += self.blank(rows - len(self.cells))
        self.top, self.bottom = 0, rows - 1
        self.x, self.y = min(self.x, cols - 1), min(self.y, rows - 1)

    def lines(self):
        return ["".join(row).rstrip() for row in self.cells]


class Program:
    def __init__(self, argv, term="xterm-256color", rows=24, cols=80, env=None):
        self.screen = Screen(rows, cols)
        self.raw, self.status = b"", None    # all it wrote; its exit status once it has left
        self.begun = self.came = time.monotonic()
        self.pid, self.fd = os.forkpty()
        if not self.pid:
            fcntl.ioctl(0, TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
            os.environ.update(env or {}, TERM=term)
            for name in ("LINES", "COLUMNS"):
                os.environ.pop(name, None)
            try:
                os.execvp(argv[0], argv)
            finally:
                os._exit(127)

    def pump(self, seconds):
        """Takes what comes within that time; False when nothing did."""
        if self.status is not None or not select.select([self.fd], [], [], max(0, seconds))[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            data = b""
        if not data:
            self.status = os.waitpid(self.pid, 0)[1]
            return False
        self.came = time.monotonic()
        self.raw += data
        self.screen.feed(data)
        return True

    def settle(self, quiet=0.1, limit=20):
        """Waits until nothing has come for that time."""
        end = time.monotonic() + limit
        while self.pump(quiet) and time.monotonic() < end:
            pass

    def wait_until(self, true, limit=20):
        end = time.monotonic() + limit
        while not true():
            if self.status is not None or time.monotonic() > end:
                return False
            self.pump(min(0.05, end - time.monotonic()))
        return True

    def wait_for(self, text, limit=20):
        """Waits for a text on the screen; the milliseconds since the start when it stood there."""
        if not self.wait_until(lambda: text in self.text(), limit):
            raise TimeoutError("%r is not on the screen:\n%s" % (text, self.text()))
        return (self.came - self.begun) * 1000

    def send(self, text):
        os.write(self.fd, KEYS.get(text, text).encode())

    def press(self, key, quiet=0.08):
        """One key that changes something, until nothing more came for that time."""
        before, begin = len(self.raw), time.monotonic()
        self.send(key)
        self.wait_until(lambda: len(self.raw) > before, 5)
        self.settle(quiet)
        return Step(len(self.raw) - before, (self.came - begin) * 1000)

    def text(self):
        return "\n".join(self.screen.lines())

    def frame(self):
        s = self.screen
        return "%s\ncursor %d %d\n" % (self.text(), s.y + 1, s.x + 1)

    def resize(self, rows, cols):
        self.screen.resize(rows, cols)
        fcntl.ioctl(self.fd, TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def proc(self, name, file="status"):
        """A number of /proc/PID/status: VmHWM in kB, voluntary_ctxt_switches."""
        with open("/proc/%d/%s" % (self.pid, file)) as f:
            return int(re.search(name + r":\s+(\d+)", f.read()).group(1))

    def kill(self, sig=signal.SIGTERM):
        if self.status is None:
            os.kill(self.pid, sig)

    def end(self, limit=10):
        """Waits for the program to leave of itself, at last makes it; its exit status."""
        if not self.wait_until(lambda: self.status is not None, limit):
            self.kill(signal.SIGKILL)
            self.wait_until(lambda: self.status is not None, 5)
        os.close(self.fd)
        return self.status
