"""The one function that says who may do what with a request for help and with a room."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import Http404
from django.utils.crypto import constant_time_compare

from live.keys import invitation_key, request_of
from live.models import HelpRequest, Participant, Room

Who = AbstractBaseUser | AnonymousUser | str
"""A person with an account, or the key of a learner, who has none."""

Deed = Literal["help", "accept", "see", "change", "enter", "join", "invite", "report"]
"""help: see the queue, open rooms. accept: take a request, call back. see, change: the learner's
own request. enter: be in a room, with a token. join: become one more helper of it. invite: let
others join. report: write what came of it."""

LEARNERS: dict[type, tuple[Deed, ...]] = {HelpRequest: ("see", "change"), Room: ("enter",)}


def live_allows(
    who: Who, thing: HelpRequest | Room | None, deed: Deed, *, invitation: str = ""
) -> bool:
    """Whether `who` may do `deed` with `thing`; None stands for live assistance as a whole.

    A learner has their own request and its room. A helper needs the permission, and then has the
    queue, and the rooms where they have a seat; `invitation` is the key of a link to one more.
    """
    if isinstance(who, str):
        mine = request_of(who)
        own = thing.pk if isinstance(thing, HelpRequest) else getattr(thing, "request_id", None)
        return mine is not None and mine == own and deed in LEARNERS[type(thing)]
    if not who.is_active or not who.has_perm("live.help"):
        return False
    if isinstance(thing, Room):
        return _helper_allows(who, thing, deed, invitation)
    return deed == ("help" if thing is None else "accept")


def _helper_allows(user: AbstractBaseUser, room: Room, deed: Deed, invitation: str) -> bool:
    if deed == "invite":
        return room.owner_id == user.pk
    seated = Participant.objects.filter(room=room, user=user).exists()
    if deed == "join":
        invited = constant_time_compare(invitation, invitation_key(room.pk))
        return seated or room.inviting or invited
    return seated and deed in ("enter", "report")


def request_or_404(who: Who, request_id: UUID | None, deed: Deed) -> HelpRequest:
    """The request, or Http404 both where there is none and where `who` may not."""
    found = HelpRequest.objects.filter(pk=request_id).first()
    if found is None or not live_allows(who, found, deed):
        raise Http404
    return found


def own_request_or_404(key: str, deed: Deed = "see") -> HelpRequest:
    """The request that the learner's `key` opens, or Http404."""
    return request_or_404(key, request_of(key), deed)


def room_or_404(who: Who, room_id: UUID, deed: Deed, *, invitation: str = "") -> Room:
    """The room, or Http404 both where there is none and where `who` may not."""
    room = Room.objects.select_related("request", "recording").filter(pk=room_id).first()
    if room is None or not live_allows(who, room, deed, invitation=invitation):
        raise Http404
    return room
