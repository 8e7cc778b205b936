"""The page of a room, and what its module asks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kb import search
from kb.recordings.agreements import PURPOSES, TEXT_TEMPLATE
from live import services, tokens
from live.errors import NotPossible
from live.forms import HELPER_PURPOSES, NotesForm
from live.keys import invitation_key
from live.models import Participant, Room, SessionReport
from live.permissions import Who, live_allows, room_or_404
from live.room_texts import room_texts
from live.selectors import participant_of
from live.views.doors import for_helpers, reaches_live

FOUND = 8

READY_WORDS = [
    _("Click here"),
    _("the button"),
    _("the menu"),
    _("Write here"),
    _("Tick this box"),
    _("Go down the page"),
]


@never_cache
@reaches_live
@ensure_csrf_cookie
@require_safe
def learner(request: HttpRequest, room: UUID, key: str) -> HttpResponse:
    """The room for the learner, once the four questions are answered."""
    found, seat = _entered(key, room)
    if not found.is_open:
        return redirect("live:thanks", key)
    if seat.answered_at is None:
        return redirect("live:agree", key)
    context = {
        **_context(found, seat),
        "key": key,
        "purposes": PURPOSES,
        "token_url": reverse("live:token_learner", args=[found.pk, key]),
        "consent_url": reverse("live:agree", args=[key]),
        "after_url": reverse("live:thanks", args=[key]),
    }
    return render(request, "live/room_learner.html", context)


@for_helpers
@reaches_live
@ensure_csrf_cookie
@require_safe
def helper(request: HttpRequest, room: UUID) -> HttpResponse:
    """The room for one of its helpers."""
    found, seat = _entered(request.user, room)
    if not found.is_open:
        return redirect("live:report", found.pk)
    owner = live_allows(request.user, found, "invite")
    link = reverse("live:join_invited", args=[found.pk, invitation_key(found.pk)])
    report = SessionReport.objects.filter(room=found).first()
    context = {
        **_context(found, seat),
        "purposes": HELPER_PURPOSES,
        "ready_words": READY_WORDS,
        "notes": report.notes if report else "",
        "notes_url": reverse("live:notes", args=[found.pk]),
        "code_address": settings.KB_PUBLIC_URL + reverse("live:code"),
        "token_url": reverse("live:token_helper", args=[found.pk]),
        "consent_url": reverse("live:agree_helper", args=[found.pk]),
        "search_url": reverse("live:find", args=[found.pk]),
        "after_url": reverse("live:report", args=[found.pk]),
        "invite_url": reverse("live:invite", args=[found.pk]) if owner else None,
        "invitation_address": f"{settings.KB_PUBLIC_URL}{link}" if owner else None,
    }
    return render(request, "live/room_helper.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def token_learner(request: HttpRequest, room: UUID, key: str) -> JsonResponse:
    """A fresh token for the learner, and the relays."""
    return _token(*_entered(key, room))


@for_helpers
@require_http_methods(["GET", "POST"])
def token_helper(request: HttpRequest, room: UUID) -> JsonResponse:
    """A fresh token for a helper, and the relays."""
    return _token(*_entered(request.user, room))


@for_helpers
@require_safe
def find(request: HttpRequest, room: UUID) -> JsonResponse:
    """The places of tutorials that answer `q`, best first, for the helper to show."""
    room_or_404(request.user, room, "enter")
    moments = search.search(request.GET.get("q", ""), limit=FOUND)
    places = [
        {
            "id": moment.tutorial_id,
            "tutorial": moment.tutorial,
            "step": moment.number,
            "title": moment.title,
            "address": moment.address,
        }
        for moment in moments
    ]
    return JsonResponse(places, safe=False)


@for_helpers
@require_POST
def invite(request: HttpRequest, room: UUID) -> HttpResponse:
    """Lets any helper join from the queue (`inviting` is `yes`), or no longer."""
    found = room_or_404(request.user, room, "invite")
    services.room_invite(room=found, inviting=request.POST.get("inviting") == "yes")
    return redirect("live:room_helper", found.pk)


@for_helpers
@require_POST
def leave(request: HttpRequest, room: UUID) -> HttpResponse:
    """A helper goes, the others stay.

    Only who says so has left: one who refused the recording counts as long as they may hear it.
    """
    _room, seat = _entered(request.user, room)
    services.participant_leave(participant=seat)
    return redirect("live:queue")


@for_helpers
@require_POST
def notes(request: HttpRequest, room: UUID) -> HttpResponse:
    """Keeps the helper's notes for the report."""
    found = room_or_404(request.user, room, "report")
    form = NotesForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    services.notes_keep(room=found, notes=form.cleaned_data["notes"])
    return HttpResponse(status=204)


def _entered(who: Who, room_id: UUID) -> tuple[Room, Participant]:
    room = room_or_404(who, room_id, "enter")
    seat = participant_of(who, room)
    if seat is None:
        raise Http404
    return room, seat


def _context(room: Room, seat: Participant) -> dict[str, Any]:
    """What both pages of a room know."""
    return {
        "room": room,
        "participant": seat,
        "role": seat.role,
        "live_url": settings.KB_LIVE_URL,
        "chosen": sorted(seat.chosen),
        "consent_text": TEXT_TEMPLATE,
        "texts": room_texts(seat.role),
    }


def _token(_room: Room, seat: Participant) -> JsonResponse:
    try:
        token = services.participant_token(participant=seat)
    except NotPossible as refused:
        return JsonResponse({"error": refused.sentence}, status=410)
    return JsonResponse({"token": token, "ice_servers": tokens.ice_servers(seat)})
