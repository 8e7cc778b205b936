"""Participants' clocks put on the server's.

A sender report says what its sender's clock (NTP) showed at a tick of a stream's own clock (RTP):
that ties the streams of one participant to one another. It arrives later than it was sent, never
earlier: the least of many delays tells how the sender's clock stands to the server's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

WINDOW = 30.0
"""Seconds of which the least delay counts: five reports of a voice at the least."""

DRIFT = 200e-6
"""How far two clocks run apart at most; a delay that rises faster is a crowded network."""

JUMP = 1.0
"""Seconds by which a delay can only rise or fall because a clock was set."""

STEP = 0.05
"""Seconds between two reports' offsets that no drift explains: the stream's clock stood still."""

EARLIEST, LATEST = -1.0, 60.0
"""Seconds between capture and arrival that are believed."""


@dataclass(frozen=True, slots=True)
class Offset:
    """What to add to a clock: `values` in seconds at the server's `times`, rising."""

    times: np.ndarray
    values: np.ndarray

    def at(self, times: np.ndarray) -> np.ndarray:
        """The offset at any of the server's times, linear between those known."""
        return np.interp(times, self.times, self.values)


@dataclass(frozen=True, slots=True)
class Reports:
    """A stream's sender reports, in seconds: arrival (server), `ntp` and `rtp` (unwrapped)."""

    arrivals: np.ndarray
    ntp: np.ndarray
    rtp: np.ndarray


def unwrapped(value: int, near: int, bits: int) -> int:
    """The number congruent to `value` modulo 2**bits that is the nearest to `near`."""
    half = 1 << (bits - 1)
    return near + (value - near + half) % (1 << bits) - half


def least_delay(arrivals: np.ndarray, sent: np.ndarray) -> Offset:
    """How the sender's clock stands to the server's, by the least delay of each window.

    Both in seconds, of the same moments in any order, not empty.
    """
    order = np.argsort(arrivals, kind="stable")
    arrivals, delays = arrivals[order], (arrivals - sent)[order]
    windows = np.floor((arrivals - arrivals[0]) / WINDOW)
    starts = np.flatnonzero(np.diff(windows, prepend=-1.0))
    parts = np.split(delays, starts[1:])
    least = np.array([start + part.argmin() for start, part in zip(starts, parts, strict=True)])
    times, values = arrivals[least], delays[least]
    for steps in (range(1, len(values)), range(len(values) - 2, -1, -1)):
        before = -1 if steps.step > 0 else 1
        for i in steps:
            most = values[i + before] + DRIFT * abs(times[i] - times[i + before])
            if most < values[i] < most + JUMP:
                values[i] = most
    return Offset(times, values)


def captured(
    arrivals: np.ndarray, rtp: np.ndarray, reports: Reports, sender: Offset | None
) -> np.ndarray:
    """When each packet of a stream was captured, in seconds of the server's clock; NaN: unknown.

    `arrivals` and `rtp` (seconds, unwrapped) stand in the order of the sequence numbers. Without
    reports, or with such as cannot be true, a packet's arrival counts.
    """
    if not len(arrivals):
        return np.empty(0)
    times = rtp + least_delay(arrivals, rtp).at(arrivals)
    if sender is not None and len(reports.arrivals):
        reported = rtp + _to_ntp(arrivals, rtp, reports) + sender.at(arrivals)
        times = np.where(_believed(arrivals, reported), reported, times)
    return np.where(_believed(arrivals, times), times, np.nan)


def _believed(arrivals: np.ndarray, times: np.ndarray) -> np.ndarray:
    return (arrivals - times > EARLIEST) & (arrivals - times < LATEST)


def _to_ntp(arrivals: np.ndarray, rtp: np.ndarray, reports: Reports) -> np.ndarray:
    """What to add to each packet's `rtp` for the sender's NTP time.

    Linear between reports; but while nothing is sent (a track taken away) a browser lets the RTP
    clock stand still, so that the offset steps where the silence was.
    """
    arrivals = np.maximum.accumulate(arrivals)
    times, offsets = _with_last_step(arrivals, rtp, reports)
    result = np.interp(arrivals, times, offsets)
    places = np.searchsorted(arrivals, times)
    silences = np.diff(arrivals - rtp, prepend=arrivals[0] - rtp[0])
    for i in np.flatnonzero(np.abs(np.diff(offsets)) > STEP):
        first, last = places[i], places[i + 1]
        direction = np.sign(offsets[i + 1] - offsets[i])
        # The second report may have come before the first packet after the silence.
        step = first + np.argmax(direction * np.append(silences[first : last + 1], 0.0))
        result[first:step] = offsets[i]
        result[step:last] = offsets[i + 1]
    return result


def _with_last_step(
    arrivals: np.ndarray, rtp: np.ndarray, reports: Reports
) -> tuple[np.ndarray, np.ndarray]:
    """The reports' times and offsets; with one more where the clock stood still after the last."""
    order = np.argsort(reports.arrivals, kind="stable")
    times, offsets = reports.arrivals[order], (reports.ntp - reports.rtp)[order]
    newest = order[-1]
    delays = (arrivals - rtp)[arrivals > times[-1]][-25:]
    known = reports.arrivals[newest] - reports.rtp[newest]
    if not len(delays) or delays.min() - known < JUMP:
        return times, offsets
    rise = delays.min() - known
    return np.append(times, arrivals[-1] + STEP), np.append(offsets, offsets[-1] + rise)
