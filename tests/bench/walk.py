"""walk.py - a walk over the screens, and the same screens drawn by floor.c: bytes beside bytes."""
from meter import Program, Step

TERMS = ["xterm-256color", "linux", "vt100", "tmux-256color"]


class Walk:
    """The steps of one terminal type: name -> [(bytes, floor's bytes)], in the order taken."""

    def __init__(self, pact, floor, frames, term):
        self.steps, self.taken, self.frames = {}, [], []
        state = {"XDG_STATE_HOME": "%s.%s" % (frames, term)}    # no draft of an earlier walk
        self.program = Program([pact, "-c", "list people"], term, env=state)
        self.list_and_form()
        self.program.kill()
        self.program.end()
        with open(frames, "w") as f:
            f.write("".join(frames for _, _, frames in self.taken))
        self.beside_floor(Program([floor, frames], term))

    def take(self, name, step):
        self.taken.append((name, step.bytes, self.program.frame()))

    def whole(self, name):
        """All of the screen, drawn by Ctrl-L."""
        p = self.program
        p.settle(0.4)
        p.press("C-f")                 # nothing: what came so far is behind us
        begin = len(p.raw)
        p.send("\x0c")
        p.settle(0.4)
        self.take(name, Step(len(p.raw) - begin, 0))

    def keys(self, name, *keys):
        for key in keys:
            self.take(name, self.program.press(key))

    def list_and_form(self):
        p = self.program
        p.wait_for("/2000")
        p.settle()
        self.take("first paint", Step(len(p.raw), 0))
        self.keys("row", *"jjjkkjjjkj")
        self.keys("page", "C-f", "C-f", "C-b", "C-f", "C-f")
        self.keys("end", "G")
        self.keys("top", "gg")
        self.keys("far row", *"j" * 18)
        self.keys("scroll", *"jjjj")
        self.keys("open the form", "a")
        self.keys("character", *"Adaeze")
        self.keys("character amid", "Left")
        self.keys("character", "x", "y")
        self.keys("field", "Tab")
        self.keys("character", *"Obi")

    def beside_floor(self, floor):
        for i, (name, count, _) in enumerate(self.taken):
            least = floor.press(" ", 0.03).bytes if i else self.first_of(floor)
            self.steps.setdefault(name, []).append((count, least))
        floor.send(" ")
        floor.end()

    @staticmethod
    def first_of(floor):
        floor.wait_for("PACT")
        floor.settle(0.2)
        return len(floor.raw)

    def ratio(self, name):
        """Bytes of all steps of that name against the floor's."""
        return sum(b for b, _ in self.steps[name]) / sum(f for _, f in self.steps[name])

    def most(self, name):
        return max(b for b, _ in self.steps[name])

    def middle(self, name):
        return sorted(b for b, _ in self.steps[name])[len(self.steps[name]) // 2]
