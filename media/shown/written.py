"""Values that a page shows: known by their form, and by what stands before or above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from media import personal
from media.personal import Found, Kind, Passage
from media.shown.fields import outline, pressed
from media.shown.labels import OFFICE, SERVICE, Meaning, fold, meaning
from media.shown.page import Pages, above, is_address_bar, left_of
from media.shown.people import NOT_NAMES, PARTICLES, full_names, shaped_like_a_name
from media.shown.references import references
from media.shown.sights import Sight, sight
from media.types import ScreenLine

_INLINE = re.compile(r"^(?P<label>[^:：]{1,48}?)\s*[:：]\s*(?P<value>\S.*)$")
_BARE = re.compile(
    r"^(?P<label>[^\d:]{3,40}?)\s+(?:n[°ºo]\s*)?(?P<value>[A-Z]{0,3}[\d][\w \-/.]{3,})$"
)
_EXAMPLE = re.compile(r"^\s*(?:ex(?:emple)?s?\b|p\. ?ex|par exemple|format|jj\b)")
_LAW = re.compile(
    r"\bloi\b|decret|arrete|article|version|depuis|cree|fond|publi|mis a jour|edition"
)
_COLUMN = re.compile(r"date|taille|type|modifi|statut|etat|montant|action")
_BIRTH = re.compile(r"\bnee?\b|\bne\(e\)|naissance|anniversaire")
_FULL_DATE = re.compile(r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?P<year>(?:19|20)\d\d)")
_DATE = re.compile(r"\D{0,4}\d{1,2}\D{1,12}[\w ]{2,12}")
_POSTCODE = re.compile(r"\d{2} ?\d{3}")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
_SIZES: dict[str, tuple[int, int, int]] = {
    "phone": (6, 16, 24),
    "nir": (7, 15, 30),
    "iban": (7, 34, 48),
    "card": (8, 19, 30),
    "file_number": (4, 24, 32),
    "code": (3, 10, 14),
    "password": (1, 20, 24),
}
"""By kind: the least and the most figures, and the most characters."""

_CODE = re.compile(r"\bcode\b(?! postal)[^.]{0,45}(?:est|:)\s*$")
FIRST = 1.0
"""Seconds: what stands on the first page was not put there in the recording."""

_ENTERED = frozenset({"phone", "birth_date", "nir", "iban", "card", "code", "address"})
"""Kinds of fields that nobody confounds with a button."""

NAMED = 0.97
"""How sure a value is that its own line names: surer than any form."""

LATEST_BIRTH = 2008
"""A date of a later year on a page tells of a paper as often as of a birth."""


def written(pages: Pages) -> Iterator[Sight]:
    """The values that the lines show, each line read with its label."""
    for line in pages.lines:
        if is_address_bar(line):
            continue
        others = pages.around(line)
        labels = (left_of(line.box, others, pages.width), above(line.box, others))
        named = [(meaning(label.text), label.text) for label in labels if label]
        kind, label = next(((k, text) for k, text in named if k), (None, ""))
        for found in values(line.text, label):
            if found.kind != "phone" or kind == "phone" or not _at_an_office(line, pages):
                yield sight(line, found.start, found.end, found.kind, found.confidence)
        if kind and meaning(line.text) is None and not _in_a_table(kind, line, labels, pages):
            yield from _whole(pages, line, kind)


@lru_cache(maxsize=8192)
def values(text: str, label: str = "") -> tuple[Found, ...]:
    """The personal values in a line of a page, under a label or none."""
    if _EXAMPLE.match(fold(text)):
        return ()
    passage = Passage(text, lambda _position: f"{label} :")
    found = [one for one in personal.find(passage) if _belongs(one, text, label)]
    return tuple(personal.merged([*found, *_named(text), *references(text)]))


def _named(text: str) -> Iterator[Found]:
    """The value of "label: value", and of "label value" where the value begins with a figure."""
    for pattern in (_INLINE, _BARE):
        match = pattern.match(text)
        kind = meaning(match.group("label")) if match else None
        if match and kind and kind != "plain" and fits(kind, match.group("value")):
            yield Found(*match.span("value"), kind, NAMED)
            return


def _belongs(found: Found, text: str, label: str) -> bool:
    """Whether what would be personal when said is so on a page, which tells many other things."""
    value, before = text[found.start : found.end], fold(text[: found.start])
    about = f"{fold(label)} {before}"
    match found.kind:
        case "email":
            return "@" in value and not service_address(value)
        case "phone":
            return len(re.sub(r"\D", "", value)) >= 9 and not OFFICE.search(fold(text))
        case "birth_date":
            return bool(_BIRTH.search(about)) or _old(value, text)
        case "address":
            return meaning(label) == "address" or bool(re.search(r"adresse\b|habit|domicil", about))
        case "code":
            return meaning(label) == "code" or bool(_CODE.search(before))
        case "file_number":
            return found.confidence < 0.8 or meaning(label) == "file_number"
        case "name" | "number":
            return False
    return True


def _old(value: str, text: str) -> bool:
    date = _FULL_DATE.search(value)
    return bool(date) and int(date["year"]) <= LATEST_BIRTH and not _LAW.search(fold(text))  # type: ignore[index]


def service_address(address: str) -> bool:
    """Whether an e-mail address is an office's: its first part names no person."""
    return bool(SERVICE.match(fold(address)))


def _at_an_office(line: ScreenLine, pages: Pages) -> bool:
    """Whether a telephone number stands among words on opening hours, reception and the like."""
    x, y, _, height = line.box
    near = [
        other.text
        for other in pages.around(line)
        if abs(other.box[1] - y) <= 3 * height and abs(other.box[0] - x) <= 0.3 * pages.width
    ]
    return any(OFFICE.search(fold(text)) for text in near)


def _in_a_table(
    kind: Meaning, line: ScreenLine, labels: tuple[ScreenLine | None, ...], pages: Pages
) -> bool:
    """Whether the label is the head of a column among others, as in a list of files."""
    head = labels[1]
    if kind == "plain":
        return True
    if kind not in {"name", "file_number"} or not head or meaning(head.text) != kind:
        return False
    heads = [fold(other.text) for other in pages.row(head)]
    plain = any(
        re.match(r"date|taille|type|modifi|statut|etat|montant|action", text) for text in heads
    )
    return plain and not any(True for _ in full_names(line.text))


def _whole(pages: Pages, line: ScreenLine, kind: Meaning) -> Iterator[Sight]:
    """A line that is all value, with the outline of its field where one is known.

    Whatever comes into a field that was just pressed is a value, even one of two letters.
    """
    if kind == "plain" or _EXAMPLE.match(fold(line.text)):
        return
    lit = pressed(pages, line.box, line.start) if line.start > FIRST else None
    if fits(kind, line.text) or (lit and kind in _ENTERED and any(map(str.isdigit, line.text))):
        box = lit or outline(pages, line.box, line.start) or line.box
        yield replace(sight(line, 0, len(line.text), kind, 0.8), box=box)


def fits(kind: Meaning, text: str) -> bool:
    """Whether the text may be a value of that kind, by its shape."""
    text = text.strip()
    words, figures = text.split(), sum(letter.isdigit() for letter in text)
    if kind == "email":
        return "@" in text and not service_address(text)
    if kind == "birth_date":
        return bool(_DATE.fullmatch(text)) or figures == 8
    if kind in {"name", "address"}:
        told = meaning(text) or (text[-1:] in ".?!" and len(words) > 3)
        shape = _a_name(words) if kind == "name" else _an_address(words, text)
        return shape and not told
    least, most, longest = _SIZES.get(kind, (99, 0, 0))
    return least <= figures <= most and len(text) <= longest


def _an_address(words: list[str], text: str) -> bool:
    return (len(words) >= 3 and any(map(str.isdigit, text))) or bool(_POSTCODE.fullmatch(text))


def _a_name(words: list[str]) -> bool:
    return (
        1 <= len(words) <= 4
        and all(_WORD.fullmatch(word) for word in words)
        and all(word[0].isupper() or fold(word) in PARTICLES for word in words)
        and not any(fold(word) in NOT_NAMES for word in words if word[0].isupper())
    )


def kind_of_value(text: str) -> Kind | None:
    """What a whole line is by its own form, whatever stands around it."""
    found = [one for one in values(text) if one.end - one.start >= 0.6 * len(text.strip())]
    if found:
        return found[0].kind
    return "name" if shaped_like_a_name(text) and any(True for _ in full_names(text)) else None
