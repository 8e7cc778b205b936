"""Numbers that a page writes of somebody's files, by their form alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from media.personal import Found
from media.shown.labels import fold

_LETTERED = re.compile(r"(?<![\w-])[A-Z]{1,3}[- ]?\d(?:[ -]?\d){4,}(?:[- ]?[A-Z])?(?![\w-]|[.,]\d)")
_NUMBERED = re.compile(r"\b[Nn](?:[°º]|o\b)\s?\.?(?P<value>\d(?:[ .-]?\d){5,})(?![\w*]|[.,]\d)")
_FILE = re.compile(r"\b[Dd]ossiers?\s(?:[Nn][°ºo]\s?)?(?P<value>[A-Z]{0,3}-?\d[\d-]{3,}[A-Z]?)\b")
_HOLDER = (
    r"\b(?i:colis|commande|contrat|dossier|suivi|allocataire|adhérente?|sociétaire|abonnée?|cliente?|"
    r"pass|chèque|compteur|patiente?|locataire|usager|carte|licence|élève|demande|puce|"
    r"réservation|inscription|déclaration|signalement|sinistre)\s?:?\s"
)
"""What a number is somebody's of."""

_NO = r"[Nn](?:[°º]|o\b|uméro\b)\s?:?\s?"
_OF = re.compile(
    rf"{_HOLDER}(?:{_NO})?"
    r"(?P<value>(?=(?:[A-Z -]*\d){5})[A-Z]{0,3}\d[A-Z\d]*(?:[ -](?:[A-Z\d]{1,5}|\d{6,9})\b)*)"
    r"(?![\w*]|[.,]\d)"
)
_UNDER_NUMBER = re.compile(
    rf"{_HOLDER}[^.:;!?\d]{{1,40}}?\b{_NO}"
    r"(?P<value>(?=(?:[A-Z -]*\d){5})[A-Z]{0,3}-?\d[A-Z\d]*(?:[ -][A-Z\d]{1,6}\b)*)(?![\w*]|[.,]\d)"
)
"""As a sentence tells it: "Votre demande porte le numéro 7146 203"."""

_ITS_NUMBER = re.compile(
    rf"{_HOLDER}{_NO}"
    r"(?P<value>(?=(?:[A-Z-]*\d){3})[A-Z\d]+(?:-[A-Z\d]+)*)(?![\w*]|[.,]\d)"
)
_CALLED = re.compile(
    r"\b[Rr]éférence\s?:?\s"
    r"(?P<value>(?=[A-Z -]*\d)(?:[A-Z\d]{2,}[ -]){1,3}[A-Z\d]{2,})(?![\w*])"
)
_PARTED = re.compile(r"(?<![\w-])(?!(?:19|20)\d\d-(?:19|20)\d\d(?!\d))\d{4,}-\d{4,}(?![\w-])")
_CODED = re.compile(
    r"(?<![A-ZÀ-Ý\d-])[A-Z]{2,4}-(?=(?:[A-Z-]*\d){4})[A-Z]?\d[A-Z\d]*(?:-[A-Z\d]+)+"
    r"(?: \d{3}\b(?!\s?(?:€|eur|km|%|kwh)))?(?:(?![\w-])|(?<=\d)(?=[a-zà-ÿ]))"
)
"""A space may be read in it, "JH-26-15 083", or none after it, "MRT-180420-6093au nom de"."""

_LONG = re.compile(r"(?<![\w+.,-])[1-9](?: ?\d){9,}(?![\w%]|[.,]\d)")
_HIDDEN_PHONE = re.compile(r"(?<!\d)0[1-9](?=[\d .]*[*•xX·])(?:[ .]?(?:\d\d|[*•xX·]{2})){4}(?!\d)")
_HIDDEN_ACCOUNT = re.compile(
    r"(?<!\w)(?:FR|MC|BE|LU|CH|DE|ES|IT|PT|NL|GB|IE)\d\d"
    r"(?=[^\w\n]{0,3}(?:[。·•∙●]|[*.]{2}|[xX]{2}))(?:[^\w\n]|[xX]){1,40}\d{3,4}(?![\w.,])"
)
"""The ends of an account number; the dots between are read as whatever resembles them."""

_EMPTY_ACCOUNT = re.compile(r"(?<!\w)(?:FR|MC|BE|LU|CH)\d\d {2,}\d{3,4}(?![\w.,])")
"""The same, of which the dots are not read at all."""

_HIDDEN_CARD = re.compile(
    r"\s*(?:(?:…|\.{3}|[xX]{4}) ?(?!19|20)|[•*·∙●]{3}[\s•*·∙●]*|(?:[xX]{4} ?){2,3})\d{4}\s*"
)
"""All that is left of a card's number, alone on its line."""

_PUBLIC = re.compile(
    r"siret|siren|\brcs\b|\btva\b|capital|cerfa|formulaire|article|\bloi\b|decret|arrete|\beur\b|"
    r"\btrain\b|\btgv\b|\bvol\b|\biso\b|numero vert|\btel\b|telephone|appel"
)
_OFFER = re.compile(r"\boffre valable|\bcode promo")
_SOMEBODYS = re.compile(_HOLDER)
_UNIT = re.compile(r"\s?(?:€|euros?\b|%|km\b|m\b|kwh|h\b|ko\b|mo\b|ans\b)", re.I)
_DAY, _MONTH, _YEAR = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = re.compile(rf"{_DAY}[ -]?{_MONTH}[ -]?{_YEAR}")
_CODED_DATE = re.compile(rf"(?<!\d){_DAY}([ -]?){_MONTH}\1{_YEAR}(?!\d)")
"""After letters that begin a number, "TD-26-071944", what looks like a date is one only if it is
written as one."""

_WITH_LETTERS = (_CODED, _LETTERED)
_SURE = {
    _LETTERED: 0.7,
    _NUMBERED: 0.75,
    _FILE: 0.8,
    _OF: 0.8,
    _UNDER_NUMBER: 0.8,
    _ITS_NUMBER: 0.8,
    _CALLED: 0.7,
    _PARTED: 0.7,
    _CODED: 0.65,
    _LONG: 0.6,
}


def references(text: str) -> Iterator[Found]:
    """The numbers of files and contracts, and what is left of a telephone's, an account's or a
    card's number half hidden."""
    for match in _HIDDEN_PHONE.finditer(text):
        yield Found(match.start(), match.end(), "phone", 0.8)
    for pattern in (_HIDDEN_ACCOUNT, _EMPTY_ACCOUNT):
        for match in pattern.finditer(text):
            if not _UNIT.match(text, match.end()):
                yield Found(match.start(), match.end(), "iban", 0.8)
    if _HIDDEN_CARD.fullmatch(text):
        yield Found(0, len(text), "card", 0.8)
    for pattern, confidence in _SURE.items():
        for match in pattern.finditer(text):
            start, end = match.span("value" if "value" in match.groupdict() else 0)
            value = text[start:end]
            before = fold(text[:start])
            offer = _OFFER.search(before) and not _SOMEBODYS.search(text)
            public = offer or _PUBLIC.search(before[-30:])
            dated = (_CODED_DATE if pattern in _WITH_LETTERS else _DATE).search(value)
            empty = not re.search(r"[1-9]", value)
            if not (public or dated or empty or _UNIT.match(text, end)):
                yield Found(start, end, "file_number", confidence)
