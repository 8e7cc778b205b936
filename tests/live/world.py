"""What tests of live assistance are made of: who helps, who asks, and the rooms they meet in."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Permission

from kb.recordings.agreements import PURPOSES
from live import services
from live.forms import HELPER_PURPOSES
from live.models import HelpRequest, Participant, Room
from live.rtc.packet_log import PacketLog
from tests import factories
from tests.live.rtc.sessions import HELPER, LEARNER, Script, ticks

_addresses = itertools.count()
"""Each request comes from a place of its own: one address may make few."""


def helper(username: str = "", **fields: Any):
    """A person with an account who may help."""
    person = factories.user(username, **fields)
    person.user_permissions.add(
        Permission.objects.get(content_type__app_label="live", codename="help")
    )
    return person


def asked(
    name: str = "Marie", *, answers: Collection[str] | None = None, **about: Any
) -> HelpRequest:
    """A request that waits; `answers` is what the learner agreed to while waiting."""
    about = {"words": "ma prime d’activité", "address": f"192.0.2.{next(_addresses)}", **about}
    request = services.request_create(name=name, **about)
    if answers is not None:
        services.consents_answer(person=request, purposes=answers)
    return request


def room(
    owner: Any = None,
    *,
    learner: Collection[str] | None = PURPOSES,
    helper_agrees: Collection[str] = HELPER_PURPOSES,
    **about: Any,
) -> Room:
    """The open room of a request; both agree to everything, where nothing else is said."""
    return services.request_accept(
        request=asked(answers=learner, **about),
        helper=owner or helper(),
        purposes=helper_agrees,
    )


def joined(room: Room, *, agrees: Collection[str] = HELPER_PURPOSES) -> Participant:
    """One more helper, who has come in."""
    seat = services.participant_join(room=room, helper=helper(), purposes=agrees)
    services.participant_token(participant=seat)
    return seat


def seat(room: Room, role: str = "learner") -> Participant:
    """The seat of the learner, or of the helper whose room it is."""
    owner = {"user": room.owner} if role == "helper" else {}
    return room.participants.get(role=role, **owner)


def recorded(room: Room) -> Room:
    """The room, with what the live process wrote: two seconds of screen and of both voices."""
    script = Script()
    script.screen(LEARNER, ticks(0, 2))
    for person in (LEARNER, HELPER):
        script.voice(person, 0, 2)
    script.event(1.0, kind="mark", by="helper", label="Ouvrir")
    script.write(room.folder)
    return room


def silent(room: Room) -> Room:
    """The room, with a log in which nobody shows or says anything."""
    log = PacketLog(room.folder, str(room.pk))
    log.event({"kind": "done", "by": "learner"})
    log.close()
    return room


def ended(room: Room) -> Room:
    """The room after the session."""
    services.room_ended(room.pk)
    room.refresh_from_db()
    return room


def finished(room: Room) -> Room:
    """The room after the session, with what a worker made of it."""
    ended(room)
    services.room_finish(room.pk)
    room.refresh_from_db()
    return room
