from collections.abc import Sequence

import numpy as np
import pytest

from media.audio import RATE, Sound
from media.hearing import heard_words, is_doubtful, likelier
from media.utterances import HeardWord
from media.voice import Span
from media.windows import windows


def stretch(start: float, seconds: float) -> Span:
    return Span(round(start * RATE), np.full(round(seconds * RATE), 0.1, np.float32))


def words(text: str, probability: float, start: float = 0.0) -> list[HeardWord]:
    return [
        HeardWord(start + n * 0.3, start + n * 0.3 + 0.25, f" {word}", probability)
        for n, word in enumerate(text.split())
    ]


class Hears:
    """An engine that answers each call with the next of these lists."""

    def __init__(self, *answers: list[list[HeardWord]]) -> None:
        self._answers = list(answers)
        self.asked: list[list[float]] = []

    def listen(self, sounds: Sequence[Sound], *, careful: bool = False) -> list[list[HeardWord]]:
        self.asked.append([len(sound) / RATE for sound in sounds])
        return self._answers.pop(0)


def heard(engine: Hears, *spans: Span) -> str:
    found = heard_words(engine, windows(iter(spans)), 4, lambda _seconds: None)
    return "".join(word.text for word in found).strip()


SURE = "cliquez sur le bouton vert"


def test_what_is_surely_heard_is_heard_once() -> None:
    engine = Hears([words(SURE, 0.9)])
    assert heard(engine, stretch(3, 1.6)) == SURE
    assert len(engine.asked) == 1


def test_a_stretch_in_doubt_is_heard_again_and_the_likelier_kept() -> None:
    first = [*words(SURE, 0.9), *words("c'est par courir", 0.5, start=1.6)]
    engine = Hears([first], [words("c'est Parcourir ici", 0.8)])
    assert heard(engine, stretch(3, 1.6), stretch(9, 1.2)) == f"{SURE} c'est Parcourir ici"
    assert engine.asked[1] == [pytest.approx(1.2)]


def test_a_run_in_which_one_sentence_is_missing_still_is_heard_sentence_by_sentence() -> None:
    engine = Hears(
        [words(SURE, 0.9)],
        [words("oui je le vois", 0.9)],
        [words("et voilà c'est fait", 0.9)],
    )
    spans = stretch(3, 1.6), stretch(9, 1.3), stretch(14, 1.3)
    assert heard(engine, *spans) == f"{SURE} oui je le vois et voilà c'est fait"


@pytest.mark.parametrize(
    ("text", "probability", "doubtful"),
    [
        pytest.param("oui je crois que c'est bien ça", 0.9, False, id="sure"),
        pytest.param("oui je crois que c'est bien ça", 0.6, True, id="unsure"),
        pytest.param("oui", 0.95, True, id="too few words for so long"),
        pytest.param("", 0.0, True, id="none"),
    ],
)
def test_doubt(text: str, probability: float, doubtful: bool) -> None:
    assert is_doubtful(stretch(0, 3), words(text, probability)) is doubtful


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        pytest.param(words("on met le titre", 0.8), True, id="likelier"),
        pytest.param(words("on met le titre", 0.61), False, id="hardly likelier"),
        pytest.param(words("titre", 0.95), False, id="likelier, but words are lost"),
        pytest.param(words("on met le titre en haut", 0.6), True, id="as likely and fuller"),
        pytest.param(words("on met le titre en haut", 0.3), False, id="a guess"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_the_second_hearing_counts_where_it_is_better(second: list[HeardWord], kept: bool) -> None:
    first = words("en m'aider son titre", 0.6)
    assert likelier(first, second) == (second if kept else first)
