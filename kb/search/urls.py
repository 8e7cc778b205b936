"""The addresses of search."""

from django.urls import path

from kb.search import views

app_name = "search"
urlpatterns = [
    path("recherche/", views.results, name="results"),
    path("recherche/dans/<int:page_id>/", views.inside, name="inside"),
    path("recherche/boite.js", views.box, name="box"),
    path("recherche/clic/", views.clicked, name="clicked"),
]
