"""Names of people on a page: by their shape, by given names, and by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rapidfuzz import fuzz

from media.shown.labels import fold

ALIKE = 80.0
"""Of 100: so alike are two readings of one name."""

FAMILY_FIRST = 2
"""Words of a line that is but a name, the family's first."""

_THINGS = """
rose violette marguerite iris olive jasmin capucine cesar eglantine gervais pierrot swan clovis
lazare nazaire brieuc
"""
THINGS = frozenset(_THINGS.split())
"""Given names after which houses, goods and places are called as well: "Gîte Marguerite"."""

FIRST_OF_TWO = frozenset({"jean", "marie", "anne"})
"""Given names that make another with what follows a hyphen, be it one by itself or not."""

_PART = r"(?:[^\W\d_a-zà-ÿ]*[a-zà-ÿœ]+|[^\W\d_a-zà-ÿ]+)"
_TOKEN = re.compile(rf"{_PART}(?:['’\-]{_PART})*\.?")
"""A word. "FavorisFarid" is two, which stand apart in the picture."""

PARTICLES = frozenset({"de", "du", "des", "le", "la", "el", "ben", "van", "von", "da", "dos", "d"})

TITLES = frozenset({"mme", "mme.", "madame", "m.", "mr", "monsieur", "mlle", "mademoiselle"})
_BEFORE = """
st ste dr docteur pr professeur maitre me rue avenue boulevard place square quai pont allee
chemin ecole college lycee universite institut groupe creche hopital clinique centre cabinet ehpad
pharmacie maison residence espace mediatheque bibliotheque gymnase piscine stade salle theatre
cinema fondation garage boulangerie restaurant hotel librairie villa gite domaine chateau chapelle
saint sainte laverie jardinerie epicerie supermarche superette tabac kiosque camping parking gare
ferme cafe brasserie pizzeria quincaillerie mercerie bijouterie cordonnerie pressing boutique
"""
BEFORE_OTHERS = frozenset(_BEFORE.split())
"""Before the name of a doctor, who is found in lists, or of what is called after somebody."""


_DATA = Path(__file__).parents[1] / "data"


def _words(name: str) -> frozenset[str]:
    """The words of a file of data, folded; lines with "#" are comments."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(fold(word) for line in lines if line[:1] != "#" for word in line.split())


GIVEN_NAMES = _words("given_names.fr.txt")
NOT_NAMES = _words("page_words.fr.txt")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known: the words of their name, folded."""

    words: tuple[str, ...]

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the text names them: all their words, in either order, side by side; or the first
        letter for the given name, "O. Rabourdin"."""
        tokens = [
            (match.start(), match.end(), fold(match.group()))
            for match in re.finditer(r"[^\W\d_]+", text)
        ]
        wanted = [word for name in self.words for word in re.split(r"[^\w]+", name) if word]
        size = len(wanted)
        for at in range(len(tokens) - size + 1):
            part = tokens[at : at + size]
            if _same([word for _, _, word in part], wanted):
                yield part[0][0], part[-1][1]
        given = {name[0] for name in self.words if is_given(name)}
        families = [name for name in self.words if not is_given(name)]
        for one, two in pairwise(tokens):
            for (at, end, letter), (_, _, name) in ((one, two), (two, one)):
                short = letter in given and text[at].isupper() and text[end : end + 1] == "."
                if short and any(_alike(name, family) for family in families):
                    yield one[0], max(two[1], end + 1)


def _same(words: list[str], wanted: list[str]) -> bool:
    orders = (words, [*words[1:], words[0]], [words[-1], *words[:-1]])
    return any(all(map(_alike, order, wanted)) for order in orders)


def _alike(word: str, name: str) -> bool:
    return word == name or fuzz.ratio(word, name) >= ALIKE


def is_given(word: str) -> bool:
    """Whether the word is a given name, double ones ("Jean-Pierre") included."""
    plain = fold(word).rstrip(".")
    first, *others = plain.split("-")
    double = bool(others) and (first in FIRST_OF_TWO or GIVEN_NAMES.issuperset((first, *others)))
    return plain in GIVEN_NAMES or double


def full_names(text: str) -> Iterator[tuple[int, int]]:
    """Where the text has a given name and a family name, in either order."""
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens) - 1:
        size = _full_name(text, tokens[at:])
        if size:
            yield tokens[at].start(), tokens[at + size - 1].end()
        at += size or 1


def _full_name(text: str, tokens: list[re.Match[str]]) -> int:
    """How many of the first tokens are a full name; 0 where they are none."""
    words = [token.group() for token in tokens[:5]]
    if not _capital(words[0]):
        return 0
    size = 1
    while size < len(words) and size < 4 and _joined(text, tokens, size):
        if fold(words[size]) in PARTICLES and size + 1 < len(words) and _capital(words[size + 1]):
            size += 2
        elif _capital(words[size]) and fold(words[size]) not in NOT_NAMES:
            size += 1
        elif re.fullmatch(r"[A-ZÀ-Ý]\.", words[size]) and is_given(words[0]):
            size += 1
            break
        else:
            break
    if size == 1:
        return 0
    first, last = words[0], words[size - 1]
    if size == FAMILY_FIRST and text.split() == words and _family_first(first, last):
        return size
    if is_given(first):
        return size
    others = NOT_NAMES | BEFORE_OTHERS
    if first.isupper() and fold(first) not in others and is_given(last):
        return size
    return 0


def _family_first(first: str, last: str) -> bool:
    """Whether these, alone on a line, are a family and a given name: "Teixeira Rosa"."""
    others = NOT_NAMES | BEFORE_OTHERS
    return is_given(last) and fold(last) not in THINGS and fold(first) not in others


def _joined(text: str, tokens: list[re.Match[str]], size: int) -> bool:
    return text[tokens[size - 1].end() : tokens[size].start()] in {" ", "_"}


def _capital(word: str) -> bool:
    return word[:1].isupper() and len(word) > 1


def shaped_like_a_name(text: str) -> bool:
    """Whether the whole text is two or three capitalised words, none of them a page's word."""
    words = text.split()
    return 2 <= len(words) <= 3 and all(
        _TOKEN.fullmatch(word) and _capital(word) and fold(word).rstrip(".") not in NOT_NAMES
        for word in words
    )


def of_another(text: str, start: int) -> bool:
    """Whether the name at `start` is a doctor's, or that of a school, a street, a shop."""
    before = re.search(r"([^\W\d_]+)\.?\s*$", fold(text[:start]))
    return before is not None and before[1] in BEFORE_OTHERS
