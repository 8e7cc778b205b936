"""What happens in the picture: pages, windows, scrolling, typing, presses of the mouse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf
from pathlib import Path

from media.boxes import beside, holds, inside, nearest, scaled, shared
from media.choices import PressMemory, Tick, tick
from media.clicks import Click, ClickFinder
from media.cursor import CursorTracker
from media.filled import Filled
from media.keys import Typing, TypingTracker
from media.known_pages import known_again
from media.labels import heading_of, joined
from media.lists import OpenLists
from media.messages import Messages
from media.motion import Change
from media.ocr import RapidReader, TextReader, Written
from media.pages import Large, PageTracker, classify
from media.pressed import Thing, pressed, written_in
from media.reading import LineTracker
from media.restless import Restless
from media.rings import RingFinder
from media.shots import WIDTH, Shot, shots
from media.slides import without_slides
from media.timeline import on_record, pointer_presses
from media.types import (
    Box,
    MediaInfo,
    Point,
    Progress,
    ScreenEvent,
    ScreenLine,
    Seen,
    TimelineEvent,
    no_progress,
)

SMALLEST = 48  # Pixels a side; nothing can be told of a smaller picture.
NEW = 0.4  # Seconds before a change in which what it brings may already be there.
QUICK = 1.0  # Seconds before a ring is seen in which its press may already be answered.
TYPED = 20.0  # Seconds after a press into a field in which it may be typed in.
SURE = 3  # Changes of a run of typing from which it is no accident.
TYPED_IN = 0.6  # Of a line: in a field that was filled.
LINE = 0.12  # Of the width: so far to each side of a press words are looked for.
FOR_GOOD = 0.7  # Weight of a press for which a thing beside what is pressed changes.
NOTABLE = 0.02  # Of the width: smaller local changes are not worth an event.


def watch(
    path: Path,
    info: MediaInfo,
    *,
    timeline: Sequence[TimelineEvent] = (),
    reader: TextReader | None = None,
    progress: Progress = no_progress,
) -> Seen:
    """What happened in the picture and what was written there; nothing where there is no picture.

    Boxes and points are canvas pixels. What is off the record is left out. `reader`: reads the
    writing, by default with the models that come with the library.
    """
    if not info.has_picture or not info.width:
        return Seen()
    seen = look(
        _told(shots(path, info), info.duration, progress),
        max(1.0, info.width / WIDTH),
        reader or RapidReader(),
        info.duration,
        pointer_presses(info, timeline),
    )
    progress(1.0)
    return on_record(seen, timeline)


def look(
    shots: Iterable[Shot],
    scale: float,
    reader: TextReader,
    end: float,
    pointed: Sequence[tuple[float, Point]] = (),
) -> Seen:
    """What is seen in a row of shots of one size, each in order of time.

    `pointed`: times and places, in pixels of the whole picture, that the helper pointed at.
    """
    shots = iter(shots)
    first = next(shots, None)
    if first is None or min(first.grey.shape) < SMALLEST:
        return Seen()
    watcher = _Watcher(first, scale, reader, pointed)
    events: list[ScreenEvent] = []
    for last, shot, change in Restless(first).deeds(shots):
        events += watcher.see(last, shot, change)
    events += watcher.finish()
    events.sort(key=lambda event: event.t)
    events = without_slides(list(watcher.lists.marked(events)), watcher.height)
    lines = watcher.lines(end)
    return Seen(tuple(known_again(list(_named(events)), lines, watcher.height)), lines)


class _Watcher:
    """Holds the last shot and the trackers."""

    def __init__(
        self,
        shot: Shot,
        scale: float,
        reader: TextReader,
        pointed: Sequence[tuple[float, Point]] = (),
    ) -> None:
        height, width = shot.grey.shape
        self._size = (width, height)
        self._scale = scale
        self._last = shot
        self._cursor = CursorTracker()
        self._clicks = ClickFinder(self._cursor)
        self._rings = RingFinder(scale)
        self._keys = TypingTracker(width, height)
        self._pages = PageTracker()
        self._lines = LineTracker(reader, scale, shot)
        self._large_at = 0.0
        self._waiting: ScreenEvent | None = None
        self._answered: Point | None = None
        self._filled = Filled()
        self._pointed = list(pointed)
        self._memory = PressMemory()
        self.lists = OpenLists(scale)
        self._messages = Messages()

    @property
    def height(self) -> float:
        """Of the whole picture, in pixels."""
        return self._size[1] * self._scale

    def see(self, last: Shot, shot: Shot, change: Change) -> Iterator[ScreenEvent]:
        self._last = shot
        t, before, picture = shot.t, last.grey, shot.grey
        self._lines.settle(t, last, self._cursor.box)
        yield from self._shown(t, last)
        self._memory.look(last, self._cursor.box)
        seen, ring = self._rings.update(last, shot, change, self._cursor)
        used = (
            *self._cursor.update(t, before, picture, seen),
            *set(change.boxes) - set(seen.boxes),
        )
        self._lines.places.change(last.t, t, change, used)
        if ring:
            yield from self._ringed(self._clicks.ring(t, ring), last)
        small = (
            self._clicks.welcome(t, change.boxes)
            or self._clicks.unfolds(change.boxes, self._size)
            or self.lists.folds(change.boxes, picture)
        )
        seen = replace(change, share=0.0) if small else change
        seen = self._cursor.aside(seen)
        kind = classify(seen, picture)
        moved = self._cursor.since > self._large_at
        yield from self._larges(self._pages.update(t, before, picture, seen, moved=moved))
        if kind:
            self._large_at = t
            self._memory.clear()
            self.lists.clear()
            if not self._pages.joined:
                self._press(self._clicks.large(t), last)
            self._lines.turned()
        elif not change.shimmer:
            rest = [box for box in change.boxes if box not in used]
            for press in self._memory.taken_back(t, picture, self._cursor.box):
                box = self._out(press.box)
                yield ScreenEvent(t=t, kind="other", box=box, same_as=press.t)
                rest = [left for box in rest for left in beside(box, press.box)]
            yield from self._small(last, shot, tuple(rest))
            for box in change.boxes:
                self.lists.changed(t, box, before, picture)
            row = self.lists.look(t, picture)
            if row:
                yield self._click(self._clicks.chosen(t, row), last)
            if self.lists.gone:
                self._clicks.gone(*self.lists.gone)

    def finish(self) -> Iterator[ScreenEvent]:
        yield from self._shown(inf, self._last)
        yield from self._larges(self._pages.finish(self._last.grey))
        for run in self._keys.finish():
            yield self._typing(run)

    def lines(self, end: float) -> tuple[ScreenLine, ...]:
        return self._lines.finish(end, self._last, self._cursor.box)

    def _shown(self, until: float, shot: Shot) -> Iterator[ScreenEvent]:
        """What the helper pointed at while this shot was on screen."""
        while self._pointed and self._pointed[0][0] < until:
            t, point = self._pointed.pop(0)
            thing = self._pressed(shot, point)
            yield ScreenEvent(t=t, kind="pointed", point=point, box=thing.box, text=thing.text)

    def _small(self, last: Shot, shot: Shot, boxes: tuple[Box, ...]) -> Iterator[ScreenEvent]:
        t = shot.t
        letters, runs = self._keys.update(
            last.grey, shot, boxes, self._cursor.point, self._cursor.box
        )
        for run in runs:
            yield self._typing(run)
        boxes = tuple(box for box in boxes if not self._messages.goes(t, box, shot.grey))
        self._clicks.arrival(t, boxes, self._size)
        self._clicks.begin(t, boxes)
        apart, pressed = [], False
        for box in boxes:
            if box in letters:
                continue
            chosen = tick(last, shot, box, self._scale, self._names(last.t))
            if chosen:
                yield from self._tick(t, box, chosen)
                pressed = True
                continue
            press = self._clicks.local(t, box, last.grey, shot.grey)
            if press:
                yield self._click(press, last)
                pressed = True
                if press.box:
                    self._memory.pressed(press.t, press.box, self._cursor.since)
                continue
            self._clicks.sign(t, box, self._size)
            apart.append(box)
            if min(box[2], box[3]) > NOTABLE * self._size[0]:
                if not self._clicks.welcomes(t, box):
                    self._messages.came(t, box, last.grey)
                weight = min(1.0, box[2] * box[3] / (0.1 * shot.grey.size))
                yield ScreenEvent(t=t, kind="other", box=self._out(box), weight=round(weight, 2))
        press = None if pressed else self._clicks.elsewhere(t, apart, self._size)
        if press:
            yield self._click(press, last)

    def _larges(self, larges: list[Large]) -> Iterator[ScreenEvent]:
        """The changes that are over, with the press that brought them; none brings scrolling."""
        for large in larges:
            pressed, self._waiting = self._waiting, None
            answered, self._answered = self._answered, None
            if large.kind == "scroll":
                yield self._large(large)
                continue
            if pressed:
                yield pressed
            yield replace(self._large(large), point=answered)

    def _press(self, click: Click | None, last: Shot) -> None:
        """Keep the press that a large change tells of, or answers, until it is known what change it
        is."""
        if click and self._waiting is None:
            self._waiting = self._click(click, last)
        elif self._clicks.answered_press:
            self._answered = self._at(self._clicks.answered_press)

    def _ringed(self, click: Click, last: Shot) -> Iterator[ScreenEvent]:
        """The press within a ring; the answer may have been quicker than the ring."""
        if self._waiting and click.t - self._waiting.t < QUICK:
            self._waiting = replace(self._waiting, point=self._at(click.point))
        else:
            yield self._click(click, last)

    def _large(self, large: Large) -> ScreenEvent:
        box = self._out(large.box) if large.box else None
        if large.kind == "page":
            self._filled.clear()
        old = {line.text for line in self._lines.at(large.start - NEW)}
        new = [line.written for line in self._lines.now if line.written.text not in old]
        return ScreenEvent(
            t=large.start,
            end=large.end,
            kind=large.kind,
            box=box,
            same_as=large.same_as,
            text=heading_of(box, new),
        )

    def _typing(self, run: Typing) -> ScreenEvent:
        lines = self._unwritten(run)
        cover = self._out(run.cover) if run.cover else None
        field = written_in(run.shot.whole(), self._out(run.box), cover, lines)
        if field.box and run.count >= SURE:
            self._filled.add(field.box, [line.written for line in self._lines.now])
        return ScreenEvent(
            t=run.start,
            end=run.end,
            kind="typing",
            box=field.box,
            weight=min(1.0, run.count / 6),
            text=field.text,
        )

    def _click(self, click: Click, shot: Shot) -> ScreenEvent:
        self.lists.pressed(click.t, click.point)
        hint = self._out(click.box) if click.box else None
        return self._press_on(self._pressed(shot, self._at(click.point), hint), click)

    def _tick(self, t: float, mark: Box, tick: Tick) -> Iterator[ScreenEvent]:
        """The press that a tick tells of, be the cursor there or not."""
        row = scaled(tick.thing.box or mark, 1 / self._scale)
        press = self._clicks.tick(t, mark, row, more=tick.more)
        if not press:
            return
        self._memory.pressed(press.t, mark, min(press.t, self._cursor.since))
        yield self._press_on(tick.thing, press)

    def _press_on(self, thing: Thing, press: Click) -> ScreenEvent:
        """The press, which lies on the thing. What lights up may go out again: more is told by a
        number that changes beside it."""
        point = self._at(press.point)
        changed = self._out(press.beside) if press.beside else None
        apart = changed and thing.box and not shared(changed, thing.box)
        return ScreenEvent(
            t=press.t,
            kind="click",
            point=nearest(point, thing.box) if thing.box else point,
            box=thing.box,
            weight=max(press.weight, FOR_GOOD) if apart else press.weight,
            text=thing.text,
        )

    def _pressed(self, shot: Shot, point: Point, hint: Box | None = None) -> Thing:
        """What is at the point; what has not been read there yet is read now, closely."""
        self._lines.uncover(shot, self._cursor.box)
        lines = self._names(shot.t)
        if not any(holds(line.box, point, line.box[3] // 4) for line in lines):
            reach = round(LINE * self._size[0] * self._scale)
            across = (point[0] - reach, point[1], 2 * reach, 1)
            lines = joined(lines, self._closely(across, shot))
        thing = pressed(shot.whole(), point, hint, self._covered, lines)
        if not thing.box or any(inside(line.box, thing.box) > TYPED_IN for line in lines):
            return thing
        lines = joined(lines, self._closely(thing.box, shot))
        return pressed(shot.whole(), point, hint, self._covered, lines)

    def _closely(self, box: Box, shot: Shot) -> list[Written]:
        """What is written there, the cursor looked away."""
        return self._without_values(self._lines.closely(box, shot, self._cursor.box))

    def _names(self, t: float) -> list[Written]:
        """What stood on the screen then, as names of things."""
        return self._without_values(self._lines.at(t))

    def _without_values(self, lines: Iterable[Written]) -> list[Written]:
        """The lines without what was typed, or is being typed, which is no name of anything."""
        return self._filled.without(lines, [self._out(box) for box in self._keys.writing])

    def _unwritten(self, run: Typing) -> list[Written]:
        """What stood on the screen before something was typed, without what it became."""
        letters = self._out(run.box)
        written = {line.box for line in self._lines.at(run.end) if shared(line.box, letters)}
        return [line for line in self._names(run.start - NEW) if line.box not in written]

    @property
    def _covered(self) -> Box | None:
        return self._out(self._cursor.box) if self._cursor.box else None

    def _at(self, point: Point) -> Point:
        return round(point[0] * self._scale), round(point[1] * self._scale)

    def _out(self, box: Box) -> Box:
        return scaled(box, self._scale)


def _named(events: Sequence[ScreenEvent]) -> Iterator[ScreenEvent]:
    """The events; a press into a field that is then typed in has the name of that field.

    A field of a later page is another one.
    """
    for event in events:
        if event.kind == "click" and event.point and event.same_as is None:
            left = min((e.t for e in events if e.kind == "page" and e.t > event.t), default=inf)
            field = next((e for e in events if _typed_after(event, e) and e.t < left), None)
            if field:
                event = replace(event, box=field.box, text=field.text)
        yield event


def _typed_after(press: ScreenEvent, event: ScreenEvent) -> bool:
    return bool(
        event.kind == "typing"
        and -1.0 < event.t - press.t < TYPED
        and event.box
        and press.point
        and holds(event.box, press.point)
    )


def _told(shots: Iterable[Shot], duration: float, progress: Progress) -> Iterator[Shot]:
    told = 0.0
    for shot in shots:
        if shot.t - told > 2:
            progress(min(1.0, shot.t / duration) if duration else 0.0)
            told = shot.t
        yield shot
