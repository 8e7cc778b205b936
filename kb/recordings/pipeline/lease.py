"""The lease of a stage that runs: renewed while its worker lives, lost when another took over."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from datetime import timedelta
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.db.models import QuerySet
from django.utils import timezone

from kb.recordings.models import StageRun
from kb.recordings.states import StageState, move

logger = logging.getLogger(__name__)

WORKER = f"{socket.gethostname()}:{os.getpid()}"
"""Who holds the leases taken here: the worker's main process, since it forks after this line."""

WRITE_EVERY = 2.0
"""Seconds between two writes of the progress."""


class LeaseLost(Exception):
    """The row is no longer ours; nothing that we do may change it."""


def until() -> timezone.datetime:
    """When a lease taken now runs out."""
    return timezone.now() + timedelta(seconds=settings.KB_STAGE_LEASE_SECONDS)


def ours(run: StageRun) -> QuerySet[StageRun]:
    """The row of `run`, while this attempt still holds it: the fence."""
    return StageRun.objects.filter(pk=run.pk, attempt=run.attempt, state=StageState.RUNNING)


def reconnect() -> None:
    """Drops a connection that may have died during the work; not inside a caller's transaction."""
    if not connection.in_atomic_block:
        close_old_connections()


def release_all(worker: str = WORKER) -> int:
    """How many stages a stopping worker gave back, and no fault of theirs."""
    runs = StageRun.objects.filter(worker=worker)
    return move(
        runs, StageState.RUNNING, StageState.READY, lease_until=None, not_before=None, worker=""
    )


class Lease:
    """Renews the lease of `run`: with each progress write, and from a thread in between, so that
    one long silent call keeps it as long as the process lives."""

    def __init__(self, run: StageRun) -> None:
        self._run = run
        self._share = 0.0
        self._written = time.monotonic()
        self._lost = threading.Event()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="lease", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def progress(self, share: float) -> None:
        """Notes the share of the work done; raises LeaseLost where the work is no longer ours."""
        self._share = min(max(float(share), 0.0), 1.0)
        if time.monotonic() - self._written >= WRITE_EVERY:
            self._renew()
        if self._lost.is_set():
            raise LeaseLost

    def _renew(self) -> None:
        self._written = time.monotonic()
        try:
            held = ours(self._run).update(progress=self._share, lease_until=until())
        except DatabaseError:
            # Hours of work are not thrown away for one write; the next one may pass.
            logger.warning("the lease could not be renewed", exc_info=True)
            return
        if not held:
            self._lost.set()

    def _beat(self) -> None:
        while not self._over.wait(settings.KB_STAGE_LEASE_SECONDS / 4):
            self._renew()
            connection.close()
