"""`python -m bench [FOLDER]`: speed and quality on sessions whose truth is known."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import mean

from bench.report import number, say, table
from bench.sessions import SAMPLES, Session, sessions
from bench.work import MODELS_ROOT, Measured, ours, plain
from media.weights import default_model

DRAFT_SHARE, PEAK_MB = 0.35, 1500.0
"""The promise: a draft in that share of the recording's length, in less than that memory."""

STAGES = ("probe", "join", "transcribe", "watch", "segment", "protect", "illustrate")
WAYS: dict[str, Callable[[Session], Measured]] = {
    "ours, mixed": partial(ours, voices=False),
    "ours, voices": partial(ours, voices=True),
    "plain, int8": partial(plain, compute_type="int8"),
    "plain, default": partial(plain, compute_type="default"),
}


def main() -> int:
    """0, or 1 where the promise is not kept."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLES)
    found = list(sessions(parser.parse_args().folder))
    if not found:
        say("There is no session with a truth.json in this folder.")
        return 2
    default_model(MODELS_ROOT)
    say(f"{len(found)} sessions, {len(os.sched_getaffinity(0))} cores, Whisper base, CPU.\n")
    rows = list(measure(found))
    say("\nSeconds of work for a minute of recording\n")
    for line in speed(rows):
        say(line)
    say("\nQuality (tests/samples/score.py)\n")
    for line in quality(rows):
        say(line)
    return promise(rows)


Row = tuple[str, Session, Measured]


def measure(found: list[Session]) -> Iterator[Row]:
    """Every session in every way, one after the other, each in a fresh process of one pool."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes=1, maxtasksperchild=1) as pool:
        for name, work in WAYS.items():
            for session in found:
                if name == "ours, voices" and not session.voices:
                    continue
                done = pool.apply(work, (session,))
                say(f"  {name}, {session.name}: {done.cpu / session.minutes:.1f} s CPU a minute")
                yield name, session, done


def speed(rows: list[Row]) -> Iterator[str]:
    """A table: a line for each way and session, a column for each stage."""
    yield table("way", "session", *STAGES, "total", "× length", "CPU", "peak MB")
    yield table(*["---"] * (len(STAGES) + 6))
    for name, session, done in rows:
        minutes, took = session.minutes, done.seconds
        per = [f"{took[stage] / minutes:.2f}" if stage in took else "" for stage in STAGES]
        total, cpu = done.total / session.minutes, done.cpu / session.minutes
        yield table(
            name,
            session.name,
            *per,
            f"{total:.2f}",
            f"{total / 60:.3f}",
            f"{cpu:.2f}",
            f"{done.peak_mb:.0f}",
        )


def quality(rows: list[Row]) -> Iterator[str]:
    """A table of word error rates, and for our own ways of what comes of the words."""
    yield table("way", "session", "WER", "helper", "learner", "steps F1@2s", "spoken data found")
    yield table(*["---"] * 7)
    for name, session, done in rows:
        got = session.score(done.result)
        own = name.startswith("ours")
        yield table(
            name,
            session.name,
            number(got.get("wer")),
            number(got.get("wer_helper")),
            number(got.get("wer_learner")),
            number(got["start_f1@2"]["f1"]) if own else "",
            number(got.get("pii_spoken", {}).get("recall")) if own else "",
        )
    for name in WAYS:
        wers = [s.score(d.result).get("wer") for n, s, d in rows if n == name]
        if any(wers):
            yield table(name, "mean", number(mean(w for w in wers if w is not None)), *[""] * 4)


def promise(rows: list[Row]) -> int:
    """Says whether every draft came in time and in memory."""
    own = [(s, d) for name, s, d in rows if name.startswith("ours")]
    slowest = max(d.total / s.minutes / 60 for s, d in own)
    largest = max(d.peak_mb for _s, d in own)
    kept = slowest <= DRAFT_SHARE and largest <= PEAK_MB
    say(
        f"\nA draft took at most {slowest:.2f} × the recording (promised: {DRAFT_SHARE}), "
        f"with {largest:.0f} MB at most (promised: {PEAK_MB:.0f}): "
        f"{'kept' if kept else 'NOT kept'}."
    )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
