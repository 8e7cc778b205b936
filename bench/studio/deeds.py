"""What the hand does on the screen: each deed begins at a time, and says when it is over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from bench.studio.hand import Hand
from bench.studio.scenario import Act
from bench.studio.screen import Screen
from bench.studio.stage import SIZE
from bench.studio.take import Click, Passage, Span, Take

AT_ONCE = 0.25
"""A page that comes sooner than this many seconds after the press was not loaded."""

SEEN_AFTER = 0.2
"""Between a press and what it changes, in seconds."""

FRAMES_A_SECOND = 8
"""Of a page that scrolls."""


class Deeds:
    """Does what the script says. `manner` adds to the hand's: "typing" (keys a second), "load"
    (how slow the site is, in seconds; 0: at once), "blank" (a white page while it loads)."""

    def __init__(
        self, screen: Screen, take: Take, random: Random, manner: dict[str, float]
    ) -> None:
        self._screen, self._take, self._random, self._manner = screen, take, random, manner
        self.hand = Hand(random, manner, take.path)
        self.passage: Passage | None = None
        """The step or detour that it is done in."""

    def do(self, act: Act, start: float) -> float:
        """When it is over. Raises `LookupError` where the thing named is not in sight."""
        deed: Callable[[Act, float], float] = getattr(self, f"_{act.verb}")
        return deed(act, start)

    def _click(self, act: Act, start: float) -> float:
        t = self._press(act, start)
        return self._follow(t, act)

    def _dbl(self, act: Act, start: float) -> float:
        t = self._press(act, start)
        return max(self._follow(t, act), t + 0.4)

    def _press(self, act: Act, start: float) -> float:
        target = self._screen.stage.find(act.target)
        x, y = self.hand.aim(target.box)
        arrived = self._pass(start, x, y)
        t = arrived + act.options.get("dwell", self._random.uniform(0.15, 0.8))
        self._screen.advance(t)
        self._screen.stage.press(x, y)
        click = Click(round(t, 2), x, y, target)
        self._take.clicks.append(click)
        if self.passage:
            self.passage.clicks.append(click)
        self._screen.look(t + SEEN_AFTER)
        return t

    def _follow(self, t: float, act: Act) -> float:
        """What the press brings; the time when it is there."""
        came, end = self._screen.now, t + SEEN_AFTER
        if came.pending:
            delay = act.options.get("load", self._loading())
            end = self._load(came.pending, t, delay)
        if came.toast:
            self._screen.later(end + 0.3, partial(self._screen.change, "toast", came.toast))
            self._screen.later(end + 4.3, partial(self._screen.change, "toast", ""))
        return end

    def _load(self, page: str, t: float, delay: float) -> float:
        end = t + max(delay, SEEN_AFTER + 0.01)
        if delay > AT_ONCE:
            self._take.loads.append(round(end, 2))
            self._screen.change("busy", "", t + SEEN_AFTER + 0.05)
        if delay > 1.0 and self._manner.get("blank"):
            self._screen.later(t + delay / 2, partial(self._screen.change, "blank", ""))
        self._screen.later(end, partial(self._screen.load, page))
        self._screen.advance(end)
        return end

    def _loading(self) -> float:
        slow = self._manner.get("load", 1.5)
        return self._random.uniform(0.4 * slow, 1.7 * slow)

    def _visit(self, act: Act, start: float) -> float:
        return self._load(act.target, start, self._loading())

    def _type(self, act: Act, start: float) -> float:
        t = self._click(act, start) if act.target else start
        t += self._random.uniform(0.1, 1.0)
        if act.options.get("clear"):
            self._screen.stage.key("Control+A")
        first, pace = t, 1 / act.options.get("pace", self._manner.get("typing", 4.0))
        keys = list(act.value)
        if act.options.get("typo"):
            keys[len(keys) // 2 : len(keys) // 2] = ["s", "Backspace"]
        for key in keys:
            self._screen.advance(t)
            self._screen.stage.key(key)
            self._screen.look(t)
            t += pace * self._random.choice([0.5, 0.7, 1, 1, 1.3, 2.2])
        if self.passage:
            self.passage.typings.append(Span(round(first, 2), round(t, 2)))
        return t

    def _key(self, act: Act, start: float) -> float:
        self._screen.stage.key(act.target)
        self._screen.look(start)
        return self._follow(start, act)

    def _scroll(self, act: Act, start: float) -> float:
        pixels, moved = float(act.target), 0.0
        end = start + act.options.get("over", 0.5 + abs(pixels) / 500)
        frames = max(3, round((end - start) * FRAMES_A_SECOND))
        for n in range(1, frames + 1):
            t = start + (end - start) * n / frames
            self._screen.advance(t)
            moved += self._screen.stage.scroll(pixels / frames)
            self._screen.look(t)
        if not moved:
            raise LookupError(f"Nothing to scroll at {start:.1f} s: {act}")
        span = Span(round(start, 2), round(end, 2), moved)
        self._take.scrolls.append(span)
        self._take.events.append((start, "scroll", ""))
        if self.passage:
            self.passage.scrolls.append(span)
        return end

    def _hover(self, act: Act, start: float) -> float:
        return self._pass(start, *self.hand.aim(self._screen.stage.find(act.target).box))

    def _wander(self, act: Act, start: float) -> float:
        t = start
        for _ in range(int(act.target or 3)):
            spots = [c[1:] for c in self._screen.now.cursors if c[2] < SIZE[1] - 40]
            x, y = self.hand.aim(self._random.choice(spots or [(300, 200, 600, 300)]))
            t = self._pass(t, x, y) + self._random.uniform(0.1, 0.9)
        return t

    def _pass(self, start: float, x: int, y: int) -> float:
        t = self.hand.go(start, x, y)
        self._screen.advance(t)
        self._screen.stage.hover(x, y)
        self._screen.look(t)
        return t

    def _bubble(self, act: Act, start: float) -> float:
        self._screen.change("bubble", act.target, start)
        gone = start + act.options.get("for", 5.0)
        self._screen.later(gone, partial(self._screen.change, "bubble", ""))
        return start
