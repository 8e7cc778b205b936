"""`python -m bench.live`: how many sessions at once, beside aiortc's own relay and recorder.

The last line is JSON: `sessions` at once within the limits, `ratio` to what aiortc's way carries,
`cpu_per_session` (CPU seconds a second), `delay_p95_ms` and `lost_share` with that many, and
`kill_loss_s`, what a crash takes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import av

from bench.live.clip import clip
from bench.live.ramp import HEADS, LOST, Load, Step, ramp, stage
from bench.live.trials import kept_of_bad_line, lost_by_kill
from bench.report import number, say, table

RATIO, WORK = 12.0, 0.05
"""The promise: so many times the sessions of aiortc's way, so many CPU seconds a second each."""

OURS, PLAIN = (4, 8, 12, 16, 20, 24, 28, 32, 36, 40), (1, 2, 3, 4)


def main() -> int:
    """0, or 1 where the promise is not kept."""
    asked = _asked()
    cores = len(os.sched_getaffinity(0))
    say(f"{cores} cores, load {os.getloadavg()[0]:.1f} before. 720p at 15 pictures a second.\n")
    with tempfile.TemporaryDirectory(prefix="bench-live-") as name:
        folder = Path(name)
        if asked.minutes:
            return _soak(asked, folder)
        return _whole(asked, folder)


def _whole(asked: argparse.Namespace, folder: Path) -> int:
    ours, plain = ((2,), (1,)) if asked.quick else (OURS, PLAIN)
    seconds, length = (2.0, 6) if asked.quick else (asked.seconds, 36)
    say(table(*HEADS))
    say(table(*["---"] * len(HEADS)))
    with stage("plain", folder / "plain", Load(1, length, asked.sound or 20)) as on:
        theirs = list(ramp(on, plain, seconds))
        on.server.end()
    with stage("ours", folder / "ours", Load(asked.people, length, asked.sound or 60)) as on:
        own = list(ramp(on, ours, seconds))
        ended = on.server.end()
    say(f"\nAsked to end with {own[-1].sessions} sessions: gone in {ended:.2f} s.")
    _say_recorded(folder / "plain")
    shown = clip(length, 60)
    lost = lost_by_kill(folder / "kill", shown, 4 if asked.quick else 8)
    say(f"Killed: {1000 * lost:.0f} ms of the session lost.")
    kept = kept_of_bad_line(folder / "bad", shown, 3 if asked.quick else 30)
    say(
        f"5 % of packets lost, 75 ms each way: {kept.recorded} of {kept.shown} pictures recorded "
        f"({100 * kept.share:.1f} %), {kept.broken} broken; {100 * kept.holes:.2f} % of the voices "
        "missing."
    )
    return _promise(own, theirs, lost)


def _promise(own: Sequence[Step], theirs: Sequence[Step], lost: float) -> int:
    best = _best(own) or own[0]
    their_best = _best(theirs)
    if their_best is None:
        say("aiortc's way does not carry even one session within the limits; one is taken.")
    ratio = best.sessions / (their_best.sessions if their_best else 1)
    work = best.cpu / best.sessions
    if best is own[-1] or any(step.people_full for step in own):
        say("The people, not the server, may have been the limit: ours carries at least so many.")
    kept = best.good and ratio >= RATIO and work <= WORK and best.passed.lost_share <= LOST
    say(
        f"\n{best.sessions} sessions, {ratio:.0f} times aiortc's (promised: {RATIO:.0f}), "
        f"{work:.3f} CPU s a second each (promised: {WORK}): {'kept' if kept else 'NOT kept'}."
    )
    say(
        json.dumps(
            {
                "sessions": best.sessions if best.good else 0,
                "ratio": round(ratio, 1),
                "cpu_per_session": round(work, 4),
                "delay_p95_ms": round(1000 * best.passed.delay(0.95), 1),
                "lost_share": round(best.passed.lost_share, 5),
                "kill_loss_s": round(lost, 3),
            }
        )
    )
    return 0 if kept else 1


def _best(steps: Sequence[Step]) -> Step | None:
    return max((step for step in steps if step.good), key=lambda step: step.sessions, default=None)


def _say_recorded(folder: Path) -> None:
    """That the other way did record, so that it is compared for the same work."""
    try:
        film = av.open(str(folder / "room-0.mp4"))
    except (av.FFmpegError, OSError):
        say("aiortc did not end its recording of the first session: it cannot be read.")
        return
    with film:
        if not film.streams.video:
            say("aiortc recorded no picture of the first session.")
            return
        track = film.streams.video[0]
        pictures = sum(packet.pts is not None for packet in film.demux(track))
        say(
            f"aiortc's recording of the first session: {track.width} × {track.height}, "
            f"{pictures} pictures, {len(film.streams.audio)} voices."
        )


def _soak(asked: argparse.Namespace, folder: Path) -> int:
    """The same number of sessions all the time: memory must not grow."""
    say(table(*HEADS))
    say(table(*["---"] * len(HEADS)))
    memory, end = [], time.monotonic() + 60 * asked.minutes
    with stage("ours", folder, Load(asked.people, 36, asked.sound or 60)) as on:
        on.grow(asked.sessions)
        while time.monotonic() < end:
            step = on.measure(55.0)
            say(step.row())
            memory.append(step.memory)
        ended = on.server.end()
    say(
        f"\n{asked.minutes:g} minutes with {asked.sessions} sessions: {number(memory[0], 0)} MB "
        f"after the first, {number(max(memory), 0)} at most, {number(memory[-1], 0)} at the end; "
        f"gone in {ended:.2f} s."
    )
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.live", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only whether it works")
    parser.add_argument("--seconds", type=float, default=12.0, help="of each step")
    parser.add_argument("--people", type=int, default=2, help="processes that play them")
    parser.add_argument(
        "--sound", type=int, choices=(20, 60), help="ms a packet; as the answers ask, if not given"
    )
    parser.add_argument("--minutes", type=float, default=0, help="a soak instead")
    parser.add_argument("--sessions", type=int, default=8, help="of the soak")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
