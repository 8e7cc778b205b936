"""What somebody says right before a value is typed: the value itself, or a remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz import fuzz

from media.language import language
from media.lexicon import lexicon
from media.personal.spoken_numbers import digits, runs
from media.shown.alike import letters, like_any, own, own_words, words_of
from media.shown.people import is_given
from media.shown.sights import Sight
from media.sounds import sound
from media.types import Utterance

ANSWER = 3.0
"""Seconds before its first letter in which what is typed has just been said."""

UNDERSTOOD, SENTENCE = 0.65, 4
"""The probability from which on a word is what was said, and words that are more than a value."""

MOSTLY, UNLIKE = 0.7, 35.0
"""The share of words surely understood, where the others are but so much like the value, of 100;
what was made of a name is 40 and more."""

ARTICLE = "1"
"""What "un" stands for as a figure."""

AT_ONCE = 0.3
"""Seconds after its first letter in which that may still begin."""

_IN_WORDS = frozenset({"name", "address", "phone", "card"})
"""What no sentence of usual words tells: names, and numbers of figures alone."""

_YES = frozenset({"oui", "non", "voila", "d'accord", "ok", "bon", "ben", "ah", "euh", "et", "hop"})
"""Of these alone no value consists."""


def is_answer(said: Utterance, one: Sight) -> bool:
    """Whether the learner says something right before the value is typed."""
    if not one.typed or said.voice != "learner" or said.text.endswith("?"):
        return False
    tells = {word for _, _, word in words_of(said.text)} - _YES
    begun, _done = one.typed
    return bool(tells) and said.end >= begun - ANSWER and said.start <= begun + AT_ONCE


def tells_other(said: Utterance, one: Sight) -> bool:
    """Whether it was surely understood, but for a little that is nothing like the value, and no
    word is a name, a number, spelt or like the value's: "c'est moi, je mets le prénom en premier".
    Of a word put right nobody is sure."""
    sure = [word for word in said.words if UNDERSTOOD <= word.probability < 1.0]
    doubted = [word.text for word in said.words if word not in sure]
    if one.kind not in _IN_WORDS or len(sure) < max(SENTENCE, MOSTLY * len(said.words)):
        return False
    if doubted and not (_one_word(doubted, one) or _unlike(" ".join(doubted), one)):
        return False
    words, french = words_of(said.text), lexicon(language("fr"))
    number = any(digits(run) != ARTICLE for run in runs(said.text))
    spelt = any(len(a) == len(b) == 1 for (_, _, a), (_, _, b) in pairwise(words))
    capital = any(said.text[start].isupper() for start, _, _ in words[1:])
    named = capital or any(is_given(word) for _, _, word in words[:1])
    return not (number or spelt or named or french.strange(said.text) or like_any(words, one))


def _one_word(doubted: Sequence[str], one: Sight) -> bool:
    """Whether one word alone is doubted, which tells but two figures of a long number."""
    return one.kind in {"phone", "card"} and len(doubted) == 1


def _unlike(text: str, one: Sight) -> bool:
    """Whether the words sound like nothing of the value, however they were misheard."""
    said = "".join(sound(letters(word)) for _, _, word in words_of(text))
    names = [sound(word) for word in re.findall(r"[a-z]+", own(one))]
    return bool(own_words(one)) and all(fuzz.partial_ratio(name, said) < UNLIKE for name in names)
