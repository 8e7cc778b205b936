"""What Celery may call: an id in, nothing out."""

from celery import shared_task

from kb.recordings.pipeline import runner
from kb.recordings.pipeline import sweep as sweeping


@shared_task(ignore_result=True)
def run_stage(pk: int) -> None:
    """Runs the stage of row `pk`, if it is free."""
    runner.run(pk)


@shared_task(ignore_result=True)
def sweep() -> None:
    """Rings for what is due."""
    sweeping.sweep()
