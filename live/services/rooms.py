"""Rooms: opened for a request or by a code, alive, ended."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from kb.recordings.agreements import Purpose
from live import bell
from live.codes import code_read, new_code
from live.errors import AlreadyTaken, CodeUnknown, TooMany
from live.keys import address_hash
from live.models import HelpRequest, Participant, Room, WrongCode
from live.models.requests import NAME_MAX
from live.services.consents import answers_put
from live.services.participants import helper_seat

CODES_TRIED = 20
WRONG_CODES = 10
WRONG_CODES_WITHIN = timedelta(minutes=10)


@transaction.atomic
def request_accept(
    *, request: HelpRequest, helper: Any, purposes: Collection[Purpose] = ()
) -> Room:
    """The room of the request, with `helper` and the learner in it.

    Of helpers who accept at the same time one gets it; for the others it raises AlreadyTaken.
    """
    waiting = HelpRequest.objects.filter(pk=request.pk, state=HelpRequest.State.WAITING)
    if not waiting.update(state=HelpRequest.State.ACCEPTED):
        raise AlreadyTaken
    request.refresh_from_db()
    room = _open(owner=helper, request=request)
    helper_seat(room, helper, purposes)
    _learner_seat(room, request)
    return room


@transaction.atomic
def room_open_by_helper(*, helper: Any, purposes: Collection[Purpose] = ()) -> Room:
    """A room that waits for whoever has its code."""
    room = _open(owner=helper)
    helper_seat(room, helper, purposes)
    return room


def room_join_by_code(
    *, code: str, name: str, address: str = "", language: str = "fr"
) -> HelpRequest:
    """The request, already accepted, of the learner who said this code.

    Raises CodeUnknown where no room waits for it, and TooMany after many wrong codes from
    `address`.
    """
    sender = address_hash(address)
    since = timezone.now() - WRONG_CODES_WITHIN
    if WrongCode.objects.filter(address_hash=sender, at__gt=since).count() >= WRONG_CODES:
        raise TooMany
    request = _take_room(code_read(code), name[:NAME_MAX], language)
    if request is None:
        WrongCode.objects.create(address_hash=sender)
        raise CodeUnknown
    return request


@transaction.atomic
def _take_room(code: str, name: str, language: str) -> HelpRequest | None:
    room = Room.objects.filter(code=code, state=Room.State.OPEN, request=None).first()
    if room is None:
        return None
    request = HelpRequest.objects.create(
        name=name, language=language, state=HelpRequest.State.ACCEPTED, address_hash=""
    )
    free = Room.objects.filter(pk=room.pk, state=Room.State.OPEN, request=None)
    if not free.update(request=request):
        request.delete()
        return None
    _learner_seat(room, request)
    return request


def rooms_alive(rooms: Iterable[UUID | str]) -> int:
    """How many of these rooms are open; each of them is noted to be alive."""
    alive = Room.objects.filter(pk__in=list(rooms), state=Room.State.OPEN)
    return alive.update(seen_at=timezone.now())


@transaction.atomic
def room_ended(room: UUID | str, *, at: datetime | None = None) -> bool:
    """Whether the room was open; it ended, `at` or now, and a worker is rung for."""
    ended = {"state": Room.State.ENDED, "ended_at": at or timezone.now()}
    if not Room.objects.filter(pk=room, state=Room.State.OPEN).update(**ended):
        return False
    HelpRequest.objects.filter(room=room).update(state=HelpRequest.State.DONE)
    bell.ring_on_commit(room)
    return True


def _open(**fields: Any) -> Room:
    """A new open room with a code that no other open room has."""
    for attempt in range(CODES_TRIED):
        try:
            with transaction.atomic():
                return Room.objects.create(code=new_code(), **fields)
        except IntegrityError:
            if attempt + 1 == CODES_TRIED:
                raise
    raise AssertionError


def _learner_seat(room: Room, request: HelpRequest) -> Participant:
    """The learner's seat, with what they answered while they waited."""
    seat = Participant(room=room, role=Participant.Role.LEARNER, name=request.name)
    if request.answered_at:
        answers_put(seat, request.chosen, text_version=request.text_version)
    seat.save()
    return seat
