"""web.py - who holds the web together: the time a whole command takes, on people and ties drawn by
chance, the same ones every time. web() is called by bench.py; alone it prints the seconds."""
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 5


def fill(pact, db, people, ties):
    draw = random.Random(people)
    rows = "".join("P%d,Q%d\n" % (i, i % 977) for i in range(people))
    pairs = ((draw.randint(1, people), draw.randint(1, people)) for _ in range(ties))
    lines = "".join("%d,%d,friend\n" % pair for pair in pairs if pair[0] != pair[1])
    for kind, text in (("people", "given,family\n" + rows), ("relationships", "from,to,kind\n" + lines)):
        with open(db + ".csv", "w") as f:
            f.write(text)
        run(pact, db, "import", kind, f.name, "--yes")
    os.unlink(db + ".csv")


def run(pact, db, *words):
    begin = time.monotonic()
    subprocess.run([pact, "-d", db, *words], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return time.monotonic() - begin


def web(pact, folder, within):
    for people, ties, asked in (
            (10000, 50000, (("path", 200, ("path", "1", "777")), ("bridges", 200, ("ask", "bridges")),
                            ("lone ties", 200, ("ask", "lone-ties")), ("brokers, estimated", 2000,
                            ("ask", "brokers")))),
            (2000, 10000, (("brokers, exact", 1000, ("ask", "brokers")),))):
        db = os.path.join(folder, "web%d.db" % people)
        fill(pact, db, people, ties)
        for what, most, words in asked:
            took = statistics.median(run(pact, db, *words) for _ in range(RUNS))
            within("{:,} people, {:,} ties: {}".format(people, ties, what), "ms", took * 1000, most)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        web(sys.argv[1], place, lambda what, unit, took, most:
            print("%-44s %8.1f %s (at most %d)" % (what, took, unit, most)))
