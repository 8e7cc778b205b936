"""The bell: tells a worker that a row may be ready. Unheard, it costs time and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial

from django.db import transaction

logger = logging.getLogger(__name__)

HEARD_WITHIN = 120
"""Seconds after which an unheard ring is void: the sweep has rung again since."""


def ring_on_commit(runs: Iterable[int]) -> None:
    """Rings for the rows `runs` once the transaction stands."""
    for pk in runs:
        transaction.on_commit(partial(ring, pk), robust=True)


def ring(pk: int) -> None:
    """Asks any worker to look at the row `pk`; a broker that is down is only noted."""
    from kb.recordings.tasks import run_stage

    try:
        run_stage.apply_async(args=[pk], expires=HEARD_WITHIN)
    except Exception:
        logger.warning("the bell did not ring; the sweep will ring again", exc_info=True)
