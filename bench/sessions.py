"""The sessions that are measured, and how a result is scored against their truth."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from rapidfuzz.distance import Levenshtein

SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "samples"
PICTURES = ("session.mp4", "session.mkv", "session.webm", "session.mov")


@dataclass(frozen=True, slots=True)
class Session:
    """A folder with a recording, its truth, and perhaps a timeline and the two voices."""

    name: str
    main: Path
    truth: Path
    timeline: Path | None
    voices: dict[str, Path]

    @property
    def minutes(self) -> float:
        return float(self.read()["duration"]) / 60

    def score(self, result: dict[str, Any]) -> dict[str, Any]:
        """The measures of `tests/samples/score.py`."""
        return scorer().score(self.read(), result)

    def read(self) -> dict[str, Any]:
        """The truth."""
        return json.loads(self.truth.read_text("utf-8"))

    def words(self) -> list[str]:
        """What is said, as the scorer compares it: without murmurs of assent."""
        said = self.read()["transcript"]
        return words_in(one["text"] for one in said if one.get("kind") != "backchannel")


def sessions(folder: Path) -> Iterator[Session]:
    """The sessions in the folder, by name; those without a truth are left out."""
    for truth in sorted(folder.glob("*/truth.json")):
        here = truth.parent
        main = next((here / name for name in PICTURES if (here / name).is_file()), None)
        if main:
            timeline = here / "timeline.jsonl"
            voices = {
                who: here / f"{who}.opus"
                for who in ("helper", "learner")
                if (here / f"{who}.opus").is_file()
            }
            yield Session(here.name, main, truth, timeline if timeline.is_file() else None, voices)


def words_in(texts: Iterable[str]) -> list[str]:
    """The words of the texts as the scorer compares them."""
    words: list[str] = scorer().norm(" ".join(texts))
    return words


def words_wrong(true: Sequence[str], texts: Iterable[str]) -> int:
    """How many words of the texts, in order, are wrong, left out or too many."""
    return Levenshtein.distance(true, words_in(texts))


@cache
def scorer() -> ModuleType:
    """`tests/samples/score.py`, which is no module of a package."""
    spec = importlib.util.spec_from_file_location("score", SAMPLES / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
