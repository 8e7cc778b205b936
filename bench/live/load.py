"""`python -m bench.live.load PORT ours|plain SECONDS SOUND`: a process full of people.

Takes lines of JSON: `{"add": [rooms]}` lets pairs come in, one after the other;
`{"measure": seconds}` says what became of what was sent. Each is answered by a line.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

from bench.live.clip import clip
from bench.live.people import Crowd
from bench.report import say

LATE = 2.0
"""After so many seconds a packet is lost."""

APART = 0.3
"""Seconds from one pair's coming to the next."""


async def main(port: int, server: str, seconds: int, sound: int) -> None:
    crowd = Crowd(port, clip(seconds, sound), plain=server == "plain")
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(lines), sys.stdin
    )
    while line := await lines.readline():
        say(json.dumps(await _do(crowd, **json.loads(line))))
    await crowd.close()


async def _do(crowd: Crowd, add: list[str] | None = None, measure: float = 0.0) -> Any:
    if add is not None:
        for room in add:
            await crowd.add(room)
            # Neither pages nor key frames are to come at once everywhere.
            await asyncio.sleep(APART)
        return len(crowd.pairs)
    since = time.monotonic()
    await asyncio.sleep(measure)
    until = time.monotonic()
    await asyncio.sleep(LATE)
    passed = crowd.passed(since, until)
    return [[round(late, 5) for late in passed.delays], passed.lost]


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
