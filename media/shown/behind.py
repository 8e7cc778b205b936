"""Values that the question for consent lay over, which comes with the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from media.shown.labels import fold
from media.shown.page import Pages
from media.shown.sights import Sight

SOON = 1.0
"""Seconds between a window that goes and the first reading of what lay under it."""

LONGEST = 90.0
"""Seconds for which one may lie there."""

_CONSENT = re.compile(
    r"\b(?:tout (?:refuser|accepter)|(?:accept|reject) all|continuer sans accepter)\b"
)
"""What its buttons say."""


def behind(pages: Pages, sights: Sequence[Sight]) -> Iterator[Sight]:
    """The values that come to light as the question goes, since the page came: dimmed or half
    hidden, they were not read and could be seen."""
    turns = [event.end or event.t for event in pages.events if event.kind == "page"]
    for line in pages.lines:
        if not _CONSENT.search(fold(line.text)):
            continue
        if any(abs(t - line.end) <= SOON for t in turns):
            continue
        since = max((t for t in turns if t < line.end), default=0.0)
        for one in sights:
            if not one.typed and abs(one.start - line.end) <= SOON:
                yield replace(one, start=max(since, line.end - LONGEST), end=one.start)
