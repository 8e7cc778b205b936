"""Whether a text has the shape of a value."""

from __future__ import annotations

import re

from media.shown.labels import MONTH, SERVICE, Meaning, fold, meaning
from media.shown.people import NOT_NAMES, PARTICLES

_REST = rf"\D{{1,12}}[\dlio][\dlio ]{{1,6}}|(?:er)?\W{{0,2}}{MONTH}[\w .]{{0,20}}"
_DATE = re.compile(rf"\D{{0,4}}\d{{1,2}}(?:{_REST})")
MISREAD = 1
"""Letters among the figures of a date: more of them are those of two hours, "10 h 15 à 11 h 15"."""

_POSTCODE = re.compile(r"\d{2} ?\d{3}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
_SIZES: dict[str, tuple[int, int, int]] = {
    "phone": (6, 16, 24),
    "nir": (7, 15, 30),
    "iban": (6, 34, 48),
    "card": (3, 19, 30),
    "file_number": (4, 24, 32),
    "code": (3, 10, 14),
    "password": (1, 20, 24),
}
"""By kind: the least and the most figures, and the most characters."""


def fits(kind: Meaning, text: str) -> bool:
    """Whether the text may be a value of that kind, by its shape."""
    text = text.strip()
    words, figures = text.split(), sum(letter.isdigit() for letter in text)
    if kind == "email":
        return "@" in text and not service_address(text)
    if kind == "birth_date":
        letters = sum(map(str.isalpha, text))
        return bool(_DATE.fullmatch(fold(text))) or (figures == 8 and letters <= MISREAD)
    if kind in {"name", "address"}:
        told = meaning(text) or (text[-1:] in ".?!" and len(words) > 3)
        shape = _a_name(words) if kind == "name" else _an_address(words, text)
        return shape and not told
    if kind == "password" and len(words) > 1:
        return False  # "Lecture : 3 minutes" under "Un mot de passe solide".
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


def service_address(address: str) -> bool:
    """Whether an e-mail address is an office's: its first part names no person."""
    return bool(SERVICE.match(fold(address)))
