"""Where somebody speaks on a track: Silero's voice activity, gated by loudness.

Two people recorded on two tracks are heard on both: through the loudspeaker, or because somebody
talks in the room. Whisper turns such murmur into invented sentences, and writes down what the
television says. So a stretch of voice counts only where it stands out of the track's own
background, comes from somebody near, and is not merely the other track's voice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps

from media.audio import RATE, Sound
from media.loudness import SILENCE_DB, Loudness

STAND_OUT_DB = 9.0
"""How far the louder part of a stretch must be above the background around it."""

GAIN_RANGE_DB = 10.0
"""Two microphones may differ by as much; a track quieter still carries no voice of its own."""

DOMINATED_DB = 6.0
"""A frame is the other's when theirs, each against their own level, is that much louder."""

OWN_SHARE = 0.35
"""The share of a stretch's frames that must be the speaker's own."""

BREATH_SECONDS = 0.6
"""Near parts of one stretch no further apart are one sentence."""

SHORTEST_SECONDS = 0.2
MAX_SPAN_SECONDS = 20.0
"""A monologue is cut at its last short pause before that: a window holds one stretch at least."""

VAD = VadOptions(
    threshold=0.5,
    min_speech_duration_ms=120,
    min_silence_duration_ms=400,
    speech_pad_ms=200,
    max_speech_duration_s=MAX_SPAN_SECONDS,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of voice, in samples from the start of the recording."""

    start: int
    sound: Sound

    @property
    def end(self) -> int:
        return self.start + len(self.sound)


def spans(
    chunks: Iterator[tuple[float, Sound]], own: Loudness, others: Sequence[Loudness] = ()
) -> Iterator[Span]:
    """The stretches of a track in which its speaker talks, padded by 0.2 s, in order.

    At most two chunks are held: a chunk's last stretch waits for the next, in case it goes on.
    """
    held, base = np.zeros(0, dtype=np.float32), 0
    for _start, chunk in chunks:
        held = np.concatenate((held, chunk))
        found = get_speech_timestamps(held, VAD)
        open_from = len(held) - round(RATE * (VAD.min_silence_duration_ms / 1000 + 0.4))
        done = [f for f in found if f["end"] <= open_from]
        keep = found[len(done)]["start"] if len(done) < len(found) else max(0, open_from)
        keep = max(
            keep, len(held) - round((MAX_SPAN_SECONDS + 2) * RATE), done[-1]["end"] if done else 0
        )
        yield from _gated(held, base, done, own, others)
        held, base = held[keep:], base + keep
    yield from _gated(held, base, get_speech_timestamps(held, VAD), own, others)


def _gated(
    sound: Sound,
    base: int,
    found: list[dict[str, int]],
    own: Loudness,
    others: Sequence[Loudness],
) -> Iterator[Span]:
    for stretch in found:
        start, end = base + stretch["start"], base + stretch["end"]
        if not stands_out(own, start, end):
            continue
        for first, last in _sentences(own.near(start, end)):
            if all(is_own(own, other, first, last) for other in others):
                yield Span(first, sound[first - base : last - base].copy())


def _sentences(parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The near parts of a stretch, joined over breaths, crumbs left out."""
    joined: list[tuple[int, int]] = []
    for start, end in parts:
        if joined and start - joined[-1][1] < BREATH_SECONDS * RATE:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [(start, end) for start, end in joined if end - start >= SHORTEST_SECONDS * RATE]


def stands_out(own: Loudness, start: int, end: int) -> bool:
    """Whether the stretch is louder than what the track always carries: television, voices."""
    levels = own.between(start, end)
    if not len(levels):
        return False
    loud = float(np.percentile(levels, 90))
    return loud > SILENCE_DB and loud - own.background(start, end) >= STAND_OUT_DB


def is_own(own: Loudness, other: Loudness, start: int, end: int) -> bool:
    """Whether the stretch is this track's voice, and not the other's heard through the room."""
    mine, theirs = own.between(start, end), other.between(start, end)
    length = min(len(mine), len(theirs))
    if not length:
        return True
    reference = max(own.reference, other.reference - GAIN_RANGE_DB)
    difference = (mine[:length] - reference) - (theirs[:length] - other.reference)
    voiced = mine[:length] >= np.percentile(mine[:length], 50)
    return bool((difference[voiced] > -DOMINATED_DB).mean() >= OWN_SHARE)
