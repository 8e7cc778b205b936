"""After the session: the learner's thanks and own session, the helper's report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from live import services
from live.forms import ReportForm, ThanksForm
from live.models import HelpRequest, Participant, Room, SessionReport
from live.permissions import own_request_or_404, room_or_404
from live.selectors import participant_of, record_agreed
from live.themes import theme_guess
from live.views.doors import for_helpers


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: HttpRequest, key: str) -> HttpResponse:
    """Whether it worked, how one would do it now, and the link to one's own session."""
    own, room, seat = _session(key)
    report = SessionReport.objects.filter(room=room).first()
    said = {"success": report.success, "autonomy": report.autonomy_after} if report else {}
    form = ThanksForm(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and form.is_valid():
        services.thanks_say(
            room=room,
            success=form.cleaned_data["success"],
            autonomy_after=form.cleaned_data["autonomy"],
        )
        messages.success(request, _("Thank you, your answer is noted."))
        return redirect("live:thanks", key)
    context = {"form": form, "own": own, "room": room, "key": key, "seat": seat}
    return render(request, "live/thanks.html", context | _own_session(room, key))


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Takes back all that the learner agreed to; whatever was kept goes."""
    _own, _room, seat = _session(key)
    services.consents_answer(person=seat, purposes=[])
    messages.success(request, _("Your agreements are taken back. Nothing of the session is kept."))
    return redirect("live:thanks", key)


@for_helpers
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, room: UUID) -> HttpResponse:
    """The helper's report, filled in as far as it is known."""
    found = room_or_404(request.user, room, "report")
    written = SessionReport.objects.filter(room=found).first()
    sent = request.POST if request.method == "POST" else None
    form = ReportForm(sent, instance=written, initial=_known(found, written))
    if request.method == "POST" and form.is_valid():
        services.report_write(room=found, values=form.cleaned_data)
        messages.success(request, _("The report is noted."))
        return redirect("live:report", found.pk)
    context = {
        "form": form,
        "room": found,
        "written": written,
        "recorded": record_agreed(found),
        "coming": _coming(found),
    }
    return render(request, "live/report.html", context, status=422 if form.errors else 200)


@for_helpers
@require_POST
def finish_again(request: HttpRequest, room: UUID) -> HttpResponse:
    """Tries once more to make the recording of a room where that failed."""
    found = room_or_404(request.user, room, "report")
    services.room_finish_again(room=found)
    return redirect("live:report", found.pk)


def _session(key: str) -> tuple[HelpRequest, Room, Participant]:
    """The learner's request, its room and their seat in it; Http404 where it came to no session."""
    own = own_request_or_404(key, "change")
    room = Room.objects.select_related("recording").filter(request=own).first()
    seat = participant_of(key, room) if room else None
    if room is None or seat is None:
        raise Http404
    return own, room, seat


def _own_session(room: Room, key: str) -> dict[str, Any]:
    """What is said of the learner's own session: whether it comes, and its address."""
    try:
        address = reverse("tutorials:own_session", kwargs={"secret": key})
    except NoReverseMatch:
        address = None
    return {
        "coming": _coming(room),
        "kept": room.recording is not None,
        "own_session": address,
        "own_session_public": f"{settings.KB_PUBLIC_URL}{address}" if address else None,
    }


def _coming(room: Room) -> bool:
    """Whether the recording is being made."""
    return room.state in (Room.State.ENDED, Room.State.FINISHING) and record_agreed(room)


def _known(room: Room, written: SessionReport | None) -> dict[str, Any]:
    """What can be filled in of a report before anybody has written it."""
    if written and written.written_at:
        return {}
    request = room.request
    about = f"{request.words} {request.tutorial_title} {request.skills}" if request else ""
    lasted = (room.ended_at or timezone.now()) - room.opened_at
    known = {
        "minutes": max(1, round(lasted.total_seconds() / 60)),
        "theme": theme_guess(about),
        "autonomy_before": request.autonomy_before if request else None,
    }
    filled = {name for name in known if written and getattr(written, name)}
    return {name: value for name, value in known.items() if name not in filled}
