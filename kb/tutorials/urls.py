"""The addresses of tutorials: public copies, one's progress and session, the editor's tools."""

from django.urls import path

from kb.tutorials import offline_views, own_views, progress_views, reports, views

app_name = "tutorials"
urlpatterns = [
    path("public/<uuid:publication>/<str:name>", views.public_file, name="public_file"),
    path("hors-ligne.js", offline_views.worker, name="worker"),
    path("hors-ligne/", offline_views.offline, name="offline"),
    path("signaler/<int:page>/", reports.report, name="report"),
    path("mes-progres/", progress_views.my_progress, name="my_progress"),
    path("mes-progres/compte/", progress_views.account, name="progress_account"),
    path("mes-progres/titres/", progress_views.titles, name="progress_titles"),
    path("mon-accompagnement/<str:secret>/", own_views.session, name="own_session"),
    path("mon-accompagnement/<str:secret>/images/<str:name>", own_views.still, name="own_still"),
    path("mon-accompagnement/<str:secret>/mes-donnees/", own_views.my_data, name="own_data"),
    path("mon-accompagnement/<str:secret>/accord/", own_views.agreement, name="own_agreement"),
    path("brouillons/<int:page>/images/<str:name>", views.draft_still, name="draft_still"),
    path("brouillons/enregistrements/<uuid:recording>/image/", views.still_pick, name="still_pick"),
    path(
        "brouillons/enregistrements/<uuid:recording>/paroles/",
        views.caption_edit,
        name="caption_edit",
    ),
    path("brouillons/enregistrements/<uuid:recording>/masques/", views.mask_add, name="mask_add"),
    path(
        "brouillons/enregistrements/<uuid:recording>/images/",
        views.picture_at,
        name="picture_at",
    ),
    path(
        "brouillons/enregistrements/<uuid:recording>/masques/garder/",
        views.masks_keep,
        name="masks_keep",
    ),
    path(
        "brouillons/enregistrements/<uuid:recording>/masques/<int:mask>/",
        views.mask_drawn,
        name="mask_drawn",
    ),
    path(
        "brouillons/enregistrements/<uuid:recording>/masques/proposes/<str:key>/",
        views.mask_proposed,
        name="mask_proposed",
    ),
]
