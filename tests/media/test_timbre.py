"""Two voices on one track are told apart by their timbre, and named by their words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from media.audio import RATE
from media.language import language
from media.timbre import CEPSTRA, Sounding, Timbre, told_apart
from media.types import Utterance
from media.voice import Span

FRENCH = language("fr")
PITCH = {"low": 110.0, "high": 205.0}
FORMANTS = {"low": (500.0, 1400.0, 2500.0), "high": (750.0, 1900.0, 3100.0)}
VOWEL = 0.2  # Seconds.
HELP = ["Cliquez sur le bouton bleu.", "Vous tapez votre adresse.", "Maintenant, vous validez."]
LEARN = ["Oui, je vois la page.", "J'ai cliqué dessus.", "Ah, je ne trouve pas mon code."]

Line = tuple[str, str, float]


def speech(who: str, seconds: float, random: np.random.Generator) -> np.ndarray:
    """Vowels one after the other: harmonics under the formants of one throat, in faint noise."""
    vowels = [_vowel(who, random) for _ in range(round(seconds / VOWEL))]
    return np.concatenate(vowels).astype(np.float32)


def _vowel(who: str, random: np.random.Generator) -> np.ndarray:
    t = np.arange(round(VOWEL * RATE)) / RATE
    pitch = PITCH[who] * (1 + 0.03 * random.standard_normal())
    formants = np.array(FORMANTS[who]) * (1 + 0.15 * random.standard_normal(3))
    tones = pitch * np.arange(1, 30)
    levels = 0.02 + np.exp(-(((tones[:, None] - formants) / 250.0) ** 2)).sum(axis=1)
    sound = 0.1 * levels @ np.sin(2 * np.pi * tones[:, None] * t)
    return np.asarray(sound + 0.003 * random.standard_normal(len(t)))


def session(lines: Sequence[Line]) -> tuple[list[Utterance], Timbre]:
    """The lines one after the other; of each who speaks, what is said, for how long."""
    random, timbre, at, said = np.random.default_rng(3), Timbre(), 1.0, []
    for who, text, seconds in lines:
        timbre.add(Span(round(at * RATE), speech(who, seconds, random)))
        said.append(Utterance(at, at + seconds, None, text))
        at += seconds + 0.5
    return said, timbre


def conversation(helper: str, learner: str, length: int = 8) -> list[Line]:
    lines: list[Line] = []
    for number in range(length):
        lines.append((helper, HELP[number % len(HELP)], 1.6))
        lines.append((learner, LEARN[number % len(LEARN)], 1.2))
    return lines


@pytest.mark.parametrize(("helper", "learner"), [("low", "high"), ("high", "low")])
def test_two_voices_are_named_by_what_they_say(helper: str, learner: str) -> None:
    said, timbre = session(conversation(helper, learner))

    named = told_apart(said, timbre.read(), FRENCH)

    assert [one.sounds_like for one in named] == ["helper", "learner"] * 8
    assert {one.speaker for one in named} == {None}


def test_a_word_too_short_to_part_the_voices_goes_to_the_nearer() -> None:
    lines = [*conversation("low", "high"), ("high", "Oui.", 0.4), ("low", "Bien.", 0.4)]
    said, timbre = session(lines)

    named = told_apart(said, timbre.read(), FRENCH)

    assert [one.sounds_like for one in named[-2:]] == ["learner", "helper"]


@pytest.mark.parametrize(("between", "told"), [(0.0, False), (3.0, True)])
def test_one_voice_alone_is_not_made_two(between: float, told: bool) -> None:
    random, seconds, each = np.random.default_rng(5), 1.5, 38
    said = [
        Utterance(n * seconds, (n + 1) * seconds, None, (HELP, LEARN)[n % 2][n % 3])
        for n in range(24)
    ]
    # Sentences of one voice differ in every way, and each wanders a little.
    voices = random.standard_normal((24, 1 + CEPSTRA)) + between * (np.arange(24) % 2)[:, None]
    rows = np.repeat(voices, each, axis=0) + 0.3 * random.standard_normal((24 * each, 1 + CEPSTRA))
    times = np.arange(24 * each) * seconds / each

    named = told_apart(said, Sounding(times, rows), FRENCH)

    assert any(one.sounds_like for one in named) == told


def test_words_that_do_not_tell_who_helps_leave_the_voices_unnamed() -> None:
    lines = [(who, "Il fait beau aujourd'hui.", 1.5) for who in ("low", "high")] * 8
    said, timbre = session(lines)

    assert told_apart(said, timbre.read(), FRENCH) == tuple(said)


@pytest.mark.parametrize("length", [0, 1, 3])
def test_too_few_sentences_tell_nothing(length: int) -> None:
    said, timbre = session(conversation("low", "high", length))

    assert told_apart(said, timbre.read(), FRENCH) == tuple(said)


def test_a_sentence_without_sound_of_its_own_stays_unnamed() -> None:
    said, timbre = session(conversation("low", "high"))
    late = Utterance(500.0, 501.0, None, "Vous cliquez ici.")

    named = told_apart([*said, late], timbre.read(), FRENCH)

    assert named[-1].sounds_like is None
    assert named[0].sounds_like == "helper"


def test_a_stretch_too_short_for_a_spectrum_is_passed_over() -> None:
    timbre = Timbre()
    timbre.add(Span(0, np.zeros(50, np.float32)))

    assert timbre.read().of(0.0, 1.0) is None
