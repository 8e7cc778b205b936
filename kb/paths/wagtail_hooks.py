"""Paths in the admin: what they leave out, and the names of skills in public frames."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import permission_denied
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from kb.paths.models import SkillInFrame
from kb.paths.selectors import holes


class SkillInFrameViewSet(SnippetViewSet):
    """What our skills are called in public frames."""

    model = SkillInFrame
    icon = "tag"
    list_display = ["skill", "frame", "label"]
    list_filter = ["frame"]
    form_fields = ["skill", "frame", "label"]


register_snippet(SkillInFrameViewSet)


class HolesMenuItem(MenuItem):
    """Shown to those who review."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("recordings.review_recording")


def holes_view(request: HttpRequest) -> HttpResponse:
    """Where the paths leave a learner alone."""
    if not request.user.has_perm("recordings.review_recording"):
        return permission_denied(request)
    return render(request, "paths/admin/holes.html", {"holes": holes()})


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """The address of the holes."""
    return [path("parcours/trous/", holes_view, name="paths_holes")]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The menu item of the holes."""
    return HolesMenuItem(
        _("Holes in the paths"),
        reverse("paths_holes"),
        name="holes",
        icon_name="crosshairs",
        order=67,
    )
