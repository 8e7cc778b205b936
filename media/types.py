"""The values that the library takes and gives, and their JSON form.

Times are seconds from the start of the recording. Boxes are `(x, y, width, height)` and points
`(x, y)` in canvas pixels: the canvas is the largest width × height seen in the recording, and every
frame is fitted into it, letterboxed. Pointer coordinates of a timeline are 0–1 of the picture.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import cattrs

Speaker = Literal["helper", "learner"]
Box = tuple[int, int, int, int]
Point = tuple[int, int]
Action = Literal["click", "type", "scroll", "choose", "wait", "read", "other"]
ScreenKind = Literal["page", "dialog", "scroll", "typing", "click", "pointed", "other"]
Progress = Callable[[float], None]
"""Called with the share of the work done, 0 to 1; it may raise to stop the work."""


def no_progress(_share: float) -> None:
    """The progress callable of whoever does not want to know."""


@dataclass(frozen=True, slots=True)
class Track:
    """One stream of a file. `index` is its number in the file; sizes are after rotation."""

    index: int
    kind: Literal["video", "audio"]
    codec: str
    speaker: Speaker | None = None
    width: int | None = None
    height: int | None = None
    rotation: int = 0
    rate: int | None = None
    channels: int | None = None


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What is in a file. `duration` is measured from the packets where the file does not say."""

    duration: float
    width: int | None
    height: int | None
    tracks: tuple[Track, ...]
    container: str = ""
    truncated: bool = False

    @property
    def has_picture(self) -> bool:
        return any(track.kind == "video" for track in self.tracks)

    @property
    def has_sound(self) -> bool:
        return any(track.kind == "audio" for track in self.tracks)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, and how probable the ear holds it, 0 to 1; 1 where that is not known."""

    start: float
    end: float
    text: str
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one person says without a long pause.

    `speaker` is whose own track carries it. `sounds_like` is who it probably is on a track that
    carries both: good enough to find steps, and never to decide what may be heard or shown.
    """

    start: float
    end: float
    speaker: Speaker | None
    text: str
    words: tuple[Word, ...] = ()
    sounds_like: Speaker | None = None

    @property
    def voice(self) -> Speaker | None:
        """Who speaks, as far as is known or heard."""
        return self.speaker or self.sounds_like


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One line of `timeline.jsonl`; keys that the design does not name are dropped."""

    t: float
    kind: str
    by: Speaker | None = None
    x: float | None = None
    y: float | None = None
    phase: Literal["move", "press"] | None = None
    text: str | None = None
    label: str | None = None
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class ScreenEvent:
    """A change of the picture. `end` closes what lasts (typing, scrolling); `point`: the cursor, of
    a page or window where it has stayed since the press that this answers.

    `same_as` is the time at which the picture already looked as it does after the change; of a
    click that chose from a list, when that was opened. `text` is what was read: of a click the
    label of what was pressed, of typing the name of the field, of a page or window its heading. A
    `pointed` event is what lay under a press of the helper's pointer.
    """

    t: float
    kind: ScreenKind
    box: Box | None = None
    end: float | None = None
    point: Point | None = None
    weight: float = 1.0
    same_as: float | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """A line of writing, read from the picture, that stood in `box` from `start` to `end`.

    `field`: the outline around it, of a field or a button, where it has one.
    """

    start: float
    end: float
    text: str
    box: Box
    confidence: float = 1.0
    field: Box | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the picture tells: what happened in it, and what was written there, each in order."""

    events: tuple[ScreenEvent, ...] = ()
    lines: tuple[ScreenLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What the sound tells: what was said, ordered by start, from when to when somebody spoke of
    whom no word was understood, and the code of the language; empty where nothing tells it."""

    transcript: tuple[Utterance, ...] = ()
    unclear: tuple[tuple[float, float], ...] = ()
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a step is there: what was seen or heard, when, and how much it counts for it.

    The kinds are those of `grounds.GROUNDS`; the weight is what its features brought to the score.
    """

    kind: str
    t: float
    weight: float


@dataclass(frozen=True, slots=True)
class Step:
    """ONE action with its instruction and its completion. `still` is a time, not a file."""

    start: float
    end: float
    title: str
    action: Action = "other"
    click: Point | None = None
    target: str | None = None
    target_box: Box | None = None
    still: float | None = None
    text: str = ""
    mistake: bool = False
    mistake_of: int | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What the tutorial is about, proposed from its content."""

    title: str
    summary: str = ""
    service: str | None = None
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpokenMask:
    """A span of sound to bleep. `speaker` is None where both voices share a track."""

    start: float
    end: float
    kind: str
    confidence: float
    speaker: Speaker | None = None


@dataclass(frozen=True, slots=True)
class ScreenMask:
    """A box of the picture to cover from `start` to `end`."""

    start: float
    end: float
    kind: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Masks:
    spoken: tuple[SpokenMask, ...] = ()
    screen: tuple[ScreenMask, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything `python -m media analyse` finds."""

    media: MediaInfo
    transcript: tuple[Utterance, ...]
    screen: tuple[ScreenEvent, ...]
    lines: tuple[ScreenLine, ...]
    steps: tuple[Step, ...]
    tutorial: Summary
    masks: Masks
    seconds: dict[str, float] = field(default_factory=dict)


_converter = cattrs.Converter()
_converter.register_unstructure_hook(float, lambda value: round(value, 3))
# A whole number is a valid time in JSON, and JSON has no tuples.
_converter.register_structure_hook(float, lambda value, _type: float(value))

T = TypeVar("T")


def to_json(value: object) -> Any:
    """The plain JSON form of any value above, times rounded to the millisecond."""
    return _converter.unstructure(value)


def from_json(value: Any, kind: type[T]) -> T:
    """The typed value of its JSON form; unknown keys are ignored.

    `kind` may be a generic such as `tuple[Step, ...]`.
    """
    return _converter.structure(value, kind)
