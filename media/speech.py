"""What is said in a recording: Whisper on the stretches of voice, one track a speaker."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from faster_whisper import BatchedInferencePipeline, WhisperModel

from media import inventions
from media.audio import RATE, Sound, samples, sound_tracks
from media.corrections import corrections, right_forms
from media.echoes import Voiced, without_echoes
from media.hearing import SpeechEngine, heard_words
from media.language import DATA, language
from media.lexicon import Lexicon, lexicon, respelt, words_of
from media.loudness import Loudness, loudness
from media.screen_words import ScreenWords
from media.shown import shown_values
from media.sound_alikes import SoundAlikes, sound_alikes
from media.timbre import Timbre, told_apart
from media.timeline import off_record_spans
from media.types import (
    Heard,
    MediaInfo,
    Progress,
    Seen,
    TimelineEvent,
    Track,
    Utterance,
    no_progress,
)
from media.utterances import HeardWord, public, utterances
from media.voice import spans
from media.weights import DEFAULT_MODEL, model_name_or_path
from media.windows import Window, windows

MODELS_ROOT = Path(__file__).resolve().parents[1] / "var" / "models"
NO_PROMPT = "-"
OWN_LETTERS = 300
"""Of the installation's own words in the prompt: with the shipped list, what Whisper takes in,
which is 223 tokens."""

LOUDNESS_SHARE = 0.03
"""The share of the progress that listening for loudness takes."""

UNCLEAR_SECONDS = 0.7
"""A stretch of voice without a word is padded by 0.2 s at each end; less is a breath."""

CLOCK_MARGIN = 1.0
"""Seconds of sound taken after the duration that the file states."""


@dataclass(frozen=True, slots=True)
class SpeechOptions:
    """How to listen.

    `model` is "base" (shipped with the requirements), a folder, or a name on the model hub.
    `language` is a code such as "fr", or "" to find it out. `prompt` is vocabulary for the model;
    empty takes the language's own list, "-" none. `threads` 0 takes all the cores allowed.
    `vocabulary` is the installation's own list of misheard words, read where it exists; its right
    forms are told to the model, and are words like others.
    """

    model: str = DEFAULT_MODEL
    models_root: Path = MODELS_ROOT
    device: str = "cpu"
    compute_type: str = "int8"
    beam_size: int = 5
    language: str = "fr"
    prompt: str = ""
    threads: int = 0
    batch_size: int = 4
    vocabulary: Path | None = None


class WhisperEngine:
    """faster-whisper at temperature 0: the same sound always gives the same words.

    Where no language is set, it is that of the first windows.
    """

    def __init__(self, options: SpeechOptions) -> None:
        self._options = options
        self.language = options.language
        self._whisper = WhisperModel(
            model_name_or_path(options.model, options.models_root, options.language),
            device=options.device,
            compute_type=options.compute_type,
            cpu_threads=options.threads or len(os.sched_getaffinity(0)),
            download_root=str(options.models_root),
        )
        self._model = BatchedInferencePipeline(self._whisper)

    def listen(self, sounds: Sequence[Sound], *, careful: bool = False) -> list[list[HeardWord]]:
        """The words of each window; `careful` forbids the repetitions that a loop is made of."""
        edges = np.cumsum([0, *(len(sound) for sound in sounds)]) / RATE
        whole = np.concatenate(sounds)
        # First of all: it decides which vocabulary the model is given.
        language = self.language or self._found(whole, len(sounds))
        segments, _info = self._model.transcribe(
            whole,
            language=language,
            beam_size=self._options.beam_size,
            batch_size=self._options.batch_size,
            clip_timestamps=[
                {"start": float(start), "end": float(end)} for start, end in pairwise(edges)
            ],
            initial_prompt=prompt(replace(self._options, language=language)),
            word_timestamps=True,
            temperature=0.0,
            no_repeat_ngram_size=4 if careful else 0,
        )
        heard: list[list[HeardWord]] = [[] for _ in sounds]
        for segment in segments:
            number = int(np.searchsorted(edges, segment.seek / 100 + 0.02, side="right")) - 1
            for word in segment.words or ():
                heard[number].append(
                    HeardWord(
                        start=float(word.start - edges[number]),
                        end=float(word.end - edges[number]),
                        text=word.word,
                        probability=float(word.probability),
                        no_speech=float(segment.no_speech_prob),
                        log_probability=float(segment.avg_logprob),
                    )
                )
        if any(heard):
            self.language = language
        return heard

    def _found(self, sound: Sound, windows: int) -> str:
        """The code of the language of the sound: of the first window that leaves no doubt."""
        if not self._whisper.model.is_multilingual:
            return "en"
        return self._whisper.detect_language(sound, language_detection_segments=windows)[0]


def prompt(options: SpeechOptions) -> str | None:
    """The vocabulary given to the model before each window, the installation's own words last:
    of a prompt that is too long the model forgets the beginning."""
    if options.prompt == NO_PROMPT:
        return None
    parts = (options.prompt or _vocabulary(options), _own(options.vocabulary))
    return " ".join(filter(None, parts)) or None


def _vocabulary(options: SpeechOptions) -> str:
    """The language's own list, as it ships."""
    file = DATA / f"vocabulary.{options.language}.txt"
    return " ".join(file.read_text("utf-8").split()) if file.is_file() else ""


def _own(vocabulary: Path | None) -> str:
    """The right forms of the installation's list, of which the last were added last."""
    newest: list[str] = []
    for form in reversed(right_forms(vocabulary)):
        if sum(len(f"{one}, ") for one in (*newest, form)) > OWN_LETTERS:
            break
        newest.append(form)
    return f"{', '.join(reversed(newest))}." if newest else ""


def transcribe(
    path: Path,
    info: MediaInfo,
    options: SpeechOptions | None = None,
    *,
    timeline: Sequence[TimelineEvent] = (),
    seen: Seen | None = None,
    progress: Progress = no_progress,
    engine: SpeechEngine | None = None,
) -> Heard:
    """What is said on the record; empty where nobody speaks.

    `seen` is the screen meanwhile, whose words people read aloud. Memory does not grow with the
    recording: sound passes through in half minutes, cut at pauses.
    """
    options = options or SpeechOptions()
    heard = listen(path, info, options, timeline=timeline, progress=progress, engine=engine)
    return put_right(heard, seen or Seen(), options)


def put_right(
    heard: Heard,
    seen: Seen,
    options: SpeechOptions,
    alikes: Callable[[Lexicon], SoundAlikes | None] = sound_alikes,
) -> Heard:
    """What was heard, with words of the screen as they are written there, known mishearings
    corrected, words that are none spelt as those that sound the same, and of words that sound
    alike those that fit."""
    known = lexicon(language(heard.language, right_forms(options.vocabulary)))
    lists = corrections(heard.language, options.vocabulary)
    written = ScreenWords(seen.lines, shown_values(seen.lines, seen.events), known)
    shown = words_of(line.text for line in seen.lines)
    said = (lists.applied(one) for one in written.applied(heard.transcript))
    said = (respelt(one, known, shown) for one in said)
    if fitting := alikes(known):
        said = (fitting.applied(one) for one in said)
    return replace(heard, transcript=tuple(said))


def listen(
    path: Path,
    info: MediaInfo,
    options: SpeechOptions,
    *,
    timeline: Sequence[TimelineEvent] = (),
    progress: Progress = no_progress,
    engine: SpeechEngine | None = None,
) -> Heard:
    """The words as the ear alone has them, and whose voice they sound like."""
    tracks = sound_tracks(info)
    until = info.duration + CLOCK_MARGIN if info.duration else None
    levels: dict[int, Loudness] = {}
    for number, track in enumerate(tracks, start=1):
        levels[track.index] = loudness(path, track=track.index, until=until)
        progress(LOUDNESS_SHARE * number / len(tracks))
    said: list[Voiced] = []
    voices: list[tuple[float, float]] = []
    timbre = Timbre()
    for number, track in enumerate(tracks):
        found = _windows(path, track, levels, until, off_record_spans(timeline))
        first = next(found, None)
        if first is None:
            continue
        engine = engine or WhisperEngine(options)

        def share(seconds: float, number: int = number) -> None:
            done = (number + min(1.0, seconds / max(info.duration, 1e-3))) / len(tracks)
            progress(LOUDNESS_SHARE + (1 - LOUDNESS_SHARE) * done)

        noted = _noted(chain([first], found), voices, None if track.speaker else timbre)
        words = list(heard_words(engine, noted, options.batch_size, share))
        spoken = replace(options, language=engine.language)
        kept = list(inventions.without_inventions(utterances(words), prompt(spoken) or ""))
        # Of murmur that gave no word no language is known.
        options = spoken if kept else options
        engine.language = options.language
        said += [Voiced(heard, track.speaker, levels[track.index]) for heard in kept]
    progress(1.0)
    transcript = [public(one.heard, one.speaker) for one in without_echoes(said)]
    tongue = language(options.language, right_forms(options.vocabulary))
    told = told_apart(transcript, timbre.read(), tongue)
    return Heard(told, tuple(_unclear(voices, told)), options.language)


def _noted(
    found: Iterator[Window], voices: list[tuple[float, float]], timbre: Timbre | None
) -> Iterator[Window]:
    """The windows; their stretches of voice are written down as they pass, with how they sound."""
    for window in found:
        for span in window.spans:
            voices.append((span.start / RATE, span.end / RATE))
            if timbre:
                timbre.add(span)
        yield window


def _unclear(
    voices: Sequence[tuple[float, float]], transcript: Sequence[Utterance]
) -> Iterator[tuple[float, float]]:
    """What the words leave of the stretches of voice, where it is long enough to be words."""
    words = sorted((word.start, word.end) for said in transcript for word in said.words or (said,))
    for start, end in sorted(voices):
        at = start
        for first, last in [*words, (end, end)]:
            if last > at and first <= end:
                if min(first, end) - at >= UNCLEAR_SECONDS:
                    yield at, min(first, end)
                at = max(at, last)


def _windows(
    path: Path,
    track: Track,
    levels: dict[int, Loudness],
    until: float | None,
    hidden: Sequence[tuple[float, float]],
) -> Iterator[Window]:
    others = [level for index, level in levels.items() if index != track.index]
    chunks = _silenced(samples(path, track=track.index, until=until), hidden)
    return windows(spans(chunks, levels[track.index], others))


def _silenced(
    chunks: Iterator[tuple[float, Sound]], hidden: Sequence[tuple[float, float]]
) -> Iterator[tuple[float, Sound]]:
    """The sound with silence where it is off the record: what nobody hears nobody writes down."""
    for at, chunk in chunks:
        for start, end in hidden:
            first, last = (max(0.0, min((t - at) * RATE, len(chunk))) for t in (start, end))
            chunk[int(first) : math.ceil(last)] = 0.0
        yield at, chunk
