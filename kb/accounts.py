"""Signing in and out."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

urlpatterns = [
    path("connexion/", LoginView.as_view(redirect_authenticated_user=True), name="sign_in"),
    path("deconnexion/", LogoutView.as_view(), name="sign_out"),
]
