"""Everything the library finds in one recording, in one call."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from media.corrections import right_forms
from media.errors import MediaError
from media.join import join
from media.language import SITE, language
from media.misread import read_right
from media.probe import probe
from media.protect import protect
from media.screen import watch
from media.segment import segment
from media.speech import SpeechOptions, listen, put_right
from media.summary import summarise
from media.timeline import read_timeline
from media.types import (
    Analysis,
    Heard,
    MediaInfo,
    Progress,
    Seen,
    Speaker,
    TimelineEvent,
    Utterance,
    no_progress,
)

WEIGHTS = {"probe": 0.03, "join": 0.03, "transcribe": 0.65, "watch": 0.28, "segment": 0.04}
"""The share of the whole work that each part usually takes."""


@dataclass(frozen=True, slots=True)
class Sensed:
    """What the ear and the eye give, each by itself."""

    media: MediaInfo
    heard: Heard
    seen: Seen
    timeline: tuple[TimelineEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Perceived:
    """What one recording gives to ears and eyes together."""

    media: MediaInfo
    transcript: tuple[Utterance, ...]
    seen: Seen
    timeline: tuple[TimelineEvent, ...] = ()
    language: str = SITE
    unclear: tuple[tuple[float, float], ...] = ()
    own: tuple[str, ...] = ()
    """Words of the installation's own list."""


@dataclass(slots=True)
class Course:
    """How far the work is, and how long each part took by the clock."""

    progress: Progress = no_progress
    clock: Callable[[], float] = time.perf_counter
    seconds: dict[str, float] = field(default_factory=dict)
    _done: float = 0.0

    @contextmanager
    def part(self, name: str) -> Iterator[Progress]:
        weight, began = WEIGHTS.get(name, 0.0), self.clock()
        yield lambda share: self.progress(min(1.0, self._done + weight * share))
        self.seconds[name] = self.seconds.get(name, 0.0) + self.clock() - began
        self._done += weight
        self.progress(min(1.0, self._done))


def analyse(
    main: Path | None,
    voices: Mapping[Speaker, Path] | None = None,
    timeline: Path | None = None,
    options: SpeechOptions | None = None,
    progress: Progress = no_progress,
) -> Analysis:
    """What is in the recording, what is said and done, and which steps that makes.

    `main` is the recording, `voices` the speakers' own sound on its clock, where there is one.
    Raises `MediaError` for a file that cannot be used.
    """
    course, options = Course(progress), options or SpeechOptions()
    sensed = sense(main, voices, timeline, options, course)
    return conclude(perceive(sensed, options, course), course)


def sense(
    main: Path | None,
    voices: Mapping[Speaker, Path] | None,
    timeline: Path | None,
    options: SpeechOptions,
    course: Course,
) -> Sensed:
    """What is heard and seen: the long part of the work."""
    events = read_timeline(timeline) if timeline else ()
    with tempfile.TemporaryDirectory(prefix="analyse-") as folder:
        path, info = _gathered(main, voices or {}, Path(folder), course)
        with course.part("watch") as on:
            seen = watch(path, info, timeline=events, progress=on)
        with course.part("transcribe") as on:
            heard = listen(path, info, options, timeline=events, progress=on)
    return Sensed(info, heard, seen, events)


def perceive(sensed: Sensed, options: SpeechOptions, course: Course) -> Perceived:
    """What was heard, put right by what is seen; and what was read by what was said."""
    own, seen = right_forms(options.vocabulary), sensed.seen
    with course.part("put_right"):
        heard = put_right(sensed.heard, seen, options)
        if heard.language:
            tongue = language(heard.language, own)
            events = read_right(seen.events, heard.transcript, seen.lines, tongue)
            seen = replace(seen, events=events)
    return Perceived(
        sensed.media,
        heard.transcript,
        seen,
        sensed.timeline,
        heard.language,
        heard.unclear,
        own,
    )


def conclude(perceived: Perceived, course: Course) -> Analysis:
    """What follows from it: steps, summary, masks."""
    info, said, seen = perceived.media, perceived.transcript, perceived.seen
    with course.part("segment"):
        tongue = language(perceived.language, perceived.own)
        # Words of no known language tell nothing.
        told = said if perceived.language else ()
        steps = segment(info, told, seen.events, perceived.timeline, tongue, seen.lines)
        about = summarise(told, steps, seen.lines, tongue)
    with course.part("protect"):
        kept = protect(said, seen, steps, about, perceived.unclear)
    return Analysis(
        info, said, seen.events, seen.lines, kept.steps, kept.summary, kept.masks, course.seconds
    )


def _gathered(
    main: Path | None, voices: Mapping[Speaker, Path], folder: Path, course: Course
) -> tuple[Path, MediaInfo]:
    """The one file that holds everything, and what is in it."""
    if main is None and not voices:
        raise MediaError("nothing", "There is no recording to analyse.")
    if main is not None and not voices:
        with course.part("probe") as on:
            return main, probe(main, progress=on)
    master = folder / "master.mkv"
    with course.part("join") as on:
        return master, join(main, voices, master, progress=on)
