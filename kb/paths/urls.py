"""The addresses of paths; each path has its own as a page."""

from django.urls import path

from kb.paths import views

app_name = "paths"
urlpatterns = [
    path("parcours/", views.index, name="index"),
    path("parcours/par-ou-commencer/", views.diagnosis, name="diagnosis"),
]
