"""The addresses of recordings."""

from django.urls import path

from kb.recordings.views import tus

app_name = "recordings"
urlpatterns = [
    path("tus/", tus.uploads, name="tus"),
    path("tus/<uuid:pk>/", tus.upload, name="tus_upload"),
]
