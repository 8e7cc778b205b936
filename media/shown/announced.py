"""Words that announce a value: what is said right after them and not understood may be it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from media.personal import Kind
from media.shown.labels import fold, kind_said
from media.types import SpokenMask, Utterance, Word

SOON = 2.0
"""Seconds from the last word that announces a value to the voice that tells it."""

OVER = 0.4
"""Seconds by which Whisper's word reaches into the voice that follows it."""

WORDS = 8
"""That are looked at: what was said longer ago announces nothing."""

SURE = 0.6

_IT_IS = re.compile(r"\b(?:c'est|(?:c')?est (?:le|la|au)|is|it's)$")
_VERBS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("email", re.compile(r"\becri\w+(?: moi)? a$")),
    ("phone", re.compile(r"\b(?:r?appel\w+|joign\w+|joindre|joint)(?: moi)?(?: \w+)? au$")),
    ("address", re.compile(r"\b(?:habite|demeure|loge)\w*(?: \w+)? (?:au|a)$")),
    ("birth_date", re.compile(r"\b(?:nee?|naissance)(?: c'est)? le$")),
)


def announced(
    unclear: Sequence[tuple[float, float]], transcript: Sequence[Utterance]
) -> Iterator[SpokenMask]:
    """The voices that nobody understood, where the words right before them announce a value: "vous
    m'écrivez à", "mon numéro, c'est le"."""
    for start, end in unclear:
        for voice in dict.fromkeys(said.voice for said in transcript):
            own = [said for said in transcript if said.voice == voice]
            if kind := _announces(_words_up_to(start, own)):
                yield SpokenMask(start, end, kind, SURE)
                break


def _words_up_to(start: float, transcript: Sequence[Utterance]) -> list[str]:
    """The last words of somebody before then, where that was just now."""
    before = [said for said in transcript if said.start < start]
    last = max(before, key=lambda said: _last_end(said, start), default=None)
    if last is None or _last_end(last, start) < start - SOON:
        return []
    return [word.text for word in _words(last) if word.end <= start + OVER][-WORDS:]


def _last_end(said: Utterance, start: float) -> float:
    return max((word.end for word in _words(said) if word.end <= start + OVER), default=0.0)


def _words(said: Utterance) -> Sequence[Word]:
    return said.words or (Word(said.start, said.end, said.text),)


def _announces(words: Sequence[str]) -> Kind | None:
    text = " ".join(re.findall(r"[\w']+", fold(" ".join(words))))
    told = next((kind for kind, pattern in _VERBS if pattern.search(text)), None)
    return told or (kind_said(text) if _IT_IS.search(text) else None)
