"""Find the step. The public face: everything else here is the app's own business."""

from __future__ import annotations

from kb.search.index import NO_FILTERS, Filters
from kb.search.moments import Moment, Results

__all__ = ["Moment", "Results", "find", "help_asked", "rebuild", "search"]


def search(query: str, *, limit: int = 20) -> list[Moment]:
    """At most `limit` moments of live tutorials that answer `query`, best first; never raises."""
    return list(find(query, limit=limit).moments)


def find(
    query: str, *, limit: int = 20, exact: bool = False, filters: Filters = NO_FILTERS
) -> Results:
    """The same, with how the question was understood. `exact`: no word is corrected."""
    # Django imports this package before the models may be.
    from kb.search import finding

    return finding.find(query, limit=limit, exact=exact, filters=filters)


def help_asked(query: str) -> None:
    """Counts that somebody asked a person about what they had searched for; never raises."""
    from kb.search import journal

    journal.help_note(query)


def rebuild() -> None:
    """Builds the index again from the live tutorials; searches go on meanwhile."""
    from kb.search import services

    services.index_rebuild()
