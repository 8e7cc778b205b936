"""The national themes of a session report, and which one a need seems to be about."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import combining, normalize

from django.utils.translation import gettext as _

DATA = Path(__file__).parent / "data" / "themes.fr.json"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme by its national key and name; `words` are what people call such needs."""

    key: str
    label: str
    words: tuple[str, ...]


@cache
def themes() -> dict[str, tuple[Theme, ...]]:
    """The 19 `themes`, and the 11 `procedures` with the administration."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    return {
        group: tuple(Theme(one["key"], one["label"], tuple(one["words"])) for one in data[group])
        for group in ("themes", "procedures")
    }


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The themes for a form, in their two groups. Their names are the national ones, in French."""
    names = {"themes": _("Digital life"), "procedures": _("Procedures")}
    return [
        (names[group], [(theme.key, theme.label) for theme in found])
        for group, found in themes().items()
    ]


def theme_guess(text: str) -> str:
    """The key of the theme of which `text` says most, by length of its words; empty for none."""
    said = _plain(text)
    scores = {
        theme.key: sum(len(word) for word in theme.words if f" {_plain(word)} " in f" {said} ")
        for found in themes().values()
        for theme in found
    }
    best = max(scores, key=lambda key: scores[key])
    return best if scores[best] else ""


def _plain(text: str) -> str:
    letters = "".join(sign for sign in normalize("NFD", text.lower()) if not combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+", letters))
