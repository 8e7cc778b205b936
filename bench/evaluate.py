"""`python -m bench.evaluate [FOLDER]`: the engine on sessions whose truth is known, as a table.

Each session is heard and watched once, with and without its separate voices; the rest of the
analysis is done for each way of using it. With `--reuse all`, what was heard and seen the last time
is taken again, for working on the steps alone; with `--reuse words`, only what was heard.
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

from bench.given import given
from bench.measures import MEASURES, mean_of, scores_of, shared_words
from bench.report import number, say, table
from bench.sessions import SAMPLES, Session, sessions
from bench.work import MODELS_ROOT

if TYPE_CHECKING:
    from media.analyse import Perceived, Sensed
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
    parser.add_argument("--reuse", choices=["all", "words"], help="of what was sensed last time")
    parser.add_argument("--jobs", type=int, default=1, help="sessions at once; times then say less")
    parser.add_argument("--given", action="append", choices=["words", "picture"], default=[])
    parser.add_argument("--output", type=Path, help="docs/quality.md for the shipped samples")
    asked = parser.parse_args(arguments)
    found = list(sessions(asked.folder))
    if not found:
        say("There is no session with a truth.json in this folder.")
        return 2
    rows = evaluate(
        found, asked.way or list(WAYS), reuse=asked.reuse, true=asked.given, jobs=asked.jobs
    )
    lines = list(report(rows))
    shipped = asked.folder == SAMPLES and not asked.given
    output = asked.output or (OUTPUT if shipped else None)
    if output is None:
        say("\n".join(lines))
        return 0
    output.write_text("\n".join(lines) + "\n", "utf-8")
    if shipped and not asked.way:
        kept = {f"{row.session}, {row.way}": row.scores for row in rows}
        KEPT_SCORES.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    say(f"\nWritten to {output}.")
    return 0


def evaluate(
    found: Sequence[Session],
    ways: Sequence[str],
    *,
    reuse: str | None = None,
    true: Sequence[str] = (),
    jobs: int = 1,
) -> list[Row]:
    """Every session in every way, each session in a fresh process: its work is its own.

    `true`: "words" or "picture" where these are taken from the truth.
    """
    rows: list[Row] = []
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, maxtasksperchild=1) as pool:
        pending = [(s, pool.apply_async(_rows, (s, list(ways), reuse, list(true)))) for s in found]
        for session, done in pending:
            rows += done.get()
            say(f"  {session.name}: done")
        pool.close()
        pool.join()
    return rows


def _rows(session: Session, ways: list[str], reuse: str | None, true: list[str]) -> list[Row]:
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
        perceived = given(perceived, session.read(), true)
        course = Course(clock=time.process_time)
        result = to_json(conclude(perceived, course))
        truth = session.read()
        scored = session.score(result)
        scored["main_title"] = shared_words(result["tutorial"]["title"], truth["title"])
        seconds = {**seconds, **course.seconds}
        rows.append(Row(session.name, way, scores_of(scored, seconds, perceived.media.duration)))
        _write(KEPT / session.name / f"{way}.json", {**result, "scores": scored})
    return rows


def _unpointed(events: Sequence[ScreenEvent]) -> Iterator[ScreenEvent]:
    """What the picture alone tells."""
    return (event for event in events if event.kind != "pointed")


def _perceived(
    session: Session, *, voices: bool, reuse: str | None
) -> tuple[Perceived, dict[str, float]]:
    """What was heard and seen, and the processor's seconds for each."""
    from media.analyse import Course, perceive, sense
    from media.screen import watch
    from media.speech import SpeechOptions
    from media.timeline import read_timeline
    from media.types import to_json

    kept = _kept(session, voices=voices)
    # Both ways with and without timeline rest on what was sensed once.
    again = kept.is_file() and (reuse or kept in _fresh)
    options = SpeechOptions(models_root=MODELS_ROOT)
    if again:
        sensed, seconds = _read(kept)
    else:
        course = Course(clock=time.process_time)
        heard = session.voices if voices else {}
        sensed = sense(session.main, heard, session.timeline, options, course)
        seconds = course.seconds
    watching = again and reuse == "words" and kept not in _fresh
    if watching:
        began = time.process_time()
        timeline = read_timeline(session.timeline) if session.timeline else ()
        seen = watch(session.main, sensed.media, timeline=timeline)
        sensed = replace(sensed, seen=seen, timeline=timeline)
        seconds["watch"] = time.process_time() - began
    if watching or not again:
        _write(kept, {"sensed": to_json(sensed), "seconds": seconds})
    _fresh.add(kept)
    course = Course(clock=time.process_time)
    return perceive(sensed, options, course), {**seconds, **course.seconds}


def sensed_before(session: Session) -> Sensed | None:
    """What was heard and seen of it when it was evaluated last."""
    kept = _kept(session, voices=False)
    return _read(kept)[0] if kept.is_file() else None


def _kept(session: Session, *, voices: bool) -> Path:
    return KEPT / session.name / f"sensed-{'voices' if voices else 'mixed'}.json"


def _read(kept: Path) -> tuple[Sensed, dict[str, float]]:
    from media.analyse import Sensed
    from media.types import from_json

    stored = json.loads(kept.read_text("utf-8"))
    return from_json(stored["sensed"], Sensed), stored["seconds"]


_fresh: set[Path] = set()
"""What this process has sensed itself."""


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
