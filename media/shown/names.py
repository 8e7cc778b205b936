"""Who is signed in: names in the header, in greetings, in the person's own e-mail address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from media.boxes import around
from media.shown.labels import MONTH, fold, meaning
from media.shown.page import Pages, is_address_bar
from media.shown.people import (
    NOT_NAMES,
    Person,
    full_names,
    is_given,
    of_another,
    shaped_like_a_name,
)
from media.shown.sights import TITLE, Sight, sight
from media.types import ScreenLine

_NAME = r"(?P<name>[A-ZÀ-Ý][\w’'\-]+(?:\s+(?:d[eu]s?\s+|l[ea]\s+)?[A-ZÀ-Ý][\w’'\-]*){0,3})"
_GREETING = re.compile(
    r"\b(?i:Bonjour|Bonsoir|Bienvenue|Salut|Hello|Connecté(?:\(?e\)?)? en tant que)\s*,?\s+"
    rf"(?P<title>{TITLE})?{_NAME}"
)
_TITLED = re.compile(rf"\b{TITLE}{_NAME}")
_OF = re.compile(
    r"\b(?:(?:au nom d[eu]|de la part de|pour|par|in the name of|for)\s+|"
    r"(?:notre|votre|mon|ma|our|your|my) [\w’'-]+(?: [\w’'-]+)?,\s+|"
    r"(?:votre|your) (?:[\w-]+ ){0,2}?(?:conseill|r[ée]f[ée]rent|interlocut|gestionnaire|accompagn|"
    r"formatr|formateur|m[ée]diat[er]|animat|correspondant|agent|technicien|tut(?:eur|rice)|assistant|"
    r"charg[ée]|advis)\w*(?: [^.,;:?!]{1,30}?)?(?: (?:sera|est|will be|is)\s+|\s?:\s*))$",
    re.IGNORECASE,
)
"""What says that something is somebody's."""

_WROTE = re.compile(
    r"\b(?:(?i:mot|avis|conseil|message|r[ée]ponse|commentaire|annonce|post[ée]e?|posted)"
    r"\s(?:de\s|d[’']|par\s|by\s)|(?:chez|(?i:oncle|tante|tonton|tata|mam[iy]e?|papi|papy|cousine?|"
    r"mon fils|ma fille|petit-fils|petite-fille))\s)"
    r"(?P<name>[A-ZÀ-Ý][\w’'\-]+(?:\s[A-ZÀ-Ý](?:\.|[\w’'\-]+)){0,2})"
)
"""Who wrote, or is one of one's own, by the given name alone: "Le mot de Mathilde"."""

_FROM = re.compile(r"\s*(?:de|from|expediteur|ecrit par|envoye par|sent by)\s*:?\s*")
_WHEN = re.compile(
    r"\s*,?\s*(?:le\s+)?(?:\d|hier|lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sun)"
)
_DATED = re.compile(
    r"\s*[,·—–-]?\s*(?:le\s+|il y a\s+)?(?:hier|aujourd.hui|yesterday|today|"
    rf"\d{{1,2}}(?:er)?\s{MONTH}|"
    r"(?:lun|mar|mer|jeu|ven|sam|dim)\w*\.?(?:\s\d|$)|\d{1,2}/\d{1,2}\b)"
)
"""When somebody wrote, after their name or in its row: "Hugo Le Meur | 12 mars"."""

_HOUR = re.compile(r"\d{1,2}\s?[:h]\s?\d\d")
"""The same of today; a list of hours alone is one of buses or films."""

_PRICED = re.compile(r"€|\beur")

_STARS = re.compile(r"[★☆⭐]")
"""What others gave a thing: of five read, one at least is read as a star."""

STARRED = 4
"""Heights of a line between the stars and who gave them."""

_ROLES = frozenset(
    {"le", "la", "les", "maire", "directeur", "directrice", "president", "presidente", "prefet"}
    | {"ministre", "tout", "toute", "chers", "cher", "chere", "monsieur", "madame"}
)
_ACCOUNT = re.compile(r"deconnexion|deconnecter|mon compte|mon espace|mon profil|quitter|mes |aide")
_LOCAL = re.compile(r"(?P<local>[\w.\-]+)\s?@")


MANY = 3
"""Other names on a page from which on they are a list."""


COLUMN = 10
"""Pixels by which lines of one column begin apart."""

UNREAD = 60.0
"""Seconds for which a name in the header may go unread."""

SHORT = 5
"""Words of a line that is no sentence."""


def signed_in(pages: Pages) -> Iterator[Sight]:
    """The names of the account's owner, in headers and greetings, and of people with a title."""
    hosts = pages.hosts()
    for line in pages.lines:
        if is_address_bar(line):
            continue
        yield from _greeted(line)
        if pages.in_header(line.box):
            yield from _header(pages, line, hosts)
        elif len(line.text.split()) <= SHORT and _few_names(pages, line):
            for start, end in full_names(line.text):
                if not of_another(line.text, start):
                    yield sight(line, start, end, "name", 0.65)
        for start, end in full_names(line.text):
            # The name of a file, of whom something is for, of who wrote it.
            own = "_" in line.text[start:end] or _OF.search(line.text[:start])
            if own or _wrote(pages, line, start, end):
                yield sight(line, start, end, "name", 0.7)


def _wrote(pages: Pages, line: ScreenLine, start: int, end: int) -> bool:
    """Whether a message is from them, "De Nadège Colombani, lundi 5", or a judgement with stars, or
    they are in a list of those who wrote, each with a day or an hour."""
    before, after = fold(line.text[:start]), fold(line.text[end:])
    if before.strip():
        return bool(_FROM.fullmatch(before)) and (":" in before or bool(_WHEN.match(after)))
    if after.strip():
        return bool(_DATED.match(after)) or _beside_stars(pages, line)
    return _dated_in_a_list(pages, line) or _beside_stars(pages, line)


def _dated_in_a_list(pages: Pages, line: ScreenLine) -> bool:
    """Whether a day stands in its row, or an hour above or below which there is one, and no
    price."""
    row = pages.row(line)
    if any(_PRICED.search(fold(other.text)) for other in row):
        return False
    hours = [other for other in row if _HOUR.fullmatch(fold(other.text).strip())]
    days = [other for other in pages.around(line) if _DATED.match(fold(other.text))]
    return any(day in row or any(_one_column(day, hour) for hour in hours) for day in days)


def _one_column(one: ScreenLine, other: ScreenLine) -> bool:
    """Whether both begin or end at one place."""
    left, right = one.box[0] - other.box[0], one.box[0] + one.box[2] - other.box[0] - other.box[2]
    return min(abs(left), abs(right)) <= COLUMN


def _beside_stars(pages: Pages, line: ScreenLine) -> bool:
    x, y, _, height = line.box
    return any(
        _STARS.search(other.text)
        and abs(other.box[0] - x) <= COLUMN
        and abs(other.box[1] - y) <= STARRED * height
        for other in pages.around(line)
    )


def companions(pages: Pages, sights: Sequence[Sight]) -> Iterator[Sight]:
    """Given names alone in a column with a full name: the people of a call, of a family."""
    full = [one for one in sights if one.kind == "name" and len(one.text.split()) > 1]
    for line in pages.lines:
        text = line.text.strip()
        if is_given(text) and text[:1].isupper() and any(_in_one_column(line, one) for one in full):
            yield sight(line, 0, len(line.text), "name", 0.6)


def at_home(pages: Pages, sights: Sequence[Sight]) -> Iterator[Sight]:
    """Full names in a line with somebody's address or telephone."""
    own = {(one.start, *one.box[1::2]) for one in sights if one.kind in {"address", "phone"}}
    for line in pages.lines:
        if (line.start, *line.box[1::2]) in own:
            for start, end in full_names(line.text):
                if not of_another(line.text, start):
                    yield sight(line, start, end, "name", 0.7)


def kept_in_header(pages: Pages, sights: Iterable[Sight]) -> Iterator[Sight]:
    """Names of a header while they were not read: small letters are missed now and then."""
    named = [one for one in sights if one.kind == "name" and pages.in_header(one.box)]
    named.sort(key=lambda one: one.start)
    for number, one in enumerate(named):
        again = next((other for other in named[number + 1 :] if _stayed(one, other)), None)
        if again and again.start > one.end:
            box = around([one.box, again.box]) or one.box
            yield replace(one, start=one.end, end=again.start, box=box)


def _stayed(one: Sight, other: Sight) -> bool:
    """Whether both are one name in about one place, seen again before long."""
    level = abs(one.box[1] - other.box[1]) <= one.box[3]
    near = abs(one.box[0] - other.box[0]) <= one.box[2]
    soon = one.start < other.start <= one.end + UNREAD
    return level and near and soon and fold(one.text) == fold(other.text)


def _in_one_column(line: ScreenLine, one: Sight) -> bool:
    together = line.start < one.end and one.start < line.end
    return together and abs(line.box[0] - one.box[0]) <= COLUMN and line.box[1] != one.box[1]


def _few_names(pages: Pages, line: ScreenLine) -> bool:
    """Whether the page names hardly anybody else: a list of people is one of doctors or agents."""
    others = {
        fold(other.text)
        for other in pages.around(line)
        if any(full_names(other.text)) and not pages.in_header(other.box)
    }
    return len(others - {fold(line.text)}) < MANY


def _greeted(line: ScreenLine) -> Iterator[Sight]:
    for pattern in (_GREETING, _TITLED):
        for match in pattern.finditer(line.text):
            start, end = match.span("name")
            name = match.group("name")
            if fold(name.split()[0]) in _ROLES | NOT_NAMES:
                continue
            titled = pattern is _TITLED or match.group("title")
            if titled or is_given(name.split()[0]) or shaped_like_a_name(name):
                yield sight(line, start, end, "name", 0.9)
    for match in _WROTE.finditer(line.text):
        words = match.group("name").split()
        if is_given(words[0]) and not NOT_NAMES.intersection(map(fold, words[1:])):
            yield sight(line, *match.span("name"), "name", 0.7)


def _header(pages: Pages, line: ScreenLine, hosts: set[str]) -> Iterator[Sight]:
    """A full name anywhere in the header; less sure shapes only to the right, beside the menu."""
    text = line.text.strip()
    for start, end in full_names(line.text):
        words = {fold(word) for word in line.text[start:end].split()}
        if not words & hosts and not of_another(line.text, start):
            yield sight(line, start, end, "name", 0.85)
            return
    right = line.box[0] + line.box[2] / 2 > 0.6 * pages.width
    if not right or {fold(word) for word in text.split()} & hosts or meaning(text):
        return
    menu = any(_ACCOUNT.search(fold(other.text)) for other in pages.row(line))
    initial = re.fullmatch(r"[A-ZÀ-Ý][\w’'\-]+ [A-Z]\.?|[A-Z]\. ?[A-ZÀ-Ý][\w’'\-]+", text)
    if menu and (shaped_like_a_name(text) or initial or is_given(text)):
        yield sight(line, 0, len(line.text), "name", 0.65)


def people_known(sights: Sequence[Sight]) -> list[Person]:
    """The people whose full names are known, from their names and their e-mail addresses, and from
    two fields, one for each half of the name."""
    found: dict[tuple[str, ...], Person] = {}
    for words in (*map(_words, sights), *_in_two_fields(sights)):
        if len(words) >= 2:
            found.setdefault(tuple(sorted(words)), Person(words))
    return list(found.values())


def _in_two_fields(sights: Sequence[Sight]) -> Iterator[tuple[str, ...]]:
    """A family name and a given name that are typed one after the other."""
    single = [(*one.typed, _words(one)) for one in sights if one.typed and one.kind == "name"]
    single = sorted(each for each in single if len(each[2]) == 1)
    for (_, done, one), (begun, _, other) in pairwise(single):
        if begun - done < UNREAD and is_given(one[0]) != is_given(other[0]):
            yield one + other


def _words(one: Sight) -> tuple[str, ...]:
    if one.kind == "name":
        words = [fold(word).strip(".'-") for word in one.text.split()]
        return tuple(word for word in words if len(word) > 1)
    if one.kind == "email" and (match := _LOCAL.match(one.text)):
        words = [word for word in re.split(r"[._\-\d]+", fold(match.group("local"))) if word]
        named = (
            len(words) == 2 and any(is_given(word) for word in words) and min(map(len, words)) > 2
        )
        return tuple(words) if named else ()
    return ()
