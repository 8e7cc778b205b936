"""`python -m bench.live.servers ours|plain FOLDER`: the two servers that are compared.

Each says its port on its first line, takes offers as lines of JSON on it, and ends at SIGTERM.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
from aiortc import RTCBundlePolicy, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaRecorder, MediaRelay

from bench.live.clip import HEIGHT, WIDTH
from bench.report import say
from live.rtc.studio import Studio, StudioOptions
from live.rtc.token import Claims

Enter = Callable[[dict[str, str]], Awaitable[str]]
"""The answer to `{"room", "role", "offer"}`."""

LINE = 1 << 20


async def ours(folder: Path) -> None:
    """A studio that records everything."""

    async def enter(asked: dict[str, str]) -> str:
        _, answer = await studio.enter(asked["room"], json.dumps(asked), asked["offer"])
        return answer

    async with Studio(StudioOptions(root=folder, rooms=10_000), _Book(), _claims) as studio:
        await _serve(enter)


class _Book:
    """Keeps no book."""

    async def alive(self, rooms: Collection[str]) -> None: ...

    async def ended(self, room: str) -> None: ...


def _claims(token: str) -> Claims:
    asked = json.loads(token)
    room, role = asked["room"], asked["role"]
    return Claims(room, f"{room}-{role}", role, role, record=True, issued=time.time())


# --- aiortc as its documentation shows it --------------------------------------------------------


@dataclass(slots=True)
class _Pair:
    """Two people of one room: each hears the other, the helper sees the learner's picture."""

    recorder: MediaRecorder
    relay: MediaRelay = field(default_factory=MediaRelay)
    peers: dict[str, RTCPeerConnection] = field(default_factory=dict)
    channels: dict[str, Any] = field(default_factory=dict)

    async def enter(self, role: str, offer: str) -> str:
        pc = RTCPeerConnection(RTCConfiguration([], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        self.peers[role] = pc

        @pc.on("datachannel")
        def opened(channel: Any) -> None:
            self.channels[role] = channel
            channel.on("message", lambda message: self._tell(role, message))

        await pc.setRemoteDescription(RTCSessionDescription(offer, "offer"))
        lines = pc.getTransceivers()
        for line in lines:
            line.direction = "inactive"
        for line in lines[: 2 if role == "learner" else 1]:
            line.direction = "recvonly"
        lines[2].direction = "sendonly"
        if role == "helper":
            lines[5].direction = "sendonly"
        if len(self.peers) == 2:
            await self._join()
        await pc.setLocalDescription(await pc.createAnswer())
        return pc.localDescription.sdp

    async def _join(self) -> None:
        learner, helper = (self.peers[role].getTransceivers() for role in ("learner", "helper"))
        voice, picture = learner[0].receiver.track, learner[1].receiver.track
        helper[2].sender.replaceTrack(self.relay.subscribe(voice))
        helper[5].sender.replaceTrack(self.relay.subscribe(picture))
        learner[2].sender.replaceTrack(self.relay.subscribe(helper[0].receiver.track))
        for track in (picture, voice, helper[0].receiver.track):
            self.recorder.addTrack(self.relay.subscribe(track))
        # It asks for the size at the first picture only; a sound that was before has then fixed
        # another (or, with newer libraries, the picture is lost).
        for context in self.recorder._MediaRecorder__tracks.values():
            if context.stream.type == "video":
                context.stream.width, context.stream.height = WIDTH, HEIGHT
                context.started = True
        await self.recorder.start()

    def _tell(self, sender: str, message: str) -> None:
        for role, channel in self.channels.items():
            if role != sender and channel.readyState == "open":
                channel.send(message)

    async def close(self) -> None:
        # What came in may end before its first picture: FFmpeg then refuses the last packet, and
        # aiortc's recorder does not catch it. That is a result of the comparison, not its end.
        with suppress(av.FFmpegError):
            await self.recorder.stop()
        await asyncio.gather(*(pc.close() for pc in self.peers.values()))


async def plain(folder: Path) -> None:
    """aiortc's relay, and one recorder a room."""
    pairs: dict[str, _Pair] = {}
    folder.mkdir(parents=True, exist_ok=True)

    async def enter(asked: dict[str, str]) -> str:
        room = asked["room"]
        if room not in pairs:
            pairs[room] = _Pair(MediaRecorder(str(folder / f"{room}.mp4")))
        return await pairs[room].enter(asked["role"], asked["offer"])

    await _serve(enter)
    for pair in pairs.values():
        await pair.close()


# --- how one comes in ----------------------------------------------------------------------------


async def _serve(enter: Enter) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = json.loads(await reader.readline())
        writer.write(json.dumps(await enter(asked)).encode() + b"\n")
        await writer.drain()
        writer.close()

    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    server = await asyncio.start_server(answer, "127.0.0.1", 0, limit=LINE)
    say(str(server.sockets[0].getsockname()[1]))
    await over.wait()
    server.close()


SERVERS = {"ours": ours, "plain": plain}

if __name__ == "__main__":
    asyncio.run(SERVERS[sys.argv[1]](Path(sys.argv[2])))
