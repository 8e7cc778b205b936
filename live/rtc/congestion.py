"""Transport-wide feedback: tells a sender when each of its packets came, so that it finds out by
itself how much the line carries (draft-holmer-rmcat-transport-wide-cc-extensions-01)."""

from __future__ import annotations

from struct import pack

URI = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

FORMAT = 15
"""The FMT of this feedback among the RTP feedback messages (payload type 205)."""

TICK = 250e-6
"""Seconds that one step of a delta stands for."""

REFERENCE = 64e-3
"""Seconds that one step of the reference time stands for."""

MOST = 2_000
"""How many packets one message speaks of at most; after a longer silence it begins anew."""

_ABSENT, _SMALL, _LARGE = 0, 1, 2


class Arrivals:
    """When the packets of one transport came, by their transport-wide sequence number."""

    def __init__(self) -> None:
        self._came: dict[int, float] = {}
        self._newest: int | None = None
        self._next: int | None = None
        self._count = 0

    def add(self, sequence: int, now: float) -> None:
        """Notes that the packet `sequence` (16 bit) came at `now`, in seconds of any clock."""
        if self._newest is None:
            extended = sequence
        else:
            step = ((sequence - self._newest + 0x8000) & 0xFFFF) - 0x8000
            extended = self._newest + step
        if self._next is not None and extended < self._next:
            return
        self._came.setdefault(extended, now)
        self._newest = extended if self._newest is None else max(self._newest, extended)

    def feedback(self, ssrc: int, media_ssrc: int) -> bytes | None:
        """The RTCP message about what came since the last one; None where nothing did."""
        if not self._came:
            return None
        last = max(self._came)
        first = min(self._came) if self._next is None else self._next
        first = max(first, last - MOST + 1)
        came = self._came
        self._came, self._next = {}, last + 1
        body = self._body(first, last, came)
        header = pack("!BBHLL", 0x80 | FORMAT, 205, (len(body) + 8) // 4, ssrc, media_ssrc)
        return header + body

    def _body(self, first: int, last: int, came: dict[int, float]) -> bytes:
        reference = int(min(came.values()) / REFERENCE)
        statuses, deltas = _deltas(first, last, came, reference * REFERENCE)
        body = pack("!HH", first & 0xFFFF, len(statuses))
        body += (reference & 0xFFFFFF).to_bytes(3, "big") + bytes([self._count & 0xFF])
        body += _chunks(statuses) + deltas
        self._count += 1
        return body + bytes(-len(body) % 4)


def _deltas(
    first: int, last: int, came: dict[int, float], reference: float
) -> tuple[list[int], bytes]:
    """The status of each packet, and the delta of each one that came to the one before it."""
    statuses, deltas, before = [], bytearray(), round(reference / TICK)
    for sequence in range(first, last + 1):
        time = came.get(sequence)
        if time is None:
            statuses.append(_ABSENT)
            continue
        ticks = round(time / TICK)
        delta = min(32_767, max(-32_768, ticks - before))
        before += delta
        small = 0 <= delta <= 255
        statuses.append(_SMALL if small else _LARGE)
        deltas += pack("!B", delta) if small else pack("!h", delta)
    return statuses, bytes(deltas)


def _chunks(statuses: list[int]) -> bytes:
    """Status vectors of seven packets, two bits each."""
    chunks = b""
    for at in range(0, len(statuses), 7):
        word = 0xC000
        for place, status in enumerate(statuses[at : at + 7]):
            word |= status << (12 - 2 * place)
        chunks += pack("!H", word)
    return chunks
