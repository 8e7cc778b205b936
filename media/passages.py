"""Runs of words in an utterance, and the utterance with some of them put otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from media.types import Utterance, Word

_WORD = re.compile(r"^(?P<elided>\w{1,6}['’])?(?P<core>.*?)(?P<mark>[.,;:!?…»)]*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """The words `first` to `last` of an utterance, without what is elided before or marked after.

    `text` of « l'amélie, » is « amélie »; with `whole`, it is « l'amélie ».
    """

    first: int
    last: int
    text: str
    whole: bool

    def overlaps(self, other: Passage) -> bool:
        return self.first <= other.last and other.first <= self.last


def passages(said: Utterance, *, longest: int) -> Iterator[Passage]:
    """Every run of up to `longest` words, the longer first, none across the end of a sentence."""
    parts = [_parts(word.text) for word in said.words]
    for length in range(min(longest, len(parts)), 0, -1):
        for first in range(len(parts) - length + 1):
            run = parts[first : first + length]
            if any(mark for _elided, _core, mark in run[:-1]) or not run[-1][1]:
                continue
            elided, core, _mark = run[0]
            rest = "".join(f" {e}{c}" for e, c, _m in run[1:])
            last = first + length - 1
            if elided:
                yield Passage(first, last, elided + core + rest, True)
            if core:
                yield Passage(first, last, core + rest, False)


def replaced(said: Utterance, chosen: Sequence[tuple[Passage, str]]) -> Utterance:
    """The utterance with each passage said otherwise, over the same time."""
    words = list(said.words)
    for passage, text in sorted(chosen, key=lambda pair: -pair[0].first):
        run = words[passage.first : passage.last + 1]
        elided = "" if passage.whole else _parts(run[0].text)[0]
        words[passage.first : passage.last + 1] = _spread(
            elided + text + _parts(run[-1].text)[2], run[0].start, run[-1].end
        )
    return replace(said, text=" ".join(word.text for word in words), words=tuple(words))


def _parts(text: str) -> tuple[str, str, str]:
    match = _WORD.match(text)
    assert match is not None
    return match["elided"] or "", match["core"], match["mark"]


def _spread(text: str, start: float, end: float) -> list[Word]:
    """The words of a text over a time, each as long as its letters."""
    words = text.split()
    total, at, spread = sum(map(len, words)), start, []
    for word in words:
        until = at + (end - start) * len(word) / total
        spread.append(Word(at, until, word))
        at = until
    return spread
