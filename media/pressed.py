"""The thing behind a press or some typing: its outline and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from media.boxes import around, grown, holds, inside, shared
from media.days import day_at
from media.ink import part
from media.labels import (
    ALIGNED,
    HIGH_CARD,
    caption_of,
    label_of,
    line_at,
    may_name,
    name_of_field,
    title_over,
    words_of,
)
from media.motion import Grey
from media.ocr import Image, Written
from media.target import find_field, find_ground, find_target, find_underlined
from media.types import Box, Point

BUTTON = 3.5  # Times the height of its words: no button that lights up is higher.
ROWS = 2.5  # Times the height of a row: the next one of its list is no further away.
GRID = 4  # Things side by side, in a surface of several rows: a calendar, say.
READ = 0.6  # Confidence below which what was read is rather a picture.
SPILT = 4  # Times as large: a surface that went on through a border that the cursor hid.
SIGN = 1.6  # Times its height: a thing without words is a sign if it is no wider, as a "+".
ALONE = 3  # Times its height: so near no other thing is beside the cross of a window.
CROSS, CROSSES = "×", frozenset("xX×✕✖")
PANEL = 0.7  # Of the width of what is around: a shorter line under what is typed is the field,
BORDER = 0.3  # if it is so many heights of the letters above the lower edge of that,
HIGH_FIELD = 3.0  # and that is so many heights of the letters high: a field of its own is not.
SAME = 0.2  # Of the height of a field: by less, fields of one form do not differ.
AROUND = 3  # Pixels around the cursor that are painted over with it.


@dataclass(frozen=True, slots=True)
class Thing:
    """A button, link, row, card or field; what is not known is None. Pixels of the picture."""

    box: Box | None = None
    text: str | None = None


def without_cursor(image: Image, cursor: Box | None) -> Image:
    """The picture with the cursor painted over in the colour beside it."""
    size = image.shape[1], image.shape[0]
    over = grown(cursor, AROUND, size) if cursor else (0, 0, 0, 0)
    if not over[2] or not over[3]:
        return image
    ring = part(image, grown(over, AROUND, size)).reshape(-1, 3)
    dark = ring.sum(axis=1)
    ground = np.bincount(dark // 12).argmax()
    image = image.copy()
    part(image, over)[:] = np.median(ring[dark // 12 == ground], axis=0)
    return image


def pressed(
    image: Image, point: Point, hint: Box | None, cursor: Box | None, lines: Sequence[Written]
) -> Thing:
    """What was pressed at the point of a picture. `hint`: what lit up there when it was touched."""
    lines = [line for line in lines if line.confidence >= READ]
    if day := day_at(point, lines):
        return Thing(day.box, day.text)
    grey = cv2.cvtColor(without_cursor(image, cursor), cv2.COLOR_BGR2GRAY)
    size = grey.shape[1], grey.shape[0]
    surface = find_target(grey, point, cursor)
    if surface and cursor:
        bare = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        surface = _unspilt(surface, find_target(bare, point, cursor))
    if cross := _cross_at(point, lines):
        sign = surface and surface[2] < SIGN * surface[3] and inside(cross.box, surface) > 0.9
        return Thing(surface if sign else cross.box, CROSS)
    if surface and hint and (_is_band(surface, hint, lines) or _is_row(hint, surface, lines)):
        surface = hint
    line, row = line_at(point, lines, grey)
    if line and row and not _is_button(surface, row):
        return Thing(row, words_of(line.text) or None)
    if surface and line and _is_window(grey, surface, line, lines):
        surface = hint = None
    if surface and not (line and _is_bar(surface, line, hint, lines)):
        return Thing(surface, label_of(surface, lines, size) or _title(grey, surface, lines))
    if line and not (hint and _lit_up(hint, line, lines)):
        named = title_over(line, lines) or line
        return Thing(around([named.box, line.box]), words_of(named.text) or None)
    if hint:
        return Thing(hint, label_of(hint, lines, size) or _title(grey, hint, lines))
    ground = find_ground(grey, point)
    return Thing(None, _of_row(point, [line for line in lines if inside(line.box, ground) > 0.6]))


def _unspilt(surface: Box, bare: Box | None) -> Box:
    """The surface, or the far smaller one that is found with the cursor on it: painted over, that
    has opened its border."""
    far = bare is not None and SPILT * bare[2] * bare[3] < surface[2] * surface[3]
    return bare if bare and far else surface


def written_in(image: Image, letters: Box, cursor: Box | None, lines: Sequence[Written]) -> Thing:
    """The field in which the letters appeared, with the name it had before.

    A cursor that is believed to be elsewhere than it is would be painted over a border.
    """
    painted, grey = (
        cv2.cvtColor(each, cv2.COLOR_BGR2GRAY) for each in (without_cursor(image, cursor), image)
    )
    field, bare = find_field(painted, letters), find_field(grey, letters)
    field = _unspilt(field, bare) if field else bare
    ruled = find_underlined(grey, letters)
    if field is None or (ruled and _in_a_panel(ruled, field, letters)):
        field = _until_the_next(ruled, letters, lines) if ruled else letters
        if ruled:
            lines = [line for line in lines if not _over_a_rule(grey, line.box, field)]
    return Thing(field, _name(grey, field, lines))


def _in_a_panel(ruled: Box, panel: Box, letters: Box) -> bool:
    """Whether the field is but the line under the letters, in a panel that holds more than it: the
    line is no border of that, and no word underlined in a field."""
    high = letters[3]
    holds_more = ruled[2] < PANEL * panel[2] and panel[3] > HIGH_FIELD * high
    return holds_more and panel[1] + panel[3] - ruled[1] - ruled[3] > BORDER * high


def _until_the_next(field: Box, letters: Box, lines: Sequence[Written]) -> Box:
    """The field as far as the next words on its line, which stand in another."""
    ends = letters[0] + letters[2]
    middle = field[1] + field[3] // 2
    level = [line.box[0] for line in lines if line.box[1] <= middle <= line.box[1] + line.box[3]]
    right = min([x for x in level if x > ends], default=field[0] + field[2])
    return field[0], field[1], min(field[2], right - field[0]), field[3]


def _over_a_rule(grey: Grey, line: Box, field: Box) -> bool:
    """Whether what stands above a field that is but a line stands over such a line itself."""
    return line[1] + line[3] <= field[1] + 2 and find_underlined(grey, line) is not None


def _title(grey: Grey, thing: Box, lines: Sequence[Written]) -> str | None:
    """What a thing without words on it is called, be it a picture, a sign or a field."""
    high = thing[3] > HIGH_CARD * grey.shape[0]
    if thing[2] < SIGN * thing[3]:
        lines = [line for line in lines if not _in_every_row(line, thing, lines)]
        return _name(grey, thing, lines) or _first_of_row(thing, lines)
    return (caption_of(thing, lines) if high else None) or _name(grey, thing, lines)


def _first_of_row(sign: Box, lines: Sequence[Written]) -> str | None:
    """The words with which the row of the sign begins."""
    middle = sign[1] + sign[3] / 2
    level = [line for line in lines if abs(_middle(line) - middle) < sign[3] / 2]
    named = [line for line in level if line.box[0] < sign[0] and may_name(line.text)]
    first = min(named, key=lambda line: (_left(line) // ALIGNED, line.box[1]), default=None)
    return words_of(first.text) if first else None


def _in_every_row(line: Written, sign: Box, lines: Sequence[Written]) -> bool:
    """Whether the line at the left of a sign stands in other rows too: it is another to press."""
    return line.box[0] < sign[0] and any(
        other is not line and other.text == line.text and abs(_left(other) - _left(line)) < ALIGNED
        for other in lines
    )


def _name(grey: Grey, field: Box, lines: Sequence[Written]) -> str | None:
    """What a field is called; what stands in another field or on a button is no name."""
    left = list(lines)
    while line := name_of_field(field, left, grey.shape[::-1]):
        if not _is_value(grey, line.box, field):
            return words_of(line.text)
        left.remove(line)
    return None


def _is_value(grey: Grey, line: Box, field: Box) -> bool:
    """Whether the line stands in another field of the same height, or in a button above."""
    other = None if inside(line, field) > 0.7 else find_field(grey, line)
    if not other or inside(field, other) > 0.7:
        return False
    above = other[1] + other[3] <= field[1] and other[3] < BUTTON * line[3]
    return above or abs(other[3] - field[3]) < SAME * field[3]


def _is_band(surface: Box, hint: Box, lines: Sequence[Written]) -> bool:
    """Whether the surface is but a band of the picture that lit up, and has no words."""
    words = any(inside(line.box, surface) > 0.6 for line in lines)
    return not words and inside(surface, hint) > 0.9 and surface[2] > 0.9 * hint[2]


def _is_row(hint: Box, surface: Box, lines: Sequence[Written]) -> bool:
    """Whether what lit up is one row of a list without lines between its rows."""
    within = inside(hint, surface) > 0.9 and 2 * hint[3] <= surface[3]
    return within and any(inside(line.box, hint) > 0.6 for line in lines)


def _is_button(surface: Box | None, row: Box) -> bool:
    return surface is not None and surface[3] < 2.2 * row[3] and inside(row, surface) > 0.8


def _lit_up(hint: Box, line: Written, lines: Sequence[Written]) -> bool:
    """Whether what changed is the button or the row on which the line stands, and nothing more."""
    held = [other for other in lines if inside(other.box, hint) > 0.6]
    alone = held == [line] or _is_one_of_rows(hint, line, lines)
    return alone and hint[3] < BUTTON * line.box[3]


def _is_one_of_rows(row: Box, line: Written, lines: Sequence[Written]) -> bool:
    """Whether the line but tells more of its row: others stand close above or below with the same
    columns, and with other words where the line is. The same words would be a thing to press."""
    first = min((one for one in lines if inside(one.box, row) > 0.6), key=_left, default=line)
    beside = [
        other
        for other in lines
        if abs(_left(other) - _left(line)) < ALIGNED
        and 0 < abs(_middle(other) - _middle(line)) < ROWS * row[3]
        and any(
            abs(_left(one) - _left(first)) < ALIGNED and _level(one, other)
            for one in lines
            if one is not other
        )
    ]
    return first != line and bool(beside) and all(one.text != line.text for one in beside)


def _cross_at(point: Point, lines: Sequence[Written]) -> Written | None:
    """The cross with which a window is closed, read as a letter, if it is at the point: nothing is
    near in its row, as beside a size among others, nor under or over it, as in a list of sites."""
    for cross in lines:
        if cross.text.strip() in CROSSES and holds(cross.box, point, cross.box[3] // 2):
            room = grown(cross.box, ALONE * cross.box[3], (1 << 20, 1 << 20))
            near = [one for one in lines if one is not cross and shared(one.box, room)]
            if not any(_level(one, cross) or _stacked(one, cross) for one in near):
                return cross
    return None


def _stacked(one: Written, other: Written) -> bool:
    return abs(_left(one) - _left(other)) < ALIGNED


def _is_window(grey: Grey, surface: Box, line: Written, lines: Sequence[Written]) -> bool:
    """Whether beside the line, within the surface, there is a button."""
    if surface[3] < BUTTON * line.box[3]:
        return False
    beside = [one for one in lines if one is not line and _level(one, line)]
    return any(
        inside(one.box, surface) > 0.9 and _is_filled(grey, one.box, surface) for one in beside
    )


def _is_filled(grey: Grey, line: Box, surface: Box) -> bool:
    """Whether the line stands on a button of its own colour, within the surface."""
    own = find_field(grey, line)
    return own is not None and own[3] < BUTTON * line[3] and own[2] < surface[2] / 2


def _is_bar(surface: Box, line: Written, hint: Box | None, lines: Sequence[Written]) -> bool:
    """Whether the surface is a bar or a grid of several things, of which but one was pressed."""
    level = [other for other in lines if inside(other.box, surface) > 0.6 and _level(other, line)]
    if len(level) >= GRID and surface[3] > BUTTON * line.box[3]:
        return True
    if hint and shared(hint, surface) > 0.7 * surface[2] * surface[3]:
        return False
    if surface[3] < BUTTON * line.box[3] and _is_one_of_rows(surface, line, lines):
        return False
    return line != min(level, key=_left, default=line)


def _of_row(point: Point, lines: Sequence[Written]) -> str | None:
    """The first words of the row in which the point lies; far larger ones are none of it."""
    near = [
        line
        for line in lines
        if holds((0, line.box[1], 1 << 20, line.box[3]), point, line.box[3] // 2)
        and words_of(line.text)
    ]
    low = min((line.box[3] for line in near), default=0)
    row = [line for line in near if line.box[3] < 2 * low]
    nearest = min((abs(_middle(line) - point[1]) for line in row), default=0)
    level = [line for line in row if abs(_middle(line) - point[1]) < nearest + low / 2]
    first = min(level, key=_left, default=None)
    named = title_over(first, lines) or first if first else None
    return words_of(named.text) if named else None


def _level(one: Written, other: Written) -> bool:
    return abs(_middle(one) - _middle(other)) < other.box[3] / 2


def _left(line: Written) -> int:
    return line.box[0]


def _middle(line: Written) -> float:
    return line.box[1] + line.box[3] / 2
