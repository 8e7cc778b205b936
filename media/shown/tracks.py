"""Sights of one value, one after the other, as masks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from media.shown.sights import Sight
from media.types import Box, ScreenEvent, ScreenMask

EARLY = 0.5
LATE = 0.4
"""Seconds by which a cover begins before, and ends after, what was read."""

BEFORE_A_TURN, AT_A_TURN = 0.12, 0.25
"""Seconds before a page comes at which the cover of what is on it begins, and within which a line
of it is read. Pictures are looked at every 0.2 seconds, and `covers.AROUND` comes to it: so all of
the page is covered, and no picture of the one before, which shows where to press."""

PAUSE = 1.0
"""Seconds between two readings of one value that are one mask."""

HIDDEN, UNDER_A_DIALOG = 20.0, 90.0
"""Seconds for which something may lie over a value, on a page that stays; and a dialog, that dims
it and is seen to come as the value goes."""

BARELY = 1.5
"""Seconds by which the reading of a part may reach beyond that of the whole."""

GOES, COMES = 1.0, 1.5
"""Seconds from a scroll to the last reading of what it takes away, and to the first of what it
brings."""

READ_AGAIN = 70.0
"""Of 100: so alike are two readings of one value."""

NEAR = 14
"""Pixels between two readings of what stands still."""

AROUND = (5, 4)
"""Pixels to each side, and above and below: the reader's boxes are tight."""


def masks(sights: Sequence[Sight], events: Sequence[ScreenEvent]) -> tuple[ScreenMask, ...]:
    """The masks, in order of time: what is read of one place is one, scrolling included."""
    tracks = _tracks(_without_parts(sights), events)
    covers = [*_as_blocks(tracks), *_while_scrolling(tracks, events)]
    turns = [event.t for event in events if event.kind == "page"]
    found = [
        ScreenMask(
            _begun(one.start, turns), one.end + LATE, one.kind, _wider(one.box), one.confidence
        )
        for one in covers
    ]
    return tuple(sorted(found, key=lambda mask: (mask.start, mask.end, mask.box)))


def _begun(start: float, turns: Sequence[float]) -> float:
    """When the cover begins of what was read from `start` on: not before its page came."""
    came = max((turn for turn in turns if turn <= start + AT_A_TURN), default=0.0)
    return max(0.0, start - EARLY, came - BEFORE_A_TURN)


def _without_parts(sights: Sequence[Sight]) -> list[Sight]:
    """The sights without those that lie in a larger one all the time, the surest kinds kept."""
    kept: list[Sight] = []
    for one in sorted(sights, key=lambda s: (-_area(s.box), -s.confidence, s.start)):
        if not any(_inside(one.box, other.box) and _during(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda s: (s.start, s.end))


def _during(one: Sight, other: Sight) -> bool:
    return other.start <= one.start + BARELY and one.end <= other.end + BARELY


def _tracks(sights: Sequence[Sight], events: Sequence[ScreenEvent]) -> list[Sight]:
    turns = [event.t for event in events if event.kind == "page"]
    dialogs = [event.t for event in events if event.kind == "dialog"]
    tracks: list[Sight] = []
    for one in sights:
        for at in range(len(tracks) - 1, -1, -1):
            if _same(tracks[at], one, turns, dialogs):
                tracks[at] = _joined(tracks[at], one)
                break
        else:
            tracks.append(one)
    return tracks


def _same(track: Sight, one: Sight, turns: Sequence[float], dialogs: Sequence[float]) -> bool:
    """Whether the sight goes on with the track: the same place, no page between."""
    gap = one.start - track.end
    dimmed = any(abs(t - track.end) <= PAUSE for t in dialogs)
    if gap > (UNDER_A_DIALOG if dimmed else HIDDEN) or not _close(track.box, one.box):
        return False
    return gap <= PAUSE or not any(track.end - 0.5 <= turn <= one.start + 0.5 for turn in turns)


def _joined(track: Sight, one: Sight) -> Sight:
    surer = max(track, one, key=lambda s: s.confidence)
    return replace(
        track,
        end=max(track.end, one.end),
        box=_union(track.box, one.box),
        kind=surer.kind,
        confidence=surer.confidence,
    )


def _as_blocks(tracks: Sequence[Sight]) -> list[Sight]:
    """The tracks, an address that is written on several lines as one."""
    blocks: list[Sight] = []
    for one in sorted(tracks, key=lambda track: (track.start, track.box[1])):
        at = next((n for n, over in enumerate(blocks) if _goes_on_below(over, one)), None)
        if at is None:
            blocks.append(one)
        else:
            blocks[at] = _joined(blocks[at], one)
    return blocks


def _goes_on_below(over: Sight, one: Sight) -> bool:
    x, y, _, height = one.box
    return (
        over.kind == one.kind == "address"
        and max(abs(over.start - one.start), abs(over.end - one.end)) <= EARLY
        and abs(over.box[0] - x) <= NEAR
        and 0 <= y - over.box[1] - over.box[3] + NEAR / 2 <= height
    )


def _while_scrolling(tracks: Sequence[Sight], events: Sequence[ScreenEvent]) -> Iterator[Sight]:
    """What covers the way of a value while it scrolls, since nothing is read meanwhile: from where
    it stood to where it stands then; of one that comes into sight, or goes, all that moves above
    and below it."""
    for event in events:
        if event.kind != "scroll":
            continue
        over = event.end or event.t
        gone = [one for one in tracks if event.t - GOES <= one.end <= over + GOES]
        come = [
            one
            for one in tracks
            if event.t - EARLY <= one.start <= over + COMES
            and not (one.typed and one.typed[0] >= over)
        ]
        for one in gone:
            after = next((other for other in come if _moved(one, other)), None)
            box = _union(one.box, after.box) if after else _column(one.box, event)
            yield replace(after or one, start=event.t, end=over, box=box)
        for one in come:
            if one not in gone and not any(_moved(other, one) for other in gone):
                yield replace(one, start=event.t, end=over, box=_column(one.box, event))


def _column(box: Box, event: ScreenEvent) -> Box:
    """All that moves above and below the box."""
    _x, y, _width, height = event.box or box
    return _union(box, (box[0], y, box[2], height))


def _moved(one: Sight, other: Sight) -> bool:
    return (
        one is not other
        and one.kind == other.kind
        and fuzz.ratio(one.text, other.text) >= READ_AGAIN
        and abs(one.box[0] - other.box[0]) <= NEAR
        and abs(one.box[1] - other.box[1]) > NEAR
    )


def _close(box: Box, other: Box) -> bool:
    return (
        abs(box[1] - other[1]) <= NEAR
        and abs(box[1] + box[3] - other[1] - other[3]) <= NEAR
        and abs(box[0] - other[0]) <= 2 * NEAR
        and abs(box[0] + box[2] - other[0] - other[2]) <= max(2 * NEAR, 0.2 * box[2])
    )


def _inside(box: Box, other: Box) -> bool:
    """Whether nine tenths of the box lie in the other."""
    wide = min(box[0] + box[2], other[0] + other[2]) - max(box[0], other[0])
    high = min(box[1] + box[3], other[1] + other[3]) - max(box[1], other[1])
    return wide > 0 and high > 0 and wide * high >= 0.9 * _area(box)


def _area(box: Box) -> int:
    return box[2] * box[3]


def _union(box: Box, other: Box) -> Box:
    left, top = min(box[0], other[0]), min(box[1], other[1])
    right = max(box[0] + box[2], other[0] + other[2])
    return left, top, right - left, max(box[1] + box[3], other[1] + other[3]) - top


def _wider(box: Box) -> Box:
    across, down = AROUND
    left, top = max(0, box[0] - across), max(0, box[1] - down)
    return left, top, box[0] + box[2] + across - left, box[1] + box[3] + down - top
