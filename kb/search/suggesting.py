"""From the first letters of a question to what a person may open at once.

A search of others is offered only where the index holds all its words: nothing that somebody typed
is shown to others unless it is published anyway.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse

from kb.search.engines import current_index
from kb.search.headings import MIN_LETTERS, Heading, folded_words
from kb.search.index import IndexLost
from kb.search.journal import frequent_searches
from kb.search.moments import Suggestion
from kb.search.selectors import findable_addresses
from kb.search.services import index_heal

logger = logging.getLogger(__name__)

SEARCHES_SHOWN = 2
SEARCHES_READ = 6
STEPS_SHOWN = 2
"""How many steps of one tutorial are suggested at most."""


def suggest(text: str, *, limit: int = 8) -> list[Suggestion]:
    """At most `limit` of what `text` may become, best first; never raises."""
    most = max(0, limit)
    try:
        found = _ask(text, most)
        addresses = findable_addresses([int(heading.document_id) for heading in found])
        typed = folded_words(text)
        titles = {heading.folded for heading in found}
        others = _searches(typed, titles)
        meant = [] if any(one.startswith(typed) for one in titles) or others else _meant(text)
    except Exception:
        logger.exception("The search index cannot be asked for suggestions")
        return []
    own = _opened(found, addresses)[: max(0, most - len(meant) - len(others))]
    return [*meant, *own, *others][:most]


def _meant(text: str) -> list[Suggestion]:
    """« Did you mean », where no title begins as it was typed."""
    corrected = current_index().read(text).corrected
    return [_search("correction", corrected)] if corrected else []


def _searches(typed: str, titles: set[str]) -> list[Suggestion]:
    if len(typed) < MIN_LETTERS:
        return []
    index = current_index()
    return [
        _search("search", one)
        for one in frequent_searches(typed, SEARCHES_READ)
        if folded_words(one) not in titles and index.read(one).known
    ][:SEARCHES_SHOWN]


def _search(kind: Literal["search", "correction"], words: str) -> Suggestion:
    return Suggestion(
        kind=kind, title=words, address=f"{reverse('search:results')}?{urlencode({'q': words})}"
    )


def _opened(found: Iterable[Heading], addresses: Mapping[int, str]) -> list[Suggestion]:
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
    return shown


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
