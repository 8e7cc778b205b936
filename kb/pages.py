"""The plain pages of the site itself, and what is shown when something fails."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.generic import TemplateView


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of a failure: in the site's look, without asking the database for anything."""
    return render(None, "500.html", {"site_name": settings.KB_SITE_NAME}, status=500)


urlpatterns = [
    path(
        "accessibilite/",
        TemplateView.as_view(template_name="pages/accessibility.html"),
        name="accessibility",
    ),
    path(
        "confidentialite/",
        TemplateView.as_view(
            template_name="pages/privacy.html",
            extra_context={
                "rewording": lambda: bool(settings.KB_REWORD_URL),
                "retention_days": lambda: settings.KB_RETENTION_DAYS,
            },
        ),
        name="privacy",
    ),
]
