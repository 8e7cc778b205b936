"""A script played on a stage, on a virtual clock: a take.

What is said and what is done follow one another, with the pauses that people make, unless the
script says that they overlap. Whatever goes on by itself (a page that loads, a message that
disappears, a carousel that turns) waits in a queue, and happens when the clock passes it.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from functools import partial
from random import Random

from bench.studio.hand import Hand
from bench.studio.scenario import Act, Cut, Item, Line, Scenario
from bench.studio.stage import SIZE, Stage
from bench.studio.take import Click, Passage, Span, Take, Utterance

AT_ONCE = 0.25
"""A page that comes sooner than this many seconds after the press was not loaded."""

SEEN_AFTER = 0.2
"""Between a press and what it changes, in seconds."""


class Director:
    """Plays one scenario. `length` says how many seconds a line takes."""

    def __init__(self, scenario: Scenario, stage: Stage, length: Callable[[Line], float]) -> None:
        self.scenario, self.stage, self.length = scenario, stage, length
        self.random = Random(scenario.seed)
        self.take = Take()
        self.site = scenario.site
        self.hand = Hand(self.random, scenario.hand, self.take.path)
        self.now = 0.0
        self.hand_free = 0.0
        self.said: dict[str, float] = {"H": 0.0, "L": 0.0}
        self.before = (0.0, 0.0)
        self.speaker = ""
        self.dialogs = 0
        self.open: Passage | None = None
        self.closing: Passage | None = None
        self._queue: list[tuple[float, int, Callable[[float], None]]] = []
        self._number = itertools.count()

    def play(self) -> Take:
        """The take; the script's labels must be found on its pages, or `LookupError`."""
        self.load(self.scenario.first_page, 0.0)
        self._keep_time()
        self.now = 1.5 + 2 * self.random.random()
        for item in self.scenario.script:
            self._play(item)
        self.now += 2.5
        self._cut(Cut("end"))
        self._close(self.now)
        self.advance(self.now)
        self.take.looks.sort(key=lambda look: look[0])
        self.take.duration = round(self.now, 2)
        return self.take

    # The clock

    def later(self, t: float, happen: Callable[[float], None]) -> None:
        """At that time, `happen` is called with it."""
        heapq.heappush(self._queue, (t, next(self._number), happen))

    def advance(self, t: float) -> None:
        """Everything that was to happen until then happens."""
        while self._queue and self._queue[0][0] <= t:
            due, _, happen = heapq.heappop(self._queue)
            happen(due)

    def _keep_time(self) -> None:
        minutes = 9 * 60 + self.scenario.seed % 400
        turn = self.scenario.hand.get("carousel")
        for n in range(60):
            clock = f"{(minutes + n) // 60}:{(minutes + n) % 60:02d}"
            self.later(n * 60 + 0.01, partial(self.change, "clock", clock))
        for n in range(int(3600 / turn) if turn else 0):
            self.later((n + 1) * turn, partial(self.change, "tick", ""))

    # What is seen

    def look(self, t: float) -> None:
        """The page as it is now is what is seen from that time on."""
        look = self.stage.look()
        self.take.looks.append((t, look))
        if look.dialogs != self.dialogs:
            self.take.events.append(
                (t, "modal" if look.dialogs > self.dialogs else "modal_close", "")
            )
            self.dialogs = look.dialogs
        self._came = look

    def change(self, change: str, text: str, t: float) -> None:
        """Something changes by itself."""
        self.stage.do(change, text)
        if change in ("toast", "bubble"):
            self.take.events.append((t, change, ""))
        self.look(t)

    def load(self, page: str, t: float) -> None:
        """Another page is there."""
        self.stage.show(page)
        self.look(t)
        what = page if "/" in page else f"{self.site}/{page}"
        self.site = what.partition("/")[0]
        self.take.events.append((t, "page", what))

    # The script

    def _play(self, item: Item) -> None:
        if isinstance(item, Cut):
            self._cut(item)
        elif isinstance(item, Line):
            self._say(item)
        else:
            self._act(item)

    def _pause(self, low: float, high: float) -> float:
        return self.random.uniform(low, high) * self.scenario.pauses

    def _say(self, line: Line) -> None:
        if line.backchannel:
            start = self.before[0] + (line.at or 0.6) * (self.before[1] - self.before[0])
        elif line.at is not None:
            start = self.before[0] + line.at * (self.before[1] - self.before[0])
        else:
            same = line.speaker == self.speaker
            start = self.now + (self._pause(0.7, 2.0) if same else self._pause(0.25, 1.3))
        start = max(start, self.said[line.speaker] + 0.15)
        end = start + self.length(line)
        self.take.utterances.append(Utterance(start, end, line))
        self.said[line.speaker] = end
        if line.backchannel:
            return
        if line.off and self.open and self.open.acted:
            self._cut(Cut("end"))
        self._enter(start, end)
        self.before, self.speaker = (start, end), line.speaker
        self.now = max(self.now, end)

    def _act(self, act: Act) -> None:
        if act.verb == "wait":
            self.now += float(act.target)
            return
        if act.verb == "mark":
            self.take.marks.append((self.now, act.target))
            return
        if act.at is None:
            start = self.now + self._pause(0.3, 1.4)
        else:
            start = self.before[0] + act.at * (self.before[1] - self.before[0])
        start = max(start, self.hand_free + 0.1)
        self.hand.rest(self.hand_free, start)
        self.advance(start)
        self._enter(start, start)
        end = _DEEDS[act.verb](self, act, start)
        self._enter(start, end)
        if act.verb != "bubble":
            self.before = (start, end)
        self.hand_free = end
        self.now = max(self.now, end)

    # Steps and detours

    def _cut(self, cut: Cut) -> None:
        if self.open and self.open.start is not None:
            self.closing = self.open
        self.open = None
        if cut.kind != "end":
            self.open = Passage(cut.kind, cut.title)
            self.take.passages.append(self.open)

    def _enter(self, start: float, end: float) -> None:
        """Something happened from start to end: in the open passage, after the closing one."""
        self._close(start)
        if self.open:
            if self.open.start is None:
                self.open.start = start
            self.open.last = max(self.open.last, end)

    def _close(self, t: float) -> None:
        if self.closing:
            last = self.closing.last + self._pause(0.3, 1.6)
            self.closing.end = max(self.closing.start + 0.5, min(t, last))
            self.closing = None

    # Deeds

    def press(self, act: Act, start: float) -> tuple[Click, float]:
        """The click on the thing named, and when the hand is free again."""
        target = self.stage.find(act.target)
        x, y = self.hand.aim(target.box)
        arrived = self.hand.go(start, x, y)
        self.advance(arrived)
        self.stage.hover(x, y)
        self.look(arrived)
        t = arrived + act.options.get("dwell", self.random.uniform(0.15, 0.8))
        self.advance(t)
        self.stage.press(x, y)
        click = Click(round(t, 2), x, y, target)
        self.take.clicks.append(click)
        if self.open:
            self.open.clicks.append(click)
        self.look(t + SEEN_AFTER)
        return click, self._follow(t, act)

    def _follow(self, t: float, act: Act) -> float:
        """What the press brings; the time when it is there."""
        came, end = self._came, t + SEEN_AFTER
        if came.pending:
            delay = act.options.get("load", self.random.uniform(*self._loading()))
            end = t + max(delay, SEEN_AFTER + 0.01)
            if delay > AT_ONCE:
                self.take.loads.append(round(end, 2))
                self._load_shown(t + SEEN_AFTER + 0.05, delay)
            self.later(end, partial(self.load, came.pending))
            self.advance(end)
        if came.toast:
            self.later(end + 0.3, partial(self.change, "toast", came.toast))
            self.later(end + 4.3, partial(self.change, "toast", ""))
        return end

    def _loading(self) -> tuple[float, float]:
        slow = self.scenario.hand.get("load", 1.5)
        return (0.4 * slow, 1.7 * slow) if slow else (0.2, 0.2)

    def _load_shown(self, t: float, delay: float) -> None:
        self.change("busy", "", t)
        if delay > 1.0 and self.scenario.hand.get("blank"):
            self.later(t + delay * 0.5, partial(self.change, "blank", ""))

    def click(self, act: Act, start: float) -> float:
        return self.press(act, start)[1]

    def double(self, act: Act, start: float) -> float:
        click, end = self.press(act, start)
        return max(end, click.t + 0.4)

    def type(self, act: Act, start: float) -> float:
        t = self.press(act, start)[1] if act.target else start
        t += self.random.uniform(0.1, 1.0)
        if act.options.get("clear"):
            self.stage.key("Control+A")
        first, pace = t, 1 / act.options.get("pace", self.scenario.hand.get("typing", 4.0))
        keys = list(act.value)
        if act.options.get("typo"):
            middle = len(keys) // 2
            keys[middle:middle] = ["s", "Backspace"]
        for key in keys:
            self.advance(t)
            self.stage.key(key)
            self.look(t)
            t += pace * self.random.choice([0.5, 0.7, 1, 1, 1.3, 2.2])
        span = Span(round(first, 2), round(t, 2))
        if self.open:
            self.open.typings.append(span)
        return t

    def key(self, act: Act, start: float) -> float:
        self.stage.key(act.target)
        self.look(start)
        return self._follow(start, act)

    def scroll(self, act: Act, start: float) -> float:
        pixels = float(act.target)
        end = start + act.options.get("over", 0.5 + abs(pixels) / 500)
        frames = max(3, round((end - start) * 8))
        moved = 0.0
        for n in range(1, frames + 1):
            t = start + (end - start) * n / frames
            self.advance(t)
            moved += self.stage.scroll(pixels / frames)
            self.look(t)
        if not moved:
            raise ValueError(f"Nothing to scroll at {start:.1f} s: {act}")
        span = Span(round(start, 2), round(end, 2), moved)
        self.take.scrolls.append(span)
        self.take.events.append((start, "scroll", ""))
        if self.open:
            self.open.scrolls.append(span)
        return end

    def visit(self, act: Act, start: float) -> float:
        end = start + self.random.uniform(*self._loading())
        self._load_shown(start, end - start)
        self.advance(end)
        self.load(act.target, end)
        self.take.loads.append(round(end, 2))
        return end

    def hover(self, act: Act, start: float) -> float:
        x, y = self.hand.aim(self.stage.find(act.target).box)
        return self._pass(start, x, y)

    def wander(self, act: Act, start: float) -> float:
        t = start
        for _ in range(int(act.target or 3)):
            spots = [c[1:] for c in self._came.cursors if c[2] < SIZE[1] - 40]
            x, y = self.hand.aim(self.random.choice(spots or [(300, 200, 600, 300)]))
            t = self._pass(t, x, y) + self.random.uniform(0.1, 0.9)
        return t

    def _pass(self, start: float, x: int, y: int) -> float:
        t = self.hand.go(start, x, y)
        self.advance(t)
        self.stage.hover(x, y)
        self.look(t)
        return t

    def bubble(self, act: Act, start: float) -> float:
        self.change("bubble", act.target, start)
        self.later(start + act.options.get("for", 5.0), partial(self.change, "bubble", ""))
        return start


_DEEDS = {
    "click": Director.click,
    "dbl": Director.double,
    "type": Director.type,
    "key": Director.key,
    "scroll": Director.scroll,
    "visit": Director.visit,
    "hover": Director.hover,
    "wander": Director.wander,
    "bubble": Director.bubble,
}
