"""A tutorial as readers get it, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kb.tutorials.places import Points

SMALL_WIDTH = 800
"""Pixels: a still that fills a phone, twice as fine as its screen is measured."""


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """Something said in a step. Times are those of the replay."""

    start: float
    end: float
    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class SharedBy:
    """The published tutorial that a shared step comes from."""

    page_id: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PublishedStep:
    """One step. `start`, `end`: in the recording. `replay_start`, `replay_end`: in the video.

    `click` is 0–1 of the still; `box` is the target's x, y, width, height, 0–1 as well.
    `mistake_of` is the number of the step that a mistake belongs to. `verified`: the day on which a
    person last looked at it on the real site. `shared_by`: the tutorial whose step it is; it has
    no piece of the video here. `width`, `height`: of the still;
    `small_url` is the same SMALL_WIDTH wide, where the still is much wider.
    """

    number: int
    id: str
    title: str
    text: str
    start: float
    end: float
    replay_start: float
    replay_end: float
    still_url: str | None
    click: Points | None
    box: tuple[float, float, float, float] | None
    action: str
    target: str
    mistake: bool
    transcript: str
    lines: tuple[PublishedLine, ...]
    mistake_of: int | None = None
    verified: date | None = None
    shared_by: SharedBy | None = None
    width: int | None = None
    height: int | None = None
    small_url: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedTutorial:
    """A tutorial as readers get it. Addresses are public, or private ones in a preview.

    `width`, `height`: size of its own stills and of the video. `video_url` is None while the video
    is being made, and where there is none. `level`, `device`: names of the page's choices.
    """

    page_id: int
    title: str
    summary: str
    service: str
    url: str
    duration: float
    published_at: datetime | None
    steps: tuple[PublishedStep, ...]
    skills: tuple[str, ...] = ()
    level: str = ""
    device: str = ""
    updated_at: datetime | None = None
    width: int | None = None
    height: int | None = None
    video_url: str | None = None
    captions_url: str | None = None
    chapters_url: str | None = None
    video_coming: bool = False


@dataclass(frozen=True, slots=True)
class TutorialCard:
    """A tutorial in a list."""

    page_id: int
    title: str
    summary: str
    service: str
    url: str
    duration: float
    step_count: int
    still_url: str | None
    published_at: datetime | None
