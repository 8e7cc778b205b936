"""What is done to every request and answer: the language, and what the browser may not do."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin


class ChosenLocaleMiddleware(LocaleMiddleware):
    """Takes the language that the reader chose on the page, never what the browser says.

    Many old browsers of French readers announce English; nobody chose that.
    """

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


class PermissionsPolicyMiddleware(MiddlewareMixin):
    """Answers with the device features that pages of this site may use; all others are off."""

    def process_response(self, _request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages: on a slow line they come three times as fast.

    Files are sent as they are: they are compressed already, and may be asked for in part. Secrets
    of a page are masked anew each time, and its length varies by chance (Django's GZipMiddleware).
    """

    TYPES = ("text/", "application/json", "application/ld+json")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith(self.TYPES):
            return response
        return super().process_response(request, response)


class CacheMiddleware(MiddlewareMixin):
    """Says of every page that says nothing itself: ask again at each use.

    A tutorial taken back is gone from browsers and proxies too, and what somebody who has signed
    in has seen is not found by the next person at the same computer.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        kept = "private, no-store" if signed_in else "no-cache"
        response.headers.setdefault("Cache-Control", kept)
        return response
