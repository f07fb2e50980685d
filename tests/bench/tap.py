"""tap.py - numbered results for prove: a figure and the most it may be, and at the end how many."""
done = 0


def check(name, measured, most):
    global done
    done += 1
    good = "ok" if measured <= most else "not ok"
    print("%s %d - %s: %.4g, at most %.4g" % (good, done, name, measured, most), flush=True)


def skip(name, why):
    global done
    done += 1
    print("ok %d - %s # SKIP %s" % (done, name, why))


def plan():
    print("1..%d" % done)
