"""People of a room, played by an aiortc of the ordinary kind: it encodes, decodes and speaks
data channels as a browser does."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager, contextmanager, nullcontext
from fractions import Fraction
from pathlib import Path
from unittest.mock import patch

import numpy as np
from aiortc import (
    MediaStreamTrack,
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, VideoFrame

from live.rtc.studio import Studio, StudioOptions
from live.rtc.token import Claims

ROOM = "room-1"


class Colours(MediaStreamTrack):
    """A picture of one colour that changes with its number, at 10 pictures a second."""

    kind = "video"

    def __init__(self, width: int = 320, height: int = 240) -> None:
        super().__init__()
        self.size, self.number = (width, height), 0

    async def recv(self) -> VideoFrame:
        await asyncio.sleep(0.1)
        wide, high = self.size
        picture = np.full((high, wide, 3), (self.number * 20) % 255, np.uint8)
        picture[: high // 2] = 255 - picture[: high // 2]
        frame = VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = self.number * 9_000, Fraction(1, 90_000)
        self.number += 1
        return frame


class Tone(MediaStreamTrack):
    """A tone in packets of 20 ms."""

    kind = "audio"

    def __init__(self, hertz: float = 440.0) -> None:
        super().__init__()
        self.hertz, self.number = hertz, 0

    async def recv(self) -> AudioFrame:
        await asyncio.sleep(0.02)
        at = (np.arange(960) + self.number * 960) / 48_000
        wave = (np.sin(2 * np.pi * self.hertz * at) * 8_000).astype(np.int16)
        frame = AudioFrame.from_ndarray(wave[None, :], format="s16", layout="mono")
        frame.sample_rate, frame.pts = 48_000, self.number * 960
        self.number += 1
        return frame


class Person:
    """One participant: `events` is all that was heard, `pictures` the sizes of what was seen."""

    def __init__(
        self, studio: Studio, role: str, name: str, *, record: bool = True, ice_servers=()
    ) -> None:
        self.studio, self.role, self.name, self.record = studio, role, name, record
        self.ice_servers = list(ice_servers)
        self.id = f"{role}-{name}"
        self.events: list[dict] = []
        self.pictures: list[tuple[int, int]] = []
        self.loudness: list[list[float]] = [[], [], []]
        self.secret = ""

    async def enter(self, *, picture: MediaStreamTrack | None = None, sound=None) -> Person:
        self.pc = RTCPeerConnection(
            RTCConfiguration(self.ice_servers, bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        )
        self.pc.addTransceiver(sound or "audio", direction="sendonly")
        self.pc.addTransceiver(picture or "video", direction="sendonly")
        lines = [self.pc.addTransceiver("audio", direction="recvonly") for _ in range(3)]
        lines.append(self.pc.addTransceiver("video", direction="recvonly"))
        self.channel = self.pc.createDataChannel("events")
        self.channel.on("message", lambda text: self.events.append(json.loads(text)))
        with relays_only() if self.ice_servers else nullcontext():
            await self.pc.setLocalDescription(await self.pc.createOffer())
        self.secret, answer = await self.studio.enter(
            ROOM, token(self), self.pc.localDescription.sdp
        )
        await self.pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        self.tasks = [
            asyncio.create_task(self._listen(line.receiver.track, place))
            for place, line in enumerate(lines)
        ]
        await until(lambda: self.channel.readyState == "open")
        if picture is not None:
            self.say(kind="picture", on=True)
        return self

    async def _listen(self, track: MediaStreamTrack, place: int) -> None:
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            if isinstance(frame, VideoFrame):
                self.pictures.append((frame.width, frame.height))
            else:
                self.loudness[place].append(float(np.abs(frame.to_ndarray()).mean()))

    def say(self, **event) -> None:
        self.channel.send(json.dumps(event))

    def heard(self, kind: str) -> list[dict]:
        return [event for event in self.events if event["kind"] == kind]

    async def away(self) -> None:
        """The line is cut: nothing is said to the studio."""
        for task in self.tasks:
            task.cancel()
        await self.pc.close()


@contextmanager
def relays_only():
    """While candidates are gathered: a network in which nobody is reached directly."""
    with patch("aioice.ice.get_host_addresses", return_value=[]):
        yield


def token(person: Person, room: str = ROOM) -> str:
    return json.dumps([room, person.id, person.role, person.name, person.record, time.time()])


def read_token(text: str) -> Claims | None:
    try:
        return Claims(*json.loads(text))
    except (ValueError, TypeError):
        return None


class Registrar:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.living: set[str] = set()
        self.over: list[str] = []

    async def alive(self, rooms) -> None:
        self.living |= set(rooms)

    async def ended(self, room) -> None:
        self.over.append(room)


@asynccontextmanager
async def studio_in(folder: Path, **options):
    registrar = Registrar()
    async with Studio(StudioOptions(root=folder, **options), registrar, read_token) as studio:
        studio.registrar = registrar
        yield studio


async def until(condition, seconds: float = 15.0) -> None:
    """Waits until `condition()` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        await asyncio.sleep(0.02)
