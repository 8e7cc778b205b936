"""Search within one tutorial: what is said and written in it, with its place on the time line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from kb.search.analysis import tokens
from kb.search.answers import current_synonyms
from kb.search.engines import current_index
from kb.search.highlight import highlighted
from kb.search.query import ReadQuery, read_query
from kb.search.selectors import findable_tutorial
from kb.search.spelling import Lexicon
from kb.tutorials.published import PublishedStep, PublishedTutorial

logger = logging.getLogger(__name__)

ENOUGH = 0.5
"""The share of what was asked that a place must hold, where any place holds as much."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a tutorial that answer. `start`: seconds of the video; None where they are only
    written. `extract` is safe HTML with `<mark>` around what matches."""

    step: int
    title: str
    start: float | None
    speaker: str | None
    extract: str

    @property
    def address(self) -> str:
        """What follows the address of the tutorial."""
        moment = "" if self.start is None else f"?a={self.start:.2f}"
        return f"{moment}#etape-{self.step}"


@dataclass(frozen=True, slots=True)
class Inside:
    """What was found in a tutorial, in its own order."""

    tutorial: PublishedTutorial
    corrected: str | None = None
    places: tuple[Place, ...] = ()


def find_inside(page_id: int, text: str) -> Inside | None:
    """Where the tutorial answers `text`; None for a tutorial that not everybody may find."""
    tutorial = findable_tutorial(page_id)
    if tutorial is None:
        return None
    inside = Inside(tutorial)
    for query in _readings(text, tutorial):
        inside = Inside(tutorial, query.corrected, _best(tutorial, query))
        if inside.places:
            break
    return inside


def _readings(text: str, tutorial: PublishedTutorial) -> Iterator[ReadQuery]:
    """The question as the whole site's search understands it, then by the words of this tutorial
    alone: « bare » may be a card elsewhere, and a bar here."""
    try:
        yield current_index().read(text)
    except Exception:
        logger.exception("The search index cannot be asked how a question is meant")
    texts = (text for step in tutorial.steps for text in (step.title, step.text, step.transcript))
    words = {
        token.word: one[token.start : token.end].lower() for one in texts for token in tokens(one)
    }
    lexicon = Lexicon((word, written, 1) for word, written in words.items())
    yield read_query(text, lexicon, current_synonyms())


def _best(tutorial: PublishedTutorial, query: ReadQuery) -> tuple[Place, ...]:
    shares = [(_share(query, words), place) for words, place in _places(tutorial, query)]
    least = min(ENOUGH, max((share for share, _place in shares), default=0.0))
    found = [place for share, place in shares if share >= least and share > 0]
    spoken = {place.step for place in found if place.start is not None}
    written: set[int] = set()
    best = []
    for place in reversed(found):
        # The text of a step mostly says what is said in it, and its title what its text says.
        if place.start is not None or place.step not in spoken | written:
            best.append(place)
            written.add(place.step)
    return tuple(reversed(best))


def _places(tutorial: PublishedTutorial, query: ReadQuery) -> Iterator[tuple[str, Place]]:
    for step in tutorial.steps:
        for start, speaker, words in _words(step):
            extract = highlighted(words, query.stems)
            yield words, Place(step.number, step.title, start, speaker, extract)


def _words(step: PublishedStep) -> Iterator[tuple[float | None, str | None, str]]:
    """What is written in a step, then what is said, each with its time and its speaker."""
    yield None, None, step.title
    if step.text:
        yield None, None, step.text
    for line in step.lines:
        yield line.start, line.speaker, line.text


def _share(query: ReadQuery, words: str) -> float:
    """How much of the question `words` hold."""
    held = {token.stem for token in tokens(words)}
    found = sum(
        any(held.issuperset(alternative.stems) for alternative in concept.alternatives)
        for concept in query.concepts
    )
    return found / len(query.concepts) if query.concepts else 0.0
