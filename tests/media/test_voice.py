import numpy as np
import pytest

from media.audio import RATE
from media.echoes import Voiced, without_echoes
from media.loudness import FRAMES_PER_SECOND, Loudness
from media.utterances import HeardUtterance, HeardWord
from media.voice import is_own, stands_out


def track(*stretches: tuple[float, float]) -> Loudness:
    """A track's level: `(seconds, decibels)` after each other, words and gaps alternating."""
    parts = []
    for seconds, level in stretches:
        count = round(seconds * FRAMES_PER_SECOND)
        swing = np.where(np.arange(count) % 8 < 6, 0.0, -12.0) if level > -50 else np.zeros(count)
        parts.append(level + swing)
    return Loudness(np.concatenate(parts).astype(np.float32))


def at(seconds: float) -> int:
    return round(seconds * RATE)


def test_a_voice_above_a_murmuring_room_stands_out() -> None:
    own = track((20, -38), (3, -20), (20, -38))
    assert stands_out(own, at(20), at(23))


def test_the_murmur_itself_does_not() -> None:
    levels = Loudness(
        np.full(2000, -36.0, np.float32) + np.random.default_rng(1).normal(0, 2, 2000)
    )
    assert not stands_out(levels, at(20), at(23))


def test_a_muted_microphone_holds_no_voice() -> None:
    assert not stands_out(track((30, -120)), at(5), at(9))


def test_the_others_voice_heard_through_the_room_is_not_ones_own() -> None:
    helper = track((10, -60), (5, -20), (20, -60))
    learner = track((10, -60), (5, -38), (5, -60), (5, -22), (10, -60))
    assert not is_own(learner, helper, at(10), at(15))
    assert is_own(helper, learner, at(10), at(15))
    assert is_own(learner, helper, at(20), at(25))


def test_a_track_that_holds_only_the_others_voice_has_none_of_its_own() -> None:
    helper, learner = track((10, -60), (10, -20), (10, -60)), track((10, -60), (10, -45), (10, -60))
    assert not is_own(learner, helper, at(10), at(20))


def test_two_who_talk_at_once_are_both_heard() -> None:
    helper, learner = track((10, -60), (10, -20)), track((10, -60), (10, -26))
    assert is_own(learner, helper, at(10), at(20))
    assert is_own(helper, learner, at(10), at(20))


def said(text: str, start: float, speaker: str, level: Loudness) -> Voiced:
    words = [
        HeardWord(start + n * 0.3, start + n * 0.3 + 0.25, f" {word}", 0.9)
        for n, word in enumerate(text.split())
    ]
    return Voiced(HeardUtterance(tuple(words)), speaker, level)


LOUD, FAINT = track((10, -60), (5, -20)), track((5, -20), (5, -60), (5, -40))


def test_a_sentence_on_both_tracks_is_written_once_for_who_said_it() -> None:
    both = [
        said("Cliquez sur le bouton vert", 10.0, "helper", LOUD),
        said("Cliquez sur le bouton verre", 10.3, "learner", FAINT),
    ]
    assert [voiced.speaker for voiced in without_echoes(both)] == ["helper"]


def test_the_same_short_answer_of_both_is_kept() -> None:
    both = [said("D'accord", 10.0, "helper", LOUD), said("D'accord", 10.2, "learner", FAINT)]
    assert len(without_echoes(both)) == 2


def test_a_sentence_repeated_later_is_kept() -> None:
    both = [
        said("Cliquez sur le bouton vert", 10.0, "helper", LOUD),
        said("Cliquez sur le bouton vert", 13.0, "learner", LOUD),
    ]
    assert len(without_echoes(both)) == 2


def near_seconds(level: Loudness, seconds: float) -> float:
    return sum(end - start for start, end in level.near(0, at(seconds))) / RATE


def test_a_television_that_never_stops_is_not_somebody_near() -> None:
    turns = [(4.0, -20), (6.0, -36)] * 12
    assert near_seconds(track(*turns), 120) == pytest.approx(48, abs=12)


def test_somebody_as_faint_who_falls_silent_is_near() -> None:
    turns = [(4.0, -20), (3.0, -60), (4.0, -36), (3.0, -60)] * 12
    level = track(*turns)
    assert all(level.near(at(n * 14 + 7.1), at(n * 14 + 10.9)) for n in range(12))


def test_of_a_stretch_that_the_television_began_the_persons_part_is_kept() -> None:
    level = track(*[(6.0, -36), (4.0, -20)] * 12)
    [(start, end)] = level.near(at(60.5), at(70))
    assert start / RATE == pytest.approx(66, abs=0.5)
    assert end == at(70)
