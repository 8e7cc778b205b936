"""Suggestions while one types: titles whose words begin as what was typed so far.

Each title of a tutorial or a step is a heading. The words that are finished must be there in any
form, the last one as a beginning; one that no heading knows is taken for what it is most like.
An index finds headings; what is asked of it, and what order they come in, is said here. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from kb.search.analysis import Token, fold, is_stop_word, tokens
from kb.search.documents import TutorialDocument

MIN_LETTERS = 2
MAX_WORDS = 12
LOOKED_AT = 400
"""Headings that are ranked at most: two letters match more than any list shows."""

Correct = Callable[[str, bool], Iterable[str]]
"""What an unknown word may stand for; True: it is only the beginning of a word."""

Wanted = tuple[tuple[str, ...], ...]
"""For each word that matters, beginnings of which one must be there."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a tutorial (`number` 0) or of one of its steps; `folded`: its folded words."""

    document_id: str
    number: int
    title: str
    tutorial: str
    folded: str


@dataclass(frozen=True, slots=True)
class HeadingFinder:
    """How an index is asked: headings that begin with a text, and those with the wanted words."""

    beginning: Callable[[str, int], Collection[Heading]]
    matching: Callable[[Wanted], Collection[Heading]]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word of what was typed; `open`: perhaps not finished."""

    token: Token
    open: bool


def headings_of(document: TutorialDocument) -> list[tuple[int, str, str, str]]:
    """(number, title, folded title, words to find it by) of a tutorial and of each of its steps."""
    own = [(0, document.title, f"{document.title} {document.service}")]
    own += [(step.number, step.title, step.title) for step in document.steps]
    return [(number, title, folded_words(title), folded_words(by)) for number, title, by in own]


def folded_words(text: str) -> str:
    """The folded words of `text`, with a space between them."""
    return " ".join(token.word for token in tokens(fold(text)))


def suggested(text: str, *, limit: int, find: HeadingFinder, correct: Correct) -> list[Heading]:
    """At most `limit` headings that what was typed may become, best first."""
    typed = _typed(text)
    if sum(len(word.token.word) for word in typed) < MIN_LETTERS:
        return []
    wanted = folded_words(text)
    found = {*find.beginning(wanted, 4 * limit), *find.matching(_wanted(typed))}
    if len(found) < limit:
        corrected = _wanted(typed, correct)
        found.update(find.matching(corrected))
        if not found and len(corrected) > 1:
            # One of the words is in the way: each is left out once.
            for place in range(len(corrected)):
                found.update(find.matching(corrected[:place] + corrected[place + 1 :]))
    words = [word.token.word for word in typed if not is_stop_word(word.token.word)]
    return sorted(found, key=lambda heading: _order(heading, wanted, words))[:limit]


def _typed(text: str) -> list[_Typed]:
    found = tokens(text)[:MAX_WORDS]
    unfinished = bool(text) and text[-1].isalnum()
    return [
        _Typed(token, open=unfinished and token is found[-1] and token.end >= len(text))
        for token in found
    ]


def _wanted(typed: list[_Typed], correct: Correct | None = None) -> Wanted:
    telling = [word for word in typed if word.open or not is_stop_word(word.token.word)]
    # A single letter at the end says nothing yet, and may be an article (« d’ »).
    telling = [word for word in telling if len(word.token.word) > 1] or telling or typed
    return tuple(_beginnings(word, correct) for word in telling)


def _beginnings(word: _Typed, correct: Correct | None) -> tuple[str, ...]:
    token = word.token
    stem = token.stem if token.word.startswith(token.stem) and len(token.stem) > 2 else token.word
    own = token.word if word.open else stem
    instead = correct(token.word, word.open) if correct else ()
    return tuple(dict.fromkeys([own, *instead]))


def _order(heading: Heading, wanted: str, words: list[str]) -> tuple[float, int, str, str, int]:
    """What begins as typed comes first, then tutorials before steps, then the shorter."""
    own = heading.folded.split()
    held = sum(any(one.startswith(word) for one in own) for word in words)
    missing = (len(words) - held) / len(words) if words else 0.0
    far = 2 * (not heading.folded.startswith(wanted)) + 3 * missing + (heading.number > 0)
    return (far, len(heading.title), heading.title, heading.document_id, heading.number)
