"""One stage, from claim to settlement. The row is the truth; whoever rings may ring twice.

claim    a conditional UPDATE: of all who try, one counts a row, and its attempt is the fence
run      the stage's function, outside any transaction; the lease is renewed all the while
settle   one transaction: the output, the state, and the stages that become ready
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from kb.logs import about
from kb.recordings import store
from kb.recordings.failures import code_of, is_final
from kb.recordings.models import Recording, StageRun
from kb.recordings.pipeline import registry
from kb.recordings.pipeline.bell import ring_on_commit
from kb.recordings.pipeline.context import context_of, digest
from kb.recordings.pipeline.lease import WORKER, Lease, LeaseLost, ours, reconnect, until
from kb.recordings.states import StageState, move

logger = logging.getLogger(__name__)
PATIENCE = (1.0, 5.0, 15.0, 30.0)
"""Seconds between two tries to settle."""


def run(pk: int) -> bool:
    """Whether the stage of row `pk` was ours to run. Never raises for a fault of the stage."""
    claimed = claim(pk)
    if claimed is None:
        return False
    with about(claimed.recording_id, claimed.stage):
        logger.info("stage started", extra={"attempt": claimed.attempt})
        try:
            with Lease(claimed) as lease:
                _settle_patiently(claimed, *_work(claimed, lease))
        except LeaseLost:
            logger.warning("another worker has taken this stage over")
        except Exception as error:
            fail(claimed, error)
    return True


def claim(pk: int) -> StageRun | None:
    """The row `pk`, now ours, or None where it is not free: done, running, or not due."""
    now = timezone.now()
    due = StageRun.objects.filter(Q(not_before=None) | Q(not_before__lte=now), pk=pk)
    count = move(
        due,
        StageState.READY,
        StageState.RUNNING,
        attempt=F("attempt") + 1,
        lease_until=until(),
        worker=WORKER,
        progress=0.0,
        started_at=now,
        finished_at=None,
        error="",
        error_code="",
    )
    return StageRun.objects.select_related("recording").get(pk=pk) if count else None


def _work(run: StageRun, lease: Lease) -> tuple[str, dict[str, Any]]:
    """The digest and the output of the stage; the output it has, where the digest is the same."""
    stage = registry.get(run.stage)
    context = context_of(run, lease.progress)
    key = digest(stage, context)
    if run.output is not None and key == run.digest and store.has_all(context.folder, run.output):
        return key, run.output
    store.clear_attempt(context.folder, run.stage)
    store.require_room(context.folder)
    return key, stage.run(context)


def _settle_patiently(run: StageRun, key: str, output: dict[str, Any]) -> None:
    """Settles; hours of work outlive a database that is locked, or starts again."""
    for pause in PATIENCE:
        try:
            return settle(run, key, output)
        except (OperationalError, InterfaceError):
            logger.warning("the database is away, the output waits", exc_info=True)
            time.sleep(pause)
    return settle(run, key, output)


def settle(run: StageRun, key: str, output: dict[str, Any]) -> None:
    """Keeps the output and makes ready what waited for it; LeaseLost where the row is not ours."""
    reconnect()
    values = {"digest": key, "output": output, "progress": 1.0, "failures": 0, "worker": ""}
    with transaction.atomic():
        # Two needs of one stage that settle together must see each other.
        Recording.objects.select_for_update().filter(pk=run.recording_id).first()
        if not move(
            ours(run),
            StageState.RUNNING,
            StageState.DONE,
            lease_until=None,
            finished_at=timezone.now(),
            **values,
        ):
            raise LeaseLost
        promote(run.recording_id)
    logger.info("stage done")


def promote(recording_id: object) -> None:
    """Makes ready every waiting stage of the recording whose needs are all done, and rings."""
    runs = StageRun.objects.filter(recording_id=recording_id)
    done = set(runs.filter(state=StageState.DONE).values_list("stage", flat=True))
    for pk, name in runs.filter(state=StageState.WAITING).values_list("pk", "stage"):
        if registry.known(name) and done.issuperset(registry.get(name).needs):
            move(runs.filter(pk=pk), StageState.WAITING, StageState.READY, not_before=None)
            ring_on_commit([pk])


def fail(run: StageRun, error: Exception) -> None:
    """Notes a fault: for good where trying again is no use or was tried enough, else for later."""
    failures = run.failures + 1
    final = is_final(error) or failures >= settings.KB_STAGE_MAX_ATTEMPTS
    wait = timedelta(seconds=settings.KB_STAGE_BACKOFF_SECONDS * 2 ** (failures - 1))
    reconnect()
    move(
        ours(run),
        StageState.RUNNING,
        StageState.FAILED if final else StageState.READY,
        failures=failures,
        error_code=code_of(error),
        error=f"{type(error).__name__}: {error}"[:2000],
        not_before=None if final else timezone.now() + wait,
        finished_at=timezone.now() if final else None,
        lease_until=None,
        worker="",
    )
    logger.warning("stage failed", exc_info=None if is_final(error) else error)
