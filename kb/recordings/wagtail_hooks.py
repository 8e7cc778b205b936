"""The recordings in the menu of the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from kb.recordings import admin_views, vocabulary_views


class RecordingsMenuItem(MenuItem):
    """Shown to those who review."""

    def is_shown(self, request: HttpRequest) -> bool:
        return admin_views.may_review(request)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The menu item of the list of recordings."""
    return RecordingsMenuItem(
        _("Recordings"),
        reverse("recordings_admin"),
        name="recordings",
        icon_name=admin_views.ICON,
        order=60,
    )


@hooks.register("register_admin_menu_item")
def vocabulary_item() -> MenuItem:
    """The menu item of the misheard words."""
    return RecordingsMenuItem(
        _("Misheard words"),
        reverse("vocabulary"),
        name="vocabulary",
        icon_name=vocabulary_views.VocabularyView.header_icon,
        order=62,
    )


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """The addresses of the recordings in the admin."""
    one = "enregistrements/<uuid:pk>/"
    return [
        path("enregistrements/", admin_views.RecordingsView.as_view(), name="recordings_admin"),
        path("mots-mal-entendus/", vocabulary_views.VocabularyView.as_view(), name="vocabulary"),
        path("mots-mal-entendus/<int:pk>/<str:deed>/", vocabulary_views.answer, name="heard_word"),
        path(one, admin_views.inspect, name="recordings_admin_inspect"),
        path(
            f"{one}etapes/<str:stage>/reessayer/", admin_views.retry, name="recordings_admin_retry"
        ),
        path(
            f"{one}etapes/<str:stage>/recommencer/",
            admin_views.rerun,
            name="recordings_admin_rerun",
        ),
    ]
