"""Signing in and out."""

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def locked(request: HttpRequest, *_about: object) -> HttpResponse:
    """The page after too many attempts: why, for how long, and what to do meanwhile."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    response = render(request, "registration/locked.html", {"lock_minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


urlpatterns = [
    path("connexion/", LoginView.as_view(redirect_authenticated_user=True), name="sign_in"),
    path("deconnexion/", LogoutView.as_view(), name="sign_out"),
]
