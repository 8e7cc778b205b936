"""Boxes `(x, y, width, height)` and points: what lies in, over and around what."""

from __future__ import annotations

from collections.abc import Sequence

from media.types import Box, Point


def around(boxes: Sequence[Box]) -> Box | None:
    """The smallest box that holds all of them, or None where there is none."""
    if not boxes:
        return None
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right = max(b[0] + b[2] for b in boxes)
    bottom = max(b[1] + b[3] for b in boxes)
    return left, top, right - left, bottom - top


def holds(box: Box, point: Point, margin: int = 0) -> bool:
    """Whether the point lies in the box, or no further from it than the margin."""
    x, y, width, height = box
    return (
        x - margin <= point[0] <= x + width + margin
        and y - margin <= point[1] <= y + height + margin
    )


def nearest(point: Point, box: Box) -> Point:
    """The point of the box that is nearest to the other."""
    x, y, width, height = box
    return min(max(x, point[0]), x + width), min(max(y, point[1]), y + height)


def shared(one: Box, other: Box) -> int:
    """The pixels that both boxes hold."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0, width) * max(0, height)


def inside(one: Box, other: Box) -> float:
    """The part of the first box that lies in the other, 0 to 1."""
    return shared(one, other) / max(1, one[2] * one[3])


def grown(box: Box, room: int, size: tuple[int, int]) -> Box:
    """The box with so much room on each side, within a picture of that width and height."""
    x, y, width, height = box
    left, right = (min(max(0, side), size[0]) for side in (x - room, x + width + room))
    top, bottom = (min(max(0, side), size[1]) for side in (y - room, y + height + room))
    return left, top, right - left, bottom - top


def scaled(box: Box, scale: float) -> Box:
    x, y, width, height = (round(side * scale) for side in box)
    return x, y, width, height


def merged(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that hold the same, none of which overlap."""
    left = list(boxes)
    apart: list[Box] = []
    while left:
        box = left.pop()
        near = [other for other in apart + left if shared(box, other)]
        if not near:
            apart.append(box)
            continue
        apart = [other for other in apart if other not in near]
        left = [other for other in left if other not in near]
        joined = around([box, *near])
        assert joined
        left.append(joined)
    return apart


def beside(box: Box, other: Box) -> list[Box]:
    """What is left of the box when the other is cut out of it: the strips at its four sides."""
    if shared(box, other) < 1:
        return [box]
    x, y, width, height = box
    left, top = max(x, other[0]), max(y, other[1])
    right = min(x + width, other[0] + other[2])
    bottom = min(y + height, other[1] + other[3])
    strips = (
        (x, y, left - x, height),
        (right, y, x + width - right, height),
        (left, y, right - left, top - y),
        (left, bottom, right - left, y + height - bottom),
    )
    return [strip for strip in strips if min(strip[2:]) > 2]


def below(boxes: Sequence[Box], most: float) -> bool:
    """Whether they stand below one another and are as wide, but for so many pixels at most."""
    lefts, widths = [box[0] for box in boxes], [box[2] for box in boxes]
    return all(max(side) - min(side) <= most for side in (lefts, widths) if side)
