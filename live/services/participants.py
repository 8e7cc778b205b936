"""Who takes part in a room: helpers who join, tokens to enter, leaving."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from kb.recordings.agreements import Purpose
from live import tokens
from live.errors import RoomClosed, RoomFull
from live.models import HelperPresence, Participant, Room
from live.models.requests import NAME_MAX
from live.selectors import record_agreed
from live.services.consents import answers_put

PEOPLE_MAX = 4
HELPERS_MAX = PEOPLE_MAX - 1
"""One seat is the learner's."""


@transaction.atomic
def participant_join(*, room: Room, helper: Any, purposes: Collection[Purpose] = ()) -> Participant:
    """The seat of one more helper; their own, where they already have one.

    Raises RoomClosed where the session is over and RoomFull where four people are in it.
    """
    room = Room.objects.select_for_update().get(pk=room.pk)
    if not room.is_open:
        raise RoomClosed
    here = room.participants.filter(role=Participant.Role.HELPER, left_at=None)
    if here.exclude(user=helper).count() >= HELPERS_MAX:
        raise RoomFull
    return helper_seat(room, helper, purposes)


@transaction.atomic
def participant_token(*, participant: Participant) -> str:
    """The token with which the participant enters now; raises RoomClosed after the session.

    It says that the session is recorded where the learner and every helper present agree.
    """
    room = Room.objects.select_for_update().get(pk=participant.room_id)
    if not room.is_open:
        raise RoomClosed
    participant.joined_at = participant.joined_at or timezone.now()
    participant.left_at = None
    participant.save(update_fields=["joined_at", "left_at"])
    return tokens.token_make(participant, record=record_agreed(room))


def participant_leave(*, participant: Participant) -> None:
    """Notes that the participant has gone while the session goes on."""
    seat = Participant.objects.filter(pk=participant.pk, room__state=Room.State.OPEN, left_at=None)
    seat.exclude(joined_at=None).update(left_at=timezone.now())


def room_invite(*, room: Room, inviting: bool) -> None:
    """Lets any helper join the room, or no longer."""
    Room.objects.filter(pk=room.pk).update(inviting=inviting)


def helper_seen(*, user: Any) -> None:
    """Notes that this helper looks at the queue."""
    HelperPresence.objects.update_or_create(user=user, defaults={"seen_at": timezone.now()})


def helper_seat(room: Room, helper: Any, purposes: Collection[Purpose]) -> Participant:
    """The seat of `helper` in the room, with these answers."""
    seat = Participant.objects.filter(room=room, user=helper).first() or Participant(
        room=room, user=helper, role=Participant.Role.HELPER
    )
    seat.name = (helper.get_short_name() or helper.get_username())[:NAME_MAX]
    answers_put(seat, purposes)
    seat.save()
    return seat
