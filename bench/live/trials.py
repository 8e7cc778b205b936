"""What is left of a session after a crash, and after a bad line."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av

from bench.live.clip import Clip
from bench.live.people import Crowd, Line, Pair
from bench.live.processes import server
from live.rtc.finish import RECORDING, finish
from live.rtc.packet_log import Header, logs, read_log

BAD = Line(loss=0.05, delay=0.075)
ROOM = "room"


def lost_by_kill(folder: Path, clip: Clip, seconds: float) -> float:
    """Seconds from the end of the recording to the last packet sent before the server was killed.

    People and server share one clock; time 0 of a recording is the epoch of its first log.
    """
    with server("ours", folder) as (started, port):

        async def act() -> float:
            crowd = Crowd(port, clip)
            pair = await crowd.add(ROOM)
            await asyncio.sleep(seconds)
            started.kill()
            last = pair.last_sent
            await crowd.close()
            return last

        last = asyncio.run(act())
    finished = finish(folder / ROOM, folder)
    header = next(read_log(logs(folder / ROOM)[0]))
    assert isinstance(header, Header)
    return last + time.time() - time.monotonic() - (header.epoch + finished.duration)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a recording holds of a session. `broken`: pictures that could not be decoded or that
    follow one they do not build on; `holes`: the share of the voices that is missing."""

    shown: int
    recorded: int
    broken: int
    holes: float

    @property
    def share(self) -> float:
        return self.recorded / self.shown


def kept_of_bad_line(folder: Path, clip: Clip, seconds: float) -> Kept:
    """What is recorded of a session when both ways to the server are `BAD`."""
    with server("ours", folder) as (started, port):

        async def act() -> int:
            crowd = Crowd(port, clip, line=BAD)
            pair = await crowd.add(ROOM)
            await asyncio.sleep(seconds)
            shown = await _stop(pair)
            await crowd.close()
            return shown

        shown = asyncio.run(act())
        started.end()
    finish(folder / ROOM, folder)
    return _kept(folder / RECORDING, clip, shown)


async def _stop(pair: Pair) -> int:
    """Silence, and time for what is still asked for again."""
    await pair.silence()
    await asyncio.sleep(2)
    return pair.shown


def _kept(path: Path, clip: Clip, shown: int) -> Kept:
    with av.open(str(path)) as film:
        recorded = [bytes(p) for p in film.demux(video=0) if p.pts is not None]
        tracks = [track.index for track in film.streams.audio]
    sounds = [list(_spans(path, index)) for index in tracks]
    with av.open(str(path)) as film:
        decoded = sum(1 for _ in film.decode(video=0))
    wrong = _out_of_order(recorded, [b"".join(picture.parts) for picture in clip.pictures])
    holes = sum(
        sum(max(0.0, then - end) for (_, end), (then, _) in pairwise(each)) for each in sounds
    )
    length = sum(each[-1][1] - each[0][0] for each in sounds)
    return Kept(shown, len(recorded), wrong + len(recorded) - decoded, holes / length)


def _out_of_order(recorded: list[bytes], shown: list[bytes]) -> int:
    """How many pictures neither begin the clip nor follow the one before them in it."""
    places: dict[bytes, set[int]] = {}
    for place, data in enumerate(shown):
        # Some pictures are the same to the last byte.
        places.setdefault(data, set()).add(place)
    wrong, before = 0, set(range(len(shown)))
    for data in recorded:
        now = places.get(data, set())
        following = {place for place in now if place == 0 or place - 1 in before}
        wrong += not following
        before = following or now
    return wrong


def _spans(path: Path, index: int) -> Iterator[tuple[float, float]]:
    """Where each packet of a sound track begins and ends."""
    with av.open(str(path)) as film:
        for packet in film.demux(film.streams[index]):
            if packet.pts is not None:
                base = packet.time_base
                yield float(packet.pts * base), float((packet.pts + packet.duration) * base)
