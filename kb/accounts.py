"""Signing in and out, and what is kept of whoever has an account."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from kb.recordings.views.personal import of_account


def locked(request: HttpRequest, *_about: object) -> HttpResponse:
    """The page after too many attempts: why, for how long, and what to do meanwhile."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    response = render(request, "registration/locked.html", {"lock_minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


class SignIn(LoginView):
    """Django's own, under the site's name: Django would put the address in its place."""

    redirect_authenticated_user = True
    extra_context: ClassVar = {"site_name": settings.KB_SITE_NAME}

    def get_success_url(self) -> str:
        """Where the person wanted to go, but for the admin, which sends helpers back here."""
        wanted = super().get_success_url()
        closed = wanted.startswith(reverse("wagtailadmin_home")) and not (
            self.request.user.has_perm("wagtailadmin.access_admin")
        )
        return self.get_default_redirect_url() if closed else wanted


urlpatterns = [
    path("connexion/", SignIn.as_view(), name="sign_in"),
    path("mes-donnees/", of_account, name="my_data"),
    path("deconnexion/", LogoutView.as_view(), name="sign_out"),
]
