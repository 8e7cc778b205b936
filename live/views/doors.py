"""What several pages need before they answer: who is asking, and what the browser may reach."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from live.permissions import live_allows

View = Callable[..., HttpResponse]


def for_helpers(view: View) -> View:
    """For people who have signed in and may help; nothing of it is kept by a browser."""

    @login_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not live_allows(request.user, None, "help"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def reaches_live(view: View) -> View:
    """A page that speaks with the live process, which has another address than the site."""

    @wraps(view)
    def allowed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        parts = urlsplit(settings.KB_LIVE_URL)
        reached = {"connect-src": ["'self'", f"{parts.scheme}://{parts.netloc}"]}
        return csp_update(reached)(view)(request, *args, **kwargs)

    return allowed


def address_of(request: HttpRequest) -> str:
    """The sender's address, as the server tells it (behind a proxy: the one it says)."""
    return request.META.get("REMOTE_ADDR", "")


def wants_json(request: HttpRequest) -> bool:
    """Whether a module asks, and not a person."""
    return "application/json" in request.headers.get("Accept", "")
