"""People of the bench: they send packets that were prepared, and decode nothing.

Their connection is the room's own, turned around; so one process can play many of them. Packets
carry transport-wide numbers as a browser's do.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from struct import pack
from typing import Any

from aiortc import RTCBundlePolicy, RTCConfiguration, RTCSessionDescription
from aiortc.rtp import is_rtcp

from bench.live.clip import Clip
from bench.live.ledger import Ledger, Nothing, Passed, Payloads, Pictures
from bench.live.servers import LINE
from live.rtc.connection import LAYOUT, _connection
from live.rtc.receiving import PacketReceiver
from live.rtc.sending import PacketSender

NUMBERS = 5
"""The header extension that carries the transport-wide number, as the offer says."""

TICK = 0.05
POINTS = 0.2
"""Seconds between two pointer moves of a helper."""

_EPOCH = 2_208_988_800
"""Seconds from 1900 to 1970: NTP counts from there."""


@dataclass(slots=True)
class _Packet:
    """As much of an RTP packet as the sender looks at."""

    payload: bytes
    sequence_number: int
    timestamp: int
    marker: int


@dataclass(frozen=True, slots=True)
class Line:
    """How bad the way to the server is: the share of packets lost, seconds each way."""

    loss: float = 0.0
    delay: float = 0.0


class Peer:
    """One connection in the layout of a room."""

    def __init__(self, line: Line) -> None:
        self.pc: Any = _connection.RTCPeerConnection(
            RTCConfiguration([], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        )
        lines = [
            self.pc.addTransceiver(kind, direction="sendonly" if place < 2 else "recvonly")
            for place, kind in enumerate(LAYOUT)
        ]
        self.microphone: PacketSender = lines[0].sender
        self.picture: PacketSender = lines[1].sender
        self.received: list[PacketReceiver] = [each.receiver for each in lines[2:]]
        self.channel = self.pc.createDataChannel("events")
        self.tasks: list[asyncio.Task[None]] = []
        self._line, self._number, self._round = line, 0, 0
        self._transport = lines[0].sender.transport
        self._send, self._transport._send_rtp = self._transport._send_rtp, self._numbered
        if line.delay:
            for name in ("_handle_rtp_data", "_handle_rtcp_data"):
                setattr(self._transport, name, self._late(getattr(self._transport, name)))
            self._send = self._late(self._send)

    async def enter(self, port: int, room: str, role: str) -> None:
        await self.pc.setLocalDescription(await self.pc.createOffer())
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=LINE)
        asked = {"room": room, "role": role, "offer": self.pc.localDescription.sdp}
        writer.write(json.dumps(asked).encode() + b"\n")
        answer = json.loads(await reader.readline())
        writer.close()
        await self.pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        async with asyncio.timeout(20):
            while self.channel.readyState != "open":
                await asyncio.sleep(0.02)

    async def tick(self, now: float) -> None:
        """Asks again for what is missing, and reports, as a browser does."""
        self._round += 1
        for receiver in self.received:
            if receiver.ssrc is not None:
                await receiver.repair(now, 0.0)
                if self._round % 20 == 0:
                    await receiver.report()

    async def close(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.pc.close()

    async def _numbered(self, data: bytes) -> None:
        if not is_rtcp(data):
            self._number = (self._number + 1) & 0xFFFF
            if self._line.loss and random.random() < self._line.loss:
                return
            head = pack("!HHBHx", 0xBEDE, 1, NUMBERS << 4 | 1, self._number)
            data = bytes([data[0] | 0x10]) + data[1:12] + head + data[12:]
        await self._send(data)

    def _late(self, act: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., Any]:
        """`act`, but each time later, and in order."""
        waiting: asyncio.Queue[tuple[float, Any, Any]] = asyncio.Queue()

        async def run() -> None:
            while True:
                due, some, named = await waiting.get()
                await asyncio.sleep(due - time.monotonic())
                await act(*some, **named)

        async def later(*some: Any, **named: Any) -> None:
            waiting.put_nowait((time.monotonic() + self._line.delay, some, named))

        self.tasks.append(asyncio.create_task(run()))
        return later


class Pair:
    """A learner with a picture and a voice, a helper with a voice and a pointer."""

    def __init__(self, room: str, clip: Clip, *, plain: bool, line: Line) -> None:
        self.room, self.clip = room, clip
        self.codec = "opus" if plain else "red"
        self.learner, self.helper = Peer(line), Peer(line)
        voices = Nothing if plain else Payloads
        self.books: dict[str, Ledger] = {
            "picture": Pictures() if plain else Payloads(),
            "learner": voices(),
            "helper": voices(),
        }
        self.last_sent = 0.0
        self.shown = 0
        """How many pictures were sent."""
        self._again = False
        self._tasks: list[asyncio.Task[None]] = []

    async def enter(self, port: int) -> None:
        for peer, role, heard in (
            (self.learner, "learner", "helper"),
            (self.helper, "helper", "learner"),
        ):
            for receiver in peer.received:
                book = self.books["picture" if receiver.media == "video" else heard]
                receiver.on_packet = _noting(book)
            await peer.enter(port, self.room, role)
        self.learner.picture.wants_picture = self._begin_again
        self.learner.channel.send(json.dumps({"kind": "picture", "on": True}))
        streams = (
            self._show(),
            self._speak(self.learner, "learner"),
            self._speak(self.helper, "helper"),
            self._point(),
        )
        self._tasks = [asyncio.create_task(stream) for stream in streams]

    def passed(self, since: float, until: float) -> Passed:
        return sum((book.passed(since, until) for book in self.books.values()), Passed())

    async def close(self) -> None:
        await self.silence()
        await asyncio.gather(self.learner.close(), self.helper.close())

    async def silence(self) -> None:
        """Nobody says or shows anything any more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin_again(self) -> None:
        """A key frame was asked for: the clip begins with its only one."""
        self._again = True

    async def _show(self) -> None:
        sender, book, pictures = self.learner.picture, self.books["picture"], self.clip.pictures
        start = due = time.monotonic()
        place, sequence, reported = 0, 0, 0.0
        while True:
            if self._again or place == len(pictures):
                self._again, place = False, 0
            picture = pictures[place]
            due += picture.gap
            await asyncio.sleep(due - time.monotonic())
            ticks = round((due - start) * 90_000)
            number = pack("!BH", 0x80, 0x8000 | self.shown & 0x7FFF)
            for part, data in enumerate(picture.parts):
                payload = (b"\x80" if part else b"\x90") + number + data
                now = self.last_sent = time.monotonic()
                book.sent(payload, ticks, now)
                marker = int(part == len(picture.parts) - 1)
                await sender.forward(self, "vp8", _Packet(payload, sequence, ticks, marker), now)
                sequence = (sequence + 1) & 0xFFFF
            self.shown, place = self.shown + 1, place + 1
            if due - reported > 1:
                reported = due
                await sender.report(self, _ntp(due), ticks)

    async def _speak(self, peer: Peer, role: str) -> None:
        book, sound = self.books[role], self.clip.sound
        payloads = self._payloads(role)
        ticks = round(sound * 48_000)
        start, number, every = time.monotonic(), 0, round(1 / sound)
        while True:
            due = start + (number + 1) * sound  # a packet leaves when its sound is over
            await asyncio.sleep(due - time.monotonic())
            payload = payloads[number % len(payloads)]
            now = self.last_sent = time.monotonic()
            at = (number * ticks) & 0xFFFFFFFF
            book.sent(payload, at, now)
            packet = _Packet(payload, number & 0xFFFF, at, int(not number))
            await peer.microphone.forward(self, self.codec, packet, now)
            if number % every == 0:
                await peer.microphone.report(self, _ntp(due), at + ticks)
            number += 1

    def _payloads(self, role: str) -> list[bytes]:
        """Opus, or with each packet the one before (RFC 2198), as a browser does for us."""
        packets = self.clip.voices[role]
        if self.codec == "opus":
            return list(packets)
        opus, ticks = self.learner.microphone._types["opus"], round(self.clip.sound * 48_000)
        return [
            pack("!BBHB", 0x80 | opus, ticks >> 6, (ticks & 0x3F) << 10 | len(before), opus)
            + before
            + packet
            for before, packet in zip((packets[-1], *packets), packets, strict=False)
        ]

    async def _point(self) -> None:
        place = 0
        while True:
            await asyncio.sleep(POINTS)
            place += 1
            move = {"kind": "pointer", "phase": "move", "x": place % 97 / 97, "y": place % 89 / 89}
            self.helper.channel.send(json.dumps(move))


def _noting(book: Ledger) -> Callable[[PacketReceiver, Any], Coroutine[Any, Any, None]]:
    async def note(_source: PacketReceiver, packet: Any) -> None:
        book.came(packet.payload, packet.timestamp, packet.marker, time.monotonic())

    return note


def _ntp(moment: float) -> int:
    """The NTP time of a moment of the monotonic clock."""
    return int((moment - time.monotonic() + time.time() + _EPOCH) * (1 << 32))


class Crowd:
    """Many pairs in one process."""

    def __init__(self, port: int, clip: Clip, *, plain: bool = False, line: Line = Line()) -> None:
        self.pairs: list[Pair] = []
        self._port, self._clip, self._plain, self._line = port, clip, plain, line
        self._ticking = asyncio.create_task(self._tick())

    async def add(self, room: str) -> Pair:
        pair = Pair(room, self._clip, plain=self._plain, line=self._line)
        await pair.enter(self._port)
        self.pairs.append(pair)
        return pair

    def passed(self, since: float, until: float) -> Passed:
        return sum((pair.passed(since, until) for pair in self.pairs), Passed())

    async def close(self) -> None:
        self._ticking.cancel()
        await asyncio.gather(*(pair.close() for pair in self.pairs), return_exceptions=True)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            now = time.monotonic()
            for pair in list(self.pairs):
                await pair.learner.tick(now)
                await pair.helper.tick(now)
