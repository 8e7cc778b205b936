"""The masked places of a public video listened to once more: what is bleeped must not be heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext as _

from kb.recordings.pipeline.stages import speech_options
from kb.recordings.words import clock
from media.audio import Sound, samples
from media.frames import known
from media.spans import PlacedSpan
from media.types import SpokenMask

AROUND = 2.0
"""Seconds before and after a bleep: a word that it cuts is understood from those around."""

Listener = Callable[[Sequence[Sound]], list[str]]
"""The words of each of several sounds."""


def whisper() -> Listener:
    """This installation's own listening, without the words that it is told to expect."""
    from media.speech import WhisperEngine

    engine = WhisperEngine(replace(speech_options(), prompt="-"))

    def listen(sounds: Sequence[Sound]) -> list[str]:
        return ["".join(word.text for word in words) for words in engine.listen(sounds)]

    return listen


def heard_at_masks(
    video: Path, masks: Sequence[SpokenMask], spans: Sequence[PlacedSpan], listen: Listener
) -> Iterator[tuple[str, str]]:
    """Where in the video, and what is understood there, for each masked word that is in it."""
    track = next((one for one in known(video).tracks if one.kind == "audio"), None)
    places = [place for mask in masks for place in _places(mask, spans)]
    if track is None or not places:
        return
    sounds = [_sound(video, track.index, start, end) for start, end in places]
    for (start, _end), text in zip(places, listen(sounds), strict=True):
        yield _("the sound at %(time)s") % {"time": clock(start)}, text


def _places(mask: SpokenMask, spans: Sequence[PlacedSpan]) -> Iterator[tuple[float, float]]:
    """The mask with what is around it, in the seconds of the video."""
    for span in spans:
        start, end = max(mask.start, span.start), min(mask.end, span.end)
        if start < end:
            by = span.at - span.start
            yield max(0.0, start + by - AROUND), end + by + AROUND


def _sound(video: Path, track: int, start: float, end: float) -> Sound:
    chunks = samples(video, track=track, start=start, until=end, chunk_seconds=end - start)
    return next(sound for _at, sound in chunks)
