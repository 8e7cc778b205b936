"""French numbers, in figures and in words, as the digits that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

UNITS = {
    "zéro": 0,
    "zero": 0,
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
}
TEENS = {
    "dix": 10,
    "onze": 11,
    "douze": 12,
    "treize": 13,
    "quatorze": 14,
    "quinze": 15,
    "seize": 16,
}
TENS = {
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
HUNDREDS = frozenset({"cent", "cents"})
THOUSANDS = frozenset({"mille", "mil"})
WORDS = sorted({*UNITS, *TEENS, *TENS, *HUNDREDS, *THOUSANDS}, key=len, reverse=True)
FILLERS = "euh|heu|puis|ensuite|et|virgule|tiret|espace|point|alors|donc|slash|hum"

_ATOM = re.compile(rf"\d+|\b(?:{'|'.join(WORDS)})\b|(?<=\b2[\s.-])[ab]\b|(?<=\d2)[ab]\b", re.I)
_SEPARATOR = re.compile(rf"[\s,.\-–/·()']{{0,4}}(?:\b(?:{FILLERS})\b[\s,.]{{0,3}}){{0,2}}", re.I)
_JOINED = re.compile(r"[\s\-]+(?:et[\s\-]+)?", re.I)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number said in one go: where it stands, and its digits."""

    start: int
    end: int
    digits: str


Run = tuple[Figure, ...]
"""Numbers that follow each other with nothing but separators between."""


def runs(text: str) -> Iterator[Run]:
    """The runs of numbers of a text, in order."""
    held: list[re.Match[str]] = []
    for atom in _ATOM.finditer(text):
        if held and not _SEPARATOR.fullmatch(text, held[-1].end(), atom.start()):
            yield _figures(text, held)
            held = []
        held.append(atom)
    if held:
        yield _figures(text, held)


def digits(run: Run) -> str:
    """All the digits of a run in one piece."""
    return "".join(figure.digits for figure in run)


def _figures(text: str, atoms: list[re.Match[str]]) -> Run:
    """The atoms put together: "quatre", "vingt", "dix", "huit" are one number, 98."""
    figures: list[Figure] = []
    at = 0
    while at < len(atoms):
        size = 1
        value = atoms[at].group().casefold()
        if value.isalpha() and len(value) > 1:
            words = _joined_words(text, atoms, at)
            size, number = _longest(words)
            value = str(number)
        figures.append(Figure(atoms[at].start(), atoms[at + size - 1].end(), value.upper()))
        at += size
    return tuple(figures)


def _joined_words(text: str, atoms: list[re.Match[str]], at: int) -> list[str]:
    """The number words from `at` on that nothing but a space, a hyphen or "et" parts."""
    words = [atoms[at].group().casefold()]
    for before, atom in zip(atoms[at:], atoms[at + 1 :], strict=False):
        word = atom.group().casefold()
        if not word.isalpha() or not _JOINED.fullmatch(text, before.end(), atom.start()):
            break
        words.append(word)
    return words


def _longest(words: list[str]) -> tuple[int, int]:
    """How many of the words make one number, and the number."""
    size, value = _below_thousand(words)
    if size < len(words) and words[size] in THOUSANDS and value:
        more, rest = _below_thousand(words[size + 1 :])
        return size + 1 + more, value * 1000 + rest
    if words[0] in THOUSANDS:
        more, rest = _below_thousand(words[1:])
        return 1 + more, 1000 + rest
    return max(size, 1), value


def _below_thousand(words: list[str]) -> tuple[int, int]:
    if not words:
        return 0, 0
    if words[0] in HUNDREDS:
        size, rest = _below_hundred(words[1:])
        return 1 + size, 100 + rest
    size, value = _below_hundred(words)
    # "six cents", and "dix-neuf cent" as years are said.
    if 1 < value < 20 and size < len(words) and words[size] in HUNDREDS:
        more, rest = _below_hundred(words[size + 1 :])
        return size + 1 + more, value * 100 + rest
    return size, value


def _below_hundred(words: list[str]) -> tuple[int, int]:
    if not words:
        return 0, 0
    first = words[0]
    second = words[1] if len(words) > 1 else ""
    if first == "quatre" and second in {"vingt", "vingts"}:
        more, rest = _below_twenty(words[2:])
        return 2 + more, 80 + rest
    if first in TENS:
        more, rest = _below_twenty(words[1:])
        if rest > 9 and first != "soixante":
            return 1, TENS[first]
        return 1 + more, TENS[first] + rest
    return _below_twenty(words, zero=True)


def _below_twenty(words: list[str], *, zero: bool = False) -> tuple[int, int]:
    if not words:
        return 0, 0
    first = words[0]
    second = words[1] if len(words) > 1 else ""
    if first == "dix" and UNITS.get(second, 0) >= 7:
        return 2, 10 + UNITS[second]
    if first in TEENS:
        return 1, TEENS[first]
    if first in UNITS and (UNITS[first] or zero):
        # After a ten, "quatre vingts" is a new number: 20 and 80, not 24 and 20.
        if not zero and first == "quatre" and second in {"vingt", "vingts"}:
            return 0, 0
        return 1, UNITS[first]
    return 0, 0
