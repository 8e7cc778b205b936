"""What is missing is asked for again, for a while."""

from hypothesis import given
from hypothesis import strategies as st

from live.rtc.losses import INTERVAL, JUMP, PATIENCE, TOO_LATE, Losses


def heard(*numbers: int, repair: bool = True) -> Losses:
    losses = Losses(repair=repair)
    for number in numbers:
        losses.add(number, 0.0)
    return losses


def test_a_gap_is_asked_for_after_a_moment():
    losses = heard(65_533, 1)
    assert losses.due(0.0) == []
    assert losses.due(PATIENCE) == [65_534, 65_535, 0]


def test_it_is_asked_for_again_after_the_way_there_and_back():
    losses = heard(1, 3)
    assert losses.due(PATIENCE, 0.1) == [2]
    assert losses.due(PATIENCE + INTERVAL, 0.1) == []
    assert losses.due(PATIENCE + 0.13, 0.1) == [2]


def test_what_came_is_not_asked_for():
    losses = heard(1, 3, 2)
    assert losses.due(1.0) == []
    assert losses.given_up == 0


def test_what_never_comes_is_given_up():
    losses = heard(1, 3)
    for step in range(200):
        losses.due(step * 0.02)
    assert losses.given_up == 1
    assert losses.due(TOO_LATE * 3) == []


def test_a_repetition_is_no_new_packet():
    losses = heard(1, 2)
    assert not losses.add(2, 0.1)
    assert losses.received == 2


def test_a_great_jump_is_a_new_beginning():
    losses = heard(1, JUMP + 10)
    assert losses.due(1.0) == []
    assert losses.given_up == 1


def test_sound_is_counted_and_not_asked_for():
    losses = heard(1, 2, 5, repair=False)
    assert losses.due(1.0) == []
    assert losses.lost == 2
    assert losses.share_lost() == 2 * 256 // 5
    assert losses.share_lost() == 0


@given(st.lists(st.integers(0, 65_535), max_size=200))
def test_any_numbers_are_counted_once(numbers):
    losses = Losses(repair=True)
    new = sum(losses.add(number, float(at)) for at, number in enumerate(numbers))
    assert losses.received == new
    assert 0 <= losses.share_lost() <= 255
    assert losses.lost >= 0
