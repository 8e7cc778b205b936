"""Whatever its sources do, a receiver gets one unbroken stream."""

import asyncio
import itertools
from struct import unpack

import pytest
from aiortc import RTCRtpCodecParameters
from aiortc.rtcrtpparameters import RTCRtcpParameters, RTCRtpSendParameters
from aiortc.rtp import (
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    RtcpPacket,
    RtcpPsfbPacket,
    RtcpRtpfbPacket,
    RtpPacket,
    unwrap_rtx,
)

from live.rtc.sending import HISTORY, PacketSender


class Line:
    """Takes what is sent."""

    state, stats = "connected", {}

    def __init__(self, runner):
        self.sent, self.run = [], runner.run

    def _register_rtp_sender(self, *_):
        pass

    def _unregister_rtp_sender(self, *_):
        pass

    async def _send_rtp(self, data):
        self.sent.append(data)

    @property
    def packets(self):
        return [RtpPacket.parse(data) for data in self.sent if not 64 <= data[1] & 0x7F <= 95]


def codecs(kind, *names, rtx=False):
    clock = 90_000 if kind == "video" else 48_000
    found = [
        RTCRtpCodecParameters(f"{kind}/{name}", clock, payloadType=100 + number)
        for number, name in enumerate(names)
    ]
    if rtx:
        apt = {"apt": 100}
        found.append(RTCRtpCodecParameters("video/rtx", 90_000, payloadType=120, parameters=apt))
    return RTCRtpSendParameters(codecs=found, rtcp=RTCRtcpParameters(cname="studio"))


@pytest.fixture
def line():
    with asyncio.Runner() as runner:
        asyncio.set_event_loop(runner.get_loop())
        yield Line(runner)


def sender(line, kind="video", *names, rtx=False):
    sending = PacketSender(kind, line)
    line.run(sending.send(codecs(kind, *(names or ("VP8",)), rtx=rtx)))
    return sending


def packet(sequence, timestamp=0, payload=b"payload", marker=1):
    return RtpPacket(
        marker=marker, sequence_number=sequence, timestamp=timestamp, payload=payload, ssrc=7
    )


def forward(sending, key, packets, *, now=10.0, codec="vp8"):
    async def all_of_them():
        for each in packets:
            await sending.forward(key, codec, each, now)

    sending.transport.run(all_of_them())


def test_a_new_source_goes_on_where_the_one_before_stopped(line):
    sending = sender(line)
    forward(sending, "first", [packet(65_534 + n & 0xFFFF, 1_000 + n * 3_000) for n in range(4)])
    forward(sending, "second", [packet(9, 777), packet(10, 3_777)], now=12.0)
    numbers = [each.sequence_number for each in line.packets]
    assert [(b - a) & 0xFFFF for a, b in itertools.pairwise(numbers)] == [1] * 5
    times = [each.timestamp for each in line.packets]
    assert (times[4] - times[3]) & 0xFFFFFFFF == 2 * 90_000
    assert (times[5] - times[4]) & 0xFFFFFFFF == 3_000
    assert len({each.ssrc for each in line.packets}) == 1


def test_a_packet_that_is_missing_stays_missing_and_a_late_one_keeps_its_place(line):
    sending = sender(line)
    forward(sending, "source", [packet(n) for n in (5, 6, 9, 7)])
    first = line.packets[0].sequence_number
    assert [(p.sequence_number - first) & 0xFFFF for p in line.packets] == [0, 1, 4, 2]


def test_what_a_receiver_points_at_is_told_in_the_sources_own_time(line):
    sending = sender(line)
    forward(sending, "source", [packet(1, 123_456)])
    (got,) = line.packets
    assert sending.original_timestamp("source", got.timestamp) == 123_456
    assert sending.original_timestamp("another", got.timestamp) is None


def ask_again(sending, *lost):
    asked = RtcpRtpfbPacket(
        fmt=RTCP_RTPFB_NACK, ssrc=1, media_ssrc=sending._ssrc, lost=[n & 0xFFFF for n in lost]
    )
    sending.transport.run(sending._handle_rtcp_packet(asked))


def test_what_is_asked_for_again_is_sent_again_as_it_was(line):
    sending = sender(line, rtx=True)
    forward(sending, "source", [packet(n, n * 10, b"number %d" % n, n % 2) for n in range(20)])
    wanted = line.packets[7]
    before = len(line.sent)
    ask_again(sending, wanted.sequence_number)
    assert len(line.sent) == before + 1
    repeated = RtpPacket.parse(line.sent[-1])
    assert repeated.payload_type == 120
    again = unwrap_rtx(repeated, payload_type=100, ssrc=sending._ssrc)
    for name in ("sequence_number", "timestamp", "marker", "payload"):
        assert getattr(again, name) == getattr(wanted, name)


def test_what_is_too_old_or_never_was_is_not_sent_again(line):
    sending = sender(line)
    forward(sending, "source", [packet(n & 0xFFFF) for n in range(HISTORY + 5)])
    first, before = line.packets[0].sequence_number, len(line.sent)
    ask_again(sending, first, first + HISTORY + 50)
    assert len(line.sent) == before


def test_redundant_sound_is_unpacked_for_who_does_not_know_it(line):
    sending = sender(line, "audio", "opus")
    both = bytes([0xEF]) + (960 << 10 | 3).to_bytes(3, "big") + b"\x6f" + b"old" + b"new"
    forward(sending, "voice", [packet(1, payload=both)], codec="red")
    (got,) = line.packets
    assert (got.payload, got.payload_type) == (b"new", 100)


def test_a_codec_that_the_receiver_lacks_is_not_sent(line):
    forward(sender(line, "video", "VP8"), "source", [packet(1)], codec="h264")
    assert not line.sent


def test_the_senders_clock_is_passed_on_in_the_receivers_numbers(line):
    sending = sender(line)
    forward(sending, "source", [packet(1, 90_000)])
    line.run(sending.report("source", 5 << 32, 180_000))
    report = RtcpPacket.parse(line.sent[-1])[0].sender_info
    assert report.ntp_timestamp == 5 << 32
    assert (report.rtp_timestamp - line.packets[0].timestamp) & 0xFFFFFFFF == 90_000
    before = len(line.sent)
    line.run(sending.report("another", 6 << 32, 0))
    assert len(line.sent) == before


def test_a_receiver_that_cannot_go_on_asks_for_a_picture(line):
    sending, asked = sender(line), []
    sending.wants_picture = lambda: asked.append(True)
    pli = RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=1, media_ssrc=sending._ssrc)
    sending.transport.run(sending._handle_rtcp_packet(pli))
    assert asked == [True]


def test_header_bytes_are_those_of_rtp(line):
    sending = sender(line)
    forward(sending, "source", [packet(1, 9, b"x", 1)])
    first, second = unpack("!BB", line.sent[0][:2])
    assert (first, second) == (0x80, 0x80 | 100)
