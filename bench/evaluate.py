"""`python -m bench.evaluate [FOLDER]`: the engine on sessions whose truth is known, as a table.

Each session is heard and watched once, with and without its separate voices; the rest of the
analysis is done for each way of using it. With `--reuse`, what was heard and seen the last time is
taken again: for working on the steps alone.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measures import MEASURES, mean_of, scores_of
from bench.report import number, say, table
from bench.sessions import SAMPLES, Session, sessions
from bench.work import MODELS_ROOT

if TYPE_CHECKING:
    from media.analyse import Perceived
    from media.types import ScreenEvent

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "evaluate"
OUTPUT = ROOT / "docs" / "quality.md"
KEPT_SCORES = SAMPLES / "quality.json"
"""The scores of the shipped samples, which a test compares."""

WAYS = {
    "mixed track": (False, False),
    "mixed track, timeline": (False, True),
    "two voices": (True, False),
    "two voices, timeline": (True, True),
}
"""Whether the separate voices and whether the timeline are used."""

HEAD = """# Quality of the engine

Measured on {count} sessions with a known truth. Written by

    make evaluate [SESSIONS=FOLDER]

Measures are those of `tests/samples/score.py`; targets are for sessions that nobody has seen while
working on the engine. The quality of search, beside Wagtail's own and plain BM25, has a page of its
own: [measurements-search.md](measurements-search.md).
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One session analysed in one way: its scores by the name of the measure."""

    session: str
    way: str
    scores: dict[str, float | None]


def main(arguments: Sequence[str] | None = None) -> int:
    """0 with the table written, 2 where there is nothing to evaluate."""
    parser = argparse.ArgumentParser(prog="python -m bench.evaluate", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    parser.add_argument("--way", action="append", choices=list(WAYS), help="all of them if none")
    parser.add_argument("--reuse", action="store_true", help="what was heard and seen last time")
    parser.add_argument("--output", type=Path, help="docs/quality.md for the shipped samples")
    given = parser.parse_args(arguments)
    found = list(sessions(given.folder))
    if not found:
        say("There is no session with a truth.json in this folder.")
        return 2
    rows = evaluate(found, given.way or list(WAYS), reuse=given.reuse)
    lines = list(report(rows))
    output = given.output or (OUTPUT if given.folder == SAMPLES else None)
    if output is None:
        say("\n".join(lines))
        return 0
    output.write_text("\n".join(lines) + "\n", "utf-8")
    if given.folder == SAMPLES and not given.way:
        kept = {f"{row.session}, {row.way}": row.scores for row in rows}
        KEPT_SCORES.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    say(f"\nWritten to {output}.")
    return 0


def evaluate(
    found: Sequence[Session], ways: Sequence[str], *, reuse: bool = False, jobs: int = 1
) -> list[Row]:
    """Every session in every way, each session in a fresh process: its work is its own."""
    rows: list[Row] = []
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, maxtasksperchild=1) as pool:
        pending = [(s, pool.apply_async(_rows, (s, list(ways), reuse))) for s in found]
        for session, done in pending:
            rows += done.get()
            say(f"  {session.name}: done")
        pool.close()
        pool.join()
    return rows


def _rows(session: Session, ways: list[str], reuse: bool) -> list[Row]:
    from media.analyse import Course, conclude
    from media.types import to_json

    rows = []
    for way in ways:
        voices, timeline = WAYS[way]
        if (voices and not session.voices) or (timeline and not session.timeline):
            continue
        perceived, seconds = _perceived(session, voices=voices, reuse=reuse)
        if not timeline:
            seen = replace(perceived.seen, events=tuple(_unpointed(perceived.seen.events)))
            perceived = replace(perceived, seen=seen, timeline=())
        course = Course(clock=time.process_time)
        result = to_json(conclude(perceived, course))
        scored = session.score(result)
        seconds = {**seconds, **course.seconds}
        rows.append(Row(session.name, way, scores_of(scored, seconds, perceived.media.duration)))
        _write(KEPT / session.name / f"{way}.json", {**result, "scores": scored})
    return rows


def _unpointed(events: Sequence[ScreenEvent]) -> Iterator[ScreenEvent]:
    """What the picture alone tells."""
    return (event for event in events if event.kind != "pointed")


def _perceived(
    session: Session, *, voices: bool, reuse: bool
) -> tuple[Perceived, dict[str, float]]:
    """What was heard and seen, and the processor's seconds for each."""
    from media.analyse import Course, Perceived, perceive
    from media.speech import SpeechOptions
    from media.types import from_json, to_json

    kept = KEPT / session.name / f"perceived-{'voices' if voices else 'mixed'}.json"
    # Both ways with and without timeline rest on the same perception.
    if not kept.is_file() or not (reuse or kept in _fresh):
        course = Course(clock=time.process_time)
        options = SpeechOptions(models_root=MODELS_ROOT)
        heard = session.voices if voices else {}
        found = perceive(session.main, heard, session.timeline, options, course)
        _write(kept, {"perceived": to_json(found), "seconds": course.seconds})
    _fresh.add(kept)
    stored = json.loads(kept.read_text("utf-8"))
    return from_json(stored["perceived"], Perceived), stored["seconds"]


_fresh: set[Path] = set()
"""What this process has perceived itself."""


def _write(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False) + "\n", "utf-8")


def report(rows: Sequence[Row]) -> Iterator[str]:
    """The page of the table: means of all sessions in each way, then each session on its own."""
    names = list(dict.fromkeys(row.session for row in rows))
    ways = list(dict.fromkeys(row.way for row in rows))
    yield from HEAD.format(count=len(names)).splitlines()
    yield ""
    yield table("measure", "target", *ways)
    yield table(*["---"] * (len(ways) + 2))
    for measure in MEASURES:
        means = [mean_of(measure, [r.scores for r in rows if r.way == way]) for way in ways]
        yield table(measure.label, measure.target, *[number(value) for value in means])
    for way in ways:
        yield from ("", f"## {way.capitalize()}, session by session", "")
        yield table("measure", *names)
        yield table(*["---"] * (len(names) + 1))
        by_name = {row.session: row.scores for row in rows if row.way == way}
        for measure in MEASURES:
            scores = [by_name.get(name, {}).get(measure.name) for name in names]
            yield table(measure.label, *[number(value) for value in scores])


if __name__ == "__main__":
    sys.exit(main())
