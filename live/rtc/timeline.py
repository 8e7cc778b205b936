"""The events of a session as the recording's timeline keeps them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from live.rtc.pictures import Picture
from live.rtc.sources import Session, Spans, inside
from media.timeline import off_record_spans
from media.types import TimelineEvent

_ALWAYS = ("off_record", "on_record")
_ROLES = ("learner", "helper")


def off_record(session: Session) -> Spans:
    """The spans, in seconds of the recording, of which nothing may be kept."""
    events = []
    for time, fields in session.events:
        by = fields.get("by")
        kind = str(fields.get("kind"))
        events.append(TimelineEvent(time, kind, by=by if by in _ROLES else None))
    return off_record_spans(events)


def timeline(
    session: Session, spans: Spans, role: str, pictures: list[Picture]
) -> list[dict[str, Any]]:
    """The lines in order of time: what was said on the record, and each size of the picture.

    A pointer gets `seen`: when the picture that its helper saw was captured.
    """
    lines = [{"t": time, "kind": "resize", "by": role, **size} for time, size in _sizes(pictures)]
    screens = _seen(session, spans)
    for time, fields in session.events:
        if not isinstance(fields.get("kind"), str):
            continue
        if fields["kind"] not in _ALWAYS and inside(time, spans):
            continue
        lines.append({**fields, "t": round(time, 3), **_pointed_at(time, fields, screens)})
    return sorted(lines, key=lambda line: line["t"])


def written(lines: Iterable[dict[str, Any]]) -> str:
    """JSON, one object a line; numbers that JSON does not know keep their event out."""
    texts = []
    for line in lines:
        try:
            texts.append(json.dumps(line, allow_nan=False, separators=(",", ":")) + "\n")
        except ValueError:
            continue
    return "".join(texts)


def _sizes(pictures: list[Picture]) -> list[tuple[float, dict[str, int]]]:
    """When the picture took which size; nothing where it kept one."""
    changes = []
    size = None
    for picture in pictures:
        if picture.size and picture.size != size:
            size = picture.size
            width, height = size
            changes.append((round(picture.time, 3), {"width": width, "height": height}))
    return changes if len(changes) > 1 else []


def _seen(session: Session, spans: Spans) -> list[tuple[float, dict[int, float]]]:
    """Of each of the learner's screens, the newest first: since when, and when captured by RTP."""
    screens = []
    for source in reversed(session.sources):
        if source.about.media == "video" and source.about.role == "learner" and len(source):
            moments = zip(source.timestamps, source.times, strict=True)
            times = {rtp % (1 << 32): time for rtp, time in moments if not inside(time, spans)}
            screens.append((source.arrivals[0], times))
    return screens


def _pointed_at(
    time: float, fields: dict[str, Any], screens: list[tuple[float, dict[int, float]]]
) -> dict[str, float]:
    rtp = fields.get("rtp")
    if fields["kind"] != "pointer" or not isinstance(rtp, int):
        return {}
    for since, times in screens:
        if since <= time and rtp in times:
            return {"seen": round(times[rtp], 3)}
    return {}
