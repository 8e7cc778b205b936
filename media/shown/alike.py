"""How much what was heard is like a value: word by word, and in one piece."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from media.shown.labels import fold
from media.shown.shapes import service_address
from media.shown.sights import Sight
from media.sounds import sound

Spoken = tuple[int, int, str]
"""A word of an utterance: where it begins and ends in the text, and the word, folded."""

ALIKE = 78.0
"""Of 100: so alike are a word and what Whisper made of it."""

LEAST = 4
"""Letters, and figures: what is shorter is like too many words."""

LONG_WORD = 6
"""Letters of a word that tells by itself though it is but alike."""

LONG, IN_ONE_PIECE = 7, 72.0
"""Sounds, and of 100: what is as long is like nothing else when all of it is that much alike."""


def words_of(text: str) -> list[Spoken]:
    """The words of the text."""
    return [(m.start(), m.end(), fold(m.group())) for m in re.finditer(r"[\w’'\-]+", text)]


def word_by_word(words: Sequence[Spoken], one: Sight) -> Sequence[int]:
    """The numbers of the words that sound like one of the value's."""
    if service_address(one.text):
        return ()
    like = like_any(words, one)
    if one.kind == "name":
        # By a given name alone people address each other.
        return like if len(like) > 1 else ()
    if one.kind == "address" and len(like) == 1:
        # A street's short word is like many.
        word = words[like[0]][2]
        return like if word in own_words(one) or len(word) >= LONG_WORD else ()
    return like


def like_any(words: Sequence[Spoken], one: Sight) -> list[int]:
    """The numbers of the words that sound like one of the value's."""
    wanted = own_words(one)
    return [
        at
        for at, (_, _, word) in enumerate(words)
        if any(_alike(letters(word), name) for name in wanted)
    ]


def in_one_piece(words: Sequence[Spoken], one: Sight, alike: float = IN_ONE_PIECE) -> Sequence[int]:
    """The numbers of the words that sound like the value together, wherever Whisper cut them."""
    value = sounds(one)
    codes = [sound(letters(word)) for _, _, word in words]
    said = "".join(codes)
    if len(value) < LONG or len(said) < LONG:
        return ()
    found = fuzz.partial_ratio_alignment(value, said, score_cutoff=alike)
    if found is None:
        return ()
    at, like = 0, []
    for number, code in enumerate(codes):
        shared = min(at + len(code), found.dest_end) - max(at, found.dest_start)
        if code and shared >= len(code) / 2:
            like.append(number)
        at += len(code)
    return like


def _alike(word: str, name: str) -> bool:
    return fuzz.ratio(word, name) >= ALIKE or fuzz.ratio(sound(word), sound(name)) >= ALIKE


def letters(word: str) -> str:
    """The word without its signs."""
    return re.sub(r"\W", "", word.replace("œ", "oe"))


def sounds(one: Sight) -> str:
    """How the value sounds, all of it."""
    return "".join(sound(word) for word in re.findall(r"[a-z]+", own(one)))


def own_words(one: Sight) -> list[str]:
    """Those of its words that are like few others."""
    return [word for word in re.findall(r"[a-z]+", own(one)) if len(word) >= LEAST]


def own(one: Sight) -> str:
    """The value's words; of an e-mail address those before the "@", which are the person's."""
    return fold(one.text).split("@")[0] if one.kind == "email" else fold(one.text)
