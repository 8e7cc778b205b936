"""Different words for the same thing, used when a question is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from kb.search.analysis import is_stop_word, tokens
from kb.search.lists import word_list

Phrase = tuple[str, ...]
LONGEST = 4
"""The most words in a phrase that is looked up."""


class Synonyms:
    """Groups of phrases. A phrase is the stems of its words, without those that say nothing."""

    def __init__(self, groups: Iterable[str]) -> None:
        self._others: dict[Phrase, dict[Phrase, None]] = defaultdict(dict)
        self.words: dict[str, str] = {}
        """Every folded word of the groups, with the word as it is written there."""
        for group in groups:
            self._add([self._phrase(form) for form in group.split(",")])

    def of(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The other forms of a phrase, in the order of the list; none where it is in no group."""
        return tuple(self._others.get(phrase, ()))

    def _phrase(self, form: str) -> Phrase:
        found = tokens(form)
        self.words.update((token.word, form[token.start : token.end].lower()) for token in found)
        return tuple(token.stem for token in found if not is_stop_word(token.word))

    def _add(self, phrases: list[Phrase]) -> None:
        for phrase in phrases:
            for other in phrases:
                if phrase and other and other != phrase:
                    self._others[phrase][other] = None


SHIPPED = "synonyms_fr.txt"


@cache
def shipped_synonyms() -> Synonyms:
    """The synonyms that come with search."""
    return Synonyms(word_list(SHIPPED))
