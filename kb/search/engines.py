"""Which index is in use: the one place that names the implementations."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings

from kb.search.embedded import EmbeddedIndex
from kb.search.index import IndexContext, MomentIndex
from kb.search.synonyms import Synonyms, shipped_synonyms

INDEXES: dict[str, Callable[[IndexContext], MomentIndex]] = {"embedded": EmbeddedIndex}


def index_of(
    name: str, path: Path | None, synonyms: Callable[[], Synonyms] = shipped_synonyms
) -> MomentIndex:
    """An index by its name, kept at `path`, or in memory."""
    return INDEXES[name](IndexContext(path=path, synonyms=synonyms))


def current_index() -> MomentIndex:
    """The index that the settings ask for."""
    return _kept(settings.KB_SEARCH_INDEX, Path(settings.KB_VAR) / "search.sqlite3")


@cache
def _kept(name: str, path: Path) -> MomentIndex:
    # Django imports this module before the models may be.
    from kb.search.answers import current_synonyms

    return index_of(name, path, current_synonyms)
