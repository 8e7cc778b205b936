"""The addresses of recordings."""

from django.urls import path

from kb.recordings.views import consent, files, personal, progress, tus, upload

app_name = "recordings"
urlpatterns = [
    path("", progress.listing, name="list"),
    path("nouveau/", upload.new, name="new"),
    path("envois/<uuid:pk>/abandonner/", upload.drop, name="drop"),
    path("tus/", tus.uploads, name="tus"),
    path("tus/<uuid:pk>/", tus.upload, name="tus_upload"),
    path("<uuid:pk>/", progress.detail, name="detail"),
    path("<uuid:pk>/avancement", progress.progress, name="progress"),
    path("<uuid:pk>/etapes/<str:stage>/reessayer/", progress.retry, name="retry"),
    path("<uuid:pk>/donnees/<str:role>/", personal.of_participant, name="personal_data"),
    path("<uuid:pk>/garder/", progress.keep, name="keep"),
    path("<uuid:pk>/supprimer/", progress.delete, name="delete"),
    path("<uuid:pk>/accords/<str:role>/retirer/", consent.withdraw, name="withdraw"),
    path("<uuid:pk>/fichiers/<str:name>", files.file, name="file"),
    path("<uuid:pk>/sous-titres.vtt", files.captions, name="captions"),
]
