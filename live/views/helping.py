"""The helper's side: the queue, accepting, opening and joining rooms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kb.recordings.agreements import TEXT_TEMPLATE, Purpose
from live import selectors, services
from live.errors import NotPossible
from live.forms import HELPER_PURPOSES, AnswersForm
from live.models import Room
from live.permissions import request_or_404, room_or_404
from live.views.doors import for_helpers


@for_helpers
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Who waits, the rooms one is in or may join, and whom to call back."""
    context = _queue(request) | {"languages": settings.LANGUAGES}
    return render(request, "live/queue.html", context)


@for_helpers
@require_safe
def queue_state(request: HttpRequest) -> JsonResponse:
    """The same for the module: the list as the page shows it, and how many wait in words."""
    context = _queue(request)
    html = render_to_string("live/parts/queue.html", context, request)
    return JsonResponse({"html": html, "place": context["waiting"], "next": None})


def _queue(request: HttpRequest) -> dict[str, Any]:
    services.helper_seen(user=request.user)
    language, words = _typed(request, "langue"), _typed(request, "mots")
    rows = selectors.queue(language=language, words=words)
    waiting = ngettext("%(count)d person waits.", "%(count)d people wait.", len(rows))
    return {
        "rows": rows,
        "waiting": waiting % {"count": len(rows)} if rows else _("Nobody waits."),
        "filtered": bool(language or words),
        "language": language,
        "words": words,
        "own_rooms": selectors.own_rooms(request.user),
        "rooms_to_join": selectors.rooms_to_join(request.user),
        "call_back": selectors.to_call_back(),
    }


def _typed(request: HttpRequest, name: str) -> str:
    """A filter of the address, without what no database takes for text."""
    return request.GET.get(name, "").replace("\0", "").strip()[:100]


@for_helpers
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The helper's answers, then the room: of several helpers, one gets it."""
    wanted = request_or_404(request.user, pk, "accept")

    def enter(purposes: list[Purpose]) -> Room:
        return services.request_accept(request=wanted, helper=request.user, purposes=purposes)

    return _answers(request, enter, {"wanted": wanted})


@for_helpers
@require_http_methods(["GET", "HEAD", "POST"])
def open_room(request: HttpRequest) -> HttpResponse:
    """The helper's answers, then a room that waits for whoever has its code."""

    def enter(purposes: list[Purpose]) -> Room:
        return services.room_open_by_helper(helper=request.user, purposes=purposes)

    return _answers(request, enter, {})


@for_helpers
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, room: UUID, invitation: str = "") -> HttpResponse:
    """The answers of one more helper, then the room."""
    found = room_or_404(request.user, room, "join", invitation=invitation)

    def enter(purposes: list[Purpose]) -> Room:
        services.participant_join(room=found, helper=request.user, purposes=purposes)
        return found

    return _answers(request, enter, {"joined": found})


@for_helpers
@require_POST
def called_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Takes a request from the list of those to call back."""
    wanted = request_or_404(request.user, pk, "accept")
    if services.request_call_back_done(request=wanted):
        messages.success(request, _("Noted. The way to call back is removed."))
    return redirect("live:queue")


def _answers(
    request: HttpRequest, enter: Callable[[list[Purpose]], Room], context: dict[str, Any]
) -> HttpResponse:
    """The form of the helper's answers; a valid one enters the room."""
    sent = request.POST if request.method == "POST" else None
    form = AnswersForm(sent, purposes=HELPER_PURPOSES)
    if request.method == "POST" and form.is_valid():
        try:
            room = enter(form.agreed)
        except NotPossible as refused:
            messages.warning(request, refused.sentence)
            return redirect("live:queue")
        return redirect("live:room_helper", room.pk)
    context |= {"form": form, "consent_text": TEXT_TEMPLATE}
    return render(request, "live/begin.html", context, status=422 if form.errors else 200)
