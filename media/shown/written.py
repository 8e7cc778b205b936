"""Values that a page shows: known by their form, and by what stands before or above them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from media.personal import addresses, alone
from media.shown.fields import alone_in, names_pressed, outline, pressed
from media.shown.labels import Meaning, fold, meaning
from media.shown.page import FIRST, Pages, above, is_address_bar, left_of
from media.shown.shapes import fits
from media.shown.sights import Sight, sight
from media.shown.sites import address_of_the_site, figures, places_to_go_to, site_numbers
from media.shown.values import is_example, values
from media.shown.whose import (
    at_an_office,
    at_home,
    beside_a_person,
    called_own,
    in_a_foot,
    in_a_menu,
    in_a_table,
)
from media.types import ScreenLine

_FIGURE = re.compile(r"\d")
_EXPIRES = re.compile(r"expir|valab|validite|\bmm ?/ ?(?:aa|yy)")
_EXPIRY = re.compile(r"\s*(?:0[1-9]|1[0-2]) ?/ ?(?:20)?\d\d\s*")
_CARD = re.compile(r"\bcvv|\bcvc|cryptogramme|numero de (?:la )?carte|card number")
"""What stands about the field of the month to which a card is valid."""

_CUT = re.compile(r"\b(?:appt|apt|appartement|b[âa]t(?:iment)?|porte|esc(?:alier)?)\.?\s*$", re.I)
_FEW = re.compile(r"\s*(?:\d\w{0,3}|[A-Z]\d?)\s*")
_MOBILE = re.compile(r"0[67]")
"""A mobile telephone is somebody's, wherever they work."""

_ENTERED = frozenset({"phone", "birth_date", "nir", "iban", "card", "code", "address"})
"""Kinds of fields that nobody confounds with a button."""


def written(pages: Pages) -> Iterator[Sight]:
    """The values that the lines show, each line read with its label."""
    read = [(line, *_called(pages, line)) for line in pages.lines if not is_address_bar(line)]
    sites = site_numbers(pages, {line for line, kind, _label, _over in read if kind == "phone"})
    same: dict[str, list[ScreenLine]] = defaultdict(list)
    for line, *_ in read:
        same[line.text].append(line)
    homes: set[ScreenLine] = set()
    places = places_to_go_to(pages)
    for line, kind, label, over in read:
        for found in values(line.text, label):
            before, number = line.text[: found.start], line.text[found.start :]
            own = kind == "phone" or _MOBILE.match(number) or called_own(before)
            of_site = figures(line.text[found.start : found.end]) in sites
            somebodys = found.kind != "phone" or own
            if somebodys or not (of_site or _of_an_office(pages, line)):
                yield sight(line, found.start, found.end, found.kind, found.confidence)
        for found in addresses.find(alone(line.text)):
            if fold(line.text[found.start : found.end]).startswith(tuple(places)):
                continue
            ended = found.start == 0 and over in homes
            if ended or (at_home(pages, line) and not address_of_the_site(pages, same[line.text])):
                homes.add(line)
                yield sight(line, found.start, found.end, "address", 0.7)
                yield from _end_below(pages, line)
        if _EXPIRY.fullmatch(line.text) and _of_a_card(pages, line):
            yield from _whole(pages, line, "code")
        listed = in_a_table(pages, kind, line, over) or in_a_menu(pages, kind, label, line)
        if kind and meaning(line.text) is None and not listed:
            yield from _whole(pages, line, kind)


def _of_an_office(pages: Pages, line: ScreenLine) -> bool:
    """Whether a landline in the line is an office's, and nobody is named beside it."""
    desk = at_an_office(pages, line) or in_a_foot(pages, line)
    return desk and not beside_a_person(pages, line)


def _of_a_card(pages: Pages, line: ScreenLine) -> bool:
    """Whether a month is the one to which a card is valid."""
    others = pages.around(line)
    labels = (left_of(line.box, others, pages.width), above(line.box, others))
    called = any(_EXPIRES.search(fold(label.text)) for label in labels if label)
    return called and any(_CARD.search(fold(other.text)) for other in others)


def _end_below(pages: Pages, line: ScreenLine) -> Iterator[Sight]:
    """The number alone under an address that ends without it: "8 rue du Lac, appt | 23"."""
    if not _CUT.search(line.text):
        return
    x, y, _, height = line.box
    for other in pages.around(line):
        left, top, _, _ = other.box
        if _FEW.fullmatch(other.text) and abs(left - x) <= height and 0 < top - y <= 2 * height:
            yield replace(
                sight(other, 0, len(other.text), "address", 0.7), start=line.start, end=line.end
            )


def _called(pages: Pages, line: ScreenLine) -> tuple[Meaning | None, str, ScreenLine | None]:
    """What the line is of by its label, that label, and the line above it."""
    others = pages.around(line)
    beside, over = left_of(line.box, others, pages.width), above(line.box, others)
    names = [label.text for label in (beside, over) if label] + names_pressed(pages, line)
    named = [(meaning(name), name) for name in names]
    # "Fixe | Delorme": what has no figure is no number, and may be what stands above calls it.
    unfit = {None} if _FIGURE.search(line.text) else {None, "phone"}
    kind, label = next((one for one in named if one[0] not in unfit), (None, ""))
    return kind, label, over


def _whole(pages: Pages, line: ScreenLine, kind: Meaning) -> Iterator[Sight]:
    """A line that is all value, with the outline of its field where one is known.

    Whatever comes into a field that was just pressed is a value, even one of two letters.
    """
    if kind == "plain" or is_example(line.text):
        return
    lit = pressed(pages, line.box, line.start) if line.start > FIRST else None
    if fits(kind, line.text) or (lit and kind in _ENTERED and any(map(str.isdigit, line.text))):
        box = lit or alone_in(pages, line) or outline(pages, line.box, line.start) or line.box
        typed = (line.start, line.start + 1.0) if lit else None
        yield replace(sight(line, 0, len(line.text), kind, 0.8), box=box, typed=typed)
