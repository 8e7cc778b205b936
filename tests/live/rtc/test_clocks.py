"""A participant's time found on the server's clock."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from live.rtc.clocks import Reports, captured, least_delay, unwrapped

HOUR = 3600.0


@given(st.integers(-(2**40), 2**40), st.integers(-(2**15), 2**15 - 1))
def test_a_counter_that_starts_again_goes_on(near, distance):
    assert unwrapped((near + distance) % 2**16, near, 16) == near + distance


def reported(drift, *, seed=1, crowded=(0.0, 0.0), every=1.0):
    """Arrivals and NTP times, an hour long: 20 ms away, jitter of 30 ms and more where crowded."""
    chance = np.random.default_rng(seed)
    sent = np.arange(0, HOUR, every)
    delay = 0.02 + chance.exponential(0.03, len(sent))
    delay += 0.4 * ((sent >= crowded[0]) & (sent < crowded[1]))
    return sent + delay, 3.9e9 + sent * (1 + drift)


@pytest.mark.parametrize("drift", [-100e-6, -50e-6, 0.0, 50e-6, 100e-6])
def test_an_hour_of_drift_is_followed(drift):
    arrivals, ntp = reported(drift)
    offset = least_delay(arrivals, ntp)
    true = 3.9e9 + np.arange(0, HOUR, 7) * (1 + drift)
    found = true + offset.at(np.arange(0, HOUR, 7))
    assert np.abs(found - np.arange(0, HOUR, 7) - 0.02).max() < 0.015


def test_a_crowded_minute_does_not_move_the_clock():
    arrivals, ntp = reported(0.0, crowded=(600.0, 690.0))
    offset = least_delay(arrivals, ntp)
    assert np.ptp(offset.at(np.arange(0, HOUR))) < 0.025


def test_a_clock_that_is_set_is_followed():
    arrivals, ntp = reported(0.0)
    ntp[ntp - 3.9e9 > 1800] -= 10
    offset = least_delay(arrivals, ntp)
    assert offset.at(np.array([3000.0])) - offset.at(np.array([600.0])) == pytest.approx(
        10, abs=0.02
    )


def stream(seconds=60.0, rate=50.0):
    """A stream's packets: arrivals 20 ms after the capture, RTP from 1000 s on."""
    sent = np.arange(0, seconds, 1 / rate)
    return sent + 0.02, sent + 1000.0, sent


def test_two_streams_of_one_clock_stay_together_whatever_their_delay():
    arrivals, rtp, sent = stream()
    at = sent[::50]
    reports = Reports(at + 0.02, at + 5e9, at + 1000.0)
    sender = least_delay(reports.arrivals, reports.ntp)
    prompt = captured(arrivals, rtp, reports, sender)
    slow = captured(arrivals + 0.5, rtp, reports, sender)
    assert np.abs(prompt - slow).max() < 1e-3
    assert np.abs(prompt - sent - 0.02).max() < 1e-3


def test_reports_that_cannot_be_true_are_not_believed():
    arrivals, rtp, sent = stream()
    wrong = Reports(np.array([1.0]), np.array([5e9 + 1.0]), np.array([77_000.0]))
    times = captured(arrivals, rtp, wrong, least_delay(wrong.arrivals, wrong.ntp))
    assert np.abs(times - sent - 0.02).max() < 1e-6


def test_no_time_is_far_from_the_arrival():
    arrivals, rtp, _ = stream()
    rtp[100:200] += 40_000
    times = captured(arrivals, rtp, Reports(*np.empty((3, 0))), None)
    known = np.isfinite(times)
    assert known.any()
    assert np.all((arrivals - times)[known] < 60)
    assert np.all((arrivals - times)[known] > -1)


def test_no_packets_have_no_times():
    assert len(captured(np.empty(0), np.empty(0), Reports(*np.empty((3, 0))), None)) == 0
