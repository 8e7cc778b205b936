"""One's own session, for somebody without an account: a secret in the address opens it."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kb.recordings import personal, services, store
from kb.recordings import selectors as recordings
from kb.recordings.forms import WithdrawalForm
from kb.recordings.models import Pass, Recording
from kb.recordings.permissions import pass_or_404
from kb.recordings.templatetags.recording_words import consent_text
from kb.tutorials.own_session import own_session, own_still

PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # Nobody is told the address. With `no-referrer` browsers send the forms of the page (its
    # withdrawal, the language) from nowhere, and they are refused as forged.
    "Referrer-Policy": "strict-origin",
}


def by_pass(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the pass that is in the address; without one, a page says so kindly."""

    @wraps(view)
    def opened(request: HttpRequest, secret: str, **more: str) -> HttpResponse:
        try:
            answer = view(request, pass_or_404(secret, "see"), secret, **more)
        except Http404:
            answer = render(request, "tutorials/own_session_gone.html", status=404)
        for name, value in PRIVATE.items():
            answer.headers[name] = value
        return answer

    return opened


@require_safe
@by_pass
def session(request: HttpRequest, held: Pass, secret: str) -> HttpResponse:
    """The steps of the session, to read and to print; before that, how far they are."""
    own = own_session(held.recording, secret)
    context = {"own": own, "tutorial": own.tutorial, "recording": held.recording, "secret": secret}
    return render(request, "tutorials/own_session.html", context)


@require_safe
@by_pass
def still(_request: HttpRequest, held: Pass, _secret: str, name: str) -> HttpResponse:
    """The masked picture of the step of that name."""
    picture = own_still(held.recording, name)
    if picture is None:
        raise Http404
    kind = mimetypes.guess_type(f"still{store.picture_suffix(picture)}")[0]
    return HttpResponse(picture, content_type=kind)


@require_safe
@by_pass
def my_data(_request: HttpRequest, held: Pass, _secret: str) -> HttpResponse:
    """What is kept of the person, as a file."""
    return personal.archive(personal.of_participant(held.recording, held.role, by_link=True))


@require_http_methods(["GET", "HEAD", "POST"])
@by_pass
def agreement(request: HttpRequest, held: Pass, secret: str) -> HttpResponse:
    """Asks what one takes back of one's own agreement and says what goes; then takes it back."""
    recording = held.recording
    consent = recordings.consent_standing(recording)[held.role]
    if consent is None:
        raise Http404
    form = WithdrawalForm(request.POST if request.method == "POST" else None, consent=consent)
    if request.method == "POST" and form.is_valid():
        purposes = form.cleaned_data["purposes"]
        services.consent_withdraw(recording=recording, role=held.role, purposes=purposes)
        return _after(request, recording, secret)
    context = {"form": form, "secret": secret, "consent_text": consent_text(consent)}
    # 200 where nothing was chosen too: the log names the address of what is refused.
    return render(request, "tutorials/own_agreement.html", context)


def _after(request: HttpRequest, recording: Recording, secret: str) -> HttpResponse:
    if not Recording.objects.filter(pk=recording.pk).exists():
        return render(request, "tutorials/own_session_gone.html", {"taken_back": True})
    messages.success(request, _("Your agreement is taken back. It takes effect at once."))
    return redirect("tutorials:own_session", secret)
