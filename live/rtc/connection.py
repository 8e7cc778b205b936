"""aiortc's connection with senders and receivers of our own: packets are passed on, not decoded.

The only file that leans on how aiortc is built inside; `tests/live/rtc/test_aiortc_surface.py`
says loudly when that moves. aiortc itself stays as it is: its connection module is loaded a second
time, and only in that copy are the two classes and the table of codecs ours.
"""

from __future__ import annotations

import copy
import importlib.util
import uuid
from types import ModuleType
from typing import Any

import aiortc.rtcpeerconnection
from aioice import turn
from aiortc import RTCBundlePolicy, RTCConfiguration, RTCSessionDescription
from aiortc.codecs import CODECS, HEADER_EXTENSIONS
from aiortc.rtcrtpparameters import (
    RTCRtcpFeedback,
    RTCRtpCodecParameters,
    RTCRtpHeaderExtensionParameters,
)

from live.rtc.congestion import URI, Arrivals
from live.rtc.errors import Refused
from live.rtc.receiving import PacketReceiver
from live.rtc.sending import PacketSender

SOCKET_BUFFER = 2 * 1024 * 1024
"""Bytes that wait in the kernel while we are busy: seconds of picture, not a lost key frame."""

LAYOUT = ("audio", "video", "audio", "audio", "audio", "video")
"""The transceivers of every offer: one's own voice and picture, three voices, one picture."""

VOICES = 3
"""How many others one can hear: a room holds four people."""

SOUND_PACKET = 60
"""Milliseconds of sound in a packet: a third of the packets of the usual 20."""

TICK = 0.030
"""Seconds between two looks at what is missing."""

turn.UDP_SOCKET_BUFFER_SIZE = SOCKET_BUFFER


def _own_copy() -> ModuleType:
    spec = importlib.util.find_spec(aiortc.rtcpeerconnection.__name__)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.RTCRtpSender = PacketSender
    module.RTCRtpReceiver = PacketReceiver
    module.CODECS = {"audio": _sound_codecs(), "video": _picture_codecs()}
    module.HEADER_EXTENSIONS = {kind: _extensions(kind) for kind in ("audio", "video")}
    return module


def _sound_codecs() -> list[RTCRtpCodecParameters]:
    opus = copy.deepcopy(CODECS["audio"][0])
    opus.rtcpFeedback = [RTCRtcpFeedback(type="transport-cc")]
    red = RTCRtpCodecParameters(mimeType="audio/red", clockRate=48_000, channels=2, payloadType=63)
    return [red, opus]


def _picture_codecs() -> list[RTCRtpCodecParameters]:
    """VP8 and its retransmission; congestion is told per transport, so there is no REMB."""
    vp8, rtx = (copy.deepcopy(codec) for codec in CODECS["video"][:2])
    vp8.rtcpFeedback = [
        RTCRtcpFeedback(type="nack"),
        RTCRtcpFeedback(type="nack", parameter="pli"),
        RTCRtcpFeedback(type="transport-cc"),
    ]
    return [vp8, rtx]


def _extensions(kind: str) -> list[RTCRtpHeaderExtensionParameters]:
    return [*HEADER_EXTENSIONS[kind][:1], RTCRtpHeaderExtensionParameters(id=5, uri=URI)]


_connection = _own_copy()


class Connection:
    """One person's connection: `microphone` and `picture` come in; `voices` and `view` go out."""

    def __init__(self) -> None:
        # Of relays the browser's are enough; by default, a public server would be asked.
        self.pc: Any = _connection.RTCPeerConnection(
            RTCConfiguration([], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        )
        self.microphone: PacketReceiver
        self.picture: PacketReceiver
        self.voices: list[PacketSender]
        self.view: PacketSender
        self.picture_wanted = False
        """Somebody cannot go on without a key frame of this person's picture."""
        self._round = 0

    async def answer(self, offer: str, public_address: str = "") -> str:
        """The answer to an offer of the one layout there is; `Refused` for any other."""
        if "a=fingerprint:" not in offer or "a=ice-ufrag:" not in offer:
            # aiortc would answer, and fail where nobody waits for it.
            raise Refused(400, "This offer cannot be understood.")
        try:
            await self.pc.setRemoteDescription(RTCSessionDescription(offer, "offer"))
            self._lay_out()
            await self.pc.setLocalDescription(await self.pc.createAnswer())
        except Refused:
            raise
        except Exception as error:  # a stranger's text reaches every corner of the parser
            raise Refused(400, "This offer cannot be understood.") from error
        return _finished(self.pc.localDescription.sdp, public_address)

    def _lay_out(self) -> None:
        lines = self.pc.getTransceivers()
        if tuple(line.kind for line in lines) != LAYOUT:
            raise Refused(400, "The offer does not have the layout of a room.")
        for line in lines[:2]:
            line.direction = "recvonly"
        for line in lines[2:]:
            line.direction = "sendonly"
        for line in lines:
            _name_red(line._codecs)
        self.microphone, self.picture = lines[0].receiver, lines[1].receiver
        self.voices, self.view = [line.sender for line in lines[2:5]], lines[5].sender
        # The first voice belongs with the picture, lips and all; the others stand alone.
        for sender in self.voices[1:]:
            sender._stream_id = str(uuid.uuid4())
        self.microphone.arrivals = self.picture.arrivals = Arrivals()

    async def tick(self, now: float) -> None:
        """What is due every `TICK` seconds: repair, and reports to whoever sends."""
        if self.pc.connectionState != "connected":
            return
        self._round += 1
        round_trip = max((voice.round_trip for voice in self.voices), default=0.0)
        await self.picture.repair(now, max(round_trip, self.view.round_trip))
        if self.picture_wanted and await self.picture.ask_for_picture(now):
            self.picture_wanted = False
        if self._round % 2 == 0:
            await self.microphone.tell_arrivals()
        if self._round % 33 == 0:
            await self.microphone.report()
            await self.picture.report()

    async def close(self) -> None:
        await self.pc.close()


def _name_red(codecs: list[RTCRtpCodecParameters]) -> None:
    """RED says of which codec it is made, by the number that this offer gave it (RFC 2198)."""
    opus = next((c.payloadType for c in codecs if c.name.lower() == "opus"), None)
    for codec in [c for c in codecs if c.name.lower() == "red"]:
        if opus is None:
            codecs.remove(codec)
        else:
            codec.parameters = {f"{opus}/{opus}": None}


def _finished(sdp: str, public_address: str) -> str:
    """The answer with what aiortc does not say: longer packets of sound, the address outside."""
    lines = []
    for line in sdp.splitlines():
        lines.append(line)
        if line.startswith("a=mid:") and _section(lines) == "audio":
            lines.append(f"a=ptime:{SOUND_PACKET}")
        if public_address and line.startswith("a=candidate:") and " typ host" in line:
            fields = line.split(" ")
            fields[4] = public_address
            lines.append(" ".join(fields))
    return "\r\n".join(lines) + "\r\n"


def _section(lines: list[str]) -> str:
    return next(line[2:].split(" ")[0] for line in reversed(lines) if line.startswith("m="))
