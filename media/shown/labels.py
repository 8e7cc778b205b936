"""What a field is called, and so whose its value is; the words are in `data/fields.*.json`."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

from media.personal import Kind
from media.personal.passage import plain as fold

__all__ = [
    "ASKED",
    "FILE_ENDING",
    "FOOT",
    "MONTH",
    "OFFICE_LINE",
    "SERVICE",
    "Meaning",
    "asks_for",
    "asks_for_town",
    "fold",
    "kind_said",
    "meaning",
    "of_an_office",
]

Meaning = Kind | Literal["plain"]

LONGEST = 9
"""Words: what is longer is a sentence, not a label."""

_DATA = [
    # English first: "date" alone is nobody's in French, and "date of birth" somebody's.
    json.loads((Path(__file__).parents[1] / "data" / f"fields.{code}.json").read_text("utf-8"))
    for code in ("en", "fr")
]


def _either(key: str) -> re.Pattern[str]:
    return re.compile("|".join(pattern for words in _DATA for pattern in words[key]))


_TABLE: tuple[tuple[Meaning, re.Pattern[str]], ...] = tuple(
    (field["kind"], re.compile("|".join(field["patterns"])))
    for words in _DATA
    for field in words["fields"]
)
_OFFICE = _either("office")
_STREET = re.compile(
    r"\b(?:rue|place|avenue|boulevard|chemin|impasse|allee|route|quai|square|cours)"
    r" (?:de la|de l[’' ]|du(?! (?:lun|mar|mer|jeu|ven|sam)[\w]*di)|des) ?[\w-]+"
)
"""What is called after an office is none: "12 rue de la Mairie"."""

OFFICE_LINE = re.compile(rf"(?:{_either('office_line').pattern})\s?:?\s?(?:tel\.?\s?:?\s?)?")
"""The whole of what stands before one on its own line."""

ASKED = _either("asked")
"""The heading over one that stands alone on its line."""

FOOT = _either("foot")
"""The links in the row at the foot of a site."""

SERVICE = re.compile(rf"(?:{_either('service_addresses').pattern})(?:[._-][a-z]+)?\s?@")
"""What the e-mail address of an office, or of an example, begins with."""

MONTH = (
    r"(?:jan(?:v(?:ier)?|uary)?|fe[vb](?:r(?:ier|uary)?)?|mar(?:s|ch)?|a[vp]r(?:il)?|ma[iy]|juin|june?|"
    r"juil(?:let)?|july?|aout|aug(?:ust)?|sept?(?:emb(?:re|er))?|octo?(?:b(?:re|er))?|"
    r"nov(?:emb(?:re|er))?|dec(?:emb(?:re|er))?)\b"
)
"""A month, whole or cut, of a text that is folded."""

FILE_ENDING = r"\.(?:pdf|docx?|odt|ods|xlsx?|png|jpe?g|gif|heic|txt|zip|mp[34]|csv|pptx?)"
"""Of what a file is called."""

_TOWN = _either("town")
_SAID: dict[Kind, re.Pattern[str]] = {
    kind: re.compile("|".join(words["said"][kind] for words in _DATA if kind in words["said"]))
    for kind in _DATA[-1]["said"]
}
"""How people call a field of that kind, whatever its label is: "votre portable"."""

_BESIDES = re.compile(
    r"\([^)]*\)?|[*:：]|\bobligatoire\b|\bfacultatif\b|\brequired\b|\boptional\b|\bn(?:[°º]|o\b)|[\"«»>]"
)


@lru_cache(maxsize=8192)
def of_an_office(text: str) -> bool:
    """Whether these are words around a telephone number that is an office's."""
    return bool(_OFFICE.search(_STREET.sub(" ", fold(text))))


@lru_cache(maxsize=4096)
def meaning(text: str) -> Meaning | None:
    """What a field of that name holds; "plain" where it is nobody's own, None where unknown."""
    if text.rstrip()[-1:] in ".!" and len(text.split()) > 3:
        return None
    plain = " ".join(_BESIDES.sub(_kept, fold(text)).split())
    if not plain or len(plain.split()) > LONGEST:
        return None
    return next((kind for kind, pattern in _TABLE if pattern.search(plain)), None)


def asks_for_town(text: str) -> bool:
    """Whether a field of that name completes the address above it; by itself it is nobody's."""
    return bool(_TOWN.search(fold(text)))


@lru_cache(maxsize=16_384)
def asks_for(sentence: str, label: str) -> bool:
    """Whether the sentence speaks of what the field of that name holds, by whatever name."""
    kind = meaning(label)
    return kind in _SAID and bool(_SAID[kind].search(fold(sentence)))


def kind_said(sentence: str) -> Kind | None:
    """Of what the sentence speaks, where that is something that a field may hold."""
    plain = fold(sentence)
    return next((kind for kind, pattern in _SAID.items() if pattern.search(plain)), None)


def _kept(match: re.Match[str]) -> str:
    return " numero " if match.group().startswith("n") else " "
