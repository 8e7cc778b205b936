"""A text to look through, and what is found in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal[
    "email",
    "phone",
    "nir",
    "iban",
    "card",
    "birth_date",
    "address",
    "name",
    "code",
    "file_number",
    "password",
    "number",
]

LABELS: dict[Kind, str] = {
    "email": "[adresse e-mail]",
    "phone": "[numéro de téléphone]",
    "nir": "[numéro de sécurité sociale]",
    "iban": "[numéro de compte]",
    "card": "[numéro de carte]",
    "birth_date": "[date de naissance]",
    "address": "[adresse]",
    "name": "[nom]",
    "code": "[code]",
    "file_number": "[numéro de dossier]",
    "password": "[mot de passe]",
    "number": "[numéro]",
}

HIDDEN = "\x00"
"""Stands where a label is, so that no pattern reads it or reaches across it."""

BEFORE_CHARACTERS = 160


def hide_labels(text: str) -> str:
    """The text, as long as before, with its labels made unreadable."""
    for label in LABELS.values():
        text = text.replace(label, HIDDEN * len(label))
    return text


def plain(text: str) -> str:
    """The text in lower case, without accents, as long as before."""
    return "".join(_plain(letter) for letter in text)


@lru_cache(maxsize=1024)
def _plain(letter: str) -> str:
    if letter in "’‘`´":
        return "'"
    return unicodedata.normalize("NFKD", letter.lower())[:1] or letter


@dataclass(frozen=True, slots=True)
class Found:
    """A personal value: characters `start` to `end` of the text."""

    start: int
    end: int
    kind: Kind
    confidence: float


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is one person's words; `heard_before(position)` what anybody said before, lately."""

    text: str
    heard_before: Callable[[int], str]

    def before(self, position: int, *, lines: int | None = None) -> str:
        """The words that lead up to the position, others' included, in lower case.

        `lines` counts back in utterances, the one at the position being the first; a long pause
        ends what counts as one's own words.
        """
        own = self.text[max(0, position - BEFORE_CHARACTERS) : position].rpartition("\n")[2]
        heard = f"{self.heard_before(position)}\n{own}".casefold()
        return heard if lines is None else "\n".join(heard.split("\n")[-lines:])


def alone(text: str) -> Passage:
    """A passage without a conversation around it."""
    return Passage(text, lambda _position: "")
