"""Files made to do harm: tiny ones that claim, or unfold to, far more than they hold."""

from __future__ import annotations

import struct
import zlib
from fractions import Fraction
from pathlib import Path

import av

from tests import clips


def png_picture(side: int = 20_000) -> Path:
    """A track of one black picture of side × side pixels, in less than a megabyte."""
    row = bytes(1 + side // 8)
    packer = zlib.compressobj(9)
    pixels = b"".join([packer.compress(row) for _ in range(side)]) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    return _one_packet("png", data, "png-picture.mov", "mov")


def vp8_claims(side: int = 16_383) -> Path:
    """A recorder's file whose key frames say that the picture is side × side."""
    data = clips.webm().read_bytes()
    sizes = struct.pack("<HH", side, side)
    start = b"\x9d\x01\x2a"
    first = data.index(start)
    changed = data.replace(data[first : first + 7], start + sizes)
    return clips.bad(changed, f"vp8-claims-{side}.webm")


def header_side(side: int = 60_000) -> Path:
    """A Matroska header that says side × side pixels."""
    data = bytearray(clips.mkv().read_bytes())
    for tag, old in ((b"\xb0", 320), (b"\xba", 240)):
        for form in (b"\x82" + old.to_bytes(2, "big"), b"\x81" + bytes([old & 255])):
            at = data.find(tag + form)
            if at >= 0 and len(form) == 3:
                data[at + 2 : at + 4] = side.to_bytes(2, "big")
                break
    return clips.bad(bytes(data), f"header-side-{side}.mkv")


def mp4_side(side: int = 60_000) -> Path:
    """An MP4 whose sample description says side × side pixels."""
    data = clips.mp4().read_bytes()
    at = data.index(b"avc1", data.index(b"stsd")) + 4 + 24
    return clips.bad(
        data[:at] + struct.pack(">HH", side, side) + data[at + 4 :], f"mp4-side-{side}.mp4"
    )


def header_hours(hours: float = 1e6) -> Path:
    """A Matroska header that claims this many hours; the packets last four seconds."""
    data = bytearray(clips.mkv().read_bytes())
    at = data.index(b"\x44\x89\x88") + 3
    data[at : at + 8] = struct.pack(">d", hours * 3_600_000)
    return clips.bad(bytes(data), "header-hours.mkv")


def packet_hours(hours: float) -> Path:
    """Two seconds of sound, then as much again after this many hours."""
    path = clips.folder() / f"packet-hours-{hours:g}.mkv"
    with av.open(str(clips.opus())) as source, av.open(str(path), "w") as out:
        stream = out.add_stream_from_template(source.streams.audio[0], opaque=True)
        for number, packet in enumerate(source.demux(audio=0)):
            if packet.size:
                packet.stream = stream
                later = int(hours * 3600 / packet.time_base) if number > 100 else 0
                packet.pts += later
                packet.dts = packet.pts
                out.mux(packet)
    return path


def all_late(hours: float = 1e5) -> Path:
    """A recording of which nearly everything is stamped this many hours after its start."""
    path = clips.folder() / "all-late.mkv"
    with av.open(str(clips.opus())) as source, av.open(str(path), "w") as out:
        stream = out.add_stream_from_template(source.streams.audio[0], opaque=True)
        for number, packet in enumerate(source.demux(audio=0)):
            if packet.size:
                packet.stream = stream
                packet.pts += int(hours * 3600 / packet.time_base) if number > 5 else 0
                packet.dts = packet.pts
                out.mux(packet)
    return path


def many_tracks(count: int = 60) -> Path:
    return clips.make(
        clips.Clip("tracks.mkv", "matroska", None, (clips.Sound("pcm_s16le"),) * count, seconds=1.0)
    )


def subtitles_only() -> Path:
    """A film's file with words and nothing else."""
    path = clips.folder() / "subtitles.mkv"
    with av.open(str(path), "w", format="matroska") as out:
        stream = out.add_mux_stream("subrip", time_base=Fraction(1, 1000))
        packet = av.Packet(b"Bonjour")
        packet.stream, packet.pts, packet.dts, packet.duration = stream, 0, 0, 1000
        packet.time_base = Fraction(1, 1000)
        out.mux(packet)
    return path


def wav(rate: int, channels: int, size: int) -> Path:
    """A WAV header with these claims, and almost no sound behind it."""
    bytes_a_second = min(rate * channels * 2, 2**32 - 1)
    block = min(channels * 2, 65_535)
    form = struct.pack("<HHIIHH", 1, channels, rate, bytes_a_second, block, 16)
    head = b"RIFF" + struct.pack("<I", 2**32 - 1) + b"WAVEfmt " + struct.pack("<I", 16) + form
    data = head + b"data" + struct.pack("<I", size) + b"\1\2" * 200
    return clips.bad(data, f"claims-{rate}-{channels}-{size}.wav")


def playlist(other: Path) -> Path:
    """A play list under a film's name: whoever follows it reads a file it was not given."""
    text = f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{other}\n#EXT-X-ENDLIST\n"
    return clips.bad(text.encode(), "playlist.mp4")


def concat(other: Path) -> Path:
    return clips.bad(f"ffconcat version 1.0\nfile '{other}'\n".encode(), "concat.mkv")


def _one_packet(codec: str, data: bytes, name: str, form: str) -> Path:
    path = clips.folder() / name
    with av.open(str(path), "w", format=form) as out:
        stream = out.add_mux_stream(codec, rate=1, width=320, height=240)
        packet = av.Packet(data)
        packet.stream, packet.pts, packet.dts, packet.duration = stream, 0, 0, 1000
        packet.time_base, packet.is_keyframe = Fraction(1, 1000), True
        out.mux(packet)
    return path
