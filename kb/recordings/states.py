"""The states of a stage, and what may follow what: one table, from which the drawing is made."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _


class StageState(TextChoices):
    WAITING = "waiting", _("waiting")
    READY = "ready", _("ready")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


TRANSITIONS: dict[tuple[StageState, StageState], str] = {
    (StageState.WAITING, StageState.READY): "all it needs is done",
    (StageState.READY, StageState.RUNNING): "a worker claims it",
    (StageState.RUNNING, StageState.DONE): "its output is settled",
    (StageState.RUNNING, StageState.READY): "a passing fault, a lost lease or a stop",
    (StageState.RUNNING, StageState.FAILED): "bad input, or too many faults",
    (StageState.FAILED, StageState.WAITING): "try again",
    (StageState.DONE, StageState.WAITING): "run again, or what it needs runs again",
    (StageState.READY, StageState.WAITING): "what it needs runs again",
    (StageState.RUNNING, StageState.WAITING): "what it needs runs again",
}


def move(runs: QuerySet[Any, Model], source: StageState, target: StageState, **values: Any) -> int:
    """How many of `runs` went from `source` to `target`, in one conditional UPDATE.

    Every change of state goes through here, so the table above is the whole truth: a change that
    it does not know raises LookupError.
    """
    if (source, target) not in TRANSITIONS:
        raise LookupError(f"no way from {source} to {target}")
    return runs.filter(state=source).update(state=target, **values)


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {StageState.WAITING}"]
    lines += [f"    {a} --> {b}: {why}" for (a, b), why in TRANSITIONS.items()]
    return "\n".join([*lines, f"    {StageState.DONE} --> [*]"])
