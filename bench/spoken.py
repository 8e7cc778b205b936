"""Sound with the words that are spoken in it, as a session's truth has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from random import Random
from typing import Any

import numpy as np

from bench.sessions import Session
from media.audio import RATE, Sound, samples, sound_tracks
from media.loudness import levelled
from media.probe import probe

PAUSE = 3.0
"""Seconds of silence between two sentences from which it is a lesson as well."""

TELEPHONE = (300.0, 3400.0)
"""Hertz that a telephone carries."""

LOUDEST, FAINTEST = 8.0, 25.0
"""Decibels by which a voice stands out of the noise behind it."""

DIGIT = re.compile(r"\W*\d\W*")


def sound_of(session: Session) -> Sound:
    """All that is heard in the recording."""
    track = sound_tracks(probe(session.main))[0].index
    return np.concatenate([chunk for _start, chunk in samples(session.main, track=track)])


def stretches(said: Iterable[dict[str, Any]]) -> list[tuple[float, float, list[str]]]:
    """From when to when somebody speaks, and what: sentences said at once are one stretch."""
    found: list[tuple[float, float, list[str]]] = []
    for one in sorted(said, key=lambda one: one["start"]):
        if found and one["start"] < found[-1][1]:
            start, end, texts = found.pop()
            found.append((start, max(end, one["end"]), [*texts, one["text"]]))
        else:
            found.append((one["start"], one["end"], [one["text"]]))
    return found


def windows(
    said: Iterable[dict[str, Any]], sound: Sound, longest: float, random: Random, speed: float = 1.0
) -> Iterator[tuple[Sound, str]]:
    """Stretches of voice without the silence between, as the engine hears them, of any length."""
    heard: list[Sound] = []
    texts: list[str] = []
    for start, end, own in stretches(said):
        around = random.uniform(0.1, 0.25)
        stretch = sound[round(max(0.0, start - around) * RATE) : round((end + around) * RATE)]
        at = np.arange(0, max(len(stretch) - 1, 0), speed)
        stretch = np.interp(at, np.arange(len(stretch)), stretch).astype(np.float32)
        full = longest * RATE * random.uniform(0.4, 1.0)
        if heard and sum(map(len, heard)) + len(stretch) > full:
            yield np.concatenate(heard), " ".join(texts)
            heard, texts = [], []
        heard.append(levelled(stretch))
        texts += own
    if heard:
        yield np.concatenate(heard), " ".join(texts)


def roughened(sound: Sound, random: Random) -> Sound:
    """The sound as by a telephone, or with noise behind it, or both, or as it is."""
    if random.random() < 0.5:
        waves = np.fft.rfft(sound)
        pitch = np.fft.rfftfreq(len(sound), 1 / RATE)
        waves[(pitch < TELEPHONE[0]) | (pitch > TELEPHONE[1])] = 0.0
        sound = _by_law(np.fft.irfft(waves, len(sound)))
    if random.random() < 0.5:
        noise = np.random.default_rng(random.getrandbits(32)).normal(size=len(sound))
        loud = np.sqrt(np.mean(sound**2)) * 10 ** (-random.uniform(LOUDEST, FAINTEST) / 20)
        sound = sound + loud * noise
    return np.clip(sound, -1.0, 1.0).astype(np.float32)


def _by_law(sound: Sound) -> Sound:
    """In the 256 steps of a telephone line (µ-law, ITU-T G.711)."""
    small = np.sign(sound) * np.log1p(255 * np.abs(np.clip(sound, -1, 1))) / np.log(256)
    steps = np.round(small * 127) / 127
    return np.sign(steps) * (256 ** np.abs(steps) - 1) / 255


def silences(said: Iterable[dict[str, Any]], sound: Sound) -> Iterator[Sound]:
    """Where nobody speaks for a while."""
    last = 0.0
    for start, end, _texts in stretches(said):
        if start - last > PAUSE:
            yield levelled(sound[round((last + 0.5) * RATE) : round((start - 0.5) * RATE)])
        last = end


def as_figures(text: str) -> str:
    """The text with its numbers as Whisper writes them: "soixante et onze" is 71, "un" is "un"."""
    from text_to_num import alpha2digit

    words, figures = text.split(), alpha2digit(text, "fr").split()
    written: list[str] = []
    changes = SequenceMatcher(None, words, figures, autojunk=False).get_opcodes()
    for kind, first, last, begin, end in changes:
        small = kind == "equal" or DIGIT.fullmatch(" ".join(figures[begin:end]))
        written += words[first:last] if small else figures[begin:end]
    return " ".join(written).replace("pour 100", "%")
