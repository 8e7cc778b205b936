"""The bell of live assistance: tells a worker that a room is over. Unheard, the sweep rings."""

from __future__ import annotations

import logging
from functools import partial
from uuid import UUID

from django.db import transaction

logger = logging.getLogger(__name__)

HEARD_WITHIN = 120
"""Seconds after which an unheard ring is void."""


def ring_on_commit(room_id: UUID | str) -> None:
    """Rings for the room once the transaction stands."""
    transaction.on_commit(partial(ring, room_id), robust=True)


def ring(room_id: UUID | str) -> None:
    """Asks any worker to finish the room; a broker that is down is only noted."""
    from live.tasks import finish_room

    try:
        finish_room.apply_async(args=[str(room_id)], expires=HEARD_WITHIN)
    except Exception:
        logger.warning("the bell did not ring; the sweep will ring again", exc_info=True)
