"""The states of a stage, and what may follow what: one table, from which the drawing is made."""

from django.db.models import TextChoices
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
    (StageState.RUNNING, StageState.RUNNING): "its lease ran out, another worker claims it",
    (StageState.RUNNING, StageState.DONE): "its output is settled",
    (StageState.RUNNING, StageState.READY): "a passing fault: later again",
    (StageState.RUNNING, StageState.FAILED): "bad input, or too many faults",
    (StageState.FAILED, StageState.READY): "try again",
    (StageState.DONE, StageState.READY): "run again from here",
    (StageState.DONE, StageState.WAITING): "what it needs runs again",
    (StageState.FAILED, StageState.WAITING): "what it needs runs again",
    (StageState.READY, StageState.WAITING): "what it needs runs again",
}
