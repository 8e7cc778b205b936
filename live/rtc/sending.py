"""The packets that one person receives: somebody else's, renumbered, never decoded."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from struct import pack
from typing import Any

from aiortc import RTCRtpSender
from aiortc.codecs import is_rtx
from aiortc.rtp import (
    RTCP_PSFB_FIR,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    RtcpPsfbPacket,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSdesPacket,
    RtcpSenderInfo,
    RtcpSourceInfo,
    RtcpSrPacket,
)

from live.rtc.depacketize import red_blocks

HISTORY = 2_048
"""Packets kept for those who ask again: a key frame at 1080p alone takes more than 200."""


@dataclass(slots=True)
class _Source:
    """Whose packets these are, and what lies between their numbers and ours."""

    key: object
    sequence: int
    timestamp: int


class PacketSender(RTCRtpSender):
    """Sends on the packets of a source, as one unbroken stream whatever the source does."""

    def __init__(self, kind: str, transport: Any) -> None:
        super().__init__(kind, transport)
        self.wants_picture: Callable[[], None] = lambda: None
        """Called when the receiver cannot go on without a key frame."""
        self.round_trip = 0.0
        self._types: dict[str, int] = {}
        self._rtx_type: int | None = None
        self._cname = ""
        self._active = False
        self._source: _Source | None = None
        self._last = (0, 0, 0.0)  # sequence, timestamp, when
        self._clock = 90_000 if kind == "video" else 48_000
        self._rtx_sequence = 0
        self._history: dict[int, tuple[int, bytes]] = {}
        self._packets = self._octets = 0
        self._reported: tuple[int, float] | None = None

    # --- what aiortc calls -----------------------------------------------------------------------

    async def send(self, parameters: Any) -> None:
        if self._active:
            return
        for codec in parameters.codecs:
            if not is_rtx(codec):
                self._types.setdefault(codec.name.lower(), codec.payloadType)
        main = next(iter(self._types.values()))
        for codec in parameters.codecs:
            if is_rtx(codec) and codec.parameters.get("apt") == main:
                self._rtx_type = codec.payloadType
        self._cname = parameters.rtcp.cname
        self.transport._register_rtp_sender(self, parameters)
        self._active = True

    async def stop(self) -> None:
        if self._active:
            self._active = False
            self.transport._unregister_rtp_sender(self)

    async def _handle_rtcp_packet(self, packet: Any) -> None:
        if isinstance(packet, RtcpRrPacket | RtcpSrPacket):
            for report in packet.reports:
                if report.ssrc == self._ssrc:
                    self._note_round_trip(report.lsr, report.dlsr)
        elif isinstance(packet, RtcpRtpfbPacket) and packet.fmt == RTCP_RTPFB_NACK:
            for sequence in packet.lost:
                await self._send_again(sequence)
        elif isinstance(packet, RtcpPsfbPacket) and packet.fmt in (RTCP_PSFB_PLI, RTCP_PSFB_FIR):
            self.wants_picture()

    # --- what the room calls ---------------------------------------------------------------------

    @property
    def active(self) -> bool:
        return self._active

    async def forward(self, key: object, codec: str, packet: Any, now: float) -> None:
        """Sends on one packet (`RtpPacket`) of the source `key`; nothing where it has no codec."""
        if not self._active:
            return
        payload, wanted = packet.payload, codec
        if codec == "red" and self._types.get("red") is None:
            blocks = red_blocks(payload)
            payload, wanted = blocks[-1][1] if blocks else b"", "opus"
        payload_type = self._types.get(wanted)
        if payload_type is None:
            return
        source = self._source
        if source is None or source.key != key:
            source = self._begin(key, packet, now)
        sequence = (packet.sequence_number + source.sequence) & 0xFFFF
        timestamp = (packet.timestamp + source.timestamp) & 0xFFFFFFFF
        marked = packet.marker << 7
        tail = pack("!HLL", sequence, timestamp, self._ssrc) + payload
        self._history[sequence % HISTORY] = (sequence, pack("!B", marked) + tail)
        if ((sequence - self._last[0]) & 0xFFFF) < 0x8000:
            self._last = (sequence, timestamp, now)
        self._packets += 1
        self._octets += len(payload)
        with suppress(ConnectionError):
            await self.transport._send_rtp(pack("!BB", 0x80, marked | payload_type) + tail)

    def _begin(self, key: object, packet: Any, now: float) -> _Source:
        """Goes on where the source before stopped, as late as it really is."""
        sequence, timestamp, when = self._last
        if when:
            timestamp += max(1, round((now - when) * self._clock))
        self._source = _Source(
            key,
            (sequence + 1 - packet.sequence_number) & 0xFFFF,
            (timestamp - packet.timestamp) & 0xFFFFFFFF,
        )
        self._last = (sequence, timestamp & 0xFFFFFFFF, now)
        return self._source

    def original_timestamp(self, key: object, timestamp: int) -> int | None:
        """The source's own RTP timestamp of what the receiver calls `timestamp`."""
        if self._source is None or self._source.key != key:
            return None
        return (timestamp - self._source.timestamp) & 0xFFFFFFFF

    async def report(self, key: object, ntp: int, timestamp: int) -> None:
        """Passes on the source's sender report, so that sound and picture stay together."""
        if not self._active or self._source is None or self._source.key != key:
            return
        info = RtcpSenderInfo(
            ntp_timestamp=ntp,
            rtp_timestamp=(timestamp + self._source.timestamp) & 0xFFFFFFFF,
            packet_count=self._packets & 0xFFFFFFFF,
            octet_count=self._octets & 0xFFFFFFFF,
        )
        self._reported = ((ntp >> 16) & 0xFFFFFFFF, time.monotonic())
        name = RtcpSourceInfo(ssrc=self._ssrc, items=[(1, self._cname.encode())])
        report = bytes(RtcpSrPacket(ssrc=self._ssrc, sender_info=info))
        with suppress(ConnectionError):
            await self.transport._send_rtp(report + bytes(RtcpSdesPacket(chunks=[name])))

    def _note_round_trip(self, reported: int, delay: int) -> None:
        if self._reported is not None and reported == self._reported[0] and delay:
            measured = time.monotonic() - self._reported[1] - delay / 65_536
            self.round_trip = max(0.0, 0.8 * self.round_trip + 0.2 * measured)

    async def _send_again(self, sequence: int) -> None:
        kept = self._history.get(sequence % HISTORY)
        if kept is None or kept[0] != sequence or not self._active:
            return
        marked, tail = kept[1][0], kept[1][1:]
        if self._rtx_type is None:
            main = next(iter(self._types.values()))
            data = pack("!BB", 0x80, marked | main) + tail
        else:  # RFC 4588: the number it had stands before what it carried
            self._rtx_sequence = (self._rtx_sequence + 1) & 0xFFFF
            header = pack("!BBH", 0x80, marked | self._rtx_type, self._rtx_sequence)
            data = header + tail[2:6] + pack("!LH", self._rtx_ssrc, sequence) + tail[10:]
        with suppress(ConnectionError):
            await self.transport._send_rtp(data)
