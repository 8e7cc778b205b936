"""The shared screen on a virtual clock: what is seen, from when on.

Whatever goes on by itself (a page that loads, a message that disappears, a carousel that turns)
waits in a queue, and happens when the clock passes it.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from functools import partial

from bench.studio.stage import Look, Stage
from bench.studio.take import Take

HOUR = 3600


class Screen:
    """Shows a site on the stage, and writes into the take what is seen."""

    def __init__(self, stage: Stage, take: Take, site: str) -> None:
        self.stage, self._take, self._site = stage, take, site
        self.now: Look = Look("")
        """What is seen at present, and what came of the last press."""
        self._queue: list[tuple[float, int, Callable[[float], None]]] = []
        self._number = itertools.count()

    def later(self, t: float, happen: Callable[[float], None]) -> None:
        """At that time, `happen` is called with it."""
        heapq.heappush(self._queue, (t, next(self._number), happen))

    def advance(self, t: float) -> None:
        """Everything that was to happen until then happens."""
        while self._queue and self._queue[0][0] <= t:
            due, _, happen = heapq.heappop(self._queue)
            happen(due)

    def look(self, t: float) -> None:
        """The page as it is now is what is seen from that time on."""
        look = self.stage.look()
        self._take.looks.append((t, look))
        if look.dialogs != self.now.dialogs:
            kind = "modal" if look.dialogs > self.now.dialogs else "modal_close"
            self._take.events.append((t, kind, ""))
        self.now = look

    def change(self, change: str, text: str, t: float) -> None:
        """Something changes by itself."""
        self.stage.do(change, text)
        if change in ("toast", "bubble"):
            self._take.events.append((t, change, ""))
        self.look(t)

    def load(self, page: str, t: float) -> None:
        """Another page is there; "site/page" is on another site."""
        self.stage.show(page)
        self.look(t)
        what = page if "/" in page else f"{self._site}/{page}"
        self._site = what.partition("/")[0]
        self._take.events.append((t, "page", what))

    def keep_time(self, first_minute: int, turn: float | None) -> None:
        """The clock of the task bar runs, and a carousel turns every so many seconds."""
        for n in range(HOUR // 60):
            clock = f"{(first_minute + n) // 60}:{(first_minute + n) % 60:02d}"
            self.later(n * 60 + 0.01, partial(self.change, "clock", clock))
        for n in range(int(HOUR / turn) if turn else 0):
            self.later((n + 1) * turn, partial(self.change, "tick", ""))
