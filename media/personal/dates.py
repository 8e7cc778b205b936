"""Dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from media.personal.passage import Found, Passage
from media.personal.spoken_numbers import WORDS

LATEST_YEAR = 2012
"""A whole date with a year up to this is somebody's birth, whoever asked: sessions speak of now."""

QUESTION_LINES = 4
"""An answer comes within so many utterances, its own included."""

_NUMBER = rf"(?:(?:{'|'.join(WORDS)})\b(?:[\s\-]+(?:et[\s\-]+)?)?)"
_MONTH = (
    "janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
)
_YEAR_WORDS = (
    r"(?:mille?\s+neuf[\s\-]+cents?|dix[\s\-]+neuf[\s\-]+cents?|deux[\s\-]+mille?)"
    rf"(?:[\s\-]+(?:et[\s\-]+)?{_NUMBER}*)?"
)
_DAY = rf"(?:\d{{1,2}}(?:er)?|premier|1er|{_NUMBER}{{1,3}})"
_YEAR = rf"(?:\d{{4}}|\d\s?\d{{3}}|{_YEAR_WORDS})"
_SHORT_YEAR = rf"(?:\d{{2}}\b|{_NUMBER}{{1,4}})"
_NAMED = re.compile(
    rf"(?<!\w){_DAY}\s*,?\s*(?:{_MONTH})\b(?:\s*,?\s*(?:en\s+)?(?P<year>{_YEAR}|{_SHORT_YEAR}))?",
    re.I,
)
_DAY_MONTH = r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\s*[/.\-\s,]\s*(?:0?[1-9]|1[0-2])\s*[/.\-\s,]\s*"
_FIGURES = re.compile(rf"{_DAY_MONTH}(?P<year>(?:19|20)\d{{2}})(?!\d)")
_FIGURES_SHORT = re.compile(rf"{_DAY_MONTH}(?P<year>\d{{2}})(?!\d)")
_COMPACT = re.compile(
    r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?P<year>(?:19|20)\d\d)(?!\d)"
)
_YEAR_ALONE = re.compile(rf"(?<!\w){_YEAR}(?!\w)", re.I)
_MONTH_YEAR = re.compile(rf"(?:{_MONTH})\s+(?P<year>{_YEAR})", re.I)

_BIRTH = re.compile(
    r"\b(?:né|née|nee)s?\b(?:\s+\w+){0,3}\s+(?:le|en|un)\b|\bn[ée]e? (?:le|en)\b|naissance"
    r"|anniversaire"
)
_WEEKDAY = re.compile(r"(?:lun|mar|mercre|jeu|vendre|same)di\s+$|dimanche\s+$|rendez-vous[^.?!]*$")
_DEADLINE = re.compile(r"(?:depuis le|jusqu[’']au|avant le|à partir du)\s$")
"""Before the day on which something begins or ends."""

_BIRTH_YEAR = re.compile(
    r"(?:\bn[ée]e?\b|naissance|je suis de|ann[ée]e de naissance)[^.?!\n]{0,25}$"
)
_FOUNDED = re.compile(
    r"(?:association|entreprise|soci[ée]t[ée]|coop[ée]rative|mutuelle|fondation|club)\s+n[ée]e?\b"
    r"[^.?!\n]{0,25}$"
)
"""An association is born too, and is nobody."""


def find(passage: Passage) -> Iterator[Found]:
    """The dates that tell when somebody was born."""
    for pattern in (_NAMED, _FIGURES, _FIGURES_SHORT, _COMPACT, _MONTH_YEAR):
        for match in pattern.finditer(passage.text):
            before = passage.before(match.start(), lines=QUESTION_LINES)
            other = _WEEKDAY.search(before) or _DEADLINE.search(before)
            about_birth = bool(_BIRTH.search(before)) and not other
            if about_birth or _is_old(match.group("year")):
                end = match.start() + len(match.group().rstrip(" ,-"))
                yield Found(match.start(), end, "birth_date", 0.9 if about_birth else 0.6)
    for match in _YEAR_ALONE.finditer(passage.text):
        before = passage.before(match.start(), lines=QUESTION_LINES)
        written = re.fullmatch(r"(?:19|20)\d\d|.*[a-z].*", match.group(), re.I)
        if written and _BIRTH_YEAR.search(before) and not _FOUNDED.search(before):
            yield Found(match.start(), match.end(), "birth_date", 0.8)


def _is_old(year: str | None) -> bool:
    if not year:
        return False
    figures = re.sub(r"\s", "", year)
    if figures.isdigit():
        return len(figures) == 4 and 1900 <= int(figures) <= LATEST_YEAR
    return bool(re.match(r"mille?\s+neuf|dix[\s\-]+neuf[\s\-]+cent", year, re.I))
