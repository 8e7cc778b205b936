"""The pictures of a session that can be shown: whole, and built on nothing that is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from live.rtc.depacketize import HEAD_BYTES, vp8_descriptor, vp8_is_key, vp8_size
from live.rtc.sources import Payloads, Source
from media.picture_size import Size


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a source's packets `first` to `last`; `size` is that of a key frame."""

    time: float
    source: Source
    first: int
    last: int
    size: Size | None

    def data(self, payloads: Payloads) -> bytes:
        """The VP8 frame."""
        parts = (payloads.read(self.source, n) for n in range(self.first, self.last + 1))
        return b"".join(part[vp8_descriptor(part).length :] for part in parts if part)


def shown(sources: Iterable[Source], payloads: Payloads) -> tuple[str, list[Picture]]:
    """`(role, pictures in order of time)`: the learner's, or the helper's where there are none."""
    videos = [source for source in sources if source.about.media == "video" and len(source)]
    videos.sort(key=lambda source: source.times[0])
    for role in ("learner", "helper"):
        own = [source for source in videos if source.about.role == role]
        pictures = _one_after_the_other([list(decodable(s, payloads)) for s in own])
        if pictures:
            return role, pictures
    return "learner", []


def decodable(source: Source, payloads: Payloads) -> Iterator[Picture]:
    """The source's whole pictures; after one that is missing, those from the next key frame on."""
    assembly = _Assembly(source, payloads)
    latest = 0.0
    for last in range(len(source)):
        found = assembly.picture(last)
        if found:
            first, size = found
            latest = max(latest, source.times[first])
            yield Picture(latest, source, first, last, size)


def _one_after_the_other(sources: list[list[Picture]]) -> list[Picture]:
    """Two encoders' pictures do not build on each other: where a source begins, the others end."""
    joined: list[Picture] = []
    for pictures in sources:
        while pictures and joined and joined[-1].time >= pictures[0].time:
            joined.pop()
        joined += pictures
    return joined


@dataclass(slots=True)
class _Assembly:
    """Puts a source's packets together. `begun`: where the picture at hand began, if it is whole so
    far; `broken`: whether one is missing on which the next ones build."""

    source: Source
    payloads: Payloads
    begun: int | None = None
    broken: bool = True

    def picture(self, packet: int) -> tuple[int, Size | None] | None:
        """The first packet and key frame's size of the picture that ends with this packet."""
        sequences = self.source.sequences
        if not packet or sequences[packet] != sequences[packet - 1] + 1:
            self._missing()
        if not self.source.sizes[packet]:
            # Padding: it is only there to fill the line.
            return None
        self._take(packet)
        if self.begun is None or not self.source.markers[packet]:
            return None
        first, self.begun = self.begun, None
        head = self.payloads.read(self.source, first, HEAD_BYTES)
        head = head[vp8_descriptor(head).length :]
        size = vp8_size(head) if vp8_is_key(head) else None
        if vp8_is_key(head):
            self.broken = size is None
        return None if self.broken else (first, size)

    def _take(self, packet: int) -> None:
        descriptor = vp8_descriptor(self.payloads.read(self.source, packet, HEAD_BYTES))
        starts = descriptor is not None and descriptor.starts
        if descriptor is None or starts != (self.begun is None) or self._of_another(packet):
            self._missing()
        if starts:
            self.begun = packet

    def _of_another(self, packet: int) -> bool:
        timestamps = self.source.timestamps
        return self.begun is not None and timestamps[packet] != timestamps[self.begun]

    def _missing(self) -> None:
        self.begun, self.broken = None, True


def largest(pictures: list[Picture]) -> Size:
    """The size of most pixels that any of them has, as `media.probe` measures the canvas."""
    sizes = {picture.size for picture in pictures if picture.size}
    return max(sizes, key=lambda size: (size[0] * size[1], size))
