"""Windows of sound with their words, made from a truth."""

from __future__ import annotations

from random import Random

import numpy as np

from bench.spoken import roughened, silences, stretches, windows
from media.audio import RATE

SAID = [
    {"start": 1.0, "end": 3.0, "text": "Cliquez ici."},
    {"start": 2.5, "end": 2.9, "text": "Oui."},
    {"start": 9.0, "end": 11.0, "text": "C'est fait."},
]
SOUND = np.random.default_rng(1).normal(0, 0.1, 12 * RATE).astype(np.float32)


def test_sentences_said_at_once_are_one_stretch():
    assert stretches(SAID) == [(1.0, 3.0, ["Cliquez ici.", "Oui."]), (9.0, 11.0, ["C'est fait."])]


def test_windows_hold_every_word_once_and_not_the_silence_between():
    found = list(windows(SAID, SOUND, 20.0, Random(0)))
    assert " ".join(text for _sound, text in found) == "Cliquez ici. Oui. C'est fait."
    seconds = sum(len(sound) for sound, _text in found) / RATE
    assert 4.3 < seconds < 5.1


def test_a_window_is_no_longer_than_asked_for_unless_one_stretch_is():
    found = list(windows(SAID, SOUND, 3.0, Random(0)))
    assert [text for _sound, text in found] == ["Cliquez ici. Oui.", "C'est fait."]


def test_what_is_said_faster_takes_less_time():
    plain, fast = (
        sum(len(s) for s, _t in windows(SAID, SOUND, 20.0, Random(0), speed)) for speed in (1, 1.25)
    )
    assert 0.78 < fast / plain < 0.82


def test_a_long_pause_is_silence():
    (silence,) = silences(SAID, SOUND)
    assert len(silence) == 5 * RATE


def test_a_voice_made_rough_is_as_long_as_it_was_and_no_louder_than_can_be():
    random = Random(1)
    for _attempt in range(8):
        rough = roughened(SOUND, random)
        assert rough.shape == SOUND.shape
        assert rough.dtype == np.float32
        assert np.abs(rough).max() <= 1.0
        assert np.corrcoef(rough, SOUND)[0, 1] > 0.4
