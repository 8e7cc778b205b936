"""Searches are counted, so that editors see what people look for and do not find.

Nothing says who searched. A question with something personal in it is not kept at all.
"""

from __future__ import annotations

import logging
import re
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import F, Q
from django.utils import timezone

from kb.search.models import KEY_MAX, AskedSearch, search_key

logger = logging.getLogger(__name__)

DIGITS_MAX = 5
"""More digits than a year or a form's name has: a telephone number, an account, a date of birth."""

FORGOTTEN_AFTER = timedelta(days=365)
RARE_FORGOTTEN_AFTER = timedelta(days=90)
RARE = 3
"""Asked so seldom, it says little of what people need, and perhaps something of one of them."""


def search_note(text: str, *, answered: bool) -> None:
    """Counts a search; never raises."""
    _count(text, times=1, unanswered=int(not answered))


def click_note(text: str) -> None:
    """Counts a result that was opened after a search; never raises."""
    _count(text, clicked=1)


def help_note(text: str) -> None:
    """Counts somebody who asked a person after a search; never raises."""
    _count(text, helped=1)


def frequent_searches(beginning: str, limit: int) -> list[str]:
    """Searches that begin so, folded: made several times, always answered, and opened."""
    asked = AskedSearch.objects.filter(
        key__startswith=beginning, times__gte=RARE, clicked__gt=0, unanswered=0
    )
    return list(asked.order_by("-times", "key").values_list("shown", flat=True)[:limit])


def searches_forget() -> int:
    """How many it forgot of those that nobody asks any more."""
    now = timezone.now()
    rare = Q(times__lt=RARE, last_at__lt=now - RARE_FORGOTTEN_AFTER)
    old = Q(last_at__lt=now - FORGOTTEN_AFTER)
    return AskedSearch.objects.filter(rare | old, wished=False).delete()[0]


def _personal(text: str) -> bool:
    return "@" in text or len(re.findall(r"\d", text)) > DIGITS_MAX


def _count(text: str, **by: int) -> None:
    key = search_key(text)
    if len(key) < 2 or _personal(text):
        return
    now = timezone.now()
    added = {name: F(name) + number for name, number in by.items()}
    try:
        known = AskedSearch.objects.filter(key=key).update(**added, last_at=now)
        if not known and "times" in by:
            shown = " ".join(text.split())[:KEY_MAX]
            AskedSearch.objects.bulk_create(
                [AskedSearch(key=key, shown=shown, last_at=now, **by)], ignore_conflicts=True
            )
    except DatabaseError:
        logger.exception("A search could not be counted")
