"""A public file, decoded again and compared with the recording: does it show only what it may?

Every picture is looked at: what is masked must be plain grey, and the rest must be what the
recording shows at that moment of a step. Of the sound, what is masked must be the tone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from media.audio import Sound, samples
from media.covers import AROUND, GREY, LOUDNESS, TONE
from media.frames import Frame, frames, known
from media.mixing import heard_tracks
from media.publish import RATE
from media.spans import PlacedSpan
from media.types import (
    Box,
    Masks,
    MediaInfo,
    Progress,
    ScreenMask,
    Speaker,
    SpokenMask,
    Track,
    no_progress,
)

NEAR = 32
"""How far a covered pixel may be from the grey: encoding blurs the edges."""
ALLOWED = 0.004
"""The share of a cover's pixels that may be further."""
EDGE = 4
"""Pixels at the edge of a cover that are not looked at, for the same reason."""
SMALL = 160
"""The width at which pictures are compared."""
UNLIKE = 12.0
"""The mean difference of two pictures (0–255) from which they are not the same screen."""
HEARD_RATE = 16_000
SLICE = 0.1
"""Seconds of sound that are judged at once."""
TONE_SHARE = 0.9
SILENT = 0.003
"""Loudness (RMS) below which nobody is heard."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be. `kind`: uncovered, untoned, unlike, length, voice.

    `start`, `end`: seconds of the public file.
    """

    kind: str
    start: float
    end: float
    detail: str = ""


@dataclass(slots=True)
class Verified:
    """What was decoded: pictures, seconds of sound; covers and tones are those looked at, each
    counted in every picture and every slice of sound."""

    pictures: int = 0
    seconds: float = 0.0
    covers: int = 0
    tones: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: str, start: float, end: float, detail: str = "") -> None:
        """Notes a finding; what goes on from the one before is the same one."""
        last = self.findings[-1] if self.findings else None
        if last and (last.kind, last.detail) == (kind, detail) and start - last.end < 1.5 / RATE:
            start = self.findings.pop().start
        self.findings.append(Finding(kind, round(start, 3), round(end, 3), detail))


def verify(
    master: Path,
    public: Path,
    spans: Sequence[PlacedSpan],
    *,
    masks: Masks,
    voices: Collection[Speaker] | None,
    progress: Progress = no_progress,
) -> Verified:
    """What is in the public file. Arguments as for `publish`, with where the spans came to lie."""
    source, info = known(master), known(public)
    found = Verified()
    length = max((one.at + one.end - one.start for one in spans), default=0.0)
    if abs(info.duration - length) > 2 / RATE + 0.1:
        low, high = sorted((length, info.duration))
        found.add("length", low, high, f"{info.duration:.2f} s instead of {length:.2f} s")
    if info.has_picture:
        for span in spans:
            _look(master, public, span, masks.screen, (source, info), found)
            progress(min(1.0, (span.at + span.end - span.start) / max(length, 1e-6)))
    _listen(public, spans, masks.spoken, heard_tracks(source, voices), found)
    return found


def uncovered(image: np.ndarray, box: Box, scale: tuple[float, float] = (1.0, 1.0)) -> bool:
    """Whether the box (canvas pixels) of a picture is anything else than a plain cover."""
    x, y, wide, high = box
    left, right = int(x * scale[0]), int(np.ceil((x + wide) * scale[0]))
    top, bottom = int(y * scale[1]), int(np.ceil((y + high) * scale[1]))
    part = image[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    if min(part.shape[:2]) > 3 * EDGE:
        part = part[EDGE:-EDGE, EDGE:-EDGE]
    if not part.size:
        return False
    far = np.abs(part.astype(np.int16) - GREY).max(axis=2) > NEAR
    return float(far.mean()) > ALLOWED


# --- the picture -----------------------------------------------------------------------------


def _look(
    master: Path,
    public: Path,
    span: PlacedSpan,
    masks: Sequence[ScreenMask],
    infos: tuple[MediaInfo, MediaInfo],
    found: Verified,
) -> None:
    source, info = infos
    canvas = (source.width or 2, source.height or 2)
    scale = (info.width or 2) / canvas[0], (info.height or 2) / canvas[1]
    original = _Original(master, span, source)
    end = span.at + span.end - span.start
    # Half a picture inside: times are rounded, and the neighbour belongs to another step.
    for frame in frames(public, start=span.at + 0.5 / RATE, end=end - 0.25 / RATE, info=info):
        at = max(frame.t, span.at)
        moment = span.start + at - span.at
        found.pictures += 1
        for mask in masks:
            if mask.start <= moment and mask.end >= moment + 1 / RATE:
                found.covers += 1
                if uncovered(frame.image, mask.box, scale):
                    found.add("uncovered", at, at + 1 / RATE, mask.kind)
        near = [m for m in masks if m.start - 3 * AROUND <= moment <= m.end + 3 * AROUND]
        if original.differs(frame, moment, _without(near, canvas)):
            found.add("unlike", at, at + 1 / RATE)


class _Original:
    """The recording in a span, as small grey pictures, a little before and after a moment."""

    def __init__(self, master: Path, span: PlacedSpan, info: MediaInfo) -> None:
        start, end = max(0.0, span.start - 2 * AROUND), span.end + 2 * AROUND
        self._coming: Iterator[Frame] = frames(master, start=start, end=end, width=SMALL, info=info)
        self._held: deque[tuple[float, np.ndarray]] = deque()
        self._following = next(self._coming, None)

    def differs(self, frame: Frame, moment: float, without: Sequence[Box]) -> bool:
        """Whether the picture is none of those that the recording shows around `moment`."""
        while self._following is not None and self._following.t <= moment + AROUND:
            self._held.append((self._following.t, _grey(self._following.image)))
            self._following = next(self._coming, None)
        while len(self._held) > 1 and self._held[1][0] < moment - AROUND:
            self._held.popleft()
        if not self._held:
            return False
        shape = self._held[0][1].shape
        small = _grey(cv2.resize(frame.image, shape[::-1], interpolation=cv2.INTER_AREA))
        return all(_difference(small, one, without) > UNLIKE for _t, one in reversed(self._held))


def _grey(image: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.int16)


def _without(masks: Sequence[ScreenMask], canvas: tuple[int, int]) -> list[Box]:
    """The boxes of masks in small pixels, out to whole ones and one more."""
    scale = SMALL / canvas[0]
    return [
        (
            int(x * scale) - 1,
            int(y * scale) - 1,
            int(np.ceil(wide * scale)) + 3,
            int(np.ceil(high * scale)) + 3,
        )
        for x, y, wide, high in (mask.box for mask in masks)
    ]


def _difference(one: np.ndarray, other: np.ndarray, without: Sequence[Box]) -> float:
    difference = np.abs(one - other).astype(np.float32)
    for x, y, wide, high in without:
        difference[max(0, y) : max(0, y + high), max(0, x) : max(0, x + wide)] = 0
    return float(difference.mean())


# --- the sound -------------------------------------------------------------------------------


def _listen(
    public: Path,
    spans: Sequence[PlacedSpan],
    masks: Sequence[SpokenMask],
    tracks: Sequence[Track],
    found: Verified,
) -> None:
    track = next((one for one in known(public).tracks if one.kind == "audio"), None)
    if track is None:
        return
    for at, sound in samples(public, track=track.index, rate=HEARD_RATE, chunk_seconds=SLICE):
        took = len(sound) / HEARD_RATE
        found.seconds += took
        if not tracks:
            if _loudness(sound) > SILENT:
                found.add("voice", at, at + took)
            continue
        moment = _moment(spans, at, at + took)
        if moment is None:
            continue
        ours = [m for m in masks if m.start <= moment and m.end >= moment + took]
        if ours:
            found.tones += 1
            if not _is_tone(sound, alone=_all_masked(ours, tracks)):
                found.add("untoned", at, at + took, ours[0].kind)


def _moment(spans: Sequence[PlacedSpan], start: float, end: float) -> float | None:
    """The second of the recording at `start`, where all of it is of one step."""
    for span in spans:
        if span.at <= start and end <= span.at + span.end - span.start:
            return span.start + start - span.at
    return None


def _all_masked(masks: Sequence[SpokenMask], tracks: Sequence[Track]) -> bool:
    """Whether no voice goes on beside the tone."""
    speakers = {track.speaker for track in tracks}
    masked = {mask.speaker for mask in masks}
    return None in masked or None in speakers or speakers <= masked


def _is_tone(sound: Sound, *, alone: bool) -> bool:
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / HEARD_RATE)
    tone = float(power[np.abs(hertz - TONE) < 60].sum())
    if alone:
        return tone > TONE_SHARE * float(power.sum()) and _loudness(sound) > LOUDNESS / 4
    full = LOUDNESS * np.sin(2 * np.pi * TONE * np.arange(len(sound)) / HEARD_RATE)
    expected = np.abs(np.fft.rfft(full * np.hanning(len(full)))) ** 2
    return tone > 0.25 * float(expected.sum())


def _loudness(sound: Sound) -> float:
    return float(np.sqrt(np.mean(np.square(sound)))) if len(sound) else 0.0
