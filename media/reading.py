"""The lines of writing on the screen, each followed from its coming to its going."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from media.boxes import around, grown, inside, merged, scaled, shared
from media.ink import part
from media.motion import CELL
from media.ocr import TextReader, Written
from media.places import Cells, Places, cells_of
from media.shots import Shot
from media.target import find_field_of_line
from media.types import Box, ScreenLine
from media.uncovered import Uncovered

WHOLE = 0.5  # Of the picture: from here on all of it is read.
NARROWEST, WIDEST = 640, 960  # Pixels of width of the picture in which lines are looked for.
ALIKE = 0.75  # Of the letters: the same line, read with more or less luck.
GROWN = 0.8  # The same, of a line that is being written.
WITHIN = 0.8  # Of its box: a line in the place of another;
LEFT, PURE = 0.5, 0.9  # of the letters of that one, and of its own: what a cursor has cut of it.
PIECE = 0.6  # The same, of a piece of what a lit button is called.
UNSURE = 0.97  # Confidence below which a line is read again,
SHARP = 1.6  # seconds later, when video coding has sharpened it.
MARRED = 0.9  # The same, of letters of which a cursor has made others.
RECENT = 400  # Lines gone that are still looked at.
TYPED = 0.03  # Of the picture: more does not change when something is typed.
NEARBY = 0.06  # The same: how far around a place one looks closely.
LOW = 9  # Pixels: no letters are so low; a strip of a line that goes on beyond what was read is.
BESIDE = 0.2  # Of the width: so far beside a cursor a line that it hid may begin or end.
READ = 0.5  # Of the box of a cursor: so much of it lies over lines that were read.
HIDES = 0.1  # Of the height of the picture: what a cursor may hide of a line.


@dataclass(frozen=True, slots=True)
class _Behind:
    """Where a cursor stood when the page was read, and nothing was read there; what a line there
    would take up, and since when it would stand there."""

    place: Box
    beside: Box
    since: float


@dataclass(slots=True)
class Line:
    """A line that stands on the screen since `start`, in the outline of its field if it has one;
    `covered`: what was not seen beside it."""

    start: float
    written: Written
    read_at: float
    again: bool
    covered: Box | None = None
    field: Box | None = None


class LineTracker:
    """Knows what is written on the screen now, and what was written there before.

    `scale`: pixels of the whole picture for one of the small picture. Memory grows with the lines
    found, not with the pictures seen.
    """

    def __init__(self, reader: TextReader, scale: float, first: Shot) -> None:
        self._reader = reader
        self._scale = scale
        self.places = Places(first.t, first.grey)
        width, height = (round(side * scale) for side in self.places.size)
        self._size = (width, height)
        self._look = min(1.0, max(NARROWEST, min(WIDEST, width / 2)) / width)
        self._uncovered = Uncovered(scale)
        self._behind: _Behind | None = None
        self._open: list[Line] = []
        self._done: list[ScreenLine] = []

    @property
    def now(self) -> tuple[Line, ...]:
        """What stands on the screen."""
        return tuple(self._open)

    def at(self, t: float) -> tuple[Written, ...]:
        """What stood on the screen at that time, as far as it was read, nothing over it."""
        stood = [
            (line.start, Written(line.text, line.box, line.confidence))
            for line in self._done[-RECENT:]
            if line.start <= t < line.end
        ]
        stood += [(line.start, line.written) for line in self._open if line.start <= t]
        return tuple(
            written
            for start, written in stood
            if not any(later > start and _covers(new, written) for later, new in stood)
        )

    def closely(self, box: Box, shot: Shot, cursor: Box | None) -> list[Written]:
        """What is read in the box, or across a point, when one looks closely."""
        region = grown(box, round(NEARBY * self._size[1]), self._size)
        read = self._written(region, shot, cursor, closely=True)
        return [line for line in read if shared(line.box, box)]

    def turned(self) -> None:
        """The page is another one, or has moved: what was seen under the cursor is no more."""
        self._uncovered.clear()
        self._behind = None

    def settle(self, until: float, shot: Shot, cursor: Box | None) -> None:
        """Read the places of this shot, on screen until then, that have come to rest."""
        self._uncovered.look(shot, cursor)
        ready = self.places.settled(until)
        if ready is not None:
            self._read(ready, shot, cursor)
        for line in self._open:
            if line.again and until - line.read_at >= SHARP:
                self._read_again(line, shot, cursor)
        self.uncover(shot, cursor, now=False)
        self._read_behind(shot, cursor)

    def finish(self, t: float, shot: Shot, cursor: Box | None) -> tuple[ScreenLine, ...]:
        """All the lines of the recording, in order of time."""
        self.settle(float("inf"), shot, cursor)
        for line in list(self._open):
            self._close(line, t)
        return tuple(sorted(self._done, key=lambda line: (line.start, line.box[1], line.box[0])))

    def _read(self, ready: Cells, shot: Shot, cursor: Box | None) -> None:
        differs = self.places.differing(ready, shot.grey, cursor)
        for region in self._regions(differs):
            touched = [line for line in self._open if self._differs(line.written.box, differs)]
            for written in self._written(region, shot, cursor):
                self._see(written, touched, differs, shot, cursor)
            for line in touched:
                gone = inside(line.written.box, region) > 0.5
                hidden = self._hidden(line.written.box, cursor, differs)
                if gone and not hidden and not self._lights_up(line, cursor, differs):
                    self._close(line, self.places.began(self._small(line), differs) or shot.t)
            if cursor:
                self._look_behind(region, shot, cursor, differs)
        self.places.take(ready, shot.grey)

    def _regions(self, differs: Cells) -> list[Box]:
        """The boxes, in pixels of the whole picture, in which something may be written anew."""
        boxes = [scaled(box, self._scale) for box in self.places.boxes(differs)]
        lines = [line.written.box for line in self._open]
        cut = [line for line in lines if any(shared(line, box) for box in boxes)]
        while cut:
            boxes = merged(boxes + [grown(line, line[3] // 2, self._size) for line in cut])
            lines = [line for line in lines if line not in cut]
            # What holds two lines may end within a third.
            cut = [
                line for line in lines if any(0 < inside(_middle(line), box) < 1 for box in boxes)
            ]
        area = sum(box[2] * box[3] for box in boxes)
        whole = (0, 0, *self._size)
        return [whole] if area > WHOLE * whole[2] * whole[3] else boxes

    def _written(
        self, region: Box, shot: Shot, cursor: Box | None, *, closely: bool = False
    ) -> list[Written]:
        x, y = region[:2]
        image = self._uncovered.region(region, shot, cursor)
        found = self._reader.read(image, scale=1.0 if closely else self._look)
        return [
            replace(line, box=(line.box[0] + x, line.box[1] + y, line.box[2], line.box[3]))
            for line in found
            if line.box[3] >= LOW
        ]

    def _see(
        self,
        written: Written,
        touched: list[Line],
        differs: Cells,
        shot: Shot,
        cursor: Box | None,
    ) -> None:
        """Go on with the line that this is, or begin a new one."""
        t, typed, cover = shot.t, differs.mean() < TYPED, self._out(cursor)
        line = next((line for line in self._open if _continues(line.written, written, typed)), None)
        cut = next((line for line in self._open if is_cut(line.written, written, cover)), None)
        if line is None and not cut and typed:
            cut = next((old for old in self._open if is_lit(old, written, cover)), None)
        if line is None and not cut:
            cut = next((old for old in self._open if is_marred(old.written, written, cover)), None)
            if cut and cover:
                cut.covered = cover
        if line is None and cut:
            # It lights up under the cursor: what was read before is what it says.
            if cut in touched:
                touched.remove(cut)
            return
        if line is None:
            start = self.places.burst(scaled(written.box, 1 / self._scale), differs)
            again = written.confidence < UNSURE
            for old in [old for old in self._open if inside(old.written.box, written.box) > 0.6]:
                self._close(old, t if start is None else start)
                if old in touched:
                    touched.remove(old)
            near = cover and shared(grown(cover, written.box[3] // 2, self._size), written.box)
            covered = cover if near else None
            field = find_field_of_line(shot.whole(), written.box)
            start = t if start is None else start
            self._open.append(Line(start, written, t, again, covered, field))
            return
        covered = cursor is not None and shared(scaled(cursor, self._scale), written.box) > 0
        line.written = _better(line.written, written, covered=covered)
        if line in touched:
            touched.remove(line)

    def _read_again(self, line: Line, shot: Shot, cursor: Box | None) -> None:
        line.again = False
        old = line.written
        for new in self._written(grown(old.box, old.box[3] // 2, self._size), shot, cursor):
            if inside(new.box, old.box) > 0.7 and new.confidence > old.confidence:
                line.written = new

    def uncover(self, shot: Shot, cursor: Box | None, *, now: bool = True) -> None:
        """Read again the lines that the cursor may have cut; if not `now`, those that it left."""
        cover = self._out(cursor)
        for old in {line.covered for line in self._open if line.covered}:
            if not now and cover and shared(cover, old):
                continue
            cut = [line for line in self._open if line.covered == old]
            place = around([old, *(line.written.box for line in cut)])
            assert place
            for line in cut:
                line.covered = None
            region = grown(place, old[3], self._size)
            for new in self._written(region, shot, cursor, closely=True):
                self._mend(new, cut)

    def _look_behind(self, region: Box, shot: Shot, cursor: Box, differs: Cells) -> None:
        """Remember to look at the place of the cursor when it has gone, where nothing was read:
        what is written there may be read with it as one, or not at all."""
        place = scaled(cursor, self._scale)
        read = sum(inside(place, line.written.box) for line in self._open)
        if shared(place, region) and read < READ:
            beside = self._beside(place)
            since = self.places.burst(scaled(beside, 1 / self._scale), differs)
            self._behind = _Behind(place, beside, shot.t if since is None else since)

    def _beside(self, place: Box) -> Box:
        """What a line there may take up, the lines above and below it as well."""
        (x, y, width, height), (wide, high) = place, self._size
        reach = round(BESIDE * wide)
        left, top = max(0, x - reach), max(0, y - height)
        right, bottom = min(wide, x + width + reach), min(high, y + 2 * height)
        return left, top, right - left, bottom - top

    def _read_behind(self, shot: Shot, cursor: Box | None) -> None:
        """Read what a cursor that has gone stood on."""
        behind = self._behind
        if not behind or (cursor and shared(scaled(cursor, self._scale), behind.place)):
            return
        self._behind = None
        left, _, width, _ = behind.beside
        for new in self._written(behind.beside, shot, cursor, closely=True):
            known = any(inside(new.box, one.written.box) > 0.6 for one in self._open)
            whole = new.box[0] > left and new.box[0] + new.box[2] < left + width
            if whole and not known:
                field = find_field_of_line(shot.whole(), new.box)
                self._open.append(Line(behind.since, new, shot.t, False, None, field))

    def _mend(self, new: Written, cut: list[Line]) -> None:
        """Put the whole line in the place of its pieces."""
        pieces = [
            line
            for line in cut
            if inside(line.written.box, new.box) > 0.6 and new.box[3] < 1.5 * line.written.box[3]
        ]
        sure = max((line.written.confidence for line in pieces), default=0.0)
        if new.confidence < MARRED <= sure:
            return  # The cursor is still there.
        if pieces and new.box[2] >= max(line.written.box[2] for line in pieces) - new.box[3]:
            first = min(pieces, key=lambda line: line.start)
            first.written = new
            for line in pieces:
                cut.remove(line)
                if line is not first:
                    self._open.remove(line)

    def _differs(self, box: Box, differs: Cells) -> bool:
        return bool(part(differs, cells_of(scaled(box, 1 / self._scale))).any())

    def _hidden(self, box: Box, cursor: Box | None, differs: Cells) -> bool:
        """Whether no more of the line has changed than a cursor may hide."""
        cells = part(differs, cells_of(scaled(box, 1 / self._scale))).any(axis=0)
        if not cursor or not shared(grown(scaled(cursor, self._scale), 24, self._size), box):
            return False
        wide = int(cells.sum()) * CELL * self._scale
        return wide < HIDES * self._size[1] and wide < box[2] / 2

    def _lights_up(self, line: Line, cursor: Box | None, differs: Cells) -> bool:
        """Whether no more has changed than a button under the cursor, and nothing else was read
        in it: what is written on it can no longer be read there."""
        cover, field = self._out(cursor), line.field
        if not cover or not field or differs.mean() >= TYPED or not shared(cover, line.written.box):
            return False
        inner = (other.written.box for other in self._open if other is not line)
        return not any(inside(box, field) > WITHIN for box in inner)

    def _out(self, cursor: Box | None) -> Box | None:
        return scaled(cursor, self._scale) if cursor else None

    def _small(self, line: Line) -> Box:
        return scaled(line.written.box, 1 / self._scale)

    def _close(self, line: Line, t: float) -> None:
        self._open.remove(line)
        if t > line.start:
            text, box, confidence = line.written.text, line.written.box, line.written.confidence
            self._done.append(ScreenLine(line.start, t, text, box, confidence, line.field))


def _middle(line: Box) -> Box:
    """A stroke through it: its neighbours above and below reach over its edge, and not so far."""
    x, y, width, height = line
    return x, y + height // 2, width, 1


def _continues(old: Written, new: Written, typed: bool) -> bool:
    """Whether these are one line: read twice, or written on."""
    high = max(old.box[3], new.box[3])
    if abs(old.box[1] + old.box[3] / 2 - new.box[1] - new.box[3] / 2) > high / 2:
        return False
    if max(inside(old.box, new.box), inside(new.box, old.box)) < 0.6:
        return False
    likeness = SequenceMatcher(None, old.text, new.text, autojunk=False).ratio()
    same = abs(old.box[2] - new.box[2]) < high and likeness >= ALIKE
    return same or (typed and _written_on(old, new))


def is_cut(old: Written, new: Written, cursor: Box | None) -> bool:
    """Whether the new line is what the cursor leaves of the old one: most of its letters, in their
    order, and where they stood."""
    if not cursor or not shared(cursor, old.box) or inside(new.box, old.box) < WITHIN:
        return False
    letters = "".join(filter(str.isalnum, new.text))
    blocks = SequenceMatcher(None, old.text, letters, autojunk=False).get_matching_blocks()
    left = sum(block.size for block in blocks)
    return len(new.text) <= len(old.text) and left >= max(LEFT * len(old.text), PURE * len(letters))


def is_lit(old: Line, new: Written, cursor: Box | None) -> bool:
    """Whether the new line is what is written on a button that lights up under the cursor, or a
    piece of it, read with letters that are none."""
    if not cursor or not old.field or not shared(cursor, old.written.box):
        return False
    letters, whole = ("".join(filter(str.isalpha, text)) for text in (new.text, old.written.text))
    blocks = SequenceMatcher(None, whole, letters, autojunk=False).get_matching_blocks()
    alike = sum(block.size for block in blocks) >= PIECE * len(letters)
    figures = any(map(str.isdigit, new.text))
    less = len(letters) < len(whole) or new.confidence < old.written.confidence
    piece = alike and not figures and less and 0 < len(letters) <= len(whole)
    return piece and inside(new.box, old.field) > WITHIN


def is_marred(old: Written, new: Written, cursor: Box | None) -> bool:
    """Whether the new line is what the cursor makes of the old one: where that stood, and read less
    surely than what one can read."""
    if not cursor or not shared(cursor, old.box) or not shared(cursor, new.box):
        return False
    high = max(old.box[3], new.box[3])
    level = abs(old.box[1] + old.box[3] / 2 - new.box[1] - new.box[3] / 2) < high / 2
    ends = old.box[0] + old.box[2] + high
    there = old.box[0] - 3 * high <= new.box[0] and new.box[0] + new.box[2] <= ends
    return level and there and new.confidence < MARRED < UNSURE <= old.confidence


def _written_on(old: Written, new: Written) -> bool:
    """Whether one begins with the other, in the same place."""
    if abs(old.box[0] - new.box[0]) > old.box[3]:
        return False
    short, long = sorted((old.text, new.text), key=len)
    begun = long[: len(short)]
    return SequenceMatcher(None, short, begun, autojunk=False).ratio() >= GROWN


def _covers(new: Written, old: Written) -> bool:
    """Whether the new line stands on the old one, as an opened list on the page under it."""
    if inside(new.box, old.box) < 0.6:
        return False
    return fuzz.partial_ratio(new.text, old.text) < 100 * ALIKE


def _better(old: Written, new: Written, *, covered: bool) -> Written:
    """What is kept of two readings: the longer while it is written or covered, else the surer."""
    if covered:
        return max(old, new, key=lambda written: len(written.text))
    if abs(len(old.text) - len(new.text)) > 1:
        return max(old, new, key=lambda written: written.box[2])
    return new if new.confidence >= old.confidence else old
