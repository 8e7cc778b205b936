"""Words that a person put right, with times: those that stay keep theirs, others share a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from media.types import Utterance, Word

_WORD = re.compile(r"\[[^\]]*\]\S*|\S+")
"""A label such as "[numéro de téléphone]" is one word, as it is where it was masked."""


def retimed(said: Utterance, text: str) -> Utterance:
    """The utterance with another text, each of its words with a time.

    Words that are the same, capitals and punctuation aside, keep their times; a run of others takes
    the time of the run that it replaces, by length. Without times of words there are none after.
    """
    text = " ".join(text.split())
    if not said.words or not text:
        return replace(said, text=text, words=())
    old, new = said.words, _WORD.findall(text)
    same = SequenceMatcher(None, [_key(w.text) for w in old], [_key(w) for w in new], False)
    words: list[Word] = []
    for deed, i, j, k, n in same.get_opcodes():
        if deed == "equal":
            pairs = zip(old[i:j], new[k:n], strict=True)
            words += [replace(word, text=right) for word, right in pairs]
        else:
            words += _shared(new[k:n], *_gap(said, i, j))
    return replace(said, text=text, words=tuple(words))


def differences(heard: str, text: str) -> Iterator[tuple[str, str]]:
    """What was heard and what it is, for each run of words that was put right."""
    old, new = heard.split(), text.split()
    same = SequenceMatcher(None, [_key(word) for word in old], [_key(word) for word in new], False)
    for deed, i, j, k, n in same.get_opcodes():
        if deed == "replace":
            yield _bare(old[i:j]), _bare(new[k:n])


def _gap(said: Utterance, i: int, j: int) -> tuple[float, float]:
    """The time of the words `i` to `j`; where there is none, that between the words around."""
    if i < j:
        return said.words[i].start, said.words[j - 1].end
    before = said.words[i - 1].end if i else said.start
    after = said.words[i].start if i < len(said.words) else said.end
    return before, max(before, after)


def _shared(words: list[str], start: float, end: float) -> Iterator[Word]:
    """The words one after the other in the span, the longer ones longer."""
    total = sum(len(word) for word in words)
    at = start
    for word in words:
        after = min(end, at + (end - start) * len(word) / total)
        yield Word(at, after, word)
        at = after


def _bare(words: list[str]) -> str:
    return " ".join(words).strip(' .,;:!?…«»"()')


def _key(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum()) or word
