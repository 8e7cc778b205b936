"""The feedback says when each packet came: read back as the draft says, it gives the times."""

from struct import unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.rtc.congestion import REFERENCE, TICK, Arrivals


def read(message: bytes) -> dict[int, float | None]:
    """The time of each packet that a feedback message speaks of; None for one that is missing."""
    assert message[0] == 0x80 | 15
    assert message[1] == 205
    assert (unpack("!H", message[2:4])[0] + 1) * 4 == len(message)
    first, count = unpack("!HH", message[12:16])
    time = int.from_bytes(message[16:19], "big") * REFERENCE
    at, statuses = 20, []
    while len(statuses) < count:
        (word,) = unpack("!H", message[at : at + 2])
        assert word & 0xC000 == 0xC000
        statuses += [(word >> shift) & 3 for shift in range(12, -1, -2)]
        at += 2
    found = {}
    for place, status in enumerate(statuses[:count]):
        number = (first + place) & 0xFFFF
        found[number] = None
        if status:
            step, size = ("!B", 1) if status == 1 else ("!h", 2)
            time += unpack(step, message[at : at + size])[0] * TICK
            at += size
            found[number] = time
    return found


def test_nothing_came_nothing_is_said():
    assert Arrivals().feedback(1, 2) is None


def test_the_times_and_the_gaps_come_back():
    arrivals = Arrivals()
    for number, time in ((65_534, 10.0), (65_535, 10.01), (1, 10.2), (2, 10.19)):
        arrivals.add(number, time)
    found = read(arrivals.feedback(1, 2))
    assert list(found) == [65_534, 65_535, 0, 1, 2]
    assert found[0] is None
    assert found[1] == pytest.approx(10.2, abs=TICK)
    assert found[2] == pytest.approx(10.19, abs=TICK)


def test_the_next_message_goes_on_where_this_one_ended():
    arrivals = Arrivals()
    arrivals.add(5, 1.0)
    first = arrivals.feedback(1, 2)
    arrivals.add(8, 1.1)
    arrivals.add(5, 1.2)  # told already
    second = arrivals.feedback(1, 2)
    assert list(read(second)) == [6, 7, 8]
    assert second[19] == first[19] + 1


@given(
    st.lists(st.tuples(st.integers(1, 50), st.floats(0, 3)), min_size=1, max_size=300),
    st.integers(0, 65_535),
)
def test_any_arrivals_come_back(steps, number):
    arrivals, expected, time = Arrivals(), {}, 100.0
    for step, pause in steps:
        number, time = (number + step) & 0xFFFF, time + pause
        arrivals.add(number, time)
        expected[number] = time
    found = read(arrivals.feedback(1, 2))
    for number, time in found.items():
        if time is not None:
            assert time == pytest.approx(expected[number], abs=2 * TICK)
    assert all(
        found[number] is not None for number in list(expected)[-len(found) :] if number in found
    )
