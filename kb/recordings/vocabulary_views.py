"""The words that are learnt from what people put right, for an editor to confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.base import BaseListingView

from kb.recordings import services
from kb.recordings.admin_views import may_review
from kb.recordings.models import HeardWord

DEEDS = {"retenir": services.heard_word_confirm, "ignorer": services.heard_word_ignore}


class AnswerColumn(Column):
    """The two buttons: keep it, or never propose it again."""

    cell_template_name = "recordings/admin/heard_word.html"

    def get_cell_context_data(self, instance: HeardWord, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        urls = {deed: reverse("heard_word", args=[instance.pk, deed]) for deed in DEEDS}
        return context | {"urls": urls}


class VocabularyView(BaseListingView):
    """What was misheard and put right, the most frequent first."""

    page_title = gettext_lazy("Misheard words")
    header_icon = "openquote"
    index_url_name = "vocabulary"
    paginate_by = 50
    columns = [
        Column("heard", label=gettext_lazy("Heard as")),
        Column("right", label=gettext_lazy("Written by people")),
        Column("times", label=gettext_lazy("How often")),
        DateColumn("last_at", label=gettext_lazy("Last time")),
        AnswerColumn("answer", label=gettext_lazy("Answer")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list, for whoever reviews recordings."""
        if not may_review(request):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[HeardWord]:
        return HeardWord.objects.filter(state=HeardWord.State.PROPOSED)

    @property
    def no_results_message(self) -> str:
        return _("Nothing new: what is put right in the transcripts comes here.")


@require_POST
def answer(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Keeps a word for every recording to come, or never proposes it again."""
    if not may_review(request):
        return permission_denied(request)
    if deed not in DEEDS:
        raise Http404
    DEEDS[deed](get_object_or_404(HeardWord, pk=pk))
    messages.success(request, _("Noted."))
    return redirect("vocabulary")
