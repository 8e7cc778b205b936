"""Personal data in English words, as far as they announce it: less is known than of French ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from media.personal.dates import LATEST_YEAR, QUESTION_LINES
from media.personal.names import ADDRESSED, PROPER, is_name
from media.personal.passage import Found, Kind, Passage

_UNITS = "zero|nought|one|two|three|four|five|six|seven|eight|nine"
_TEENS = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|"
    "forty|fifty|sixty|seventy|eighty|ninety"
)
_FIGURE = re.compile(rf"\d+|\b(?:oh?|double|triple|{_UNITS}|{_TEENS})\b", re.I)
_BETWEEN = re.compile(r"[\s,.\-–()/]{0,4}(?:\band\b\s)?")
_WORTH = {"triple": 2} | dict.fromkeys(_TEENS.split("|"), 2)
"""Digits that a word stands for, where it is more than one; "double" adds one to the next."""

SAID = 8
"""Digits said in words that are somebody's number, whatever was asked for."""

_ONLY_ENGLISH = re.compile(rf"(?!six\b)(?:{_UNITS}|oh)\b", re.I)

_ASKS: tuple[tuple[Kind, int, re.Pattern[str]], ...] = (
    (
        "phone",
        6,
        re.compile(r"\b(?:tele)?phone\b|\b(?:mobile|cell|my|your) number\b|\b(?:call|reach) me\b"),
    ),
    ("card", 8, re.compile(r"\b(?:credit|debit|bank) card\b|\bcard number\b")),
    ("iban", 6, re.compile(r"\baccount number\b|\bsort code\b|\bbank details\b")),
    ("nir", 7, re.compile(r"\bsocial security\b|\bnational insurance\b")),
    (
        "file_number",
        5,
        re.compile(
            r"\b(?:customer|client|reference|passport|membership|order|case|file|policy|tax|user) "
            r"(?:number|id)\b"
        ),
    ),
)
"""What words ask for a number, and of how many digits it is at least."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    "fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|(?:(?:twenty|thirty)[\s\-]+)?(?:{_ORDINALS}))\b"
_TWO_DIGITS = rf"(?:oh?[\s\-]+)?(?:{_UNITS}|{_TEENS})\b(?:[\s\-]+(?:{_UNITS})\b)?"
_YEAR = (
    rf"(?P<year>(?:19|20)\d\d|(?:nineteen|twenty)[\s\-]+{_TWO_DIGITS}|"
    rf"two[\s\-]+thousand(?:\s+(?:and\s+)?{_TWO_DIGITS})?)\b"
)
_DATES = (
    re.compile(rf"(?<!\w){_DAY}\s+(?:of\s+)?{_MONTH}(?:\.?\s*,?\s+{_YEAR})?", re.I),
    re.compile(rf"(?<!\w){_MONTH}\.?\s+(?:the\s+)?{_DAY}(?:\s*,?\s+{_YEAR})?", re.I),
)
_BIRTH = re.compile(r"\bborn\b|\bbirth(?:day|date)?\b|\bdob\b")
_BORN_IN = re.compile(rf"\bborn\s+in\s+{_YEAR}", re.I)

_INTRODUCED = re.compile(
    r"(?i:\b(?:(?:my|your|his|her)\s+(?:(?:first|last|full|family|given|maiden|middle)\s+)?"
    r"(?:sur)?name(?:[’']s|\s+is)|i\s+am\s+called|(?:sur|\bfirst |\blast |\bfull )name\s*:))"
    rf"\s*,?\s*(?:(?:Mr|Mrs|Ms|Miss)\.?\s+)?(?P<name>{PROPER})"
)
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms)\.?\s+(?P<name>{PROPER})")
_PASSWORD = re.compile(
    r"\bpassword(?:[’']s|\s+is|\s*:)\s*,?\s*[\"“]?(?P<value>"
    r"[^\s,;\"“”]*\d(?:[^\s,;\"“”]*[^\s,;\"“”.?!])?|"
    rf"[^\s,;\"“”.]+(?:[\s,\-]+(?:\d+|(?:{_UNITS}|{_TEENS})\b))+)",
    re.I,
)
_ADDRESS = re.compile(
    r"(?<![\w.])\d{1,4}[A-Za-z]?,?\s+(?:[A-Z][\w’']+\s+){1,3}"
    r"(?:Street|Road|Lane|Avenue|Crescent|Terrace|Gardens)\b"
    r"(?:\s*,\s*[A-Z][\w’'\-]+(?:\s+[A-Z][a-z][\w’'\-]*)*)?"
    r"(?:\s*,?\s*[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b)?"
)
_LIVES = re.compile(
    r"\b(?:i\s+live\s+at|my\s+(?:home\s+)?address\s+is)\s*,?\s*"
    r"(?P<value>(?=[^.?!\n@]*\d)(?![^.?!\n]*\b(?:at|dot)\b)[^.?!\n@]{6,90})",
    re.I,
)


def find(passage: Passage) -> Iterator[Found]:
    """The values of the passage that English words announce."""
    text = passage.text
    yield from _numbers(passage)
    yield from _births(passage)
    for match in _INTRODUCED.finditer(text):
        if is_name(match["name"]):
            yield Found(match.start("name"), match.end("name"), "name", 0.9)
    for match in _TITLED.finditer(text):
        yield Found(match.start("name"), match.end("name"), "name", ADDRESSED)
    for match in _PASSWORD.finditer(text):
        yield Found(match.start("value"), match.end("value"), "password", 0.8)
    for match in _ADDRESS.finditer(text):
        yield Found(match.start(), match.end(), "address", 0.8)
    for match in _LIVES.finditer(text):
        yield Found(match.start("value"), match.end("value"), "address", 0.8)


def _numbers(passage: Passage) -> Iterator[Found]:
    """Numbers said or written figure by figure, where they were asked for or are long."""
    for row in _rows(passage.text):
        count = sum(len(one[0]) if one[0].isdigit() else _worth(one[0]) for one in row)
        start, end = row[0].start(), row[-1].end()
        kind = _asked(passage, start, count)
        if kind:
            yield Found(start, end, kind, 0.8)
        elif count >= SAID and sum(bool(_ONLY_ENGLISH.match(one[0])) for one in row) > 1:
            yield Found(start, end, "number", 0.6)


def _worth(word: str) -> int:
    return _WORTH.get(word.lower(), 1)


def _rows(text: str) -> Iterator[list[re.Match[str]]]:
    """The figures that follow each other with nothing but separators between."""
    row: list[re.Match[str]] = []
    for figure in _FIGURE.finditer(text):
        if row and not _BETWEEN.fullmatch(text, row[-1].end(), figure.start()):
            yield row
            row = []
        row.append(figure)
    if row:
        yield row


def _asked(passage: Passage, position: int, count: int) -> Kind | None:
    """The kind of number that the last words before the position ask for."""
    before = passage.before(position)
    asked = [
        (match.end(), kind)
        for kind, least, words in _ASKS
        if count >= least
        for match in words.finditer(before)
    ]
    return max(asked)[1] if asked else None


def _births(passage: Passage) -> Iterator[Found]:
    """Dates after words on a birth, or whole ones so long ago that they are one."""
    for pattern in _DATES:
        for match in pattern.finditer(passage.text):
            told = _BIRTH.search(passage.before(match.start(), lines=QUESTION_LINES))
            if told or _is_old(match["year"]):
                yield Found(match.start(), match.end(), "birth_date", 0.9 if told else 0.6)
    for match in _BORN_IN.finditer(passage.text):
        yield Found(match.start("year"), match.end("year"), "birth_date", 0.8)


def _is_old(year: str | None) -> bool:
    if not year:
        return False
    return int(year) <= LATEST_YEAR if year.isdigit() else year.lower().startswith("nineteen")
