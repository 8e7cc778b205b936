"""The review of personal data: every mask of a recording on one page, with what it covers."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.recordings.permissions import recording_or_404
from kb.tutorials.desk import desk_data
from kb.tutorials.models import RecordingDraft


@require_safe
def personal_data(request: HttpRequest, recording: UUID) -> HttpResponse:
    """What is covered of the recording, to be kept, put right or taken away."""
    subject = recording_or_404(request.user, recording, "edit")
    page = (
        RecordingDraft.objects.filter(recording=subject).values_list("page_id", flat=True).first()
    )
    title = _("Personal data: %(recording)s") % {"recording": subject.title}
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "no-view",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("tutorial_drafts"), "label": _("Drafts")},
            {"url": "", "label": title},
        ],
        "recording": subject,
        "page_id": page,
        "desk": desk_data(subject),
        "may_edit": True,
    }
    return TemplateResponse(request, "tutorials/admin/personal_data.html", context)
