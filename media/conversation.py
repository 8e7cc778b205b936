"""A transcript as the texts in which personal data is looked for.

A number is often said over several breaths, with the other's "oui" in between, and only the
question before tells that a date is somebody's birth. So each person's words are one text, broken
where they pause for long, and each place of it knows what everybody said just before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from media import personal
from media.personal import Found, Passage
from media.types import Speaker, Utterance, Word

SAME_BREATH_SECONDS = 8.0
"""A value goes on over a pause of that length."""

MEMORY_SECONDS = 90.0
"""So long a question waits for its answer: a code by SMS takes its time."""

MEMORY_UTTERANCES = 16


@dataclass(frozen=True)
class Stream:
    """One person's words: the numbers of their utterances in the transcript."""

    transcript: Sequence[Utterance]
    numbers: tuple[int, ...]

    @cached_property
    def offsets(self) -> list[int]:
        offsets, position = [], 0
        for number in self.numbers:
            offsets.append(position)
            position += len(self.transcript[number].text) + 1
        return offsets

    @cached_property
    def text(self) -> str:
        parts: list[str] = []
        for number, following in zip(self.numbers, (*self.numbers[1:], None), strict=True):
            parts.append(self.transcript[number].text)
            if following is not None:
                parts.append(" " if self._goes_on(number, following) else "\n")
        return personal.hide_labels("".join(parts))

    def _goes_on(self, number: int, following: int) -> bool:
        gap = self.transcript[following].start - self.transcript[number].end
        return gap <= SAME_BREATH_SECONDS

    def heard_before(self, position: int) -> str:
        """What everybody said lately, before the utterance at the position."""
        number = self.numbers[max(0, bisect_right(self.offsets, position) - 1)]
        since = self.transcript[number].start - MEMORY_SECONDS
        earlier = self.transcript[max(0, number - MEMORY_UTTERANCES) : number]
        return "\n".join(personal.hide_labels(said.text) for said in earlier if said.end >= since)

    def find(self) -> Iterator[tuple[int, Found]]:
        """The values found: utterance's number, and the part of its text."""
        for found in personal.find(Passage(self.text, self.heard_before)):
            for number, offset in zip(self.numbers, self.offsets, strict=True):
                length = len(self.transcript[number].text)
                start, end = max(found.start - offset, 0), min(found.end - offset, length)
                if start < end:
                    yield number, Found(start, end, found.kind, found.confidence)


def streams(transcript: Sequence[Utterance]) -> Iterator[Stream]:
    """Everybody's words, and all together: a value may pass from one mouth to the other."""
    voices: list[Speaker | None] = list(dict.fromkeys(said.voice for said in transcript))
    for voice in voices:
        own = tuple(number for number, said in enumerate(transcript) if said.voice == voice)
        yield Stream(transcript, own)
    if len(voices) > 1:
        yield Stream(transcript, tuple(range(len(transcript))))


def personal_parts(
    transcript: Sequence[Utterance], also: Iterable[tuple[int, Found]] = ()
) -> list[list[Found]]:
    """The personal values of each utterance, in order, none overlapping another.

    `also` are parts known from elsewhere, each with the number of its utterance.
    """
    parts: list[list[Found]] = [[] for _ in transcript]
    for number, found in also:
        parts[number].append(found)
    for stream in streams(transcript):
        for number, found in stream.find():
            parts[number].append(found)
    return [personal.merged(values) for values in parts]


def word_places(said: Utterance) -> list[tuple[Word, int, int]]:
    """Each word with the characters of the utterance's text that it stands for."""
    places: list[tuple[Word, int, int]] = []
    position = 0
    for word in said.words:
        start = said.text.find(word.text, position)
        start = position if start < 0 else start
        position = min(start + len(word.text), len(said.text))
        places.append((word, start, position))
    return places
