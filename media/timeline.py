"""The events of a session as `timeline.jsonl` keeps them, one JSON object a line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from media.errors import MediaError
from media.types import MediaInfo, Point, ScreenLine, Seen, TimelineEvent

MAX_BYTES = 64 * 1024 * 1024
"""A pointer moving ten times a second for a day writes about this much."""

MAX_LINE = 64 * 1024

_OFF, _ON = "off_record", "on_record"


def read_timeline(path: Path) -> tuple[TimelineEvent, ...]:
    """The events in order of time, without what was written off the record.

    Raises `MediaError` "bad_timeline" that names the line, "too_large" for a file beyond reason.
    """
    if path.stat().st_size > MAX_BYTES:
        raise MediaError("too_large", "The timeline file is too large.")
    events = []
    with path.open("rb") as lines:
        for number, line in enumerate(iter(lambda: lines.readline(MAX_LINE + 1), b""), start=1):
            if line.strip():
                events.append(_event(line.removeprefix(b"\xef\xbb\xbf"), number))
    events.sort(key=lambda event: event.t)
    spans = off_record_spans(events)
    return tuple(e for e in events if e.kind in (_OFF, _ON) or not _inside(e.t, spans))


def off_record_spans(events: Iterable[TimelineEvent]) -> list[tuple[float, float]]:
    """The spans `(start, end)` off the record; one that is never closed ends at infinity.

    Whoever asked first is respected: it ends only when everybody who asked is on the record again.
    """
    spans: list[tuple[float, float]] = []
    asked: dict[str | None, float] = {}
    for event in sorted(events, key=lambda event: event.t):
        if event.kind == _OFF:
            asked.setdefault(event.by, event.t)
        elif event.kind == _ON and asked:
            # A return without a name speaks for everybody; so does one by who did not ask.
            start = min(asked.values())
            if event.by in asked and len(asked) > 1:
                del asked[event.by]
                asked = dict.fromkeys(asked, start)
            elif event.by in asked or event.by is None:
                asked.clear()
                spans.append((start, event.t))
    if asked:
        spans.append((min(asked.values()), math.inf))
    return spans


def pointer_presses(
    info: MediaInfo, timeline: Iterable[TimelineEvent]
) -> list[tuple[float, Point]]:
    """When the helper's pointer pressed, and where on the canvas, in order of time."""
    canvas = info.width or 1, info.height or 1
    size = canvas
    found = []
    for event in sorted(timeline, key=lambda event: event.t):
        if event.kind == "resize" and event.width and event.height:
            size = event.width, event.height
        elif event.phase == "press" and event.by != "learner" and event.x is not None:
            # A smaller picture lies in the middle of the canvas.
            scale = min(canvas[0] / size[0], canvas[1] / size[1])
            wide, high = size[0] * scale, size[1] * scale
            x = (canvas[0] - wide) / 2 + event.x * wide
            y = (canvas[1] - high) / 2 + (event.y or 0.0) * high
            found.append((event.t, (round(x), round(y))))
    return found


def _inside(t: float, spans: list[tuple[float, float]]) -> bool:
    return any(start <= t < end for start, end in spans)


def _event(line: bytes, number: int) -> TimelineEvent:
    if len(line) > MAX_LINE:
        raise _bad(number, "is too long")
    try:
        value = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _bad(number, "is not JSON") from error
    if not isinstance(value, dict):
        raise _bad(number, "is not a JSON object")
    t, kind = value.get("t"), value.get("kind")
    if not _is_number(t) or t < 0:
        raise _bad(number, "has no time 't' in seconds")
    if not isinstance(kind, str) or not kind:
        raise _bad(number, "has no 'kind'")
    return TimelineEvent(
        t=float(t),
        kind=kind,
        by=_one_of(value, "by", ("helper", "learner"), number),
        x=_share(value, "x", number),
        y=_share(value, "y", number),
        phase=_one_of(value, "phase", ("move", "press"), number),
        text=_text(value, "text", number),
        label=_text(value, "label", number),
        width=_side(value, "width", number),
        height=_side(value, "height", number),
    )


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _share(value: dict, key: str, number: int) -> float | None:
    share = value.get(key)
    if share is None:
        return None
    if not _is_number(share):
        raise _bad(number, f"has a '{key}' that is not a number")
    # A pointer dragged just outside the picture is at its edge.
    return min(1.0, max(0.0, float(share)))


def _side(value: dict, key: str, number: int) -> int | None:
    side = value.get(key)
    if side is None:
        return None
    if not _is_number(side) or side <= 0:
        raise _bad(number, f"has a '{key}' that is not a size")
    return round(side)


def _text(value: dict, key: str, number: int) -> str | None:
    text = value.get(key)
    if text is None or isinstance(text, str):
        return text
    raise _bad(number, f"has a '{key}' that is not text")


def _one_of(value: dict, key: str, allowed: tuple[str, ...], number: int) -> str | None:
    """The value if it is an allowed one; None for any other word, which a later version may use."""
    word = _text(value, key, number)
    return word if word in allowed else None


def _bad(number: int, what: str) -> MediaError:
    return MediaError("bad_timeline", f"Line {number} of the timeline {what}.")


def on_record(seen: Seen, timeline: Sequence[TimelineEvent]) -> Seen:
    """What is seen, without what happened off the record."""
    hidden = off_record_spans(timeline)
    if not hidden:
        return seen
    events = tuple(e for e in seen.events if not any(start <= e.t < end for start, end in hidden))
    lines = [piece for line in seen.lines for piece in _shown(line, hidden)]
    return Seen(events, tuple(lines))


def _shown(line: ScreenLine, hidden: Sequence[tuple[float, float]]) -> Iterator[ScreenLine]:
    """The line while it was on the record."""
    at = line.start
    for start, end in [*hidden, (line.end, line.end)]:
        until = min(start, line.end)
        if until > at:
            yield replace(line, start=at, end=until)
        at = max(at, end)
