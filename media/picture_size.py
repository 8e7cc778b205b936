"""The picture's size as each key frame says it, read from its first bytes without decoding."""

from __future__ import annotations

Size = tuple[int, int]

_VP9_SYNC = 0x498342
_SRGB = 7


def key_frame_size(codec: str, data: bytes) -> Size | None:
    """Width and height of a VP8 or VP9 key frame; None for other codecs and damaged frames."""
    if codec == "vp8":
        return _vp8(data)
    return _vp9(data) if codec == "vp9" else None


def turned(size: Size, rotation: int) -> Size:
    """The size of a picture after its rotation."""
    return size[::-1] if rotation % 180 else size


def _vp8(data: bytes) -> Size | None:
    """RFC 6386, section 9.1: start code, then 14 bits for each side."""
    if len(data) < 10 or data[3:6] != b"\x9d\x01\x2a":
        return None
    width = int.from_bytes(data[6:8], "little") & 0x3FFF
    height = int.from_bytes(data[8:10], "little") & 0x3FFF
    return (width, height) if width and height else None


def _vp9(data: bytes) -> Size | None:
    """VP9 bitstream, section 6.2: the uncompressed header of a key frame."""
    bits = _Bits(data[:20])
    if bits.take(2) != 2:
        return None
    profile = bits.take(1) | bits.take(1) << 1
    if profile == 3:
        bits.take(1)
    shown_again, inter = bits.take(1), bits.take(1)
    bits.take(2)
    if shown_again or inter or bits.take(24) != _VP9_SYNC:
        return None
    if profile >= 2:
        bits.take(1)
    if bits.take(3) != _SRGB:
        bits.take(3 if profile in (1, 3) else 0)
        bits.take(1)
    elif profile in (1, 3):
        bits.take(1)
    width, height = bits.take(16) + 1, bits.take(16) + 1
    return None if bits.exhausted else (width, height)


class _Bits:
    """Bits of a byte string from the most significant one, zeros after its end."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self._left = len(data) * 8

    @property
    def exhausted(self) -> bool:
        return self._left < 0

    def take(self, count: int) -> int:
        self._left -= count
        if self._left < 0:
            return 0
        return self._value >> self._left & (1 << count) - 1
