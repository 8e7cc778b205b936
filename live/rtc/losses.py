"""Which packets of a stream have not come, and when to ask for them again (RFC 4585, NACK)."""

from __future__ import annotations

from dataclasses import dataclass

PATIENCE = 0.010
"""Seconds in which packets that merely overtook one another come by themselves."""

INTERVAL = 0.030
"""Seconds between two requests for the same packet, where the way there and back is shorter."""

TRIES, TOO_LATE = 8, 1.5
"""After so many requests, or so many seconds, a packet is given up."""

JUMP = 400
"""A gap of more packets than this is a new beginning, not a loss."""

KNOWN = 2_048
"""How far back a repeated packet is recognised."""


@dataclass(slots=True)
class _Missing:
    since: float
    next: float
    tries: int = 0


class Losses:
    """The gaps in the 16-bit sequence numbers of one stream."""

    def __init__(self, *, repair: bool) -> None:
        """`repair`: the sender can be asked again; else gaps are only counted."""
        self.received = self.given_up = 0
        self.highest: int | None = None
        self._repair = repair
        self._first = 0
        self._missing: dict[int, _Missing] = {}
        self._seen: set[int] = set()
        self._reported = (0, 0)

    def add(self, sequence: int, now: float) -> bool:
        """Whether this packet is new: neither a repetition nor hopelessly late."""
        if self.highest is None:
            self.highest = self._first = sequence
        extended = self.highest + ((sequence - self.highest + 0x8000) & 0xFFFF) - 0x8000
        if extended in self._seen or extended < self.highest - KNOWN:
            return False
        if extended > self.highest:
            self._gap(self.highest + 1, extended, now)
            self.highest = extended
        self._missing.pop(extended, None)
        self._seen.add(extended)
        self.received += 1
        if len(self._seen) > 2 * KNOWN:
            self._seen = {number for number in self._seen if number >= self.highest - KNOWN}
        return True

    def _gap(self, start: int, end: int, now: float) -> None:
        if end - start > JUMP:
            self.given_up += 1
            self._missing.clear()
        elif self._repair:
            for number in range(start, end):
                self._missing[number] = _Missing(now, now + PATIENCE)

    def due(self, now: float, round_trip: float = 0.0) -> list[int]:
        """The sequence numbers to ask for now, in order; forgets those that come no more."""
        if not self._missing:
            return []
        asked = []
        for number, missing in list(self._missing.items()):
            if missing.tries >= TRIES or now - missing.since > TOO_LATE:
                del self._missing[number]
                self.given_up += 1
            elif now >= missing.next:
                missing.tries += 1
                missing.next = now + max(INTERVAL, round_trip * 1.2)
                asked.append(number & 0xFFFF)
        return asked

    @property
    def lost(self) -> int:
        """How many of the packets expected so far have not come."""
        if self.highest is None:
            return 0
        return max(0, self.highest - self._first + 1 - self.received)

    def share_lost(self) -> int:
        """The share lost since it was last asked, in 256ths (RFC 3550, 6.4.1)."""
        if self.highest is None:
            return 0
        expected, received = self.highest - self._first + 1, self.received
        before_expected, before_received = self._reported
        self._reported = expected, received
        wanted = expected - before_expected
        lost = wanted - (received - before_received)
        return min(255, max(0, lost * 256 // wanted)) if wanted > 0 else 0
