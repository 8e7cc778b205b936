"""What works without a network: the service worker, and the page for all the others."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

WORKER = "tutorials/offline/worker.js"


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The script, at the root of the site: it only ever sees what lies under its own address."""
    found = finders.find(WORKER)
    if found is None:
        raise FileNotFoundError(WORKER)
    content = Path(found).read_bytes()
    return HttpResponse(content, content_type="text/javascript; charset=utf-8")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page that is shown in the place of one that is not kept."""
    return render(request, "tutorials/offline.html")
