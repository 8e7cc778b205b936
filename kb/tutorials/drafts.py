"""The editors' queue: the drafts that the machine made, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from kb.recordings import selectors as recordings
from kb.recordings.permissions import recordings_seen_by
from kb.recordings.retention import keeping
from kb.tutorials.models import RecordingDraft
from kb.tutorials.services import in_a_persons_hands


def draft_state(row: RecordingDraft) -> str:
    """Where the draft stands with people, in a word or two."""
    page = row.page
    if page.live:
        return _("published, being changed") if page.has_unpublished_changes else _("published")
    if page.workflow_in_progress:
        return _("in review")
    if page.approved_schedule:
        return _("scheduled")
    return _("edited") if in_a_persons_hands(row) else _("to be reviewed")


def pipeline_state(row: RecordingDraft) -> str:
    """Where the machine's work on the recording stands, in a word."""
    return str(recordings.recording_progress(row.recording).state.label)


def consent_state(row: RecordingDraft) -> str:
    """Whether what was agreed to allows publishing."""
    refused = recordings.publication_refusals(row.recording)
    return _("consent missing") if refused else _("agreed")


def deleted_on(row: RecordingDraft) -> str:
    """When the original goes, where that is soon; or that it is gone."""
    kept = keeping(row.recording)
    if kept.gone:
        return _("original deleted")
    if not kept.soon or kept.until is None:
        return ""
    return date_format(timezone.localtime(kept.until), "SHORT_DATE_FORMAT")


def length(row: RecordingDraft) -> str:
    """The length of the recording, as 2:58."""
    media = (recordings.stage_output(row.recording, "probe") or {}).get("media", {})
    seconds = round(media.get("duration") or 0)
    return f"{seconds // 60}:{seconds % 60:02d}"


def drafts_seen_by(user: Any) -> QuerySet[RecordingDraft]:
    """The drafts of the recordings that the person may see, newest first."""
    return (
        RecordingDraft.objects.filter(recording__in=recordings_seen_by(user), page__isnull=False)
        .select_related("recording", "page__latest_revision")
        .order_by("-made_at")
    )


class WaitingDraftsPanel(Component):
    """The drafts that wait for a person, on the first page of the admin."""

    name = "waiting_drafts"
    template_name = "tutorials/admin/waiting_drafts.html"
    order = 50
    most = 5

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        waiting = drafts_seen_by(parent_context["request"].user).filter(page__live=False)
        rows = [
            {
                "title": row.page.get_latest_revision_as_object().title,
                "page_id": row.page_id,
                "state": draft_state(row),
                "length": length(row),
                "recording": row.recording.title,
                "made_at": row.made_at,
                "deleted_on": deleted_on(row),
            }
            for row in waiting[: self.most]
        ]
        return {"rows": rows, "count": waiting.count()}


class DraftsView(BaseListingView):
    """The list of drafts, of the recordings that the person may see."""

    page_title = gettext_lazy("Drafts")
    header_icon = "list-ol"
    index_url_name = "tutorial_drafts"
    paginate_by = 30
    default_ordering = "-made_at"
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Tutorial"),
            accessor=lambda row: row.page.get_latest_revision_as_object().title,
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.page_id]),
        ),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=draft_state,
            primary=lambda row: not row.page.live,
        ),
        TitleColumn(
            "recording",
            label=gettext_lazy("Recording"),
            accessor=lambda row: row.recording.title,
            get_url=lambda row: reverse("recordings:detail", args=[row.recording_id]),
        ),
        Column("length", label=gettext_lazy("Length"), accessor=length),
        Column("pipeline", label=gettext_lazy("Machine's work"), accessor=pipeline_state),
        Column("consent", label=gettext_lazy("Consent"), accessor=consent_state),
        Column("deleted_on", label=gettext_lazy("Deleted on"), accessor=deleted_on),
        DateColumn("made_at", label=gettext_lazy("Drafted")),
    ]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The list, for whoever may see a recording at all."""
        if not request.user.has_perm("recordings.review_recording"):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[RecordingDraft]:
        return drafts_seen_by(self.request.user)

    @property
    def no_results_message(self) -> str:
        return _("No draft yet: bring a recording, and its draft will come here.")
