"""The helper's teaching pointer: what it showed, joined with what was done there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from media.boxes import holds, inside
from media.deeds import Deed
from media.timeline import pointer_presses
from media.types import Box, MediaInfo, Point, ScreenEvent, TimelineEvent

PATIENCE = 8.0  # Seconds from the helper's pointer to the learner's press.
EARLY = 1.0  # Seconds by which the learner may be first.
USUAL = 1.4  # Seconds from the one to the other where the press is not seen.
AGAIN = 15.0  # Seconds in which the same place is shown again.
NEAR = 0.09  # Of the diagonal: pointer and press mean the same place.
SAME = 24  # Pixels: the very same place.
BESIDE = 24  # Pixels beside the thing shown: a press that was not seen quite where it was.
MOST = 0.6  # Of the presses: who points at so many points at those that are right.
OFTEN = 0.4  # Of the presses: who points before so many points at what a step is about.
FEWEST = 3  # Things pointed at, below which that is not known.
UNSEEN = 0.1  # Weight of a press that is but supposed: words have to tell of it as well.
WORDS, CARD = 30, 100  # Pixels: no line of words is higher, no button or card.
PART = 0.3  # Of what changed: a thing so small is one of many in it.
WITHIN = 0.9  # Of its box.
DOUBTFUL = 0.7  # Weight below which a press elsewhere is rather this one, seen badly.
LIT = 3.0  # Seconds from the helper's pointer to when the thing lights up under the learner's.
LARGEST = (0.62, 0.3)  # Of the width and height of the picture: what lights up is no larger.
HOVER = 0.5  # Seconds from its lighting up to the press.
LOAD = 4.0  # Seconds from its lighting up to the page that the press there brings.
LIKELY = 0.6  # Weight of a press that is told by that alone.


@dataclass(frozen=True, slots=True)
class Pointing:
    """A place that was shown, with the outline and the label of the thing there, if it was read.

    `lit` is when the thing lit up, or changed otherwise, soon after: the learner's cursor was
    there.
    """

    t: float
    point: Point
    box: Box | None = None
    label: str | None = None
    lit: float | None = None

    def means(self, point: Point) -> bool:
        """Whether the point is on the thing that was shown."""
        if self.box and holds(self.box, self.point):
            return holds(self.box, point)
        return math.dist(self.point, point) < SAME


def find_pointings(
    info: MediaInfo, screen: Sequence[ScreenEvent], timeline: Sequence[TimelineEvent]
) -> list[Pointing]:
    """What the helper pointed at, in order of time."""
    read = {(event.t, event.point): event for event in screen if event.kind == "pointed"}
    found = []
    for t, point in pointer_presses(info, timeline):
        thing = read.get((t, point))
        box, label = (thing.box, thing.text) if thing else (None, None)
        found.append(Pointing(t, point, box, label, _lit(info, screen, t, point)))
    return found


def _lit(
    info: MediaInfo, screen: Sequence[ScreenEvent], shown: float, point: Point
) -> float | None:
    """When a thing around the point changed soon after it was shown; None if none did."""
    wide, high = LARGEST[0] * (info.width or 1), LARGEST[1] * (info.height or 1)
    lit = (
        event.t
        for event in screen
        if event.kind == "other" and event.box and event.same_as is None
        if 0 < event.t - shown < LIT and holds(event.box, point)
        if event.box[2] < wide and event.box[3] < high
    )
    return min(lit, default=None)


def join_pointings(
    info: MediaInfo, deeds: Sequence[Deed], pointings: Sequence[Pointing]
) -> tuple[Deed, ...]:
    """The deeds that know what was shown before them, in order of time.

    What was shown and then, as far as is seen, not done was done all the same if it lit up, or
    unless nothing that can be pressed was there, or the presses of this recording can be seen (no
    touch screen).
    """
    reach = NEAR * math.hypot(info.width or 1, info.height or 1)
    found = list(deeds)
    watched = any(shown.box or shown.label for shown in pointings)
    presses = sum(deed.kind == "click" for deed in deeds)
    followed = presses >= max(FEWEST, MOST * len(pointings))
    first: Pointing | None = None
    for number, shown in enumerate(pointings):
        later = pointings[number + 1] if number + 1 < len(pointings) else None
        again = first and shown.t - first.t < AGAIN and first.means(shown.point)
        since = first.t if again and first else shown.t
        place = _answer(found, shown, later, reach)
        if place is not None:
            before = found[place - 1] if place else None
            found[place] = _shown(found[place], shown, since, before, reach)
            first = None
        elif later and later.t - shown.t < AGAIN and shown.means(later.point):
            first = first if again else shown
        else:
            if shown.lit is not None:
                found.append(_likely(shown, since))
            elif not followed and (shown.label or not watched):
                found.append(_unseen(shown, since, later))
            first = None
    return tuple(sorted(_unshown(found), key=lambda deed: deed.t))


def _unshown(deeds: Sequence[Deed]) -> list[Deed]:
    """The deeds; those that were not pointed at are marked where many were."""
    presses = [deed for deed in deeds if deed.kind != "scroll"]
    shown = sum(deed.pointed is not None for deed in presses)
    if shown < max(FEWEST, OFTEN * len(presses)):
        return list(deeds)
    return [replace(deed, unshown=deed.kind == "click" and deed.pointed is None) for deed in deeds]


def _answer(
    deeds: Sequence[Deed], shown: Pointing, later: Pointing | None, reach: float
) -> int | None:
    """The number of the deed that answers, before the next thing is shown."""
    until = min(shown.t + PATIENCE, later.t + EARLY if later else math.inf)
    ready = [
        number
        for number, deed in enumerate(deeds)
        if deed.kind != "scroll" and deed.pointed is None and shown.t - EARLY <= deed.t <= until
    ]
    for fits in (_on, _near, _doubtful, _brought):
        for number in ready:
            if fits(deeds[number], shown, reach):
                return number
    return None


def _on(deed: Deed, shown: Pointing, _reach: float) -> bool:
    return deed.point is not None and shown.means(deed.point)


def _near(deed: Deed, shown: Pointing, reach: float) -> bool:
    return deed.point is not None and math.dist(deed.point, shown.point) < reach


def _doubtful(deed: Deed, shown: Pointing, _reach: float) -> bool:
    return deed.t >= shown.t and (deed.point is None or deed.weight < DOUBTFUL)


def _brought(deed: Deed, shown: Pointing, _reach: float) -> bool:
    """Whether the thing shown lit up and a page came: the cursor was but seen elsewhere by then."""
    return deed.large and shown.lit is not None and shown.lit <= deed.t < shown.lit + LOAD


def _shown(deed: Deed, shown: Pointing, since: float, before: Deed | None, reach: float) -> Deed:
    """The deed, with the helper's place where its own is not sure: where one pressed is the fact.

    What is shown, if it is the same thing, may be read more easily than what is pressed.
    """
    exact = deed.point is not None and shown.means(deed.point)
    near = _near(deed, shown, reach)
    sure = exact or (near and deed.weight >= DOUBTFUL and not _misplaced(deed, shown, before))
    # The pointer may hide the end of what is written there.
    whole = bool(deed.label and shown.label and deed.label.startswith(shown.label))
    same = whole and deed.box is not None and holds(deed.box, shown.point)
    late = not near and _brought(deed, shown, reach)
    box = (deed.box or (shown.box if exact else None)) if sure or same else shown.box
    label = (deed.label or (shown.label if exact else None)) if sure or whole else shown.label
    if exact and _told_better(deed, shown):
        box, label = shown.box, shown.label
    return replace(
        deed,
        t=min(deed.t, _pressed(shown)) if late else deed.t,
        point=deed.point if sure else shown.point,
        box=box,
        label=label,
        pointed=since,
        weight=min(1.6, deed.weight + 0.4),
    )


def _told_better(deed: Deed, shown: Pointing) -> bool:
    """Whether the thing was seen whole where it was shown: it is one of many in what the press
    changed, a day of a calendar, or the press was but seen on a line of its words."""
    if deed.kind != "click" or not deed.box or not shown.box or not shown.label:
        return False
    own, whole = deed.box, shown.box
    if inside(whole, own) > WITHIN:
        return own[3] > CARD and whole[2] * whole[3] < PART * own[2] * own[3]
    card = 2 * own[3] <= whole[3] <= CARD and own[3] <= WORDS
    return card and not deed.chosen and inside(own, whole) > WITHIN


def _misplaced(deed: Deed, shown: Pointing, before: Deed | None) -> bool:
    """Whether the press was rather on what was shown: that lies in what the press changed, the
    cursor was seen right beside it, or was last seen in the field that had been filled before."""
    assert deed.point
    if deed.kind == "click" and deed.box and holds(deed.box, shown.point):
        return True
    if shown.box and holds(shown.box, deed.point, BESIDE):
        return True
    field = before.box if before and before.kind == "typing" else None
    return bool(field and holds(field, deed.point) and not holds(field, shown.point))


def _pressed(shown: Pointing) -> float:
    """When the thing that lit up was pressed, about."""
    return (shown.t if shown.lit is None else shown.lit) + HOVER


def _likely(shown: Pointing, since: float) -> Deed:
    """The press on a thing that lit up after it was shown."""
    t, box, label = _pressed(shown), shown.box, shown.label
    return Deed(t, t + 0.5, "click", LIKELY, "press", None, shown.point, box, since, label=label)


def _unseen(shown: Pointing, since: float, later: Pointing | None) -> Deed:
    t = shown.t + USUAL
    if later:
        t = max(shown.t, min(t, later.t - 0.2))
    return Deed(
        t, t + 0.5, "click", UNSEEN, "press", None, shown.point, shown.box, since, label=shown.label
    )
