"""What can be known about requests, rooms and who is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from kb.recordings.agreements import PURPOSES, ConsentGiven
from kb.recordings.models import Recording
from live.keys import request_of
from live.models import (
    HelperPresence,
    HelpRequest,
    OpeningHours,
    Participant,
    Room,
    SessionReport,
)
from live.permissions import Who

HELPER_SEEN = 120
"""Seconds for which a helper who looked at the queue counts as there."""
LEARNER_SEEN = 60
"""Seconds for which a learner whose page asked counts as there."""


@dataclass(frozen=True, slots=True)
class NamedTutorial:
    """A published page that somebody is stuck at, as plain values."""

    id: int
    title: str
    address: str


def tutorial_named(page_id: int) -> NamedTutorial | None:
    """The page of that id, where anybody may read it."""
    page = Page.objects.live().public().filter(pk=page_id).first()
    return NamedTutorial(page.pk, page.title, page.url or "") if page else None


# --- who is there --------------------------------------------------------------------------------


def open_now() -> bool:
    """Whether it is within the opening hours; always, where there are none."""
    now = timezone.localtime()
    today = OpeningHours.objects.filter(weekday=now.weekday())
    at = now.time()
    return today.filter(opens__lte=at, closes__gt=at).exists() or not OpeningHours.objects.exists()


def somebody_there() -> bool:
    """Whether a helper is likely to come: it is open, and one has just looked at the queue or is
    in a room that goes on."""
    since = timezone.now() - timedelta(seconds=HELPER_SEEN)
    return open_now() and (
        HelperPresence.objects.filter(seen_at__gt=since).exists()
        or Room.objects.filter(state=Room.State.OPEN, seen_at__gt=since).exists()
    )


# --- requests ------------------------------------------------------------------------------------


def place_of(request: HelpRequest) -> int:
    """Which place in the queue the request has, from 1."""
    waiting = HelpRequest.objects.filter(state=HelpRequest.State.WAITING)
    return waiting.filter(created_at__lt=request.created_at).count() + 1


def queue(*, language: str = "", words: str = "") -> list[HelpRequest]:
    """The requests that wait, the longest first: in this language, and about all these words.
    Each has `here`: whether the learner's page is still open."""
    found = HelpRequest.objects.filter(state=HelpRequest.State.WAITING)
    if language:
        found = found.filter(language=language)
    for word in words.split():
        about = Q(words__icontains=word) | Q(skills__icontains=word)
        found = found.filter(about | Q(tutorial_title__icontains=word))
    since = timezone.now() - timedelta(seconds=LEARNER_SEEN)
    rows = list(found.order_by("created_at"))
    for row in rows:
        row.here = row.seen_at > since
    return rows


def to_call_back() -> QuerySet[HelpRequest]:
    """The requests that were left when nobody was there."""
    return HelpRequest.objects.filter(state=HelpRequest.State.LEFT_MESSAGE)


# --- rooms ---------------------------------------------------------------------------------------


def own_rooms(user: Who) -> QuerySet[Room]:
    """The open rooms where this helper has a seat."""
    seated = Room.objects.filter(state=Room.State.OPEN, participants__user=user)
    return seated.select_related("request")


def rooms_to_join(user: Who) -> QuerySet[Room]:
    """The open rooms whose helper asks for another one."""
    inviting = Room.objects.filter(state=Room.State.OPEN, inviting=True)
    return inviting.exclude(participants__user=user).select_related("request", "owner")


def participant_of(who: Who, room: Room) -> Participant | None:
    """The seat of this learner or helper in the room."""
    if not isinstance(who, str):
        return room.participants.filter(user=who).first()
    mine = room.request_id is not None and request_of(who) == room.request_id
    return room.participants.filter(role=Participant.Role.LEARNER).first() if mine else None


# --- what was agreed -----------------------------------------------------------------------------


def record_agreed(room: Room) -> bool:
    """Whether the learner and every helper that counts agree to be recorded."""
    people = list(room.participants.all())
    helpers = _helpers(room, people)
    learner = _learner(people)
    return bool(learner and learner.record and helpers and all(one.record for one in helpers))


def consents_of(room: Room) -> list[ConsentGiven]:
    """What learner and helper agreed to, for the journal of a recording. Several helpers speak
    with one voice: what one of them refuses is refused."""
    people = list(room.participants.select_related("user"))
    helpers, learner = _helpers(room, people), _learner(people)
    given = []
    if learner:
        given.append(_given([learner]))
    if helpers:
        owner = next((one for one in helpers if one.user_id == room.owner_id), helpers[0])
        given.append(_given([owner, *helpers]))
    return given


def _given(people: list[Participant]) -> ConsentGiven:
    first = people[0]
    purposes = [purpose for purpose in PURPOSES if all(purpose in one.chosen for one in people)]
    version = {"text_version": first.text_version} if first.text_version else {}
    return ConsentGiven.to(first.role, purposes, name=first.name, person=first.user, **version)


def _learner(people: Iterable[Participant]) -> Participant | None:
    return next((one for one in people if one.role == Participant.Role.LEARNER), None)


def _helpers(room: Room, people: Iterable[Participant]) -> list[Participant]:
    """The helpers whose answer counts: the owner, and who came in. Who refused the recording and
    went is not in it: what there was then was removed, and what came later is without them."""
    return [
        one
        for one in people
        if one.role == Participant.Role.HELPER
        and (one.user_id == room.owner_id or one.joined_at)
        and (one.record or one.left_at is None or (one.answered_at or one.left_at) > one.left_at)
    ]


# --- what is kept of a person ---------------------------------------------------------------------


def kept_of(recording: Recording, role: str) -> dict[str, object]:
    """What is kept of `role` about the session of a recording, by the name of a file: what the
    learner asked, what the helper noted."""
    room = Room.objects.filter(recording=recording).select_related("request").first()
    if room is None:
        return {}
    kept: dict[str, object] = {}
    if role == Participant.Role.LEARNER and room.request is not None:
        asked = room.request
        kept["request"] = {
            "name": asked.name,
            "words": asked.words,
            "tutorial": asked.tutorial_title,
            "language": asked.language,
            "contact": asked.contact,
            "autonomy_before": asked.autonomy_before,
            "asked_at": asked.created_at,
        }
    report = SessionReport.objects.filter(room=room).first()
    if report is not None:
        kept["report"] = {
            "minutes": report.minutes,
            "theme": report.theme,
            "autonomy_before": report.autonomy_before,
            "autonomy_after": report.autonomy_after,
            "success": report.success,
            "orientation": report.orientation,
            "notes": report.notes,
        }
    return kept
