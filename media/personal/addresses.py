"""Postal addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from media.personal.passage import HIDDEN, Found, Passage
from media.personal.spoken_numbers import WORDS, digits, runs

_STREET = (
    "rues?|avenue|av\\.|boulevard|bd|place|chemin|all[ée]e|all[ée]es|impasse|route|quai|cours|square|"
    "passage|venelle|ruelle|mont[ée]e|promenade|traverse|clos|rond-point|r[ée]sidence|lotissement|hameau|lieu[\\s-]dit|faubourg|sentier|esplanade|villa|cit[ée]"
)
_ONE = rf"(?:{'|'.join(WORDS)})"
_NUMBER = rf"(?:\d{{1,4}}|{_ONE}(?:[\s\-]+(?:et[\s\-]+)?{_ONE}){{0,3}}\b)"
_NAME = r"(?:[\s\-]+(?:d[’']|l[’'])?[\wÀ-ÿ][\wÀ-ÿ’'\-]*)"
_END = (
    rf"(?=\s*[,.;?!\n{HIDDEN}]|\s*$|\s+\d|\s+(?:et|à|au|je|c[’']est|vous|il|elle|puis|"
    r"appartement|b[âa]timent|ensuite|voilà|pour)\b)"
)
_A_STREET = (
    r"(?<!\bau )(?<!\bau, )(?<!num[ée]ro )(?:un\s+(?:boulevard|chemin|quai|cours|square|passage|"
    r"clos|rond-point|lotissement|hameau|lieu[\s-]dit|faubourg|sentier)|une\s)"
)
"""A street, not number one of it: "vous avez un passage sur les veilles"."""

_NUMBERED = re.compile(
    rf"(?<!\w)(?!{_A_STREET}){_NUMBER}\s*,?\s*(?:bis\b|ter\b|quater\b)?\s*,?\s*"
    rf"(?:{_STREET})\b{_NAME}{{1,5}}?{_END}",
    re.I,
)
_LIVES = re.compile(
    r"(?:j[’']habit(?:e|ais)|domicili[ée]e?|je demeure|je r[ée]side|"
    r"mon adresse,? (?:c[’']est|est)|adresse postale,? (?:c[’']est|est))"
    r"\s*,?\s*(?:au|à|dans|sur)?\s*(?:la\s+|le\s+|l[’'])?"
    rf"(?P<value>(?:{_STREET})\b{_NAME}{{1,5}}?{_END})",
    re.I,
)
_ANSWERED = re.compile(
    r"(?:quell?e? est|c[’']est quoi|donnez|et|il faut|dites)(?:-moi)?\s+votre adresse"
    r"(?: postale| exacte| compl[èe]te)?\s*[?.,]\s*(?P<value>[^?\n@]{6,90}?)(?=[.?!\n]|$)",
    re.I,
)
_FLAT = re.compile(
    r"(?:(?:r[ée]sidence|immeuble|cit[ée]|lotissement)\b[^,.;\n]{2,30},\s*)?"
    r"(?:b[âa]t(?:iment|\.)?\s*\w{1,3}\s*,?\s*)?(?:escalier\s*\w{1,3}\s*,?\s*)?"
    r"\b(?:appt\.?|appartement)\s*(?:n[°º]\s*)?\d+\w?\b",
    re.I,
)
_IN_HOUSE = re.compile(
    r"(?:\s*,?\s*(?:[Bb][âa]t(?:iment\b|\.|\b)|[Ee]sc(?:alier\b|\.|\b)|[Aa]ppt\b\.?|[Aa]ppartement\b)"
    r"(?:\s*(?:n[°º]\s*)?(?:\d+\w?|[A-Z])\b|(?=\s*$)))+"
)
_A_NUMBER = re.compile(rf"\d|\b(?:{'|'.join(WORDS)})\b|\b(?:{_STREET})\b", re.I)
_MAIL = re.compile(r"mail|arobase|robas|\bpoint\b", re.I)
_ASKED = re.compile(
    r"code postal|(?:mon|votre|l[’']) ?adresse(?!.*(?:arobase|@|mail|courriel))", re.DOTALL
)
MONEY = r"[^\S\n]*(?:€|(?:[Ee]uros?|EUROS?|EUR)\b)"
"""What follows an amount, which a post code may look like: "28 000 €"."""

_PAID = re.compile(MONEY)
_TOWN = re.compile(
    rf"(?<!\d)\d{{2}}\s?\d{{3}}(?!\d|{MONEY})\s*,?\s+(?:à\s+)?[A-ZÀ-Ý][\w’']+"
    r"(?:[\s\-](?:[A-ZÀ-Ý][\w’']+|sur|sous|en|le|la|les|de)(?=[\s\-]|\b))*"
)
_POSTCODE = re.compile(rf"(?<!\d)\d{{2}}\s?\d{{3}}(?!\d|{MONEY})")
_TOWN_AFTER = re.compile(r"[\s,]*(?:à\s+)?(?P<postcode>\d{2}\s?\d{3}\s+)?[A-ZÀ-Ý][\w’'\-]+")


def find(passage: Passage) -> Iterator[Found]:
    """The postal addresses of the passage, with the town where it follows."""
    text = passage.text
    for match in _NUMBERED.finditer(text):
        yield Found(match.start(), _with_town(text, _in_house(text, match.end())), "address", 0.9)
    for match in _LIVES.finditer(text):
        yield Found(match.start("value"), _with_town(text, match.end("value")), "address", 0.8)
    for match in _ANSWERED.finditer(text):
        value = match.group("value")
        if _A_NUMBER.search(value) and not _MAIL.search(value):
            yield Found(match.start("value"), match.end("value"), "address", 0.6)
    for match in _FLAT.finditer(text):
        yield Found(match.start(), match.end(), "address", 0.8)
    for match in _TOWN.finditer(text):
        yield Found(match.start(), match.end(), "address", 0.8)
    yield from _spoken_postcodes(passage)
    for match in _POSTCODE.finditer(text):
        before = passage.before(match.start(), lines=3)
        if re.search(r"code postal|(?:mon|votre) adresse|habite", before):
            yield Found(match.start(), match.end(), "address", 0.8)


def _spoken_postcodes(passage: Passage) -> Iterator[Found]:
    """Postcodes, in words too and misheard by a figure, that answer a question for them."""
    for run in runs(passage.text):
        if 4 <= len(digits(run)) <= 6 and not _PAID.match(passage.text, run[-1].end):
            before = passage.before(run[0].start, lines=3)
            if _ASKED.search(before):
                yield Found(run[0].start, run[-1].end, "address", 0.75)


def _in_house(text: str, end: int) -> int:
    """Where the street's address ends with what says where in the house, its number missing or
    not: "14 allée des Sorbiers, bât. B, appt"."""
    inside = _IN_HOUSE.match(text, end)
    return inside.end() if inside else end


def _with_town(text: str, end: int) -> int:
    town = _TOWN_AFTER.match(text, end)
    return town.end() if town and (town.group("postcode") or "," in town.group()) else end
