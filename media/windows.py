"""Stretches of voice put together into the half minutes that Whisper listens to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby

import numpy as np

from media.audio import RATE, Sound
from media.loudness import levelled
from media.utterances import HeardWord
from media.voice import Span

WINDOW_SECONDS = 20.0
"""Whisper hears up to 30 s, but the fuller the window the oftener it stops before the end."""

WORD_SECONDS = 1.0
"""A word that lasts longer was drawn out over something else."""

HOLE_SECONDS = 1.6


@dataclass(frozen=True)
class Window:
    """Stretches of voice without the silence between them, and the way back to the clock."""

    spans: tuple[Span, ...]

    @cached_property
    def sound(self) -> Sound:
        """What Whisper hears: it passes over a faint voice between two loud ones."""
        return np.concatenate([levelled(span.sound) for span in self.spans])

    @cached_property
    def _ends(self) -> list[float]:
        return list(accumulate(len(span.sound) / RATE for span in self.spans))

    @property
    def seconds(self) -> float:
        return self._ends[-1]

    @property
    def start(self) -> float:
        return self.spans[0].start / RATE

    @property
    def end(self) -> float:
        """Seconds of the recording at which the window's last stretch ends."""
        return self.spans[-1].end / RATE

    def clock(self, start: float, end: float) -> tuple[float, float]:
        """The recording's time of a word heard from `start` to `end` of the window.

        A word belongs to the stretch its middle lies in: its ends never reach into the silence.
        """
        number = self._number((start + end) / 2)
        span = self.spans[number]
        shift = span.end / RATE - self._ends[number]
        first, last = span.start / RATE, span.end / RATE
        begin = min(max(start + shift, first), last)
        return begin, min(max(end + shift, begin), last)

    def without(self, words: Sequence[HeardWord]) -> list[Window]:
        """What none of the words was heard in: whole stretches, neighbours together, and holes.

        Whisper leaves out a sentence now and then and draws the word before it out over the hole;
        a stretch of voice has no pause that long.
        """
        spoken = {self._number((word.start + word.end) / 2) for word in words}
        runs = groupby(enumerate(self.spans), key=lambda numbered: numbered[0] in spoken)
        missed: list[Window] = []
        for heard, run in runs:
            spans = list(run)
            if heard:
                missed += [hole for number, _ in spans for hole in self._holes(number, words)]
            else:
                missed.append(Window(tuple(span for _, span in spans)))
        return missed

    def _holes(self, number: int, words: Sequence[HeardWord]) -> Iterator[Window]:
        """The parts of a stretch, longer than any pause in it, that no word covers."""
        span = self.spans[number]
        first = self._ends[number] - len(span.sound) / RATE
        covered = first
        edges = [(word.start, min(word.end, word.start + WORD_SECONDS)) for word in words]
        for start, end in [*sorted(edges), (self._ends[number], self._ends[number])]:
            start = min(start, self._ends[number])
            if start - covered >= HOLE_SECONDS:
                piece = slice(round((covered - first) * RATE), round((start - first) * RATE))
                yield Window((Span(span.start + piece.start, span.sound[piece]),))
            covered = max(covered, end)

    def _number(self, seconds: float) -> int:
        """Which stretch that second of the window belongs to."""
        return min(bisect_right(self._ends, seconds), len(self.spans) - 1)


def windows(spans: Iterable[Span], *, seconds: float = WINDOW_SECONDS) -> Iterator[Window]:
    """The spans in order, as many to a window as fit into `seconds`."""
    held: list[Span] = []
    length = 0
    for span in spans:
        if held and length + len(span.sound) > seconds * RATE:
            yield Window(tuple(held))
            held, length = [], 0
        held.append(span)
        length += len(span.sound)
    if held:
        yield Window(tuple(held))
