"""What is kept of a person, for them to take away."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kb.recordings import personal
from kb.recordings.models import Consent
from kb.recordings.permissions import recording_allows, recording_or_404


@login_required
@require_safe
def of_account(request: HttpRequest) -> HttpResponse:
    """All that is kept of whoever asks."""
    return personal.archive(personal.of_account(request.user))


@login_required
@require_safe
def of_participant(request: HttpRequest, pk: UUID, role: str) -> HttpResponse:
    """What is kept of the helper or the learner: for themselves, and for whoever answers for the
    recording and was asked for it."""
    recording = recording_or_404(request.user, pk, "see")
    themselves = recording.consents.filter(person=request.user, role=role).exists()
    answers = recording_allows(request.user, recording, "manage")
    if role not in Consent.Role.values or not (themselves or answers):
        raise Http404
    return personal.archive(personal.of_participant(recording, role))
