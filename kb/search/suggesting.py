"""From the first letters of a question to what a person may open at once."""

from __future__ import annotations

import logging

from kb.search.engines import current_index
from kb.search.headings import Heading
from kb.search.index import IndexLost
from kb.search.moments import Suggestion
from kb.search.selectors import findable_addresses
from kb.search.services import index_heal

logger = logging.getLogger(__name__)

STEPS_SHOWN = 2
"""How many steps of one tutorial are suggested at most."""


def suggest(text: str, *, limit: int = 8) -> list[Suggestion]:
    """At most `limit` tutorials and steps that `text` may become, best first; never raises."""
    try:
        found = _ask(text, limit)
        addresses = findable_addresses([int(heading.document_id) for heading in found])
    except Exception:
        logger.exception("The search index cannot be asked for suggestions")
        return []
    shown: list[Suggestion] = []
    steps: dict[str, int] = {}
    for heading in found:
        address = addresses.get(int(heading.document_id))
        if address is None:
            continue
        if heading.number:
            steps[heading.document_id] = steps.get(heading.document_id, 0) + 1
        if steps.get(heading.document_id, 0) <= STEPS_SHOWN:
            shown.append(_suggestion(heading, address))
    return shown[: max(0, limit)]


def _ask(text: str, limit: int) -> tuple[Heading, ...]:
    try:
        return current_index().suggest(text, limit=2 * max(0, limit))
    except IndexLost:
        index_heal()
        return current_index().suggest(text, limit=2 * max(0, limit))


def _suggestion(heading: Heading, address: str) -> Suggestion:
    step = heading.number
    return Suggestion(
        kind="step" if step else "tutorial",
        title=heading.title,
        tutorial=heading.tutorial,
        number=step,
        address=f"{address}#etape-{step}" if step else address,
    )
