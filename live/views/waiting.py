"""The learner waits: place in the queue, what happens next, and what to do when nobody is there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from live import services
from live.forms import MessageForm
from live.models import HelpRequest, OpeningHours, Participant
from live.permissions import own_request_or_404
from live.selectors import open_now, place_of, somebody_there

State = HelpRequest.State


@never_cache
@require_safe
def wait(request: HttpRequest, key: str) -> HttpResponse:
    """The waiting page; once a helper has accepted, the way on."""
    own = own_request_or_404(key)
    further = way_on(own)
    if further:
        return redirect(further)
    services.request_seen(request=own)
    context = {**_now(own), "own": own, "key": key, "form": MessageForm()}
    context |= {"hours": OpeningHours.objects.all(), "open": open_now()}
    return render(request, "live/wait.html", context)


@never_cache
@require_safe
def wait_state(request: HttpRequest, key: str) -> JsonResponse:
    """The same for the module: another `version` is another page, `next` an address to go to."""
    own = own_request_or_404(key)
    services.request_seen(request=own)
    now = _now(own)
    return JsonResponse({**now, "state": own.state, "next": way_on(own)})


@require_POST
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Takes the request back."""
    services.request_cancel(request=own_request_or_404(key, "change"))
    return redirect("live:wait", key)


@require_POST
def leave_message(request: HttpRequest, key: str) -> HttpResponse:
    """Leaves the request, with a way to be called back or without."""
    own = own_request_or_404(key, "change")
    form = MessageForm(request.POST)
    if form.is_valid():
        services.request_leave_message(request=own, contact=form.cleaned_data["contact"])
    else:
        messages.error(request, _("This is too long: a telephone number or an e-mail address."))
    return redirect("live:wait", key)


def way_on(own: HelpRequest) -> str | None:
    """Where the learner goes from here: to the agreements, the room, or the end; None to wait."""
    room = getattr(own, "room", None)
    if own.state not in (State.ACCEPTED, State.DONE) or room is None:
        return None
    if not room.is_open:
        return reverse("live:thanks", args=[own.key])
    seat = room.participants.filter(role=Participant.Role.LEARNER).first()
    if seat is None or seat.answered_at is None:
        return reverse("live:agree", args=[own.key])
    return reverse("live:room_learner", args=[room.pk, own.key])


def _now(own: HelpRequest) -> dict[str, Any]:
    waiting = own.state == State.WAITING
    there = waiting and somebody_there()
    place = _place(place_of(own)) if waiting else ""
    return {"version": f"{own.state} {there}", "there": there, "place": place}


def _place(place: int) -> str:
    if place == 1:
        return _("You are the next one.")
    before = ngettext(
        "%(count)d person is before you.", "%(count)d people are before you.", place - 1
    )
    return before % {"count": place - 1}
