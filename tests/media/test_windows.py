import numpy as np
import pytest

from media.audio import RATE
from media.utterances import HeardWord
from media.voice import Span
from media.windows import Window, windows


def span(start: float, seconds: float) -> Span:
    return Span(round(start * RATE), np.zeros(round(seconds * RATE), dtype=np.float32))


def test_as_many_spans_as_fit_share_a_window() -> None:
    made = list(windows([span(0, 8), span(20, 8), span(40, 8), span(60, 8)], seconds=20))
    assert [[s.start / RATE for s in window.spans] for window in made] == [[0, 20], [40, 60]]


def test_a_word_returns_to_its_time() -> None:
    window = Window((span(10, 2), span(100, 3)))
    assert window.clock(0.5, 0.9) == pytest.approx((10.5, 10.9))
    assert window.clock(2.5, 2.9) == pytest.approx((100.5, 100.9))


def test_a_word_never_reaches_into_the_silence_between() -> None:
    window = Window((span(10, 2), span(100, 3)))
    assert window.clock(1.8, 2.4) == pytest.approx((100.0, 100.4))
    assert window.clock(1.5, 2.1) == pytest.approx((11.5, 12.0))


def test_stretches_without_a_word_are_found() -> None:
    window = Window((span(0, 2), span(10, 2), span(20, 2), span(30, 2)))
    missed = window.without([HeardWord(2.5, 2.9, " oui", 0.9)])
    assert [[s.start / RATE for s in part.spans] for part in missed] == [[0], [20, 30]]


def test_a_sentence_left_out_inside_a_stretch_is_found() -> None:
    window = Window((span(10, 8),))
    words = [HeardWord(0.2, 0.5, " Oui", 0.9), HeardWord(0.6, 6.0, " bonjour", 0.9)]
    words.append(HeardWord(6.1, 6.5, " alors", 0.9))
    (hole,) = window.without(words)
    assert hole.start == pytest.approx(11.6)
    assert hole.end == pytest.approx(16.1)
