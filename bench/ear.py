"""`python -m bench.ear FOLDER…`: what the speech model learns from recorded sessions.

Adapters of Whisper's decoder (`media/adapter.py`), learnt from what was said in the sessions, as
their truth has it: the mixed sound once as it is, once faster or slower and as by a telephone or
over noise, in windows cut elsewhere; and some of the silence, in which nothing is said. Two hours
of sound take half an hour on two cores and 12 GB of memory. Sessions whose words are to be measured
must not be among those learnt from. `--further` goes on from the adapter that ships and stops
half-way (`bench/adapters.py`), so that new sessions need not be learnt together with all the old
ones. Needs JAX, Optax and text2num (`bench/studio/requirements.txt`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import jax
import numpy as np
import optax
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from numpy.typing import NDArray

from bench import adapters, decoder
from bench.report import say
from bench.sessions import sessions
from bench.spoken import as_figures, roughened, silences, sound_of, windows
from bench.work import MODELS_ROOT
from media.adapter import ADAPTER
from media.audio import RATE, Sound
from media.speech import SpeechOptions, prompt
from media.weights import default_model

RANK = 4
PACE, WARM = 1e-3, 30  # The steepest step, and the batches before it.
PROMPTED = 0.25  # Of the batches: with the vocabulary before them, as in use.
UNPROMPTED = 4  # Tokens that tell the model language and task.
BATCH, POOL = 4, 64
LONGEST, LONGEST_AGAIN = 20.0, 16.0  # Seconds of a window, as it is and made rough.
SPEEDS = (0.9, 0.94, 1.06, 1.1)
SILENCES = 2

FRAMES, WIDTH, TAIL, POOLED = 1500, 512, 300, 8
"""Frames of sound, of which those behind the words and 6 s are taken eight by eight."""
LENGTHS, FRAME_LENGTHS = (64, 120), (1088, FRAMES)
"""To which batches are filled up: each makes the decoder be compiled once more."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is heard: the sound encoded (frames, WIDTH), of which the last stand for `POOLED` each
    from `whole` on, and the tokens that it is written with."""

    sound: NDArray[np.float16]
    whole: int
    tokens: list[int]


class Ear:
    """The speech model as it ships, without what it has learnt."""

    def __init__(self) -> None:
        self.model = default_model(MODELS_ROOT, adapted=False)
        options = SpeechOptions()
        self._whisper = WhisperModel(
            str(self.model), device=options.device, compute_type=options.compute_type
        )
        self._tokenizer = Tokenizer(
            self._whisper.hf_tokenizer, multilingual=True, task="transcribe", language="fr"
        )
        vocabulary = self._tokenizer.encode(f" {prompt(options)}")
        self.start = self._whisper.get_prompt(self._tokenizer, vocabulary, without_timestamps=True)
        self.end = self._tokenizer.eot

    def lesson(self, sound: Sound, text: str) -> Lesson:
        heard = self._whisper.feature_extractor(sound[: 30 * RATE])[:, : 2 * FRAMES]
        heard = np.pad(heard, ((0, 0), (0, 2 * FRAMES - heard.shape[1])))
        encoded = np.asarray(self._whisper.encode(heard)).reshape(FRAMES, WIDTH)
        whole = min(FRAMES, len(sound) * 50 // RATE + TAIL)
        whole = FRAMES - (FRAMES - whole) // POOLED * POOLED
        rest = encoded[whole:].reshape(-1, POOLED, WIDTH).mean(1)
        tokens = self._tokenizer.encode(f" {text}") if text else []
        kept = np.concatenate((encoded[:whole], rest)).astype(np.float16)
        return Lesson(kept, whole, [*tokens, self.end])


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn, write the adapter, and say how well sessions kept aside are heard."""
    parser = argparse.ArgumentParser(prog="python -m bench.ear", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="recorded sessions to learn from")
    parser.add_argument("--check", type=Path, help="others, to see how likely their words are")
    parser.add_argument("--further", action="store_true", help="go on from what ships")
    parser.add_argument("--output", type=Path, default=ADAPTER)
    options = parser.parse_args(arguments)
    ear = Ear()
    learnt_from = [one for folder in options.folders for one in _lessons(ear, folder)]
    if len(learnt_from) < BATCH:
        parser.error("There is no session with a recording and a truth.json in these folders.")
    checked = list(_lessons(ear, options.check)) if options.check else []
    weights = decoder.read_weights(ear.model / "model.bin")
    before = adapters.shipped() if options.further else decoder.adapters(weights, RANK)
    learnt = learn(before, weights, learnt_from, ear.start)
    if options.further:
        learnt = adapters.between(before, learnt)
    if checked:
        for name, each in (("before", before), ("after", learnt)):
            say(f"{name}: {_unlikely(each, weights, checked, ear.start):.3f} a token")
    adapters.save(learnt, options.output)
    return 0


def _lessons(ear: Ear, folder: Path) -> Iterator[Lesson]:
    """What the sessions of the folder teach; numbers spelt out may be too many tokens at once."""
    return (one for one in _all_lessons(ear, folder) if len(one.tokens) <= LENGTHS[-1])


def _all_lessons(ear: Ear, folder: Path) -> Iterator[Lesson]:
    for session in sessions(folder):
        said = session.read()["transcript"]
        random = Random(session.name)
        sound = sound_of(session)
        for heard, text in windows(said, sound, LONGEST, random):
            yield ear.lesson(heard, as_figures(text))
        for heard, text in windows(said, sound, LONGEST_AGAIN, random, random.choice(SPEEDS)):
            yield ear.lesson(roughened(heard, random), as_figures(text))
        for silence in list(silences(said, sound))[:SILENCES]:
            yield ear.lesson(silence, "")
        say(session.name)


def learn(
    learnt: decoder.Weights,
    weights: decoder.Weights,
    lessons: Sequence[Lesson],
    start: Sequence[int],
) -> decoder.Weights:
    """The adapters after one round of the lessons."""
    random = np.random.default_rng(0)
    batches = list(_batches(lessons, random))
    warm = min(WARM, len(batches) // 2)
    pace = optax.warmup_cosine_decay_schedule(0.0, PACE, warm, len(batches))
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(pace, weight_decay=0.01))
    slope = jax.jit(jax.value_and_grad(decoder.loss), static_argnames="first")
    state = optimiser.init(learnt)
    for number, batch in enumerate(batches, start=1):
        before = start if random.random() < PROMPTED else start[-UNPROMPTED:]
        given, first = _filled(batch, before)
        lost, down = slope(learnt, weights, given, first=first)
        change, state = optimiser.update(down, state, learnt)
        learnt = optax.apply_updates(learnt, change)
        if number % 25 == 0:
            say(f"{number} of {len(batches)}: {lost:.3f}")
    return learnt


def _batches(lessons: Sequence[Lesson], random: np.random.Generator) -> Iterator[list[Lesson]]:
    """Lessons of about one length together, in any order."""
    order = random.permutation(len(lessons))
    pools = [order[first : first + POOL] for first in range(0, len(order), POOL)]
    found = []
    for pool in pools:
        ordered = sorted(pool, key=lambda number: len(lessons[number].sound))
        found += [ordered[first : first + BATCH] for first in range(0, len(ordered), BATCH)]
    for number in random.permutation(len(found)):
        if len(found[number]) == BATCH:
            yield [lessons[one] for one in found[number]]


def _filled(lessons: Sequence[Lesson], start: Sequence[int]) -> tuple[tuple[Any, ...], int]:
    """The batch that `decoder.loss` takes, all of one length, and from where on tokens follow."""
    frames = next(n for n in FRAME_LENGTHS if n >= max(len(one.sound) for one in lessons))
    length = next(n for n in LENGTHS if n >= max(len(one.tokens) for one in lessons))
    first = len(start) - 1
    sound = np.zeros((len(lessons), frames, WIDTH), np.float32)
    seen = np.full((len(lessons), frames), decoder.NEVER, np.float32)
    given = np.full((len(lessons), first + length), lessons[0].tokens[-1], np.int32)
    wanted = np.full((len(lessons), length), -1, np.int32)
    for row, one in enumerate(lessons):
        there, tokens = len(one.sound), len(one.tokens)
        sound[row, :there] = one.sound
        seen[row, : one.whole] = 0.0
        seen[row, one.whole : there] = np.log(POOLED)
        given[row, : len(start)] = start
        given[row, len(start) : first + tokens] = one.tokens[:-1]
        wanted[row, :tokens] = one.tokens
    return (sound, seen, given, wanted), first


def _unlikely(
    learnt: decoder.Weights,
    weights: decoder.Weights,
    lessons: Sequence[Lesson],
    start: Sequence[int],
) -> float:
    """The mean negative log likelihood of a batch's tokens."""
    batches = [lessons[n : n + BATCH] for n in range(0, len(lessons), BATCH)]
    lost = [decoder.loss(learnt, weights, *_filled(batch, start)) for batch in batches]
    return float(np.mean(lost))


if __name__ == "__main__":
    sys.exit(main())
