"""The addresses of the site."""

from django.urls import include, path
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from kb.recordings.health import health
from kb.search.api import api as search_api

handler500 = "kb.pages.server_error"

urlpatterns = [
    path("langue/", set_language, name="set_language"),
    path("compte/", include("kb.accounts")),
    path("", include("kb.pages")),
    path("sante/", health, name="health"),
    path("enregistrements/", include("kb.recordings.urls")),
    path("aide/", include("live.urls")),
    path("", include("kb.tutorials.urls")),
    path("", include("kb.search.urls")),
    path("", include("kb.paths.urls")),
    path("api/", search_api.urls),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
