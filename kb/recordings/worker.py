"""How a worker starts and stops: at once, and without taking a stage along.

Stopping in the middle of a stage is what the pipeline is made for, so nobody waits for hours of
transcription: the processes are ended, their stages given back to whoever comes next.
"""

from __future__ import annotations

import logging
import logging.config
import os
import signal
from typing import Any

from billiard import active_children
from celery.signals import setup_logging, worker_ready, worker_shutting_down
from django.conf import settings

from kb.recordings.pipeline import lease
from kb.recordings.tasks import sweep

logger = logging.getLogger(__name__)


@setup_logging.connect
def on_logging(**_signal: Any) -> None:
    """Keeps our logs in place of Celery's."""
    logging.config.dictConfig(settings.LOGGING)


@worker_ready.connect
def on_ready(**_signal: Any) -> None:
    """Sweeps at once: what a worker that is no more has left need not wait for the clock."""
    sweep.apply_async(expires=60)


@worker_shutting_down.connect
def on_stop(**_signal: Any) -> None:
    """Ends the processes that work and the clock, gives back what they held, and is gone."""
    for child in active_children():
        os.kill(child.pid, signal.SIGKILL)
    released = lease.release_all()
    logger.info("worker stops", extra={"released": released})
    logging.shutdown()
    # Celery would wait for the dead, and hand one more message to a new process meanwhile.
    os._exit(0)
