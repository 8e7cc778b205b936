"""Values known from one place, found again wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from media.personal import Kind
from media.shown.labels import FILE_ENDING, fold
from media.shown.page import Pages, is_address_bar
from media.shown.people import (
    NOT_NAMES,
    THINGS,
    Person,
    full_names,
    is_given,
    of_another,
)
from media.shown.shapes import service_address
from media.shown.sights import Sight, grown, sight
from media.shown.spoken import Said
from media.types import ScreenLine

T = TypeVar("T")

SHORTEST = 6
"""Letters and figures: a shorter value is also found in what is not it."""

LONG = 10
"""Letters and figures of an address."""

CARETS = "lI1|"
"""What a caret is read as."""

FEWEST = 3
"""Letters of a name that was typed, which stands by itself once more."""

LEAST = 4
"""Letters of a family's name in that of a file: shorter ones are words of many."""

TITLE = 5
"""Words of a title, at most."""

HEARD = 8
"""Figures: Whisper errs in some, and fewer are found in many numbers."""

NUMBERS: frozenset[Kind] = frozenset({"phone", "nir", "iban", "card", "file_number", "birth_date"})
IN_WORDS: frozenset[Kind] = frozenset({"name", "address"})
_FILE = re.compile(rf"(?<![\w.-])[\w.-]+{FILE_ENDING}\b", re.I)
_LOOKS = str.maketrans({"o": "0", "l": "1", "i": "1", "s": "5", "b": "8"})
"""Letters that a reader of pictures takes for figures."""


def again(
    pages: Pages, sights: Sequence[Sight], said: Sequence[Said], people: Iterable[Person]
) -> Iterator[Sight]:
    """Every line in which a known person or value stands once more, in a file's name and by the
    given name alone too."""
    known = dict(_keys(sights, said))
    fields = {key: one.field for one in sights if one.field for key in _read(one.text)}
    typed = {
        key: one.kind
        for one in sights
        if one.typed and one.kind in IN_WORDS
        for key in _read(one.text)
        if len(key) >= FEWEST
    }
    persons = list(people)
    full = [one for one in sights if one.kind == "name" and " " in one.text.strip()]
    relatives = _relatives(pages, full)
    writers = [one for one in full if not pages.in_header(one.box)]
    families = {word for person in persons for word in person.words if not is_given(word)}
    for line in pages.lines:
        for start, end in _files(line.text, families):
            yield sight(line, start, end, "name", 0.75)
        if not is_address_bar(line):
            for start, end in _joined(line.text, _names(line.text, persons, families)):
                if not of_another(line.text, start):
                    yield sight(line, start, end, "name", 0.75)
        if _signs(line, writers):
            yield sight(line, 0, len(line.text), "name", 0.6)
        for start, end in _of_relatives(line.text, relatives):
            yield sight(line, start, end, "name", 0.7)
        field, kind = _of(fields, line.text), _of(typed, line.text)
        whole = [sight(line, 0, len(line.text), kind, 0.75)] if kind else []
        for one in (*whole, *_repeated(line, known)):
            # A page shows a value in a field as large as that in which it was typed.
            yield replace(one, box=grown(line.box, field)) if field else one


def _names(text: str, persons: Iterable[Person], families: set[str]) -> Iterator[tuple[int, int]]:
    """Where the text names somebody known, or another of their family."""
    for person in persons:
        yield from person.find(text)
    for start, end in full_names(text):
        if families.intersection(fold(text[start:end]).split()):
            yield start, end


def _signs(line: ScreenLine, full: Sequence[Sight]) -> bool:
    """Whether a line is the given name of somebody who is named in full on the same page, as at the
    end of what they wrote."""
    text = line.text.strip(" .,!-")
    given = fold(text)
    return (
        text[:1].isupper()
        and is_given(given)
        and given not in THINGS
        and any(
            given in fold(one.text).split() and one.start < line.end and line.start < one.end
            for one in full
        )
    )


def _relatives(pages: Pages, full: Sequence[Sight]) -> set[str]:
    """The given names of those who are called like the account's owner: their children."""
    named = [(one, fold(one.text).split()) for one in full]
    owner = {word for one, words in named if pages.in_header(one.box) for word in words}
    families = {word for word in owner if not is_given(word) and len(word) >= LEAST}
    return {
        word
        for one, words in named
        if not pages.in_header(one.box) and families.intersection(words)
        for word in words
        if is_given(word) and word not in THINGS | owner
    }


def _of_relatives(text: str, given: set[str]) -> Iterator[tuple[int, int]]:
    """Where these given names stand in a title or a table: "Les repas de Manon"."""
    if len(text.split()) <= TITLE:
        for match in re.finditer(r"(?<!\w)[A-ZÀ-Ý][^\W\d_]+(?:-[^\W\d_]+)*(?!\w)", text):
            if fold(match[0]) in given:
                yield match.span()


def _files(text: str, families: set[str]) -> Iterator[tuple[int, int]]:
    """The names of files called after somebody of these families: "facture_velo_thuillier.pdf".

    A given name alone tells nobody who it is.
    """
    for match in _FILE.finditer(text):
        if any(
            word in families and len(word) >= LEAST and word not in NOT_NAMES
            for word in re.split(r"[\W_\d]+", fold(match[0]))
        ):
            yield match.span()


def _joined(text: str, names: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """A family name and given names that stand side by side are one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(set(names)):
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _keys(sights: Sequence[Sight], said: Sequence[Said]) -> Iterator[tuple[str, Kind]]:
    """The values in one piece, those that are long enough to be nothing else."""
    for one in sights:
        key = _key(one.text)
        number = one.kind in NUMBERS and any(map(str.isdigit, one.text))
        mail = one.kind == "email" and "@" in one.text and not service_address(one.text)
        address = one.kind == "address" and len(key) >= LONG
        if len(key) >= SHORTEST and (number or mail or address):
            yield key, one.kind
        if one.kind == "address":
            # Its street and its town may stand on two lines elsewhere.
            parts = (_key(part) for part in one.text.split(",") if any(map(str.isdigit, part)))
            yield from ((part, one.kind) for part in parts if LONG <= len(part) < len(key))
    for value in said:
        if value.kind in NUMBERS and len(value.figures) >= HEARD:
            yield value.figures.lower().translate(_LOOKS), value.kind


def _of(typed: dict[str, T], text: str) -> T | None:
    """What is known of a value typed so; its last letter may have been read too late."""
    key = _key(text)
    return typed.get(key) or (typed.get(key[:-1]) if len(key) > SHORTEST else None)


def _read(text: str) -> Iterator[str]:
    """The value as it was read in its field, and without the caret at its end, read as a letter."""
    key = _key(text)
    yield key
    if len(key) > SHORTEST and text[-1:] in CARETS:
        yield key[:-1]


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text)).translate(_LOOKS)


def _repeated(line: ScreenLine, known: dict[str, Kind]) -> Iterator[Sight]:
    """The known values in a line, whatever stands between their letters."""
    if not known:
        return
    plain = fold(line.text)
    places = [at for at, letter in enumerate(plain) if letter.isascii() and letter.isalnum()]
    text = "".join(plain[at] for at in places).translate(_LOOKS)
    for key, kind in known.items():
        at = text.find(key)
        while at >= 0:
            start, end = places[at], places[at + len(key) - 1] + 1
            if _whole(plain, start, end):
                yield sight(line, start, end, kind, 0.75)
            at = text.find(key, at + 1)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no letter or figure goes on before or after."""
    return not text[:start][-1:].isalnum() and not text[end:][:1].isalnum()
