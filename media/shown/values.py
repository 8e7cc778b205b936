"""Values in a line of a page, and what a page tells that talk does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from media import personal
from media.personal import Found, Kind, Passage
from media.shown.labels import OFFICE_LINE, fold, meaning, of_an_office
from media.shown.people import full_names, shaped_like_a_name
from media.shown.references import references
from media.shown.shapes import fits, service_address

_INLINE = re.compile(r"^(?P<label>[^:：]{1,48}?)\s*[:：]\s*(?P<value>\S.*)$")
_BARE = re.compile(
    r"^(?P<label>[^\d:]{3,40}?)\s+(?:n[°ºo]\s*)?(?P<value>[A-Z]{0,3}[\d][\w \-/.]{3,})$"
)
_EXAMPLE = re.compile(r"^\s*(?:ex(?:emple)?s?\b|p\. ?ex|par exemple|format|jj\b)")
_HOUR = re.compile(r"\d{1,2} ?h(?: ?\d\d)?(?: \w)?")
"""With the sign of a list behind it, which is read as a letter."""

_LANDLINE = re.compile(r"(?:0|(?:\+|00)33\s?\(?0?\)?\s?)[1-589]")
_LAW = re.compile(
    r"\bloi\b|decret|arrete|article|version|depuis|cree|fond|publi|mis a jour|edition"
)
_BIRTH = re.compile(r"\bnee?\b|\bne\(e\)|naissance|anniversaire")
_FULL_DATE = re.compile(r"\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?P<year>(?:19|20)\d\d)")
_HOME = re.compile(r"adresse\b|habit|domicil|par la poste")
_FLAT = re.compile(r"\b(?:appt|appartement)\b")
_CODE = re.compile(r"\bcode\b(?! postal)[^.]{0,45}(?:est|:)\s*$")

NAMED = 0.97
"""How sure a value is that its own line names: surer than any form."""

MOST = 0.6
"""Of a line: what is so much of it is what the line is."""

LATEST_BIRTH = 2008
"""A date of a later year on a page tells of a paper as often as of a birth."""


@lru_cache(maxsize=8192)
def values(text: str, label: str = "") -> tuple[Found, ...]:
    """The personal values in a line of a page, under a label or none."""
    if is_example(text):
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
            own = _LANDLINE.match(value) and OFFICE_LINE.fullmatch(before.lstrip())
            return len(re.sub(r"\D", "", value)) >= 9 and not (own or of_an_office(text))
        case "birth_date":
            return bool(_BIRTH.search(about)) or _old(value, text)
        case "address":
            return meaning(label) == "address" or bool(
                _HOME.search(about) or _FLAT.search(fold(value))
            )
        case "code":
            return meaning(label) == "code" or bool(_CODE.search(before))
        case "file_number":
            hour = _HOUR.fullmatch(value)
            return not hour and (found.confidence < 0.8 or meaning(label) == "file_number")
        case "name" | "number":
            return False
    return True


def _old(value: str, text: str) -> bool:
    date = _FULL_DATE.search(value)
    return bool(date) and int(date["year"]) <= LATEST_BIRTH and not _LAW.search(fold(text))  # type: ignore[index]


def kind_of_value(text: str, *, typed: bool = False) -> Kind | None:
    """What a whole line is by its own form, whatever stands around it.

    An address that is typed is somebody's home; one that stands on a page is rather an office's.
    """
    label = "Adresse" if typed else ""
    found = [one for one in values(text, label) if one.end - one.start >= MOST * len(text.strip())]
    if found:
        return found[0].kind
    names = list(full_names(text))
    # The caret among the letters is read as one of them.
    most = typed and any(end - start >= MOST * len(text.strip()) for start, end in names)
    return "name" if most or (names and shaped_like_a_name(text)) else None


def is_example(text: str) -> bool:
    """Whether the line shows how a value is written, not a value."""
    return bool(_EXAMPLE.match(fold(text)))
