"""Pages as the reader of lines gives them, and the masks found on them."""

from __future__ import annotations

from collections.abc import Sequence

from media.shown import look
from media.types import Box, ScreenEvent, ScreenLine, ScreenMask, Utterance

FOOT = ScreenLine(0.0, 10.0, "Mentions légales", (1140, 700, 140, 20))
"""Tells how large the canvas is."""


def line(text: str, x: int, y: int, start: float = 0.0, end: float = 10.0) -> ScreenLine:
    return ScreenLine(start, end, text, (x, y, 9 * len(text), 22))


def shown(
    *lines: ScreenLine, events: Sequence[ScreenEvent] = (), said: Sequence[Utterance] = ()
) -> list[ScreenMask]:
    return list(look([*lines, FOOT], events, said).masks)


def kinds(*lines: ScreenLine) -> list[str]:
    return [mask.kind for mask in shown(*lines)]


def covers(mask: ScreenMask, box: Box) -> bool:
    x, y, width, height = mask.box
    return (
        x <= box[0]
        and y <= box[1]
        and x + width >= box[0] + box[2]
        and y + height >= box[1] + box[3]
    )


def typing(box: Box, t: float = 2.0, end: float = 4.0, text: str | None = None) -> ScreenEvent:
    return ScreenEvent(t, "typing", box, end, text=text)
