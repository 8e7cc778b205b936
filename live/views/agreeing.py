"""What each person answers before anything is shared, and may change while the session goes on."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kb.recordings.agreements import TEXT_TEMPLATE
from live import services
from live.errors import RoomClosed
from live.forms import HELPER_PURPOSES, AnswersForm, LearnerAnswersForm
from live.models import HelpRequest, Participant
from live.permissions import own_request_or_404, room_or_404
from live.selectors import participant_of
from live.views.doors import for_helpers, reaches_live, wants_json
from live.views.waiting import way_on


@never_cache
@reaches_live
@require_http_methods(["GET", "HEAD", "POST"])
def learner(request: HttpRequest, key: str) -> HttpResponse:
    """The four questions to the learner; they may be answered while one waits."""
    own = own_request_or_404(key, "change")
    if own.state not in (HelpRequest.State.WAITING, HelpRequest.State.ACCEPTED):
        return redirect(way_on(own) or reverse("live:wait", args=[key]))
    room = getattr(own, "room", None)
    person = own if room is None else participant_of(key, room)
    if person is None:
        raise Http404
    before = {"before": own.autonomy_before}
    sent = request.POST if request.method == "POST" else None
    form = LearnerAnswersForm(sent, person=person, initial=before)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["before"]:
            services.request_autonomy_say(request=own, before=form.cleaned_data["before"])
        services.consents_answer(person=person, purposes=form.agreed)
        return _answered(request, person, way_on(own) or reverse("live:wait", args=[key]))
    context = {"form": form, "own": own, "key": key, "helper": room and room.owner}
    return _page(request, "live/agree_learner.html", form, context)


@for_helpers
@require_http_methods(["GET", "HEAD", "POST"])
def helper(request: HttpRequest, room: UUID) -> HttpResponse:
    """The three questions to a helper, who is in the room."""
    found = room_or_404(request.user, room, "enter")
    person = participant_of(request.user, found)
    if person is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = AnswersForm(sent, person=person, purposes=HELPER_PURPOSES)
    further = reverse("live:room_helper" if found.is_open else "live:report", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        services.consents_answer(person=person, purposes=form.agreed)
        return _answered(request, person, further)
    return _page(request, "live/agree_helper.html", form, {"room": found, "back": further})


def _page(
    request: HttpRequest, template: str, form: AnswersForm, context: dict[str, object]
) -> HttpResponse:
    context |= {"form": form, "consent_text": TEXT_TEMPLATE}
    return render(request, template, context, status=422 if form.errors else 200)


def _answered(
    request: HttpRequest, person: HelpRequest | Participant, further: str
) -> HttpResponse:
    """On to `further`; for the module of a room, what is agreed now and a token that says so."""
    if not wants_json(request) or not isinstance(person, Participant):
        return redirect(further)
    try:
        token = services.participant_token(participant=person)
    except RoomClosed:
        token = None
    return JsonResponse({"chosen": sorted(person.chosen), "token": token})
