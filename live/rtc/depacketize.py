"""What is inside an RTP payload: VP8 (RFC 7741), redundant audio (RFC 2198) and Opus (RFC 6716)."""

from __future__ import annotations

from dataclasses import dataclass

from media.picture_size import Size, key_frame_size

HEAD_BYTES = 32
"""How much of a VP8 payload holds its descriptor and, of a key frame, the size."""

LONGEST_OPUS = 5760
"""Samples at 48 kHz: an Opus packet lasts 120 ms at most."""


@dataclass(frozen=True, slots=True)
class Vp8:
    """The payload descriptor: its length in bytes, and whether a picture begins behind it."""

    length: int
    starts: bool


def vp8_descriptor(payload: bytes) -> Vp8 | None:
    """RFC 7741, section 4.2; None where the payload ends within it or holds nothing else."""
    if not payload:
        return None
    first, length = payload[0], 1
    if first & 0x80:
        if len(payload) < 2:
            return None
        extension, length = payload[1], 2
        if extension & 0x80:
            if len(payload) < 3:
                return None
            length += 2 if payload[2] & 0x80 else 1
        length += bool(extension & 0x40) + bool(extension & 0x30)
    if len(payload) <= length:
        return None
    return Vp8(length, starts=first & 0x17 == 0x10)


def vp8_is_key(picture: bytes) -> bool:
    """Whether a picture, of which the first byte is enough, stands alone (RFC 6386, 9.1)."""
    return bool(picture) and not picture[0] & 1


def vp8_size(picture: bytes) -> Size | None:
    """Width and height in a key frame's first 10 bytes; None where they make no sense."""
    return key_frame_size("vp8", picture)


def red_blocks(payload: bytes) -> list[tuple[int, bytes]]:
    """`(ticks before the packet's timestamp, data)`, oldest first and the packet's own at 0 last.

    RFC 2198, section 3. Blocks without data are left out; nothing comes of a damaged payload.
    """
    heads, place = [], 0
    while len(payload) - place >= 4 and payload[place] & 0x80:
        bits = int.from_bytes(payload[place + 1 : place + 4], "big")
        heads.append((bits >> 10, bits & 0x3FF))
        place += 4
    if place >= len(payload) or payload[place] & 0x80:
        return []
    place += 1
    blocks = []
    for offset, size in heads:
        blocks.append((offset, payload[place : place + size]))
        place += size
    if place > len(payload):
        return []
    blocks.append((0, payload[place:]))
    return sorted(((o, data) for o, data in blocks if data), key=lambda block: -block[0])


def opus_samples(packet: bytes) -> int:
    """How long an Opus packet lasts, in samples at 48 kHz; 0 for what is none (RFC 6716, 3)."""
    if not packet:
        return 0
    config, code = packet[0] >> 3, packet[0] & 3
    frames = packet[1] & 0x3F if code == 3 and len(packet) > 1 else (1, 2, 2, 0)[code]
    samples = frames * _frame_samples(config)
    return samples if samples <= LONGEST_OPUS else 0


def _frame_samples(config: int) -> int:
    """RFC 6716, table 2: SILK 10–60 ms, hybrid 10 and 20 ms, CELT 2.5–20 ms."""
    if config < 12:
        return (480, 960, 1920, 2880)[config % 4]
    if config < 16:
        return (480, 960)[config % 2]
    return (120, 240, 480, 960)[config % 4]
