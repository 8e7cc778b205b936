"""The search in the admin: what was asked, and what editors answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from kb.search import asked_views
from kb.search.models import PinnedResult, SynonymGroup


class FilledCreateView(CreateView):
    """A form that takes its first values from the address."""

    def get_initial(self) -> dict[str, Any]:
        names = self.get_form_class().base_fields
        return super().get_initial() | {
            name: self.request.GET[name] for name in names if name in self.request.GET
        }


class SynonymGroupViewSet(SnippetViewSet):
    """Words for the same thing."""

    model = SynonymGroup
    icon = "list-ul"
    add_view_class = FilledCreateView
    list_display = ["forms", "updated_at"]
    form_fields = ["forms"]


class PinnedResultViewSet(SnippetViewSet):
    """Tutorials that come first for a question."""

    model = PinnedResult
    icon = "thumbtack"
    add_view_class = FilledCreateView
    list_display = ["question", "tutorial"]
    form_fields = ["question", "tutorial"]


register_snippet(SynonymGroupViewSet)
register_snippet(PinnedResultViewSet)


class SearchesMenuItem(MenuItem):
    """Shown to those who review."""

    def is_shown(self, request: HttpRequest) -> bool:
        return asked_views.may_answer(request)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The menu item of what was searched for."""
    return SearchesMenuItem(
        _("Searches"),
        reverse("search_unanswered"),
        name="searches",
        icon_name=asked_views.ICON,
        order=65,
    )


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """The addresses of the lists of searches."""
    lists = {"sans-reponse": "unanswered", "sans-clic": "unclicked", "a-ecrire": "wished"}
    return [
        path(
            f"recherches/{address}/",
            asked_views.AskedView.as_view(kind=kind),
            name=f"search_{kind}",
        )
        for address, kind in lists.items()
    ] + [path("recherches/<int:pk>/souhait/", asked_views.wish, name="search_wish")]
