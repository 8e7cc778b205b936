"""The recordings in the admin: their stages, what went wrong, and the journal of agreements."""

from __future__ import annotations

import json
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from kb.recordings import selectors, services, words
from kb.recordings.agreements import PURPOSES
from kb.recordings.models import Recording, StageRun
from kb.recordings.permissions import recording_or_404, recordings_seen_by
from kb.recordings.pipeline import registry
from kb.recordings.states import StageState
from kb.recordings.views.progress import recording_length

ICON = "media"


def _of(row: Recording) -> selectors.RecordingProgress:
    return selectors.recording_progress(row)


def _stage_now(row: Recording) -> str:
    """The stage that runs or has failed, with its share; empty where there is none."""
    for stage in _of(row).stages:
        if stage.state == StageState.FAILED:
            return stage.label
        if stage.state == StageState.RUNNING:
            return f"{stage.label} ({int(stage.share * 100)} %)"
    return ""


class RecordingsView(BaseListingView):
    """The list of recordings, newest first."""

    page_title = gettext_lazy("Recordings")
    header_icon = ICON
    index_url_name = "recordings_admin"
    paginate_by = 30
    default_ordering = "-created_at"
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Recording"),
            get_url=lambda row: reverse("recordings_admin_inspect", args=[row.pk]),
        ),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=lambda row: words.state_of_recording(_of(row).state),
            primary=lambda row: _of(row).state != StageState.DONE,
        ),
        Column("stage", label=gettext_lazy("Stage"), accessor=_stage_now),
        Column(
            "length",
            label=gettext_lazy("Length"),
            accessor=lambda row: words.length(recording_length(row)),
        ),
        Column("owner", label=gettext_lazy("Brought by")),
        DateColumn("created_at", label=gettext_lazy("Received")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list, for whoever reviews recordings."""
        if not may_review(request):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Recording]:
        return recordings_seen_by(self.request.user).select_related("owner")

    @property
    def no_results_message(self) -> str:
        return _("No recording yet: one comes here as soon as somebody brings it.")


def may_review(request: HttpRequest) -> bool:
    return request.user.has_perm("recordings.review_recording")


def _reviewed(view: Any) -> Any:
    """The view with the recording it is about, for whoever reviews recordings."""

    @wraps(view)
    def checked(request: HttpRequest, pk: UUID, **kwargs: str) -> HttpResponse:
        if not may_review(request):
            return permission_denied(request)
        return view(request, recording_or_404(request.user, pk, "manage"), **kwargs)

    return checked


@require_safe
@_reviewed
def inspect(request: HttpRequest, recording: Recording) -> HttpResponse:
    """One recording: the table of its stages, its files, and the journal of agreements."""
    context = {
        "page_title": recording.title,
        "header_title": recording.title,
        "header_icon": ICON,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("recordings_admin"), "label": _("Recordings")},
            {"url": "", "label": recording.title},
        ],
        "recording": recording,
        "progress": selectors.recording_progress(recording),
        "seconds": recording_length(recording),
        "stages": _stages(recording),
        "parts": recording.parts.all(),
        "consents": recording.consents.select_related("person", "given_by"),
        "purposes": PURPOSES,
    }
    return TemplateResponse(request, "recordings/admin/inspect.html", context)


def _stages(recording: Recording) -> list[dict[str, Any]]:
    runs = {run.stage: run for run in recording.stages.all()}
    sentences = {
        stage.name: stage.error for stage in selectors.recording_progress(recording).stages
    }
    return [
        _row(stage, runs[stage.name], sentences.get(stage.name, ""))
        for stage in registry.ordered()
        if stage.name in runs
    ]


def _row(stage: registry.Stage, run: StageRun, sentence: str) -> dict[str, Any]:
    took = None
    if run.started_at and run.finished_at and run.finished_at >= run.started_at:
        took = (run.finished_at - run.started_at).total_seconds()
    return {
        "label": stage.label,
        "run": run,
        "percent": int(run.progress * 100),
        "took": words.length(took),
        "sentence": sentence,
        "output_size": len(json.dumps(run.output)) if run.output is not None else None,
        "failed": run.state == StageState.FAILED,
        "running": run.state == StageState.RUNNING,
        "rerunnable": run.state in (StageState.DONE, StageState.FAILED, StageState.RUNNING),
    }


@require_POST
@_reviewed
def retry(request: HttpRequest, recording: Recording, stage: str) -> HttpResponse:
    """Tries a failed stage again."""
    if services.stage_retry(get_object_or_404(recording.stages, stage=stage)):
        messages.success(request, _("It is tried again."))
    return redirect("recordings_admin_inspect", recording.pk)


@require_POST
@_reviewed
def rerun(request: HttpRequest, recording: Recording, stage: str) -> HttpResponse:
    """Runs a stage once more, and those that need it."""
    get_object_or_404(recording.stages, stage=stage)
    try:
        services.stage_rerun(recording, stage)
    except services.OriginalGone:
        messages.error(request, _("The original is deleted: there is nothing to work on."))
    else:
        messages.success(request, _("It runs again from here. What people have edited stays."))
    return redirect("recordings_admin_inspect", recording.pk)
