"""What people searched for, in the admin: without a result, without a click, to be written."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from kb.search.models import AskedSearch

ICON = "search"
KINDS = {
    "unanswered": gettext_lazy("Searches without an answer"),
    "unclicked": gettext_lazy("Searches without a click"),
    "wished": gettext_lazy("Tutorials to write"),
}


def may_answer(request: HttpRequest) -> bool:
    """Whether the person sees what was searched for, and answers."""
    return request.user.has_perm("recordings.review_recording")


def searches(kind: str) -> QuerySet[AskedSearch]:
    """The searches of one of KINDS, the most frequent first."""
    asked = AskedSearch.objects.order_by("-times", "-last_at")
    if kind == "wished":
        return asked.filter(wished=True)
    if kind == "unanswered":
        return asked.filter(unanswered__gt=0, wished=False)
    return asked.filter(unanswered__lt=F("times"), clicked=0, wished=False)


class AnswerColumn(Column):
    """The ways to answer, as links and a button."""

    cell_template_name = "search/admin/answers.html"

    def get_cell_context_data(self, instance: AskedSearch, parent_context: Any) -> dict[str, Any]:
        """The addresses of the forms, filled in with the words."""
        context = super().get_cell_context_data(instance, parent_context)
        words = instance.shown
        context |= {
            "search": instance,
            "synonym_url": _with("synonymgroup", forms=f"{words}, "),
            "pin_url": _with("pinnedresult", question=words),
            "wish_url": reverse("search_wish", args=[instance.pk]),
            "next": parent_context["request"].get_full_path(),
        }
        return context


class AskedView(BaseListingView):
    """One list of searches; `kind` is one of KINDS."""

    kind = "unanswered"
    header_icon = ICON
    paginate_by = 50
    columns = [
        Column("shown", label=gettext_lazy("Words")),
        Column("times", label=gettext_lazy("Searched")),
        Column("unanswered", label=gettext_lazy("Without a result")),
        Column("clicked", label=gettext_lazy("Opened a result")),
        Column("helped", label=gettext_lazy("Asked a person")),
        DateColumn("last_at", label=gettext_lazy("Last time")),
        AnswerColumn("answers", label=gettext_lazy("Answer")),
    ]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The list, for those who review."""
        if not may_answer(request):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    @property
    def page_title(self) -> str:
        return str(KINDS[self.kind])

    @property
    def index_url_name(self) -> str:
        return f"search_{self.kind}"

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(label=str(label), url=reverse(f"search_{kind}"), icon_name=ICON)
            for kind, label in KINDS.items()
            if kind != self.kind
        ]

    def get_base_queryset(self) -> QuerySet[AskedSearch]:
        return searches(self.kind)

    @property
    def no_results_message(self) -> str:
        return _("Nothing here: no search waits for an answer.")


@require_POST
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a search on the list of tutorials to write, or takes it from there."""
    if not may_answer(request):
        return permission_denied(request)
    search = get_object_or_404(AskedSearch, pk=pk)
    search.wished = not search.wished
    search.save(update_fields=["wished"])
    said = _("On the list of tutorials to write.") if search.wished else _("Taken off the list.")
    messages.success(request, said)
    return redirect(reverse("search_wished" if search.wished else "search_unanswered"))


def _with(model: str, **filled: str) -> str:
    return f"{reverse(f'wagtailsnippets_search_{model}:add')}?{urlencode(filled)}"
