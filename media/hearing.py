"""Windows of sound heard, and heard again where words are missing or in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Protocol

from media import inventions
from media.audio import RATE, Sound
from media.types import Progress
from media.utterances import HeardWord
from media.voice import Span
from media.windows import Window, windows

ALONE_SECONDS = 0.5
"""A shorter stretch is not heard once more by itself."""

DOUBT = 0.78
"""The mean probability of a stretch's words under which it is worth a second hearing."""

FEWEST_WORDS = 2.0
"""Words a second; whoever says fewer, in more than `SLOW_SECONDS`, said words that are missing."""

SLOW_SECONDS = 1.6
SECOND_WINDOW_SECONDS = 10.0
"""Of the second hearing: other neighbours, and few, so that other words are likely."""

GAIN = 0.04
"""By so much the second hearing must be more probable."""


class SpeechEngine(Protocol):
    """Whatever turns windows of sound into words with times from each window's start.

    `language` is the code of what is spoken, known at the latest when something was heard.
    """

    language: str

    def listen(
        self, sounds: Sequence[Sound], *, careful: bool = False
    ) -> list[list[HeardWord]]: ...


def heard_words(
    engine: SpeechEngine, found: Iterator[Window], batch_size: int, progress: Progress
) -> Iterator[HeardWord]:
    """The words on the recording's clock, window after window."""
    while batch := list(islice(found, batch_size)):
        heard = engine.listen([window.sound for window in batch])
        stretches: list[tuple[Span, list[HeardWord]]] = []
        for window, words in zip(batch, heard, strict=True):
            good = [] if inventions.sounds_wrong(words) else words
            rescued = _again(engine, window.without(good))
            stretches += _by_stretch(window, chain(_on_clock(window, good), rescued))
        for words in _second_thoughts(engine, stretches):
            yield from words
        progress(batch[-1].end)


def _again(engine: SpeechEngine, missed: Sequence[Window]) -> Iterator[HeardWord]:
    """The words of the stretches that gave none: each run of them heard alone, then each stretch.

    Whisper ends a window early now and then, or falls into a loop. Its own remedy is to draw at
    random until the result looks better; hearing less at once gives the same words each time.
    """
    if not missed:
        return
    heard = engine.listen([window.sound for window in missed], careful=True)
    left: list[Window] = []
    for window, words in zip(missed, heard, strict=True):
        good = words if words and not inventions.is_guess(words) else []
        yield from _on_clock(window, good)
        if len(window.spans) > 1:
            rest = (span for part in window.without(good) for span in part.spans)
            left += [Window((span,)) for span in rest if len(span.sound) >= ALONE_SECONDS * RATE]
    yield from _again(engine, left)


def _second_thoughts(
    engine: SpeechEngine, stretches: Sequence[tuple[Span, list[HeardWord]]]
) -> Iterator[list[HeardWord]]:
    """The words of each stretch, of two hearings the likelier where the first is in doubt."""
    doubtful = [span for span, words in stretches if is_doubtful(span, words)]
    again = list(windows(doubtful, seconds=SECOND_WINDOW_SECONDS))
    second: dict[int, list[HeardWord]] = {}
    if again:
        heard = engine.listen([window.sound for window in again], careful=True)
        for window, words in zip(again, heard, strict=True):
            for span, own in _by_stretch(window, _on_clock(window, words)):
                second[span.start] = own
    for span, words in stretches:
        yield likelier(words, second.get(span.start, []))


def is_doubtful(span: Span, words: Sequence[HeardWord]) -> bool:
    """Whether words seem to be missing, or the model hardly believed them."""
    seconds = len(span.sound) / RATE
    few = seconds > SLOW_SECONDS and len(words) < FEWEST_WORDS * seconds
    return seconds >= ALONE_SECONDS and (few or inventions.mean_probability(words) < DOUBT)


def likelier(first: list[HeardWord], second: list[HeardWord]) -> list[HeardWord]:
    """The hearing to keep: the second if it is surely better, or as good and fuller."""
    if not second or inventions.is_guess(second):
        return first
    if not first:
        return second
    gain = inventions.mean_probability(second) - inventions.mean_probability(first)
    fuller = len(second) > 1.3 * len(first) and gain > -GAIN
    shorter = len(second) < 0.7 * len(first)
    return second if fuller or (gain >= GAIN and not shorter) else first


def _by_stretch(window: Window, words: Iterator[HeardWord]) -> list[tuple[Span, list[HeardWord]]]:
    """The words of each stretch of the window, in order."""
    own: list[list[HeardWord]] = [[] for _ in window.spans]
    for word in sorted(words, key=lambda word: word.start):
        middle = (word.start + word.end) / 2 * RATE
        number = max((n for n, s in enumerate(window.spans) if s.start <= middle), default=0)
        own[number].append(word)
    return list(zip(window.spans, own, strict=True))


def _on_clock(window: Window, words: Sequence[HeardWord]) -> Iterator[HeardWord]:
    """The words at the recording's times."""
    for word in words:
        start, end = window.clock(word.start, word.end)
        yield replace(word, start=start, end=end)
