"""An agreement taken back: for each purpose, after a page that says what goes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kb.recordings import selectors, services
from kb.recordings.forms import WithdrawalForm
from kb.recordings.models import Consent, Recording
from kb.recordings.permissions import recording_allows, recording_or_404
from kb.recordings.templatetags.recording_words import consent_text


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: UUID, role: str) -> HttpResponse:
    """Asks what is taken back and says what goes; then takes it back."""
    recording = recording_or_404(request.user, pk, "see")
    consent = selectors.consent_standing(recording).get(role)
    if consent is None or not may_withdraw(request.user, recording, consent):
        raise Http404
    form = WithdrawalForm(request.POST if request.method == "POST" else None, consent=consent)
    if request.method == "POST" and form.is_valid():
        services.consent_withdraw(
            recording=recording,
            role=role,
            purposes=form.cleaned_data["purposes"],
            by=request.user,
        )
        return _after(request, recording.pk)
    context = {
        "recording": recording,
        "consent": consent,
        "form": form,
        "consent_text": consent_text(consent),
    }
    return render(request, "recordings/withdraw.html", context, status=422 if form.errors else 200)


def may_withdraw(user: object, recording: Recording, consent: Consent) -> bool:
    """Whether `user` may take this agreement back: their own, or as the owner or an editor."""
    return consent.person_id == user.pk or recording_allows(user, recording, "edit")


def _after(request: HttpRequest, pk: UUID) -> HttpResponse:
    if not Recording.objects.filter(pk=pk).exists():
        messages.success(
            request,
            _("The agreement is taken back. The recording and all made from it are removed."),
        )
        return redirect("recordings:list")
    messages.success(request, _("The agreement is taken back."))
    still_seen = Recording.objects.filter(pk=pk).first()
    if still_seen and recording_allows(request.user, still_seen, "see"):
        return redirect("recordings:detail", pk)
    return redirect("recordings:list")
