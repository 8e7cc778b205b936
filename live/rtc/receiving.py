"""The packets that come from one person: counted, asked for again where lost, handed on as they
are."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiortc import RTCRtpReceiver
from aiortc.codecs import is_rtx
from aiortc.rtp import (
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSrPacket,
    unwrap_rtx,
)

from live.rtc.congestion import Arrivals
from live.rtc.losses import Losses

PLI_EVERY = 0.4
"""Seconds between two requests for a key frame: each costs the line a whole picture."""

OnPacket = Callable[["PacketReceiver", Any], Awaitable[None]]
OnReport = Callable[["PacketReceiver", int, int], Awaitable[None]]


class PacketReceiver(RTCRtpReceiver):
    """Receives one stream. `source` names it: a new one comes with each reload of the page."""

    def __init__(self, kind: str, transport: Any) -> None:
        super().__init__(kind, transport)
        self.media = kind
        self.on_packet: OnPacket | None = None
        self.on_report: OnReport | None = None
        self.arrivals: Arrivals | None = None
        self.ssrc: int | None = None
        self.codec = ""
        self.clock = 90_000 if kind == "video" else 48_000
        self.last_packet = 0.0
        self._codecs: dict[int, Any] = {}
        self._losses = Losses(repair=kind == "video")
        self._given_up = 0
        self._own_ssrc = 0
        self._registered = False
        self._last_report: tuple[int, float] | None = None
        self._jitter, self._transit = 0.0, None
        self._pli_at = 0.0

    # --- what aiortc calls -----------------------------------------------------------------------

    async def receive(self, parameters: Any) -> None:
        if not self._registered:
            self._codecs = {codec.payloadType: codec for codec in parameters.codecs}
            self.transport._register_rtp_receiver(self, parameters)
            self._registered = True

    async def stop(self) -> None:
        if self._registered:
            self._registered = False
            self.transport._unregister_rtp_receiver(self)

    def _handle_disconnect(self) -> None:
        """Nothing runs beside: there is nothing to end."""

    def _set_rtcp_ssrc(self, ssrc: int) -> None:
        self._own_ssrc = ssrc

    async def _handle_rtcp_packet(self, packet: Any) -> None:
        if isinstance(packet, RtcpSrPacket):
            info = packet.sender_info
            self._last_report = ((info.ntp_timestamp >> 16) & 0xFFFFFFFF, time.monotonic())
            if self.on_report is not None and packet.ssrc == self.ssrc:
                await self.on_report(self, info.ntp_timestamp, info.rtp_timestamp)

    async def _handle_rtp_packet(self, packet: Any, arrival_time_ms: int) -> None:
        now = time.monotonic()
        number = packet.extensions.transport_sequence_number
        if number is not None and self.arrivals is not None:
            self.arrivals.add(number, now)
        codec = self._codecs.get(packet.payload_type)
        if codec is None:
            return
        if is_rtx(codec):
            codec = self._codecs.get(codec.parameters.get("apt"))
            if codec is None or self.ssrc is None or len(packet.payload) < 2:
                return
            packet = unwrap_rtx(packet, payload_type=codec.payloadType, ssrc=self.ssrc)
        elif packet.ssrc != self.ssrc:
            self._begin(packet.ssrc, codec)
        if not self._losses.add(packet.sequence_number, now):
            return
        self._measure_jitter(packet.timestamp, now)
        self.last_packet, self.codec = now, codec.name.lower()
        if self.on_packet is not None:
            await self.on_packet(self, packet)

    def _begin(self, ssrc: int, codec: Any) -> None:
        self.ssrc, self.clock = ssrc, codec.clockRate
        self._losses, self._given_up = Losses(repair=self.media == "video"), 0
        self._transit = None

    def _measure_jitter(self, timestamp: int, now: float) -> None:
        """RFC 3550, 6.4.1."""
        transit = round(now * self.clock) - timestamp
        if self._transit is not None:
            moved = ((transit - self._transit + 0x80000000) & 0xFFFFFFFF) - 0x80000000
            if abs(moved) < 10 * self.clock:
                self._jitter += (abs(moved) - self._jitter) / 16
        self._transit = transit

    # --- what the peer's clock calls -------------------------------------------------------------

    @property
    def key(self) -> tuple[int, int | None]:
        """Names the source: this receiver and the stream that it now gets."""
        return id(self), self.ssrc

    async def repair(self, now: float, round_trip: float) -> None:
        """Asks again for what is missing; for a whole picture where something is given up."""
        if self.ssrc is None:
            return
        due = self._losses.due(now, round_trip)
        for at in range(0, len(due), 200):
            nack = RtcpRtpfbPacket(fmt=RTCP_RTPFB_NACK, ssrc=self._own_ssrc, media_ssrc=self.ssrc)
            nack.lost = due[at : at + 200]
            await self._send(bytes(nack))
        if self._losses.given_up != self._given_up:
            self._given_up = self._losses.given_up
            await self.ask_for_picture(now)

    async def ask_for_picture(self, now: float) -> bool:
        """Whether the sender was asked for a key frame: not where it was asked just before."""
        if self.ssrc is None or self.media != "video" or now - self._pli_at < PLI_EVERY:
            return False
        self._pli_at = now
        pli = RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=self._own_ssrc, media_ssrc=self.ssrc)
        await self._send(bytes(pli))
        return True

    async def tell_arrivals(self) -> None:
        """Sends the transport-wide feedback on behalf of all streams of this transport."""
        if self.arrivals is not None:
            message = self.arrivals.feedback(self._own_ssrc, self.ssrc or 0)
            if message is not None:
                await self._send(message)

    async def report(self) -> None:
        """Sends the receiver report: what was lost, and how unsteadily it comes."""
        if self.ssrc is None or self._losses.highest is None:
            return
        lsr, dlsr = 0, 0
        if self._last_report is not None:
            lsr = self._last_report[0]
            dlsr = min(0xFFFFFFFF, round((time.monotonic() - self._last_report[1]) * 65_536))
        info = RtcpReceiverInfo(
            ssrc=self.ssrc,
            fraction_lost=self._losses.share_lost(),
            packets_lost=min(self._losses.lost, (1 << 23) - 1),
            highest_sequence=self._losses.highest & 0xFFFFFFFF,
            jitter=round(self._jitter),
            lsr=lsr,
            dlsr=dlsr,
        )
        await self._send(bytes(RtcpRrPacket(ssrc=self._own_ssrc, reports=[info])))

    @property
    def unrecovered(self) -> int:
        """How many packets were given up, of the stream that it now gets."""
        return self._losses.given_up

    async def _send(self, message: bytes) -> None:
        with suppress(ConnectionError):
            await self.transport._send_rtp(message)
