"""What the index has yet to be told, as rows: a killed process or an index that is down loses none.

A row is written together with the change of the page, so that neither is there without the other.
Whoever makes it claims it first; one page is never told by two at once, so an older state of it
never comes last. A change that cannot be made is tried again, later each time.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from kb.search.models import IndexChange
from kb.search.services import tutorial_index

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""For how long a claim stands: whoever has not made the change by then is taken for dead."""
LONGEST_WAIT = timedelta(minutes=5)


def change_note(page_id: int) -> None:
    """Writes down, in the transaction of the caller, that a tutorial has changed."""
    change = IndexChange(page_id=page_id, token=uuid.uuid4(), due_at=timezone.now(), tries=0)
    IndexChange.objects.bulk_create(
        [change],
        update_conflicts=True,
        unique_fields=["page_id"],
        update_fields=["token", "due_at", "tries"],
    )


def changes_make(page_id: int | None = None) -> int:
    """Makes the changes that are due, or that of one page; how many it made. Never raises for a
    fault of the index."""
    due = IndexChange.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    if page_id is not None:
        due = due.filter(page_id=page_id)
    return sum(_make(one) for one in list(due.values_list("page_id", flat=True)))


def _make(page_id: int) -> bool:
    """Whether the index now holds the page as it is, by this call."""
    row = IndexChange.objects.filter(page_id=page_id)
    while token := _claimed(page_id):
        try:
            tutorial_index(page_id=page_id)
        except Exception as fault:
            _put_off(page_id, token, fault)
            return False
        if row.filter(token=token).delete()[0]:
            return True
        # It changed again meanwhile.
        row.update(claimed_until=None)
    return False


def _claimed(page_id: int) -> uuid.UUID | None:
    """The token of the change, which is now ours; None where there is none, or another has it."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    row = IndexChange.objects.filter(page_id=page_id)
    if not row.filter(free, due_at__lte=now).update(claimed_until=now + LEASE):
        return None
    return row.values_list("token", flat=True).first()


def _put_off(page_id: int, token: uuid.UUID, fault: Exception) -> None:
    row = IndexChange.objects.filter(page_id=page_id)
    tries = row.values_list("tries", flat=True).first() or 0
    wait = min(timedelta(seconds=2 ** min(tries + 1, 20)), LONGEST_WAIT)
    row.update(claimed_until=None, fault=str(fault)[:500])
    row.filter(token=token).update(tries=F("tries") + 1, due_at=timezone.now() + wait)
    logger.warning(
        "The search index cannot be told of a change yet: %s", fault, extra={"page": page_id}
    )
