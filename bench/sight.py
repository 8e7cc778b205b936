"""`python -m bench.sight FOLDER [NAME…]`: what the eye alone makes of presses, beside the truth.

Steps rest on presses: where they are missed, late, in the wrong place or without their name, no
fusion mends it. Every press of the truth is looked for among the deeds; the picture alone is used.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.report import number, say, table
from bench.sessions import Session, sessions

if TYPE_CHECKING:
    from media.deeds import Deed

EARLY, LATE = 1.0, 2.5  # Seconds around the true press in which a deed may be it.
IN_TIME = 1.0
EDGE = 4  # Pixels around the target.


@dataclass(frozen=True, slots=True)
class Press:
    """A press of the truth, and the deed that was found for it."""

    truth: Mapping[str, Any]
    deed: Deed | None

    @property
    def inside(self) -> bool:
        if not self.deed or not self.deed.point:
            return False
        x, y, width, height = self.truth["box"]
        left, top = self.deed.point
        return x - EDGE <= left <= x + width + EDGE and y - EDGE <= top <= y + height + EDGE

    @property
    def named(self) -> bool:
        from media.sounds import fold

        wanted = fold(self.truth["target"] or "")
        return bool(self.deed and wanted in fold(self.deed.label or ""))

    @property
    def late(self) -> float | None:
        return self.deed.t - self.truth["t"] if self.deed else None


def main() -> int:
    """0 with the table printed, 2 where there is nothing to look at."""
    parser = argparse.ArgumentParser(prog="python -m bench.sight", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--each", action="store_true", help="every press that is not right")
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    found = [s for s in sessions(asked.folder) if not asked.names or s.name in asked.names]
    if not found:
        say("There is no session with a truth.json in this folder.")
        return 2
    with multiprocessing.get_context("spawn").Pool(asked.jobs, maxtasksperchild=1) as pool:
        looked = pool.map(look, found, chunksize=1)
    say(table("session", "presses", "found", "inside", "named", "in time", "late by", "too many"))
    say(table(*["---"] * 8))
    for session, (presses, others) in zip(found, looked, strict=True):
        say(table(session.name, *_numbers(presses, others)))
        if asked.each:
            say("\n".join(_faults(presses, others)))
    presses = [press for some, _others in looked for press in some]
    say(table("all", *_numbers(presses, [deed for _some, others in looked for deed in others])))
    return 0


def look(session: Session) -> tuple[list[Press], list[Deed]]:
    """Each true press with its deed, and the deeds that are none of them (scrolling aside)."""
    from media.deeds import find_deeds
    from media.probe import probe
    from media.screen import watch

    truth = session.read()
    info = probe(session.main)
    deeds = [d for d in find_deeds(watch(session.main, info).events) if d.kind != "scroll"]
    free = list(range(len(deeds)))
    presses = []
    for click in truth["clicks"]:
        near = [n for n in free if -EARLY <= deeds[n].t - click["t"] <= LATE]
        # Of several, the one in the right place; else the nearest in time.
        best = min(
            near,
            key=lambda n: (not Press(click, deeds[n]).inside, abs(deeds[n].t - click["t"])),
            default=None,
        )
        if best is not None:
            free.remove(best)
        presses.append(Press(click, None if best is None else deeds[best]))
    return presses, [deeds[n] for n in free]


def _numbers(presses: Sequence[Press], others: Sequence[Deed]) -> list[str]:
    count = len(presses) or 1
    late = [press.late for press in presses if press.late is not None]
    shares = (
        sum(press.deed is not None for press in presses),
        sum(press.inside for press in presses),
        sum(press.named for press in presses),
        sum(abs(t) <= IN_TIME for t in late),
    )
    middle = number(median(late)) if late else ""
    return [str(len(presses)), *[number(n / count) for n in shares], middle, str(len(others))]


def _faults(presses: Sequence[Press], others: Sequence[Deed]) -> Iterator[str]:
    for press in presses:
        truth, deed = press.truth, press.deed
        if deed and press.inside and press.named and abs(press.late or 0) <= IN_TIME:
            continue
        found = _told(deed) if deed else "nothing"
        place = f"({truth['x']:.0f}, {truth['y']:.0f})"
        yield f"    {truth['t']:.1f} {place} {truth['target']!r}: {found}"
    for deed in others:
        yield f"    too many: {_told(deed)}"


def _told(deed: Deed) -> str:
    return f"{deed.kind} {deed.t:.1f} {deed.point} {deed.label!r} {deed.weight:.1f}"


if __name__ == "__main__":
    sys.exit(main())
