"""The list of recordings, the page of one, and how far the work on it has come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from kb.recordings import selectors, services, words
from kb.recordings.models import Consent, Recording
from kb.recordings.permissions import (
    recording_allows,
    recording_or_404,
    recordings_seen_by,
)
from kb.recordings.retention import keep_longer, keeping
from kb.recordings.states import StageState

PER_PAGE = 20


@login_required
@never_cache
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The recordings that this person may see, newest first."""
    seen = recordings_seen_by(request.user).select_related("owner")
    page = Paginator(seen, PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "recording": recording,
            "progress": selectors.recording_progress(recording),
            "seconds": recording_length(recording),
            "keeping": keeping(recording),
        }
        for recording in page
    ]
    reviewer = request.user.has_perm("recordings.review_recording")
    return render(
        request, "recordings/list.html", {"page": page, "rows": rows, "reviewer": reviewer}
    )


@login_required
@never_cache
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One recording: how far it is, what was agreed, and the private preview."""
    recording = recording_or_404(request.user, pk, "see")
    preview = selectors.stage_output(recording, "illustrate") or {}
    context = work(recording, request.user) | {
        "seconds": recording_length(recording),
        "preview": preview.get("preview"),
        "poster": next(filter(None, preview.get("stills", ())), None),
        "transcript": selectors.heard_transcript(recording),
        "standing": _standing(recording),
        "keeping": keeping(recording),
        "may_edit": recording_allows(request.user, recording, "edit"),
    }
    return render(request, "recordings/detail.html", context)


@login_required
@never_cache
@require_safe
def progress(request: HttpRequest, pk: UUID) -> JsonResponse:
    """How far the recording is, as JSON; `html` is the same as the page shows it."""
    recording = recording_or_404(request.user, pk, "see")
    context = work(recording, request.user)
    now = context["progress"]
    return JsonResponse(
        {
            "state": now.state,
            "finished": context["finished"],
            "share": round(now.share, 3),
            "seconds_left": now.seconds_left,
            "left": words.time_left(now.seconds_left),
            "preview": context["has_preview"],
            "stages": [
                {
                    "name": stage.name,
                    "label": stage.label,
                    "state": stage.state,
                    "state_label": stage.state_label,
                    "share": round(stage.share, 3),
                    "error": stage.error,
                }
                for stage in now.stages
            ],
            "html": render_to_string("recordings/parts/work.html", context, request),
        }
    )


@login_required
@require_POST
def retry(request: HttpRequest, pk: UUID, stage: str) -> HttpResponse:
    """Tries a failed stage again."""
    recording = recording_or_404(request.user, pk, "manage")
    run = get_object_or_404(recording.stages, stage=stage)
    if services.stage_retry(run):
        messages.success(request, _("It is tried again."))
    return redirect("recordings:detail", recording.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Removes the recording, after a page that says what goes."""
    recording = recording_or_404(request.user, pk, "manage")
    if request.method == "POST":
        services.recording_delete(recording=recording)
        messages.success(request, _("The recording and everything made from it are removed."))
        return redirect("recordings:list")
    return render(request, "recordings/delete.html", {"recording": recording})


@login_required
@require_POST
def keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keeps the original for another while."""
    recording = recording_or_404(request.user, pk, "manage")
    until = keep_longer(recording)
    if until is None:
        messages.success(request, _("It is kept."))
    else:
        day = date_format(timezone.localtime(until), "DATE_FORMAT")
        messages.success(request, _("It is kept until %(day)s.") % {"day": day})
    return redirect("recordings:detail", recording.pk)


def work(recording: Recording, user: AbstractBaseUser) -> dict[str, Any]:
    """What the part of the page that is fetched again and again shows."""
    now = selectors.recording_progress(recording)
    resting = now.done or (now.failed and not _moving(now))
    return {
        "recording": recording,
        "progress": now,
        "finished": resting,
        "has_preview": bool((selectors.stage_output(recording, "illustrate") or {}).get("preview")),
        "may_manage": recording_allows(user, recording, "manage"),
        "refusals": selectors.publication_refusals(recording),
        **_made(recording, user),
    }


def _standing(recording: Recording) -> list[tuple[str, Consent | None]]:
    """What each agrees to now, the person helped first."""
    standing = selectors.consent_standing(recording)
    return [
        (role.value, standing[role.value]) for role in (Consent.Role.LEARNER, Consent.Role.HELPER)
    ]


def _moving(now: selectors.RecordingProgress) -> bool:
    """Whether something still works, or is about to, beside what failed."""
    return any(stage.state in (StageState.RUNNING, StageState.READY) for stage in now.stages)


def _made(recording: Recording, user: AbstractBaseUser) -> dict[str, str | None]:
    """Where the draft made of the recording is, for editors, and the tutorial once it is public.

    A withdrawn agreement takes the page away, though the work on it was done.
    """
    made = (selectors.stage_output(recording, "draft") or {}).get("page")
    page = Page.objects.filter(pk=made).first() if made else None
    edits = page and user.has_perm("wagtailadmin.access_admin")
    return {
        "draft_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if edits else None,
        "public_url": page.url if page and page.live else None,
    }


def recording_length(recording: Recording) -> float | None:
    """Its length in seconds, once it was measured."""
    for stage in ("join", "probe"):
        output = selectors.stage_output(recording, stage)
        if output:
            return output["media"]["duration"]
    return None
