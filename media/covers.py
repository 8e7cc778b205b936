"""Solid covers over what must not be seen, and a tone over what must not be heard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from av.video.frame import VideoFrame

from media.audio import Sound
from media.types import Box, ScreenMask, SpokenMask, Track

AROUND = 0.1
"""Seconds by which a cover reaches before and after its span: words and pictures are timed no
better than that."""

GREY = 96
"""A plain grey: a cover that nobody takes for a part of the page."""

TONE, LOUDNESS, FADE = 1000.0, 0.1, 0.01


def shown_at(masks: Sequence[ScreenMask], start: float, end: float) -> tuple[ScreenMask, ...]:
    """The masks of a picture that is on screen from `start` to `end`."""
    return tuple(m for m in masks if m.start - AROUND <= end and m.end + AROUND >= start)


def cover_image(image: np.ndarray, masks: Sequence[ScreenMask]) -> np.ndarray:
    """A copy of the image, whole canvas, with a solid rectangle over every mask's box."""
    image = image.copy()
    height, width = image.shape[:2]
    for mask in masks:
        left, top, right, bottom = _even(mask.box, 1.0, 1.0, 0, width, height)
        image[top:bottom, left:right] = GREY
    return image


def cover_frame(
    frame: VideoFrame, masks: Sequence[ScreenMask], canvas: tuple[int, int]
) -> VideoFrame:
    """The yuv420p frame, perhaps smaller than the canvas; a covered copy where it has masks."""
    if not masks:
        return frame
    colours = frame.colorspace, frame.color_range
    frame = VideoFrame.from_ndarray(frame.to_ndarray(), format="yuv420p")
    frame.colorspace, frame.color_range = colours
    planes = [np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size) for plane in frame.planes]
    across, down = frame.width / canvas[0], frame.height / canvas[1]
    # Scaling mixes neighbours: two more lines make sure that nothing of the inside is left.
    margin = 0 if (across, down) == (1.0, 1.0) else 2
    for mask in masks:
        left, top, right, bottom = _even(mask.box, across, down, margin, frame.width, frame.height)
        planes[0][top:bottom, left:right] = GREY
        for plane in planes[1:]:
            plane[top // 2 : bottom // 2, left // 2 : right // 2] = 128
    return frame


def _even(
    box: Box, across: float, down: float, margin: int, width: int, height: int
) -> tuple[int, int, int, int]:
    """`(left, top, right, bottom)`, out to even lines: colour is kept for two by two pixels."""
    x, y, wide, high = box
    left, top = int(x * across) - margin, int(y * down) - margin
    right, bottom = int(np.ceil((x + wide) * across)), int(np.ceil((y + high) * down))
    right, bottom = right + margin, bottom + margin
    return (
        max(0, left - left % 2),
        max(0, top - top % 2),
        max(0, min(width, right + right % 2)),
        max(0, min(height, bottom + bottom % 2)),
    )


def bleep(
    masks: Sequence[SpokenMask], track: Track, start: float, sound: Sound, rate: int
) -> Sound:
    """The sound of a track, a tone in place of what is masked for its speaker.

    On a track that is nobody's own, and for masks whose speaker is not known, everything counts.
    """
    ours = [m for m in masks if None in (m.speaker, track.speaker) or m.speaker == track.speaker]
    bleeped = sound
    for mask in ours:
        first = round((mask.start - AROUND - start) * rate)
        last = round((mask.end + AROUND - start) * rate)
        low, high = max(0, first), min(len(sound), last)
        if low >= high:
            continue
        bleeped = bleeped.copy() if bleeped is sound else bleeped
        steps = np.arange(low, high)
        edge = np.minimum(steps - first, last - 1 - steps) / (FADE * rate)
        tone = np.sin(2 * np.pi * TONE * (steps / rate + start))
        bleeped[low:high] = LOUDNESS * np.clip(edge, 0.0, 1.0) * tone
    return bleeped
