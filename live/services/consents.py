"""What a person answers before and during a session, and takes back after it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from django.db import transaction
from django.utils import timezone

from kb.recordings import store
from kb.recordings.agreements import PURPOSES, TEXT_VERSION, Purpose, purposes_of
from kb.recordings.models import Recording
from kb.recordings.services import consent_give
from live.models import Answered, HelpRequest, Participant, Room
from live.selectors import consents_of, record_agreed

FIELDS = [*PURPOSES, "text_version", "answered_at"]


def consents_answer(
    *, person: HelpRequest | Participant, purposes: Collection[Purpose]
) -> HelpRequest | Participant:
    """The person, who now agrees to exactly `purposes`.

    A recording that was already made follows; one that is still to be made is given up where it is
    no longer agreed to. While the session goes on, the next token tells the live process.
    """
    if isinstance(person, Participant):
        return _seat_answers(person, purposes)
    answers_put(person, purposes)
    person.save(update_fields=FIELDS)
    # A helper who accepted just before took the answers of then along.
    seat = Participant.objects.filter(room__request=person, role=Participant.Role.LEARNER).first()
    if seat is not None:
        _seat_answers(seat, purposes)
    return person


@transaction.atomic
def _seat_answers(person: Participant, purposes: Collection[Purpose]) -> Participant:
    # The row of the room is the lock: whoever makes its recording looks at the answers under it.
    room = Room.objects.select_for_update().get(pk=person.room_id)
    answers_put(person, purposes)
    person.save(update_fields=FIELDS)
    if room.recording is not None:
        _journal_follows(room.recording, room, person)
    elif not room.is_open and not record_agreed(room):
        room_discard(room)
    return person


def _journal_follows(recording: Recording, room: Room, person: Participant) -> None:
    """Writes what the role of `person` agrees to now. A helper beside the one whom the journal
    names only takes away: what that one took back there does not come again by the other."""
    standing = purposes_of(recording.consents.filter(role=person.role, withdrawn_at=None).first())
    for given in consents_of(room):
        if given.role == person.role:
            if given.person != person.user:
                less = {purpose: False for purpose in PURPOSES if purpose not in standing}
                given = replace(given, **less)
            consent_give(recording=recording, given=given, by=person.user)


def answers_put(
    person: Answered, purposes: Collection[Purpose], *, text_version: str = TEXT_VERSION
) -> None:
    """Puts the answers into the unsaved row; ValueError for a purpose that there is not."""
    if unknown := set(purposes) - set(PURPOSES):
        raise ValueError(", ".join(sorted(unknown)))
    for purpose in PURPOSES:
        setattr(person, purpose, purpose in purposes)
    person.text_version, person.answered_at = text_version, timezone.now()


def room_discard(room: Room) -> None:
    """Removes whatever the room wrote; nothing becomes of it."""
    Room.objects.filter(pk=room.pk).update(state=Room.State.FINISHED, error="")
    transaction.on_commit(partial(store.remove, room.folder))


def recording_followed(recording: Recording) -> None:
    """After less is agreed to: the room that the recording came from keeps nothing of its own."""
    for room in recording.rooms.all():
        transaction.on_commit(partial(store.remove, room.folder))
