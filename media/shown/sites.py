"""What is a site's own: the telephone of its desk or its help line, the address in its foot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from media.shown.labels import ASKED, fold, of_an_office
from media.shown.page import Pages, above
from media.shown.whose import at_an_office, at_home, beside_a_person, called_own, in_a_foot
from media.types import ScreenLine

FIRST = 1.0
"""Seconds: what stands on the first page was not put there in the recording."""

EDGE = 0.2
"""Of the height: the upper and the lower part of the screen in which a site's own words stand."""

ASIDE = 12
"""Pixels: what stands on every page of a site begins at one place."""

_NUMBER = re.compile(r"(?<![\d+])(?:0|(?:\+|00)33\s?\(?0?\)?\s?)[1-589](?:[ .-]?\d\d){4}(?!\d)")
"""A mobile telephone, 06 or 07, is somebody's."""


def site_numbers(pages: Pages, own: Collection[ScreenLine]) -> set[str]:
    """The figures of the landlines that an office's words, the links of a foot or several pages
    show to be the site's, and that nothing anywhere calls somebody's; `own` are lines of which
    their label does."""
    found: dict[str, list[ScreenLine]] = defaultdict(list)
    owned: set[str] = set()
    for line in pages.lines:
        for match in _NUMBER.finditer(line.text):
            key = figures(match.group())
            found[key].append(line)
            if (
                line in own
                or called_own(line.text[: match.start()])
                or beside_a_person(pages, line)
            ):
                owned.add(key)
    return {
        key
        for key, lines in found.items()
        if key not in owned and (on_every_page(pages, lines) or _at_a_desk(pages, lines))
    }


def figures(number: str) -> str:
    """The last nine figures of a number, however it is written."""
    return re.sub(r"\D", "", number)[-9:]


def _at_a_desk(pages: Pages, lines: Sequence[ScreenLine]) -> bool:
    return any(
        of_an_office(line.text)
        or at_an_office(pages, line)
        or in_a_foot(pages, line)
        or _asked_under(pages, line)
        for line in lines
    )


def _asked_under(pages: Pages, line: ScreenLine) -> bool:
    """Whether it stands alone on its line, under "Une question ?"."""
    over = above(line.box, pages.around(line)) if _NUMBER.fullmatch(line.text.strip()) else None
    return over is not None and bool(ASKED.fullmatch(fold(over.text).strip()))


def on_every_page(pages: Pages, lines: Sequence[ScreenLine]) -> bool:
    """Whether it stands at one place before and after another page came, mostly away from people:
    what is somebody's stands with their name."""
    low = (1 - EDGE) * pages.height
    for line in lines:
        there = [one for one in lines if abs(one.box[0] - line.box[0]) <= ASIDE]
        since, until = min(one.start for one in there), max(one.end for one in there)
        framed = all(not EDGE * pages.height < one.box[1] < low for one in there)
        if (framed or since <= FIRST) and pages.turned(since + FIRST, until - FIRST):
            return sum(at_home(pages, one) for one in there) < len(there) / 2
    return False
