"""Whose voice is whose where one track holds both: two people told apart by their timbre.

Sentences are described by the mean cepstrum of their voiced sound, which tells people apart as much
as microphones, rooms and lines (Davis & Mermelstein 1980), and parted into two groups. Which of the
two is the helper's is read from the words: who says "vous" and gives the instructions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor

from media.audio import RATE
from media.cues import INSTRUCTION, judge
from media.language import Language
from media.types import Speaker, Utterance
from media.voice import Span

CEPSTRA = 20
STEP = 4
"""Of the spectra, one in so many is kept: every 40 ms, 2 MB an hour."""

LOUDER = 0.4
"""The share of a sentence's spectra that is too faint to tell a voice."""

SURE_SECONDS = 0.8
"""Shorter sentences do not part the voices; they are given to the nearer one."""

FEWEST = 4
"""Sentences of either voice; fewer tell nothing."""

APART = 0.25
"""The share of all differences between sentences that lies between the voices: 0.32 to 0.67 where
there were two, 0.14 to 0.20 where one was cut in two."""

CLEARLY = 0.15
"""How much more one voice must sound like a helper, in signs a sentence."""


@dataclass(slots=True)
class Timbre:
    """The cepstra of a track's stretches of voice, with their times in seconds."""

    _times: list[np.ndarray] = field(default_factory=list)
    _rows: list[np.ndarray] = field(default_factory=list)
    _spectra: FeatureExtractor = field(default_factory=FeatureExtractor)

    def add(self, span: Span) -> None:
        """What a stretch of voice sounds like."""
        if len(span.sound) < self._spectra.n_fft:
            return
        spectra = self._spectra(span.sound, padding=0, chunk_length=None)[:, ::STEP]
        rows = (_cosines(len(spectra)) @ spectra).T
        hop = STEP * self._spectra.hop_length
        self._times.append((span.start + hop * np.arange(len(rows))) / RATE)
        self._rows.append(rows.astype(np.float16))

    def read(self) -> Sounding:
        """The track as it sounds, in order of time."""
        times = np.concatenate([*self._times, np.zeros(0)])
        rows = np.concatenate([*self._rows, np.zeros((0, CEPSTRA + 1), np.float16)])
        order = np.argsort(times, kind="stable")
        return Sounding(times[order], rows[order])


@dataclass(frozen=True)
class Sounding:
    """`times`: (n,) seconds, rising; `rows`: (n, 1 + CEPSTRA), the first being the level."""

    times: np.ndarray
    rows: np.ndarray

    def of(self, start: float, end: float) -> np.ndarray | None:
        """The mean cepstrum of what is voiced between two times; None where nothing is."""
        first, last = np.searchsorted(self.times, (start, end))
        rows = self.rows[first:last].astype(np.float32)
        if not len(rows):
            return None
        voiced = rows[:, 0] >= np.quantile(rows[:, 0], LOUDER)
        return rows[voiced, 1:].mean(axis=0)


def _cosines(bands: int) -> np.ndarray:
    """The discrete cosine transform of so many bands, (1 + CEPSTRA, bands)."""
    places = np.pi / bands * (np.arange(bands) + 0.5)
    return np.cos(np.arange(CEPSTRA + 1)[:, None] * places).astype(np.float32)


def told_apart(
    transcript: Sequence[Utterance], sounding: Sounding, language: Language
) -> tuple[Utterance, ...]:
    """The transcript with whose voice each sentence sounds like; as it is where that is unclear."""
    prints = [sounding.of(said.start, said.end) for said in transcript]
    known = [number for number, row in enumerate(prints) if row is not None]
    long = [transcript[n].end - transcript[n].start >= SURE_SECONDS for n in known]
    second = _second_voice(np.array([prints[n] for n in known]), np.array(long, bool))
    if second is None:
        return tuple(transcript)
    voices = dict(zip(known, second.tolist(), strict=True))
    helper = _helper(transcript, voices, language)
    if helper is None:
        return tuple(transcript)
    names: dict[bool, Speaker] = {helper: "helper", not helper: "learner"}
    return tuple(
        replace(said, sounds_like=names[voices[number]]) if number in voices else said
        for number, said in enumerate(transcript)
    )


def _second_voice(prints: np.ndarray, long: np.ndarray) -> np.ndarray | None:
    """For each row whether it is the second voice's; None where there is but one."""
    if long.sum() < 2 * FEWEST:
        return None
    rows = (prints - prints[long].mean(axis=0)) / (prints[long].std(axis=0) + 1e-6)
    cv2.setRNGSeed(0)
    ends = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 50, 1e-4)
    within, groups, centres = cv2.kmeans(
        rows[long].astype(np.float32), 2, None, ends, 10, cv2.KMEANS_PP_CENTERS
    )
    second = int(groups.sum())
    apart = 1 - within / np.square(rows[long]).sum()
    if min(second, long.sum() - second) < FEWEST or apart < APART:
        return None
    return (rows - centres.mean(axis=0)) @ (centres[1] - centres[0]) > 0


def _helper(
    transcript: Sequence[Utterance], voices: dict[int, bool], language: Language
) -> bool | None:
    """Which of the two voices helps; None where their words do not tell."""
    signs: dict[bool, list[float]] = {True: [], False: []}
    for number, voice in voices.items():
        said = judge(0.0, 0.0, None, transcript[number].text, language)
        told = {"helper": 1.0, "learner": -1.0}.get(said.speaker or "", 0.0)
        signs[voice].append(told + (said.call >= INSTRUCTION))
    more = float(np.mean(signs[True]) - np.mean(signs[False]))
    return None if abs(more) < CLEARLY else more > 0
