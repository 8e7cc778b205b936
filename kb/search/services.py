"""What changes the index. The rows are the truth; the index can always be made again from them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from filelock import FileLock

from kb.search.engines import current_index
from kb.search.index import IndexLost
from kb.search.selectors import findable_document, findable_documents, findable_stamps

logger = logging.getLogger(__name__)

_REBUILD_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a sweep had to do."""

    put: int = 0
    removed: int = 0
    rebuilt: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Ids of tutorials: `stale` are not in the index as they are now; `gone` nobody may find."""

    stale: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stale or self.gone)


def tutorial_index(*, page_id: int) -> None:
    """Puts one tutorial into the index as it is now, or takes it out where nobody may find it."""

    def change() -> None:
        document = findable_document(page_id)
        if document is None:
            current_index().remove(str(page_id))
        else:
            current_index().put(document)

    _healing(change)


def index_rebuild() -> None:
    """Builds the index again from the live tutorials; searches go on meanwhile."""
    with _rebuilding():
        current_index().rebuild(findable_documents())


def index_heal() -> None:
    """Builds a lost index again; of several processes that notice it, one does it."""
    with _rebuilding():
        if not current_index().health().ok:
            logger.warning("The search index is lost or of another version: building it again")
            current_index().rebuild(findable_documents())


def index_compare() -> Difference:
    """What the index holds beside what may be found; raises IndexLost where there is no index."""
    held, findable = current_index().stamps(), findable_stamps()
    return Difference(
        stale=tuple(one for one, stamp in findable.items() if held.get(one) != stamp),
        gone=tuple(one for one in held if one not in findable),
    )


def index_repair() -> Repaired:
    """Makes the index hold what may be found, where a change was missed; says what that took."""
    try:
        missed = index_compare()
    except IndexLost:
        index_heal()
        return Repaired(rebuilt=True)
    for one in missed.stale:
        tutorial_index(page_id=int(one))
    for one in missed.gone:
        tutorial_index(page_id=int(one))
    if missed:
        changes = len(missed.stale) + len(missed.gone)
        logger.info("The search index missed %d changes, now made", changes)
    return Repaired(put=len(missed.stale), removed=len(missed.gone))


def _healing(change: Callable[[], None]) -> None:
    """Makes a change; a lost index is built again instead, and then holds the change as well."""
    try:
        change()
    except IndexLost:
        index_heal()


def _rebuilding() -> FileLock:
    Path(settings.KB_VAR).mkdir(parents=True, exist_ok=True)
    return FileLock(Path(settings.KB_VAR) / "search.rebuild.lock", timeout=_REBUILD_SECONDS)
