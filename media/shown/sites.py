"""What is a site's own: the telephone of its desk or its help line, the address in its foot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence

from media.personal import addresses, alone
from media.shown.labels import ASKED, fold, of_an_office
from media.shown.page import FIRST, Pages, above, left_of
from media.shown.sights import holds
from media.shown.whose import (
    among_homes,
    at_an_office,
    at_home,
    beside_a_person,
    called_own,
    in_a_foot,
    names_somebody,
)
from media.types import ScreenLine

LATE = 2.0
"""Seconds by which a line may be read before its page goes or after it comes."""

EDGE = 0.2
"""Of the height: the upper and the lower part of the screen in which a site's own words stand."""

ASIDE = 12
"""Pixels: what stands on every page of a site begins at one place."""

_NUMBER = re.compile(r"(?<![\d+])(?:0|(?:\+|00)33\s?\(?0?\)?\s?)[1-589](?:[ .-]?\d\d){4}(?!\d)")
"""A mobile telephone, 06 or 07, is somebody's."""

_AWAY = re.compile(r"[^\w]{1,4}(?:a )?\d+(?:[.,]\d+)? ?k?m\b(?! d)")
_ACCOUNT = re.compile(
    r"\bligne|\bbox\b|fixe|profil|recapitulatif|\bm(?:es|on|a)\b|\bvo(?:s|tre)\b|"
    r"^(?:numero de )?contact$"
)
_TELEPHONY = re.compile(r"\bfibre\b|\bforfaits?\b|livebox|freebox|\bbox\b|\bma ligne|\boperateur")
_FOR_SALE = re.compile(r"\ba vendre\b|\bvends\b|annonce|vendeur|particulier")


def site_numbers(pages: Pages, own: Collection[ScreenLine]) -> set[str]:
    """The figures of the landlines that an office's words, the links of a foot or several pages
    show to be the site's, and that are nowhere somebody's: by their label, of which `own` are the
    lines, or by a name beside or above them."""
    found: dict[str, list[ScreenLine]] = defaultdict(list)
    owned: set[str] = set()
    for line in pages.lines:
        for match in _NUMBER.finditer(line.text):
            key = figures(match.group())
            found[key].append(line)
            before = line.text[: match.start()]
            if line in own or called_own(before) or names_somebody(line.text):
                owned.add(key)
    return {
        key
        for key, lines in found.items()
        if key not in owned
        and not any(_beside_somebody(pages, line, lines) for line in lines)
        and (_numbers_every_page(pages, lines) or any(_at_a_desk(pages, line) for line in lines))
    }


def figures(number: str) -> str:
    """The last nine figures of a number, however it is written."""
    return re.sub(r"\D", "", number)[-9:]


def places_to_go_to(pages: Pages) -> set[str]:
    """The addresses beside which stands how far they are, "6, rue du Lavoir, à 600 m", folded:
    those of shops and offices."""
    return {
        fold(line.text[found.start : found.end])
        for line in pages.lines
        for found in addresses.find(alone(line.text))
        if _AWAY.match(fold(line.text[found.end :])) and not names_somebody(line.text)
    }


def address_of_the_site(pages: Pages, lines: Sequence[ScreenLine]) -> bool:
    """Whether an address, read in these lines, is in the foot of several pages, mostly away from
    people: what is somebody's stands with their name."""
    low = (1 - EDGE) * pages.height
    return (
        all(line.box[1] >= low for line in lines)
        and _at_one_place(pages, lines)
        and not any(among_homes(pages, line) for line in lines)
        and 2 * sum(at_home(pages, line) for line in lines) < len(lines)
    )


def _beside_somebody(pages: Pages, line: ScreenLine, lines: Sequence[ScreenLine]) -> bool:
    """Whether a name stands beside or above it, and it is no reading, whole or cut, of a line that
    is an office's: "Nous appeler : …", in the head of a page beside whoever is signed in."""
    if any(of_an_office(one.text) and holds(one.box, line.box) for one in lines):
        return False
    above_it = at_home(pages, line) and not _at_a_desk(pages, line)
    return beside_a_person(pages, line) or above_it


def _at_a_desk(pages: Pages, line: ScreenLine) -> bool:
    return (
        of_an_office(line.text)
        or at_an_office(pages, line)
        or in_a_foot(pages, line)
        or _asked_under(pages, line)
    )


def _asked_under(pages: Pages, line: ScreenLine) -> bool:
    """Whether it stands alone on its line, under "Une question ?", not in an advertisement."""
    around = pages.around(line)
    over = above(line.box, around) if _NUMBER.fullmatch(line.text.strip()) else None
    asked = over is not None and ASKED.fullmatch(fold(over.text).strip())
    return bool(asked) and not any(_FOR_SALE.search(fold(other.text)) for other in around)


def _numbers_every_page(pages: Pages, lines: Sequence[ScreenLine]) -> bool:
    """Whether a number stands at one place at the edge of several pages, and they are no account of
    a telephone, which shows its own line there."""
    low = (1 - EDGE) * pages.height
    return (
        all(not EDGE * pages.height < line.box[1] < low for line in lines)
        and _at_one_place(pages, lines)
        and not any(_in_an_account(pages, line) or at_home(pages, line) for line in lines)
        and not any(_TELEPHONY.search(fold(line.text)) for line in pages.lines)
    )


def _in_an_account(pages: Pages, line: ScreenLine) -> bool:
    """Whether its line, or a label beside or above it, is one of somebody's account."""
    around = pages.around(line)
    labels = (left_of(line.box, around, pages.width), above(line.box, around))
    names = [line.text, *(label.text for label in labels if label)]
    return any(_ACCOUNT.search(fold(name)) for name in names)


def _at_one_place(pages: Pages, lines: Sequence[ScreenLine]) -> bool:
    """Whether it begins at one place on two pages of which one follows the other: what is come back
    to, as an advertisement is from its photograph, was not on the page between."""
    left = lines[0].box[0]
    if any(abs(line.box[0] - left) > ASIDE for line in lines):
        return False
    return any(
        any(line.start + FIRST < event.t and line.end >= event.t - LATE for line in lines)
        and any(line.start <= event.t + LATE and line.end > event.t + FIRST for line in lines)
        for event in pages.events
        if event.kind == "page"
    )
