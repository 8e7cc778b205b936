"""Requests for help: made, taken back, left for later."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kb import search
from live.errors import TooMany
from live.keys import address_hash
from live.models import HelpRequest
from live.models.requests import CONTACT_MAX, NAME_MAX, WORDS_MAX
from live.selectors import NamedTutorial

LIMITS = ((timedelta(minutes=10), 5), (timedelta(days=1), 20))
"""How many requests one address may make in how long."""
CLOSED_AFTER = timedelta(hours=12)
FORGOTTEN_AFTER = timedelta(days=30)
"""How long a request that came to no session is kept, and with it the way to be called back."""

State = HelpRequest.State


@transaction.atomic
def request_create(
    *,
    name: str,
    words: str = "",
    tutorial: NamedTutorial | None = None,
    step: int | None = None,
    language: str = "fr",
    address: str = "",
) -> HelpRequest:
    """The new request, waiting. Raises TooMany where its sender's `address` made many already."""
    sender = address_hash(address)
    for span, most in LIMITS:
        since = timezone.now() - span
        made = HelpRequest.objects.filter(address_hash=sender, created_at__gt=since)
        if made.count() >= most:
            raise TooMany
    transaction.on_commit(lambda: search.help_asked(words), robust=True)
    return HelpRequest.objects.create(
        name=name[:NAME_MAX],
        words=words[:WORDS_MAX],
        tutorial_id=tutorial.id if tutorial else None,
        tutorial_title=tutorial.title[:255] if tutorial else "",
        tutorial_step=step if tutorial else None,
        skills=_skills(words),
        language=language,
        address_hash=sender,
    )


@transaction.atomic
def request_cancel(*, request: HelpRequest) -> bool:
    """Whether the request still waited; now it is cancelled, and how to call back is forgotten."""
    return _move(request, (State.WAITING, State.LEFT_MESSAGE), state=State.CANCELLED, contact="")


@transaction.atomic
def request_leave_message(*, request: HelpRequest, contact: str = "") -> bool:
    """Whether the request still waited; now it is kept, with a way to be called back or none."""
    contact = contact[:CONTACT_MAX]
    return _move(request, (State.WAITING,), state=State.LEFT_MESSAGE, contact=contact)


@transaction.atomic
def request_call_back_done(*, request: HelpRequest) -> bool:
    """Whether the request was to be called back; it is done, and how to call back is forgotten."""
    return _move(request, (State.LEFT_MESSAGE,), state=State.DONE, contact="")


def request_autonomy_say(*, request: HelpRequest, before: int) -> None:
    """Notes how well the learner says to know it before the session, from 1 to 5."""
    HelpRequest.objects.filter(pk=request.pk).update(autonomy_before=before)


def request_seen(*, request: HelpRequest) -> None:
    """Notes that the learner's page is open."""
    HelpRequest.objects.filter(pk=request.pk).update(seen_at=timezone.now())


def requests_close_old() -> int:
    """How many requests it closed that had waited for half a day."""
    old = timezone.now() - CLOSED_AFTER
    waiting = HelpRequest.objects.filter(state=State.WAITING, created_at__lt=old)
    return waiting.update(state=State.LEFT)


def requests_forget_old() -> int:
    """How many requests it removed that had come to no session within a month."""
    old = HelpRequest.objects.filter(room=None, created_at__lt=timezone.now() - FORGOTTEN_AFTER)
    return old.delete()[0]


def _move(request: HelpRequest, before: tuple[str, ...], **values: str) -> bool:
    """Whether the request was in one of the states `before` and now has `values`."""
    moved = HelpRequest.objects.filter(pk=request.pk, state__in=before).update(**values)
    request.refresh_from_db()
    return bool(moved)


def _skills(words: str) -> str:
    """The services that tutorials about `words` are about, with commas between."""
    found = search.search(words, limit=3) if words.strip() else []
    return ", ".join(dict.fromkeys(moment.service for moment in found if moment.service))[:200]
