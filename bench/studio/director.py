"""A script played on a stage, on a virtual clock: a take.

What is said and what is done follow one another, with the pauses that people make, unless the
script says that they overlap.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bench.studio.deeds import Deeds
from bench.studio.scenario import Act, Cut, Item, Line, Scenario
from bench.studio.screen import Screen
from bench.studio.stage import Stage
from bench.studio.take import Passage, Take, Utterance

MORNING = 9 * 60
"""The earliest time of day that a task bar shows, in minutes."""


class Director:
    """Plays one scenario. `length` says how many seconds a line takes."""

    def __init__(self, scenario: Scenario, stage: Stage, length: Callable[[Line], float]) -> None:
        self._scenario, self._length = scenario, length
        self._random = Random(scenario.seed)
        self._take = Take()
        self._screen = Screen(stage, self._take, scenario.site)
        self._deeds = Deeds(self._screen, self._take, self._random, scenario.hand)
        self._now = 0.0
        """When everything so far was said and done."""
        self._hand_free = 0.0
        self._silent = {"H": 0.0, "L": 0.0}
        """Since when each is silent."""
        self._before = (0.0, 0.0)
        """The item before: what "@" is a share of."""
        self._speaker = ""
        self._open: Passage | None = None
        self._closing: Passage | None = None
        self._closed = 0.0
        """When the last passage ended."""

    def play(self) -> Take:
        """The take; the script's labels must be found on its pages, or `LookupError`."""
        scenario = self._scenario
        self._screen.load(scenario.first_page, 0.0)
        self._screen.keep_time(MORNING + scenario.seed % 400, scenario.hand.get("carousel"))
        self._now = 1.5 + 2 * self._random.random()
        for item in scenario.script:
            self._play(item)
        self._now += 2.5
        self._cut(Cut("end"))
        self._close(self._now)
        self._screen.advance(self._now)
        self._take.looks.sort(key=lambda look: look[0])
        self._take.duration = round(self._now, 2)
        return self._take

    def _play(self, item: Item) -> None:
        if isinstance(item, Cut):
            self._cut(item)
        elif isinstance(item, Line):
            self._say(item)
        else:
            self._act(item)

    def _pause(self, low: float, high: float) -> float:
        return self._random.uniform(low, high) * self._scenario.pauses

    def _share(self, at: float) -> float:
        """The time when that share of the item before was over."""
        return self._before[0] + at * (self._before[1] - self._before[0])

    def _say(self, line: Line) -> None:
        if line.backchannel or line.at is not None:
            start = self._share(0.6 if line.at is None else line.at)
        else:
            same = line.speaker == self._speaker
            start = self._now + (self._pause(0.7, 2.0) if same else self._pause(0.25, 1.3))
        start = max(start, self._silent[line.speaker] + 0.15)
        end = start + self._length(line)
        self._take.utterances.append(Utterance(start, end, line))
        self._silent[line.speaker] = end
        if line.backchannel:
            return
        if line.off and self._open and self._open.acted:
            self._cut(Cut("end"))
        self._enter(start, end)
        self._before, self._speaker = (start, end), line.speaker
        self._now = max(self._now, end)

    def _act(self, act: Act) -> None:
        if act.verb == "wait":
            self._now += float(act.target)
            return
        if act.verb == "mark":
            self._take.marks.append((self._now, act.target))
            return
        start = self._now + self._pause(0.3, 1.4) if act.at is None else self._share(act.at)
        start = max(start, self._hand_free + 0.1)
        self._deeds.hand.rest(self._hand_free, start)
        self._screen.advance(start)
        self._enter(start, start)
        end = self._deeds.do(act, start)
        self._enter(start, end)
        if act.verb != "bubble":
            self._before = (start, end)
        self._hand_free = end
        self._now = max(self._now, end)

    # Steps and detours

    def _cut(self, cut: Cut) -> None:
        if self._open and self._open.start is not None:
            self._closing = self._open
        self._open = None
        if cut.kind != "end":
            self._open = Passage(cut.kind, cut.title)
            self._take.passages.append(self._open)
        self._deeds.passage = self._open

    def _enter(self, start: float, end: float) -> None:
        """Something happened from start to end: in the open passage, after the closing one."""
        self._close(start)
        if self._open:
            if self._open.start is None:
                self._open.start = max(start, self._closed)
            self._open.last = max(self._open.last, end)

    def _close(self, t: float) -> None:
        """The closing passage ends soon after its last event, by t if all of it was done."""
        if self._closing:
            last = self._closing.last + self._pause(0.3, 1.6)
            self._closed = self._closing.end = max(self._closing.done, min(t, last))
            self._closing = None
