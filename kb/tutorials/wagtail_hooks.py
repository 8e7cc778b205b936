"""What the admin shows and asks beyond Wagtail's own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from kb.recordings import selectors as recordings
from kb.tutorials import publication, reports, review
from kb.tutorials.drafts import DraftsView, WaitingDraftsPanel
from kb.tutorials.models import TutorialPage
from kb.tutorials.sharing import SharedStepsViewSet

register_snippet(SharedStepsViewSet)


class DraftsMenuItem(MenuItem):
    """Shown to those who review."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("recordings.review_recording")


@hooks.register("register_admin_urls")
def drafts_url() -> list[URLPattern]:
    """The addresses of the list of drafts, of the masks, and of what readers report."""
    return [
        path("brouillons/", DraftsView.as_view(), name="tutorial_drafts"),
        path(
            "donnees-personnelles/<uuid:recording>/",
            review.personal_data,
            name="tutorial_personal_data",
        ),
        path("a-revoir/", reports.ReportsView.as_view(), name="tutorial_reports"),
        path("a-revoir/<int:pk>/vu/", reports.verified, name="tutorial_verified"),
    ]


@hooks.register("register_admin_menu_item")
def drafts_menu_item() -> MenuItem:
    """The menu item of the list of drafts, before the pages."""
    url = reverse("tutorial_drafts")
    return DraftsMenuItem(_("Drafts"), url, name="drafts", icon_name="list-ol", order=50)


@hooks.register("register_admin_menu_item")
def reports_menu_item() -> MenuItem:
    """The menu item of what readers say is no longer right, with its searches."""
    url = reverse("tutorial_reports")
    return DraftsMenuItem(
        _("No longer up to date?"), url, name="reports", icon_name="warning", order=66
    )


@hooks.register("construct_homepage_panels")
def waiting_drafts(request: HttpRequest, panels: list[Component]) -> None:
    """What waits for a reviewer, before anything else on the first page."""
    if request.user.has_perm("recordings.review_recording"):
        panels.append(WaitingDraftsPanel())


@hooks.register("construct_main_menu")
def without_public_files(_request: HttpRequest, items: list[MenuItem]) -> None:
    """No pictures and documents of Wagtail's: their addresses are public, and no page uses them."""
    items[:] = [item for item in items if item.name not in {"images", "documents"}]


@hooks.register("construct_homepage_summary_items", order=100)
def only_pages(_request: HttpRequest, items: list[SummaryItem]) -> None:
    """The same in the counts of the first page."""
    items[:] = [item for item in items if isinstance(item, PagesSummaryItem)]


@hooks.register("before_publish_page")
def say_why_not(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Back to the editor with the reasons why it may not be published. The edits are kept."""
    return _refused(request, page)


@hooks.register("before_edit_page")
def say_why_not_approved(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The same before the approval that would publish, so that the moderation stays open."""
    approving = request.method == "POST" and request.POST.get("action-workflow-action")
    if approving and _approves(request.POST.get("workflow-action-name", ""), page):
        return _refused(request, page)
    return None


@hooks.register("before_bulk_action")
def say_why_not_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], _action: Any
) -> HttpResponse | None:
    """The same before several pages are published at once."""
    if request.method != "POST" or action_type != "publish":
        return None
    for page in objects:
        response = _refused(request, page)
        if response:
            return response
    return None


@hooks.register("before_copy_page")
def never_copied(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy would outlive the withdrawal of a consent under another name."""
    if not isinstance(page.specific, TutorialPage):
        return None
    messages.error(request, _("A tutorial is not copied: it belongs to its recording."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def _approves(action: str, page: Page) -> bool:
    return "approve" in action and page.current_workflow_task is not None


def _refused(request: HttpRequest, page: Page) -> HttpResponse | None:
    tutorial = page.specific if isinstance(page, Page) else page
    if not isinstance(tutorial, TutorialPage):
        return None
    reasons = publication.refusals(tutorial)
    if not reasons:
        return None
    sentences = " ".join([_("“%(title)s” is not published.") % {"title": tutorial.title}, *reasons])
    messages.error(request, sentences, buttons=_to_the_review(tutorial))
    return redirect("wagtailadmin_pages:edit", tutorial.pk)


def _to_the_review(tutorial: TutorialPage) -> list[Any]:
    if not recordings.proposals_left(tutorial.recording):
        return []
    url = reverse("tutorial_personal_data", args=[tutorial.recording_id])
    return [messages.button(url, _("Look at the masks"))]
