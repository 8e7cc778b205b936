"""The seam: what every search index does, whatever engine is behind it.

An index holds tutorials and finds them by the words of a question. It knows nothing of pages or of
who may see what: `kb.search.services` gives it what everybody may read, and `kb.search.finding`
asks the rows again before anything is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kb.search.documents import TutorialDocument
from kb.search.headings import Heading
from kb.search.query import ReadQuery
from kb.search.synonyms import Synonyms


class IndexLost(Exception):
    """The index is missing, broken or of another version: build it again."""


class IndexDown(Exception):
    """The index does not answer; it may do so again by itself."""


@dataclass(frozen=True, slots=True)
class IndexContext:
    """What an index works with. `path` None: in memory, for this process only. `synonyms` gives
    those of the moment, the same object as long as they are the same."""

    path: Path | None
    synonyms: Callable[[], Synonyms]
    window: int = 60
    """How many candidates of the first stage are ranked again, word by word."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must be, besides matching; an empty field asks for nothing."""

    service: str = ""
    skill: str = ""
    level: str = ""
    device: str = ""


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class StepHit:
    """A step that matches; number 0 is the tutorial as a whole."""

    number: int
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A tutorial that matches, with its matching steps, best first (always at least one)."""

    document: TutorialDocument
    score: float
    steps: tuple[StepHit, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives: how the question was understood, and the hits, best first."""

    query: ReadQuery
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """What an index says of itself."""

    ok: bool
    documents: int
    steps: int
    detail: str = ""
    down: bool = False
    """It does not answer now, and is not known to be lost."""


class MomentIndex(Protocol):
    """A search index. Every method may raise IndexLost; `rebuild` is the cure. One on a server may
    raise IndexDown too."""

    def put(self, document: TutorialDocument) -> None:
        """Adds a tutorial, or replaces the one of the same id."""

    def remove(self, document_id: str) -> None:
        """Takes a tutorial out; one that is not there is no error."""

    def search(
        self, text: str, *, limit: int = 20, filters: Filters = NO_FILTERS, exact: bool = False
    ) -> Found:
        """At most `limit` tutorials that match any word of `text`, best first. Any text will do.

        `exact`: the words as they were typed, none corrected.
        """

    def read(self, text: str) -> ReadQuery:
        """How a question is understood, without searching for it."""

    def suggest(self, text: str, *, limit: int = 8) -> tuple[Heading, ...]:
        """At most `limit` titles of tutorials and steps that what was typed so far may become."""

    def rebuild(self, documents: Iterable[TutorialDocument]) -> None:
        """Holds exactly `documents`, and what changed meanwhile. Searches see the old state, then
        the new one."""

    def stamps(self) -> Mapping[str, str]:
        """The stamp of every tutorial held, by id."""

    def health(self) -> Health:
        """Whether the index works and what it holds; never raises."""
