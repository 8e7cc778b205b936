"""Personal numbers: telephone, social security, bank account, card, codes, files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from stdnum import iban, luhn
from stdnum.fr import nir

from media.personal.passage import Found, Kind, Passage
from media.personal.spoken_numbers import Run, digits, runs

_KEY = re.compile(
    r"[\s,.]*(?:et\s+)?(?:la\s+|l['’])?(?:cl[ée]\w*|clef|cli\w*)[\s,.:]*\d\d(?!\d)", re.I
)
"""The key after a social security number, "clé" misheard included."""

MANY_DIGITS = 8
"""Nobody reads out so many digits but to give a number that is somebody's."""

_INTERNATIONAL = re.compile(r"(?<![\w+])(?:\+|00)[\s(]{0,2}[1-9](?:[\s.\-()/,]{0,3}\d){6,14}(?!\d)")
_NIR_SHAPE = re.compile(r"[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6}(?:\d{2})?")
_WRITTEN_NIR = re.compile(
    r"(?<!\w)[1-478](?:[\s.\-,]{0,2}\d){4}[\s.\-,]{0,2}2\s?[ABab](?:[\s.\-,]{0,2}\d){6,8}(?!\w)"
)
_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}[\s\-.]{0,2}\d{2}(?:[\s\-.,]{0,2}[A-Za-z0-9]){11,40}")
_FRENCH_IBAN = re.compile(
    r"(?<!\w)fr[\s,.-]{0,2}\d{2}(?:[\s\-.,]{0,3}\d){8,}(?:[\s\-.,]{0,2}[a-z](?:[\s\-.,]{0,2}\d)+|[\s\-.,]{0,2}\d)*(?!\w)",
    re.I,
)
_FILE = re.compile(
    r"(?<![\w@])(?=[A-Z0-9-]*\d)(?=(?:[A-Z0-9-]*\d){4})[A-Z0-9][A-Z0-9-]{4,20}(?!\w)", re.I
)
_LETTERED = re.compile(r"(?<![\w])\d{6,}[A-Z]{1,3}(?!\w)|(?<!\w)[A-Z]{1,3}\d{6,}(?!\w)")

SPELT = 2
"""Letters, and numbers: of so many each one spells a reference."""

_ITEM = re.compile(r"(?<![\w'’])(?:[A-Z]|(?<=[\d,.] )[b-xz]|\d{1,4})(?![\w'’])")
_BETWEEN = re.compile(r"[\s,.-]{1,3}")

_ARTICLE = re.compile(r"[\s,]*[.!?\n]\W*(?:et\s+)?une?\s+[^\W\d_]", re.I)

_NOT_PERSONAL = re.compile(
    r"\s*(?:€|euros?\b|%|pour\s?cents?\b|h\b|heures?\b|ans\b|mois\b|jours?\b|minutes?\b|"
    r"secondes?\b|fois\b|pixels?\b|[kmg]o\b|méga|kilo|janvier|février|mars|avril|mai\b|juin|"
    r"juillet|août|septembre|octobre|novembre|décembre)",
    re.I,
)
_WRITTEN_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])(?:0?[1-9]|1[0-2])(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d"
)

ASKS: dict[Kind, re.Pattern[str]] = {
    "phone": re.compile(
        r"t[ée]l[ée]phone|portable|mobile|num[ée]ro de t[ée]l|mon num[ée]ro|votre num[ée]ro|"
        r"(?:joindre|r?appel\w+|contact\w+)[^.?!]{0,30}(?:num[ée]ro|sur quel)"
    ),
    "nir": re.compile(r"s[ée]curit[ée] sociale|num[ée]ro de s[ée]cu|carte vitale|\bnir\b"),
    "iban": re.compile(
        r"\biban\b|\brib\b|compte bancaire|num[ée]ro de compte|coordonn[ée]es bancaires"
    ),
    "card": re.compile(
        r"carte (?:bancaire|bleue|de cr[ée]dit|visa)|num[ée]ro de (?:la |votre |ma )?carte|"
        r"cryptogramme"
    ),
    "file_number": re.compile(
        r"num[ée]ro (?:de |d[’']|du )?(?:dossier|allocataire|fiscal|client|contrat|adh[ée]rent|"
        r"inscription|abonn[ée]|passeport|(?:la )?carte d[’']identit[ée]|permis|patient|"
        r"demandeur|identifiant|matricule|[ée]tranger|siret|fiscale)|identifiant|matricule|"
        r"r[ée]f[ée]rence (?:du|de) (?:votre |la )?(?:dossier|l[’']avis|billet|commande|demande)"
    ),
    "code": re.compile(
        r"\bcodes?\b(?! postal)(?! de la route)|cryptogramme|\bpin\b|par sms|"
        r"trois chiffres (?:au dos|derri[èe]re)"
    ),
}


def find(passage: Passage) -> Iterator[Found]:
    """The numbers of the passage that belong to somebody, values that overlap included."""
    yield from _written(passage)
    for run in chain.from_iterable(_parted(passage.text, run) for run in runs(passage.text)):
        numbers = [*_checked(run), *_by_shape(passage, run), *_answers(passage, run)]
        yield from numbers
        if any(one.kind in {"nir", "number"} for one in numbers):
            key = _KEY.match(passage.text, run[-1].end)
            if key:
                yield Found(run[0].start, key.end(), "nir", 0.8)


def _written(passage: Passage) -> Iterator[Found]:
    text = passage.text
    for match in _INTERNATIONAL.finditer(text):
        yield Found(match.start(), match.end(), "phone", 0.9)
    for match in _WRITTEN_NIR.finditer(text):
        yield Found(match.start(), match.end(), "nir", 0.95)
    for match in _IBAN.finditer(text):
        end = _valid_iban_end(text, match)
        if end:
            yield Found(match.start(), end, "iban", 1.0)
    for match in _FRENCH_IBAN.finditer(text):
        yield Found(match.start(), match.end(), "iban", 0.8)
    for match in _LETTERED.finditer(text):
        yield Found(match.start(), match.end(), "file_number", 0.7)
    for start, end in _spelt(text):
        yield Found(start, end, "file_number", 0.7)
    for match in _FILE.finditer(text):
        if asked("file_number", passage, match.start()):
            yield Found(match.start(), match.end(), "file_number", 0.8)


def _parted(text: str, run: Run) -> Iterator[Run]:
    """The run in pieces, where a number that proves itself ends before a long pause or begins after
    it: what is said on its other side, the time of an appointment say, is none of it. Nor is the
    article of a new sentence: "42. Et un courriel"."""
    proved = list(_checked(run))
    begins, whole = {one.start for one in proved}, {(one.start, one.end) for one in proved}
    first = 0
    for number in range(1, len(run)):
        before, after = run[number - 1].end, run[number].start
        pause = "\n" in text[before:after]
        article = after == run[-1].start and _ARTICLE.match(text, before)
        ends = pause and (run[first].start, before) in whole
        # Of a card or a social security number the first figures may prove themselves too.
        if ends and any(one.start < before and one.end > after for one in proved):
            ends = False
        if article or ends or (pause and after in begins):
            yield run[first:number]
            first = number
    yield run[first:]


def _spelt(text: str) -> Iterator[tuple[int, int]]:
    """Letters and figures said one after the other, as of no word: "R, S, 88, 214, C.". Of hours
    the only letter is theirs: "17 h - 17 h 30"."""
    row: list[re.Match[str]] = []
    for item in (*_ITEM.finditer(text), None):
        if item and (not row or _BETWEEN.fullmatch(text, row[-1].end(), item.start())):
            row.append(item)
            continue
        letters = [one[0] for one in row if one[0].isalpha()]
        if len(letters) >= SPELT and len(row) - len(letters) >= SPELT and set(letters) != {"h"}:
            yield row[0].start(), row[-1].end()
        row = [item] if item else []


def _valid_iban_end(text: str, match: re.Match[str]) -> int | None:
    """Where the longest valid account number that begins at the match ends."""
    for end in range(match.end(), match.start() + 14, -1):
        if not text[end - 1].isalnum() or (end < len(text) and text[end].isalnum()):
            continue
        compact = re.sub(r"[\s\-.,]", "", text[match.start() : end])
        if iban.is_valid(compact, check_country=False):
            return end
    return None


def _checked(run: Run) -> Iterator[Found]:
    """Numbers that prove themselves by their form or their key, anywhere in the run."""
    for first in range(len(run)):
        value = ""
        for last in range(first, len(run)):
            value += run[last].digits
            if len(value) > 19:
                break
            kind = kind_of(value)
            if kind:
                yield Found(run[first].start, run[last].end, kind, 0.95)


def kind_of(value: str) -> Kind | None:
    """What the digits are, where their form or key tells it."""
    if re.fullmatch(r"0[1-9]\d{8}|(?:00)?33[1-9]\d{8}", value):
        return "phone"
    if len(value) == 15 and nir.is_valid(value):
        return "nir"
    if len(value) == 13 and _NIR_SHAPE.fullmatch(value):
        return "nir"
    if 13 <= len(value) <= 19 and luhn.is_valid(value) and len(set(value)) > 1:
        return "card"
    return None


def _by_shape(passage: Passage, run: Run) -> Iterator[Found]:
    """Long numbers that a slip of the ear has spoilt: a digit lost or one too many."""
    value, start, end = digits(run), run[0].start, run[-1].end
    if len(value) < 6 or _NOT_PERSONAL.match(passage.text, end) or _WRITTEN_DATE.fullmatch(value):
        return
    if re.match(r"0[1-9]", value) and len(run) >= 3:
        yield Found(start, end, "phone", 0.7)
    elif _NIR_SHAPE.fullmatch(value) or (
        len(value) >= MANY_DIGITS and asked("nir", passage, start)
    ):
        yield Found(start, end, "nir", 0.8)
    elif len(value) >= MANY_DIGITS:
        yield Found(start, end, "number", 0.6)


def _answers(passage: Passage, run: Run) -> Iterator[Found]:
    """Shorter numbers that answer a question for one."""
    value, start, end = digits(run), run[0].start, run[-1].end
    if _NOT_PERSONAL.match(passage.text, end) or _WRITTEN_DATE.fullmatch(value):
        return
    if len(value) >= 6 and asked("phone", passage, start):
        yield Found(start, end, "phone", 0.8)
    for kind, least in (("nir", 7), ("iban", 7), ("card", 8), ("file_number", 5)):
        if len(value) >= least and asked(kind, passage, start):
            yield Found(start, end, kind, 0.7)
    if 4 <= len(value) <= 8 and not _is_year(run) and asked("code", passage, start):
        yield Found(start, end, "code", 0.85)
    elif len(value) == 3 and re.search(r"cryptogramme|trois chiffres", passage.before(start)):
        yield Found(start, end, "code", 0.7)


def _is_year(run: Run) -> bool:
    return len(run) == 1 and bool(re.fullmatch(r"(?:19|20)\d\d", run[0].digits))


def asked(kind: Kind, passage: Passage, position: int) -> bool:
    """Whether the words before the position ask for, or announce, such a value."""
    return bool(ASKS[kind].search(passage.before(position)))
