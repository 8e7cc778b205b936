"""The page of results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kb.search import find, journal
from kb.search.moments import Moment
from kb.search.query import MAX_LETTERS
from kb.search.selectors import latest_tutorials

PAGE_LIMIT = 30


@dataclass(frozen=True, slots=True)
class TutorialResult:
    """A tutorial found, with the moments of it that answer, best first."""

    title: str
    address: str
    service: str
    duration: float
    still: str | None
    moments: tuple[Moment, ...]


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What answers `q`; without `q`, or without an answer, what to do next."""
    typed = request.GET.get("q", "").strip()
    exact = "exact" in request.GET
    found = find(typed, limit=PAGE_LIMIT, exact=exact)
    tutorials = grouped(found.moments)
    services = Counter(tutorial.service for tutorial in tutorials if tutorial.service)
    service = request.GET.get("service", "")
    if service in services:
        tutorials = grouped(find(typed, limit=PAGE_LIMIT, exact=exact, service=service).moments)
    elif found.available and request.method == "GET":
        journal.search_note(typed, answered=bool(tutorials))
    return render(
        request,
        "search/results.html",
        {
            "query": typed,
            "found": found,
            "tutorials": tutorials,
            "services": sorted(services.items()) if len(services) > 1 else [],
            "service": service if service in services else "",
            "latest": [] if tutorials else latest_tutorials(),
        },
    )


@require_safe
def box(request: HttpRequest) -> HttpResponse:
    """The script that puts a search box on another site's page."""
    site = settings.KB_PUBLIC_URL
    context = {
        "script_url": f"{site}{reverse('search:box')}",
        "results_url": f"{site}{reverse('search:results')}",
        "suggest_url": f"{site}{reverse('search_api:suggestions')}",
        "suggest_script": f"{site}{static('search/suggest.js')}",
        "label": _("Find a tutorial on %(site)s") % {"site": settings.KB_SITE_NAME},
    }
    return render(request, "search/box.js", context, content_type="text/javascript; charset=utf-8")


@require_POST
def clicked(request: HttpRequest) -> HttpResponse:
    """Counts that a result of the search for `q` was opened."""
    journal.click_note(request.POST.get("q", "")[:MAX_LETTERS])
    return HttpResponse(status=204)


def grouped(moments: Iterable[Moment]) -> list[TutorialResult]:
    """The moments by tutorial, tutorials and moments in the order of the best."""
    groups: dict[int, list[Moment]] = {}
    for moment in moments:
        groups.setdefault(moment.tutorial_id, []).append(moment)
    return [
        TutorialResult(
            title=group[0].tutorial,
            address=group[0].address.partition("#")[0],
            service=group[0].service,
            duration=group[0].duration,
            still=next((moment.still for moment in group if moment.still), None),
            moments=tuple(group),
        )
        for group in groups.values()
    ]
