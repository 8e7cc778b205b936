"""A number of letters and figures, as it sounds when somebody reads it out sign by sign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from string import ascii_lowercase, digits

from rapidfuzz import fuzz

from media.personal import Kind
from media.personal.spoken_numbers import runs
from media.shown.labels import fold
from media.sounds import sound

SPELT: frozenset[Kind] = frozenset({"file_number", "code", "nir", "iban"})
"""What is read out so."""

SIGNS, LETTERS, FIGURES = 5, 1, 2
"""Of a value, at least: of fewer, or of figures alone, other rules tell."""

ALIKE = 78.0
"""Of 100: so alike is what was heard of it."""

CAPITALS = 4
"""Letters at most that are written as one word and were said one by one: "TQ"."""

_LETTERS = (
    "a be ce de e effe ge ache i ji ka elle emme enne o pe ku erre esse te u ve doubleve ixe igrec "
    "zede"
)
_FIGURES = "zero un deux trois quatre cinq six sept huit neuf"
_NAMES = dict(zip(ascii_lowercase + digits, f"{_LETTERS} {_FIGURES}".split(), strict=True))
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a number of an utterance, with how it sounds sign by sign."""

    start: int
    end: int
    sound: str
    counted: bool = False


def is_spelt(text: str, kind: Kind) -> bool:
    """Whether the value has so many letters and figures."""
    signs = _signs(text)
    figures = sum(map(str.isdigit, signs))
    return (
        kind in SPELT
        and len(signs) >= SIGNS
        and figures >= FIGURES
        and len(signs) - figures >= LETTERS
    )


def read_out(text: str, value: str) -> tuple[int, int] | None:
    """Where the value is read out in an utterance, however Whisper wrote it; None where nowhere."""
    wanted = "".join(map(_sound, _signs(value)))
    pieces = _pieces(text)
    said = "".join(piece.sound for piece in pieces)
    found = fuzz.partial_ratio_alignment(wanted, said, score_cutoff=ALIKE)
    if found is None or len(said) < ALIKE / 100 * len(wanted):
        return None
    at, like = 0, []
    for number, piece in enumerate(pieces):
        size = len(piece.sound)
        shared = min(at + size, found.dest_end) - max(at, found.dest_start)
        if size and shared >= size / 2:
            like.append(number)
        at += size
    if not like:
        return None
    # "817" may be written "800 17", which is longer.
    beyond = takewhile(lambda piece: piece.counted, pieces[like[-1] + 1 :])
    return pieces[like[0]].start, [pieces[like[-1]], *beyond][-1].end


def _signs(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


@lru_cache(maxsize=64)
def _sound(sign: str) -> str:
    return sound(_NAMES[sign])


def _pieces(text: str) -> list[Piece]:
    """The figures and words of an utterance, in order."""
    figures = [
        Piece(figure.start, figure.end, "".join(map(_sound, figure.digits.lower())), counted=True)
        for run in runs(text)
        for figure in run
    ]
    words = [
        Piece(word.start(), word.end(), _word_sound(word.group()))
        for word in _WORD.finditer(text)
        if not any(one.start < word.end() and word.start() < one.end for one in figures)
    ]
    return sorted([*figures, *words], key=lambda piece: piece.start)


def _word_sound(word: str) -> str:
    letters = _signs(word)
    one_by_one = len(letters) == 1 or (word.isupper() and len(letters) <= CAPITALS)
    return "".join(map(_sound, letters)) if one_by_one else sound(letters)
