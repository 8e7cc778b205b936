"""The measures of an analysis that are reported, out of all that the scorer gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

from media.language import language
from media.main_title import stems

SPEECH = ("probe", "join", "transcribe", "put_right")
"""Parts of the work that hearing takes; the file is read for it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table. `of` finds its value in what the scorer gives, None where none is."""

    name: str
    label: str
    target: str
    of: Callable[[Mapping[str, Any]], float | None]


def _at(*path: str) -> Callable[[Mapping[str, Any]], float | None]:
    def find(scored: Mapping[str, Any]) -> float | None:
        value: Any = scored
        for key in path:
            value = value.get(key) if value is not None else None
        return value

    return find


def _clicks(scored: Mapping[str, Any]) -> float | None:
    return scored["click"]["in_target"] if scored["click"]["ref"] else None


def _left_out(scored: Mapping[str, Any]) -> float | None:
    inside = scored["offtopic_in_steps"]
    return None if inside is None else 1 - inside


def _detours(scored: Mapping[str, Any]) -> float | None:
    found = scored["detours"]
    return found["marked"] / found["n"] if found["n"] else None


def _covered(kind: str) -> Callable[[Mapping[str, Any]], float | None]:
    def find(scored: Mapping[str, Any]) -> float | None:
        found = scored.get(f"pii_{kind}")
        return found["recall"] if found and found["ref"] else None

    return find


MEASURES = (
    Measure("f1_2", "step starts, F1 within 2 s", "≥ 0.85", _at("start_f1@2", "f1")),
    Measure("f1_5", "step starts, F1 within 5 s", "≥ 0.92", _at("start_f1@5", "f1")),
    Measure("detect", "steps found one to one, F1", "", _at("step_detect", "f1")),
    Measure("click", "click inside the true target", "≥ 0.80", _clicks),
    Measure("label", "label of the target right", "≥ 0.75", _at("label")),
    Measure("title", "title's words, F1", "", _at("title_tokenF1")),
    Measure("main_title", "words of the tutorial's title, F1", "", _at("main_title")),
    Measure("left_out", "digression time left out", "≥ 0.85", _left_out),
    Measure("kept", "instruction time kept", "≥ 0.97", _at("step_time_covered")),
    Measure("detours", "detours marked as mistakes", "≥ 0.67", _detours),
    Measure("spoken", "spoken personal data covered", "≥ 0.90", _covered("spoken")),
    Measure("spoken_wrong", "spoken masks wrong", "≤ 0.10", _at("pii_spoken", "wrong")),
    Measure("shown", "personal data on screen covered", "≥ 0.90", _covered("screen")),
    Measure("shown_wrong", "masks on screen wrong", "≤ 0.10", _at("pii_screen", "wrong")),
    Measure("wer", "words wrong", "≤ 0.14", _at("wer")),
    Measure("cpu", "CPU seconds a second", "≤ 0.40", _at("cpu")),
    Measure("cpu_rest", "of these, all but speech", "≤ 0.15", _at("cpu_rest")),
)


def shared_words(title: str, true: str) -> float:
    """How far two titles are about the same: F1 of their words, forms of one word being one."""
    french = language("fr")
    found, wanted = stems(title, french), stems(true, french)
    both = len(set(found) & set(wanted))
    return 2 * both / max(1, len(found) + len(wanted))


def scores_of(
    scored: Mapping[str, Any], seconds: Mapping[str, float], duration: float
) -> dict[str, float | None]:
    """The value of each measure, by its name."""
    rest = sum(value for part, value in seconds.items() if part not in SPEECH)
    work = {"cpu": sum(seconds.values()) / duration, "cpu_rest": rest / duration}
    values = {**scored, **work}
    return {measure.name: measure.of(values) for measure in MEASURES}


def mean_of(measure: Measure, scores: Sequence[Mapping[str, float | None]]) -> float | None:
    """The mean over the sessions that have a value."""
    values = [one[measure.name] for one in scores if one[measure.name] is not None]
    return mean(values) if values else None
