"""Names of people, where the words around say that one comes, and passwords said aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

from media.personal.passage import Found, Passage, plain
from media.personal.spoken_numbers import WORDS

_CAPITAL = r"[A-ZÀ-ÝŒ][\wÀ-ÿŒœ’'\-]*"
_PARTICLE = r"(?:de|du|des|le|la|d[’']|el|ben|bin|van|von|da|dos)"
PROPER = rf"{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+)?{_CAPITAL}){{0,3}}"
_RELATIVES = (
    "fils|fille|mari|femme|m[èe]re|p[èe]re|fr[èe]re|s(?:œ|oe)ur|petit[ -]fils|petite[ -]fille|"
    "conjointe?|compagnon|compagne|amie?|voisine?|m[ée]decin"
)
_INTRODUCED = re.compile(
    rf"(?:je\s+m[’']appelle|(?:mon|ma|votre|son|sa)\s+(?:{_RELATIVES})\s+s[’']appelle|"
    r"au\s+nom\s+de|de\s+la\s+part\s+de|"
    r"(?:mon|son|votre)\s+(?:nom|pr[ée]nom)(?:\s+de\s+(?:famille|jeune\s+fille|naissance))?"
    r"\s*,?\s*(?:c[’']est|est|:)|(?:nom|pr[ée]nom)\s*:|"
    r"je\s+suis\s+(?=(?:monsieur|madame|mademoiselle|m\.|mme)\s))\s*,?\s*",
    re.I,
)
_SURE = re.compile(r"appelle|c[’']est|nom\s+de\b", re.I)
_TITLED = re.compile(
    r"\b(?:[Mm]onsieur|[Mm]adame|[Mm]ademoiselle|M\.|Mme|Mlle|MM\.)\s+"
    rf"(?P<name>(?:[Dd][’'])?{PROPER})"
)
_PRESENTED = re.compile(
    r"(?:c[’']est|je suis|moi|nom de|au nom d\w|appelle|pour|[àa]|de|chez)\s*,?\s*$", re.I
)
ADDRESSED = 0.4
"""How sure it is that a surname by which people are addressed or spoken of is to be hidden: it is
in texts, and is not bleeped."""

_LOWER = re.compile(r"(?P<name>[\wÀ-ÿ’'\-]{3,}(?:\s+[\wÀ-ÿ’'\-]{3,})?)")
_SPELT = re.compile(
    r"(?<![\wÀ-ÿ’'])(?:[A-Za-zÀ-ÿ](?:\s*,\s*|\s+|\s*-\s*|\.\s*)){2,}[A-Za-zÀ-ÿ](?![\wÀ-ÿ’'])"
)
_SPELLING = re.compile(
    r"[ée]pel\w+|s[’']?[ée]cri[ts]\b|m[’']appelle|lettre par lettre|\b(?:nom|pr[ée]nom)\b"
    r"(?! (?:du |de |d[’'])(?:fichier|dossier|document|site|la page))"
)
_ASKED = re.compile(
    r"(?:(?:votre|ton|quel est (?:votre|le)) (?:nom|pr[ée]nom)"
    r"(?: de famille| de naissance| de jeune fille)?|comment vous (?:vous )?appelez[^.!]{0,10})"
    r"\s*[?.]?\s*$"
)
_ANSWERED = re.compile(
    r"(?:\b(?:votre|ton|quel(?:le)? est (?:votre|le|son)|son|leur)\s+(?:nom|pr[ée]nom)"
    r"(?:\s+de\s+(?:famille|naissance|jeune\s+fille))?|vous (?:vous )?appelez(?:[- ]vous)?)"
    rf"\s*[?.,]?\s+(?P<name>{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}})\s*[.,!?]",
    re.I,
)
_PASSWORD = re.compile(
    r"mot de passe,?\s*(?:c[’']est|est|:)\s*,?\s*[«\"]?\s*"
    r"(?P<value>[^\s,;\"»]*\d(?:[^\s,;\"»]*[^\s,;\"».?!])?|"
    rf"[^\s,;\"».]+(?:[\s,\-]+(?:\d+|{'|'.join(WORDS)})\b)+)",
    re.I,
)
OTHER_WORDS = """
pas plus que quoi comment qui bien très juste celui celle ceux important bon votre mon son
obligatoire facile toujours aussi encore déjà tout toute là ici donc alors comme dans sur avec pour
une des les ses mes vos nos leur cette ces lui elle vous nous ils elles mais dont écrit bonjour
merci oui non voilà monsieur madame mademoiselle faux vrai trop long court famille jeune affiché
visible marqué indiqué demandé bouton page site dossier ouvert plutôt normal pareil sécurité
société service mairie caf ameli
"""
STOP = frozenset(OTHER_WORDS.split())
CAPITALISED_WORDS = """
Le La Les Bonjour Oui Non Et Je Vous Alors Merci Voilà C'est Madame Monsieur Mademoiselle
"""
NOT_NAMES = frozenset(CAPITALISED_WORDS.split())
ANSWERS = """
oui non voila parfait exactement accord bien tres merci attendez ensuite alors bon ok super apres la
puis maintenant ca c'est donc et ici juste mais comme pour dans en ah oh euh hop allez tout je vous
il elle on ils d'accord bravo exact moment pardon quoi comment pourquoi
"""
NOT_ANSWERS = frozenset(ANSWERS.split())
"""How one goes on after a question for a name that was none."""

ARTICLES = frozenset({"Le", "La"})


def find(passage: Passage) -> Iterator[Found]:
    """The names and passwords that the words around give away."""
    text = passage.text
    for match in _INTRODUCED.finditer(text):
        yield from _name_at(text, match.end(), sure=bool(_SURE.search(match.group())))
    for match in _TITLED.finditer(text):
        if is_name(match.group("name")):
            said = _PRESENTED.search(text[max(0, match.start() - 24) : match.start()])
            sure = 0.8 if said else ADDRESSED
            yield Found(match.start("name"), match.end("name"), "name", sure)
    for match in _SPELT.finditer(text):
        if _SPELLING.search(passage.before(match.start(), lines=6)):
            yield Found(match.start(), match.end(), "name", 0.7)
    for match in _PASSWORD.finditer(text):
        yield Found(match.start("value"), match.end("value"), "password", 0.8)
    for match in _ANSWERED.finditer(text):
        if _may_answer(match.group("name")):
            yield Found(match.start("name"), match.end("name"), "name", 0.6)
    yield from _answer(passage)


def _may_answer(name: str) -> bool:
    """Whether the words are capitalised, and none is one that goes on with something else."""
    words = name.split()
    return all(
        word[0].isupper()
        and plain(word) not in NOT_ANSWERS
        and plain(word) not in STOP
        and not word.endswith("ez")
        for word in words
    )


def is_name(words: str) -> bool:
    """Whether capitalised words may be a name: "Le Goff" may, "Le" or "Bonjour Marie" not."""
    first, _, rest = words.partition(" ")
    return first not in NOT_NAMES or (first in ARTICLES and rest != "")


def _name_at(text: str, position: int, *, sure: bool) -> Iterator[Found]:
    """The name that begins there: capitals, or a plain word or two where Whisper wrote none."""
    title = re.compile(r"(?:monsieur|madame|mademoiselle|m\.|mme|mlle)\s+", re.I).match(
        text, position
    )
    position = title.end() if title else position
    proper = re.compile(PROPER).match(text, position)
    if proper and is_name(proper.group()):
        yield Found(position, proper.end(), "name", 0.9)
        return
    lower = _LOWER.match(text, position) if sure and not proper else None
    words = lower.group("name").split() if lower else []
    if words and words[0].casefold() not in STOP:
        taken = words if len(words) == 2 and words[1].casefold() not in STOP else words[:1]
        end = position + text[position:].index(taken[-1], len(taken[0]) if len(taken) > 1 else 0)
        yield Found(position, end + len(taken[-1]), "name", 0.6)


def _answer(passage: Passage) -> Iterator[Found]:
    """A line of one to three capitalised words after a question for the name."""
    for match in re.finditer(rf"^\s*(?P<name>{PROPER})\s*[.!]?\s*$", passage.text, re.M):
        name = match.group("name")
        heard = passage.heard_before(match.start("name")).casefold().strip()
        if _ASKED.search(heard) and len(name.split()) <= 3 and name not in NOT_NAMES:
            yield Found(match.start("name"), match.end("name"), "name", 0.7)
