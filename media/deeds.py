"""What was done: presses, typing, scrolling, each with what it brought about."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from media.boxes import holds, inside
from media.types import Action, Box, Point, ScreenEvent

ANSWER = 8.0  # Seconds within which a page answers a press.
MARGIN = 8  # Pixels around a field.
FOCUS = 15.0  # Seconds between pressing in a field and typing there.
JITTER = 1.0  # Seconds by which a press may be noticed after the typing that it opened.
PAUSE = 12.0  # Seconds between two parts of the same typing.
ONE_SCROLL = 2.5  # Seconds between two turns of the wheel in one go.
SAME_PLACE = 40.0  # Pixels.
SAME_TIME = 0.3  # Seconds.
DOUBTFUL = 0.6  # Weight up to which a press is but supposed.
ANSWERED = 1.5  # Seconds within which what changes there is the answer to the press.
ALIKE = 0.7  # Of both boxes: the same thing.
MISREAD = 80.0  # Of 100: the letters that two readings of one name share.
FIRST = 2.5  # Seconds at the beginning in which the picture but appears.


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, from `t` to `end`, when it has taken effect.

    `effect` is when the picture first answers: the still is taken just before. `pointed` is when
    the helper pointed at the place; `back` when the picture already looked as it does afterwards.
    `label` is what is written on the thing pressed, or the name of the field typed into. `undone`
    is when the thing pressed looked again as before. `unshown`: the helper, who points at most
    things, did not point at this one. `chosen`: from the list that the deed before has opened.
    """

    t: float
    end: float
    action: Action
    weight: float
    kind: str
    effect: float | None = None
    point: Point | None = None
    box: Box | None = None
    pointed: float | None = None
    back: float | None = None
    large: bool = False
    page: bool = False
    label: str | None = None
    undone: float | None = None
    unshown: bool = False
    chosen: bool = False


def find_deeds(screen: Sequence[ScreenEvent]) -> tuple[Deed, ...]:
    """What the picture shows that was done, in order of time."""
    deeds: list[Deed] = []
    for event in sorted(screen, key=lambda e: (e.t, e.kind != "click")):
        _take(deeds, event)
    return tuple(deed for deed in deeds if deed.weight >= 0.3)


def _take(deeds: list[Deed], event: ScreenEvent) -> None:
    last = deeds[-1] if deeds else None
    if event.kind == "click":
        _press(deeds, event)
    elif event.kind in ("page", "dialog"):
        if last and _answers(event, last):
            deeds[-1] = _answered(last, event)
        elif event.t > FIRST and not (last and event.t - last.end < 1.0):
            deeds.append(_unseen(event))
    elif event.kind == "typing":
        _type(deeds, event)
    elif event.kind == "scroll":
        _scroll(deeds, event)
    elif event.kind == "other" and event.same_as is not None:
        _take_back(deeds, event)
    elif event.kind == "other" and last and _only_lit(last, event):
        deeds.pop()
    elif event.kind == "other" and last and last.kind == "click" and event.t - last.t < ANSWERED:
        deeds[-1] = replace(last, effect=last.effect or event.t, end=max(last.end, event.t))


def _press(deeds: list[Deed], event: ScreenEvent) -> None:
    last = deeds[-1] if deeds else None
    if last and _opened(last, event):
        deeds[-1] = replace(
            last, point=event.point, box=event.box or last.box, label=event.text or last.label
        )
        return
    if last and _again(last, event):
        deeds.pop()
    if last and _left_behind(last, event):
        event = replace(event, point=None, box=None, text=None)
    press = _click(event)
    if press.chosen:
        _choose_anew(deeds, press)
    deeds.append(press)


def _choose_anew(deeds: list[Deed], press: Deed) -> None:
    """Tell the choice in whose place another is made from the same list."""
    opener = deeds[-1] if deeds else None
    for number, (before, deed) in enumerate(pairwise(deeds)):
        if not deed.chosen or not opener or not opener.point or not before.point:
            continue
        if math.dist(before.point, opener.point) < SAME_PLACE and deed.label != press.label:
            deeds[number + 1] = replace(deed, undone=press.t)


def _take_back(deeds: list[Deed], event: ScreenEvent) -> None:
    """Tell the press of which it is the effect that has gone again."""
    for number, deed in enumerate(deeds):
        if deed.kind == "click" and event.same_as and abs(deed.t - event.same_as) < SAME_TIME:
            deeds[number] = replace(deed, undone=event.t)


def _only_lit(last: Deed, event: ScreenEvent) -> bool:
    """Whether what was taken for a press was a thing that lit up under the mouse, and goes out."""
    if last.kind != "click" or last.weight > DOUBTFUL or last.effect is not None:
        return False
    if event.t - last.t < ANSWERED:
        return False
    both = last.box and event.box
    return bool(both and min(inside(last.box, event.box), inside(event.box, last.box)) > ALIKE)


def _opened(last: Deed, event: ScreenEvent) -> bool:
    """Whether this is the press that opened the field in which the typing was noticed first."""
    typing = last.kind == "typing" and abs(event.t - last.t) < JITTER and last.box is not None
    if not typing or not event.point or not event.box:
        return False
    x, y, width, height = event.box
    left, top, wide, high = last.box
    return x <= left and left + wide <= x + width and y <= top and top + high <= y + height


def _again(last: Deed, event: ScreenEvent) -> bool:
    """Whether the same place is pressed again, since nothing came of the first time: a list that
    was there meanwhile is something."""
    if last.chosen or event.same_as is not None:
        return False
    if last.label and event.text and last.label != event.text:
        return False
    near = last.point and event.point and math.dist(last.point, event.point) < SAME_PLACE
    return bool(near and last.kind == "click" and not last.large and event.t - last.t < ANSWER)


def _left_behind(last: Deed, event: ScreenEvent) -> bool:
    """Whether the cursor was last seen in the field that has just been filled, and the press is
    but supposed: nobody presses there then, so where it was is not known."""
    if last.kind != "typing" or event.weight > DOUBTFUL or not last.box or not event.box:
        return False
    soon = last.end - JITTER < event.t < last.end + ANSWER
    return soon and min(inside(last.box, event.box), inside(event.box, last.box)) > ALIKE


def _click(event: ScreenEvent) -> Deed:
    return Deed(
        t=event.t,
        end=event.t + 0.4,
        action="click" if event.same_as is None else "choose",
        weight=event.weight,
        kind="click",
        point=event.point,
        box=event.box,
        label=event.text,
        chosen=event.same_as is not None,
    )


def _answers(event: ScreenEvent, last: Deed) -> bool:
    """Whether the page or window is what was done brought about, be it late: the cursor has stayed
    where it pressed."""
    if last.kind not in ("click", "typing"):
        return False
    stayed = last.point and event.point and math.dist(last.point, event.point) < SAME_PLACE
    return bool(stayed) or event.t - max(last.t, last.end) < ANSWER


def _answered(deed: Deed, event: ScreenEvent) -> Deed:
    return replace(
        deed,
        end=max(deed.end, event.end or event.t),
        effect=deed.effect or event.t,
        back=event.same_as if event.same_as is not None else deed.back,
        large=True,
        page=deed.page or event.kind == "page",
        weight=min(1.5, deed.weight + 0.2),
    )


def _unseen(event: ScreenEvent) -> Deed:
    """A page that came without a press that was seen: a touch, a key, or by itself."""
    return Deed(
        t=event.t,
        end=event.end or event.t,
        action="click",
        weight=0.55,
        kind="page",
        effect=event.t,
        back=event.same_as,
        large=True,
        page=event.kind == "page",
    )


def _type(deeds: list[Deed], event: ScreenEvent) -> None:
    last = deeds[-1] if deeds else None
    end = event.end or event.t
    if last and last.kind == "typing" and event.t - last.end < PAUSE and _goes_on(last, event):
        deeds[-1] = replace(last, end=end, label=last.label or event.text)
        return
    clicked = last and last.kind == "click" and not (_turned(last) or _elsewhere(last, event))
    if last and clicked and not last.chosen and event.t - last.t < FOCUS and _in_field(last, event):
        deeds[-1] = replace(
            last,
            end=end,
            action="type",
            kind="typing",
            effect=last.effect or event.t,
            # The outline and the name of the field are read where one types, not where one presses;
            # a press seen beside it was the outline of the field before, as it went away.
            point=_middle(event.box)
            if event.box and not (last.point and holds(event.box, last.point, MARGIN))
            else last.point,
            box=event.box or last.box,
            weight=min(1.5, last.weight + 0.5),
            label=event.text or last.label,
        )
        return
    deeds.append(
        Deed(
            event.t,
            end,
            "type",
            0.8 * event.weight,
            "typing",
            event.t,
            _middle(event.box) if event.box else None,
            event.box,
            label=event.text,
        )
    )


def _middle(box: Box) -> Point:
    return box[0] + box[2] // 2, box[1] + box[3] // 2


def _turned(deed: Deed) -> bool:
    return deed.large and deed.end - deed.t > 1.0


def _elsewhere(deed: Deed, event: ScreenEvent) -> bool:
    """Whether what was pressed brought something, in which one then types: not the field itself."""
    if not deed.large or not deed.point or not event.box:
        return False
    return not holds(event.box, deed.point, MARGIN)


def _goes_on(deed: Deed, event: ScreenEvent) -> bool:
    """Whether one types on in the same line, and not in another field beside it."""
    if not deed.box or not event.box:
        return True
    apart = event.box[0] >= deed.box[0] + deed.box[2] or deed.box[0] >= event.box[0] + event.box[2]
    if apart and deed.label and event.text and fuzz.ratio(deed.label, event.text) < MISREAD:
        return False
    top, bottom = deed.box[1] - 20, deed.box[1] + max(deed.box[3], 40) + 20
    return top <= event.box[1] + event.box[3] / 2 <= bottom


def _in_field(deed: Deed, event: ScreenEvent) -> bool:
    if not deed.point or not event.box:
        return True
    x, y, width, height = event.box
    inside_x = x - 200 <= deed.point[0] <= x + width + 700
    return inside_x and y - 60 <= deed.point[1] <= y + height + 200


def _scroll(deeds: list[Deed], event: ScreenEvent) -> None:
    last = deeds[-1] if deeds else None
    end = event.end or event.t
    if last and last.kind == "scroll" and event.t - last.end < ONE_SCROLL:
        deeds[-1] = replace(last, end=end)
    else:
        deeds.append(Deed(event.t, end, "scroll", 0.8, "scroll", event.t))
