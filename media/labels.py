"""What things on the screen are called: the label of what was pressed, the name of a field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from media.boxes import around, grown, holds, inside
from media.motion import Grey
from media.ocr import Written
from media.target import find_mark
from media.types import Box, Point

HIGH_CARD = 0.11  # Of the height of the picture: a higher thing is a card, named by its title.
BESIDE = 0.5  # Of the width of the picture: the name of a field is no further to its left.
ABOVE = 1.3  # Of the height of a field: nor further above it.
ALIGNED = 8  # Pixels between the left ends of a title and the small print below it.
CLOSE, APART = 0.4, 0.8  # Times the height of the print: it is so near its title, nothing else is.
LARGER, LONGER = 1.12, 1.5  # The letters of a title, or else the text of the print below it.
ROOM = 0.35  # Of the height of a line: so far its box reaches beyond its letters.
DATE = (
    r"(?:j+|d+|m+|a+|y+)(?:[/.\s-]+(?:j+|d+|m+|a+|y+))+"  # Of jj/mm/aaaa, where one is asked for.
)
VALUE = re.compile(rf"[\W\d_]*(?:{DATE})?[\W\d_]*", re.IGNORECASE)
RING = re.compile(r"^O(?=[A-ZÀ-Þ][a-zß-ÿ'’])")  # Of a choice, read as one with its first word.
RARE = re.compile("[\u0100-\u0151\u0154-\u0177\u0179-\u024f]")
"""Letters with marks that are put on none in the languages of Western Europe: blurs misread."""

UNITS = frozenset({"€", "h", "%", "m", "°"})
"""Signs and letters that belong to the figure before them: "10 h", "112,00 €"."""

MEASURE = re.compile(r"€|%|[kc]?m[²³23]?|kg|litres?|kWh|euros?|EUR|ans|jours?|mois", re.IGNORECASE)
WIDE = 4  # Times what its figures are measured in: a field is wider.

ONE_LETTER = re.compile(r"[\dàÀyYaA?]")  # Words of one letter; others are icons misread.


def label_of(target: Box, lines: Sequence[Written], size: tuple[int, int]) -> str | None:
    """The words on a button, the main words of a row, the title of a card; None if it has none."""
    held = _read_once([line for line in lines if inside(line.box, target) > 0.6])
    held = [line for line in held if not _is_measure(line, target)]
    if not held:
        return None
    if target[3] > HIGH_CARD * size[1]:
        first = min(held, key=lambda line: (line.box[1], line.box[0]))
        return words_of(first.text) or None
    left = min(line.box[0] for line in held)
    column = [line for line in held if _stacked(line, left)]
    column.sort(key=lambda line: line.box[1])
    texts = (words_of(line.text) for line in column)
    return " ".join(text for text in texts if text) or None


def _is_measure(line: Written, field: Box) -> bool:
    """Whether the line says but in what the figures are that are to be put in the field before it.

    What begins at the left is rather the end of a text of two lines.
    """
    at_its_end = line.box[0] > field[0] + field[2] / 2 and field[2] > WIDE * line.box[2]
    return at_its_end and bool(MEASURE.fullmatch(line.text.strip()))


def _read_once(lines: Sequence[Written]) -> list[Written]:
    """The lines; of two readings of one place, of which a ring may hide a part, the wider one."""
    kept: list[Written] = []
    for line in sorted(lines, key=lambda line: -line.box[2]):
        if not any(_on(line.box, other.box) for other in kept):
            kept.append(line)
    return [line for line in lines if line in kept]


def _on(box: Box, other: Box) -> bool:
    """Whether most of the narrower box's width and of the lower one's height is the other's."""
    wide = min(box[0] + box[2], other[0] + other[2]) - max(box[0], other[0])
    high = min(box[1] + box[3], other[1] + other[3]) - max(box[1], other[1])
    return wide > 0.6 * min(box[2], other[2]) and high > 0.6 * min(box[3], other[3])


def line_at(
    point: Point, lines: Sequence[Written], image: Grey
) -> tuple[Written | None, Box | None]:
    """The line under the point, and the box of it with the mark to tick before it, if any."""
    for line in sorted(lines, key=lambda line: abs(line.box[1] + line.box[3] / 2 - point[1])):
        high = line.box[3]
        if not holds(grown(line.box, high // 4, (1 << 20, 1 << 20)), point):
            left = (line.box[0] - 2 * high, line.box[1] - high // 4, 2 * high, high + high // 2)
            if not holds(left, point):
                continue
            mark = find_mark(image, line.box)
            if not mark or not holds(mark, point, high // 3):
                continue
        else:
            mark = find_mark(image, line.box)
        return line, around([mark, line.box]) if mark else None
    return None, None


def name_of_field(field: Box, lines: Sequence[Written], size: tuple[int, int]) -> Written | None:
    """The line above a field, else the one at the beginning of its row, over its small print, else
    that within it."""
    names = [line for line in lines if may_name(line.text)]
    above = [line for line in names if _names_from_above(line.box, field)]
    if above:
        return max(above, key=lambda line: line.box[1] + line.box[3])
    beside = [line for line in names if _names_from_left(line.box, field, size[0])]
    if beside:
        line = max(beside, key=lambda line: line.box[0])
        return title_over(line, names) or line
    return next((line for line in names if inside(line.box, field) > 0.7), None)


def caption_of(card: Box, lines: Sequence[Written]) -> str | None:
    """The words right below a picture, which are its name."""
    x, y, width, height = card
    below = [
        line
        for line in lines
        if words_of(line.text)
        and -ROOM * line.box[3] <= line.box[1] - y - height <= 1.2 * line.box[3]
        and x - line.box[3] <= line.box[0]
        and line.box[0] + line.box[2] <= x + width + line.box[3]
    ]
    first = min(below, key=lambda line: line.box[1], default=None)
    return words_of(first.text) if first else None


def title_over(line: Written, lines: Sequence[Written]) -> Written | None:
    """The title of which the line is the small print below: close over it, at the same left, with
    nothing as close around the two, as in a list."""
    x, y, _, high = line.box
    column = [other for other in lines if abs(other.box[0] - x) < ALIGNED]
    over = [other for other in column if other.box[1] < y - high / 2]
    title = max(over, key=lambda other: other.box[1], default=None)
    if title is None or not words_of(title.text):
        return None
    gap = y - _bottom(title)
    under = (other.box[1] - y - high for other in column if other.box[1] > y + high / 2)
    above = (title.box[1] - _bottom(other) for other in over if other is not title)
    alone = min([*under, *above], default=10 * high) > gap + APART * high
    print_below = title.box[3] > LARGER * high or len(line.text) > LONGER * len(title.text)
    return title if gap < CLOSE * high and alone and print_below else None


def joined(lines: Sequence[Written], read: Sequence[Written]) -> list[Written]:
    """The lines with those read anew; of a line and its pieces the whole one."""
    new = [one for one in read if not any(_is_piece(one, line) for line in lines)]
    return [line for line in lines if not any(_meet(line, one) for one in new)] + new


def _bottom(line: Written) -> int:
    return line.box[1] + line.box[3]


def _is_piece(one: Written, whole: Written) -> bool:
    """Whether the one is a part of the whole, which is a line and no larger thing misread."""
    return inside(one.box, whole.box) > 0.6 and whole.box[3] < 1.5 * one.box[3]


def _meet(one: Written, other: Written) -> bool:
    return max(inside(one.box, other.box), inside(other.box, one.box)) > 0.6


def may_name(text: str) -> bool:
    """Whether a field may be called so; figures, dates and patterns of them are what it holds."""
    words = words_of(text)
    return bool(words) and not VALUE.fullmatch(words)


def heading_of(box: Box | None, lines: Sequence[Written]) -> str | None:
    """The largest words in the upper part of what is new."""
    if not box:
        return None
    upper = (box[0], box[1], box[2], round(0.6 * box[3]))
    held = [line for line in lines if inside(line.box, upper) > 0.6 and words_of(line.text)]
    if not held:
        return None
    tallest = max(line.box[3] for line in held)
    first = min((line for line in held if line.box[3] > 0.85 * tallest), key=lambda x: x.box[1])
    return words_of(first.text)


def words_of(text: str) -> str:
    """The words of a line, without the icons before and after them, read as a letter or a sign."""
    words = text.split()
    while words and not _is_word(words[0]):
        words.pop(0)
    while words and not _is_word(words[-1]) and not _closes(words):
        words.pop()
    text = re.sub(r"^[^\w«(€+]+(?=\w)", "", " ".join(words))
    plain = RARE.sub(lambda found: unicodedata.normalize("NFD", found[0])[0], text)
    return RING.sub("", plain)


def _closes(words: Sequence[str]) -> bool:
    """Whether the last of them ends a question, a call, a quotation, a bracket or a measure."""
    last = words[-1]
    if last in UNITS:
        return len(words) > 1 and words[-2][-1].isdigit()
    return last in ("?", "!", "»") or (last.endswith(")") and any("(" in word for word in words))


def _is_word(word: str) -> bool:
    letters = re.sub(r"\W", "", word)
    return bool(letters) and (len(letters) > 1 or bool(ONE_LETTER.match(letters)))


def _stacked(line: Written, left: int) -> bool:
    """Whether the line belongs to the column on the left, not to one further right."""
    return line.box[0] - left < 1.5 * line.box[3] or line.box[0] - left < 24


def _names_from_above(line: Box, field: Box) -> bool:
    """Whether the line stands right above the field, at its left or over its middle."""
    gap = field[1] - line[1] - line[3]
    near = -ROOM * line[3] <= gap <= min(ABOVE * field[3], 2.2 * line[3])
    apart = max(20, 0.8 * line[3])
    centred = abs(line[0] + line[2] / 2 - field[0] - field[2] / 2) < apart / 2
    return near and (abs(line[0] - field[0]) < apart or centred)


def _names_from_left(line: Box, field: Box, width: int) -> bool:
    apart = field[0] - line[0] - line[2]
    level = abs(line[1] + line[3] / 2 - field[1] - field[3] / 2) < 0.6 * line[3]
    return level and -6 <= apart <= BESIDE * width
