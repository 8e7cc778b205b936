"""How a French word sounds, as a code: spellings of one sound share it (« inpot », « impôt »)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# In order: the longest spelling of a sound first. Words come folded, without accents.
# 1: in, un · 2: an, en · 3: on · w: oi · u: ou · y: u · c: ch
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?<=..)ements?$", "m2"),
        (r"ph", "f"),
        (r"sch|sh", "ch"),
        (r"(?<=[aeiouy])s(?=[aeiouy])", "z"),
        (r"ss", "S"),
        (r"(?:t|ss?|c)[iy]+(?=on)", "Si"),
        (r"(?:t|ss?)i(?=[eo])", "Si"),
        (r"sc(?=[eiy])|c(?=[eiy])", "s"),
        (r"ge(?=[aou])", "j"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"gn|ni(?=[aeo])", "N"),
        (r"ch", "C"),
        (r"qu|q|ck|c|cqu", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"eau|au", "o"),
        (r"oeu|eu|oe", "E"),
        (r"aill?e?$|aill|ay$", "aL"),
        (r"eill?e?$|eill|ey$", "eL"),
        (r"(?<=[aeou])ill?e?$|ille?$|(?<=.)ill(?=[aeiouy])", "L"),
        (r"oin", "w1"),
        (r"oi|oy", "w"),
        (r"ou|oo", "u_"),
        (r"(?:ain|ein|aim|yn|ym|in|im|un|um)(?![aeiouynm23EL])", "1"),
        (r"i?en$", "1"),
        (r"(?:an|am|en|em)(?![aeiouynm23EL])", "2"),
        (r"(?:on|om)(?![aeiouynm23EL])", "3"),
        (r"ai|ei|ay|ey", "e"),
        (r"y", "i"),
        (r"h", ""),
        (r"(?:ers?|ez|ets?|ees?|es?t)$", "e"),
        (r"S", "s"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)(?:[estdxzp]+|ks)$", ""),
        (r"(?<=.)e(?=.)", "e"),
        (r"(.)\1+", r"\1"),
    )
)


def fold(text: str) -> str:
    """The text in small letters without accents, apostrophes made straight."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'").replace("œ", "oe"))
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The sound code of a folded word, never empty for a word with a letter."""
    code = word
    for pattern, replacement in _RULES:
        code = pattern.sub(replacement, code)
    return code or word


def skeleton(word: str) -> str:
    """The consonants of a word, doubled ones once: what is left of it in a hurried message."""
    kept = re.sub(r"[aeiouyh]", "", word)
    return re.sub(r"(.)\1+", r"\1", kept)


@lru_cache(maxsize=65_536)
def letters(word: str) -> str:
    """A plain code for languages whose sounds are not known here: doubled letters once, no end."""
    return re.sub(r"(?<=..)e$", "", re.sub(r"(.)\1+", r"\1", word))
