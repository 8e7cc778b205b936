"""The addresses of tutorials: public copies, and what the editor's tools call."""

from django.urls import path

from kb.tutorials import views

app_name = "tutorials"
urlpatterns = [
    path("public/<uuid:publication>/<str:name>", views.public_file, name="public_file"),
    path("brouillons/<int:page>/images/<str:name>", views.draft_still, name="draft_still"),
    path("brouillons/enregistrements/<uuid:recording>/image/", views.still_pick, name="still_pick"),
    path("brouillons/enregistrements/<uuid:recording>/masques/", views.mask_add, name="mask_add"),
    path(
        "brouillons/enregistrements/<uuid:recording>/masques/<int:mask>/",
        views.mask_remove,
        name="mask_remove",
    ),
    path(
        "brouillons/enregistrements/<uuid:recording>/masques/proposes/<str:key>/",
        views.mask_proposed,
        name="mask_proposed",
    ),
]
