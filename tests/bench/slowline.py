"""slowline.py - a line between a client and a door that carries so many bits a second, ten to a byte as
an old modem does, and takes half of a round trip each way; it counts the bytes. Rate 0 only counts."""
import select
import socket
import threading
import time
from collections import deque

AHEAD = 4096             # bytes the line holds before it takes no more


class Way:
    def __init__(self, line, src, dst, which):
        self.line, self.src, self.dst, self.which = line, src, dst, which
        self.free, self.held, self.queue = 0, 0, deque()

    def take(self):
        """One piece of what was sent; False when there will be no more."""
        data = self.src.recv(256 if self.line.rate else 65536)
        now = time.monotonic()
        spent = len(data) * 10 / self.line.rate if self.line.rate else 0
        self.free = max(self.free, now) + spent
        self.queue.append((self.free + self.line.trip / 2, data))
        self.held += len(data)
        self.line.bytes[self.which] += len(data)
        return bool(data)

    def deliver(self):
        """What is due; False when it was the end."""
        while self.queue and self.queue[0][0] <= time.monotonic():
            data = self.queue.popleft()[1]
            self.held -= len(data)
            if not data:
                return False
            self.dst.sendall(data)
        return True


class Line:
    def __init__(self, to, bits=9600, trip=0.3):
        self.rate, self.trip, self.to = bits, trip, to
        self.bytes = [0, 0]            # up to the door, down from it
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                near = self.listener.accept()[0]
            except OSError:
                return
            far = socket.create_connection(self.to)
            for s in near, far:
                s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.carry, args=(near, far), daemon=True).start()

    def carry(self, near, far):
        ways, open_ = [Way(self, near, far, 0), Way(self, far, near, 1)], True
        try:
            while open_:
                due = [w.queue[0][0] for w in ways if w.queue]
                wait = max(0, min(due) - time.monotonic()) if due else 5
                heard = select.select([w.src for w in ways if w.held < AHEAD], [], [], wait)[0]
                for w in ways:
                    if w.src in heard:
                        open_ = w.take() and open_
                    open_ = w.deliver() and open_
        except OSError:
            pass
        near.close()
        far.close()

    def close(self):
        self.listener.close()
