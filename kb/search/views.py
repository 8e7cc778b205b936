"""The page of results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kb.search import find, journal
from kb.search.facets import facets_of, filters_of, label_of
from kb.search.index import NO_FILTERS, Filters
from kb.search.inside import find_inside
from kb.search.moments import Moment, Results
from kb.search.query import MAX_LETTERS
from kb.search.selectors import latest_tutorials
from kb.search.time_line import TimeLine

PAGE_LIMIT = 30


@dataclass(frozen=True, slots=True)
class TutorialResult:
    """A tutorial found, with the moments of it that answer, best first."""

    title: str
    address: str
    service: str
    level: str
    device: str
    duration: float
    still: str | None
    moments: tuple[Moment, ...]


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What answers `q`; without `q`, or without an answer, what to do next."""
    typed = request.GET.get("q", "").strip()
    exact = "exact" in request.GET
    filters = filters_of(request.GET)
    found = find(typed, limit=PAGE_LIMIT, exact=exact, filters=filters)
    tutorials = grouped(found.moments)
    if filters == NO_FILTERS and found.available and request.method == "GET":
        journal.search_note(typed, answered=bool(tutorials))
    others = {"q": typed, **({"exact": "1"} if exact else {})}
    return render(
        request,
        "search/results.html",
        {
            "query": typed,
            "found": found,
            "tutorials": tutorials,
            "facets": facets_of(_tallies(typed, found, filters, exact=exact), filters, others),
            "narrowed": filters != NO_FILTERS,
            "without_filters": f"?{urlencode(others)}",
            "latest": [] if tutorials else latest_tutorials(),
        },
    )


def _tallies(
    typed: str, found: Results, filters: Filters, *, exact: bool
) -> Mapping[str, Mapping[str, int]]:
    """How many there are of each value; of a filter that is set, how many without it."""
    tallies = dict(found.tallies)
    for name, value in asdict(filters).items():
        if value:
            freed = find(
                typed, limit=PAGE_LIMIT, exact=exact, filters=replace(filters, **{name: ""})
            )
            tallies[name] = freed.tallies.get(name, {})
    return tallies


@require_safe
def inside(request: HttpRequest, page_id: int) -> HttpResponse:
    """Where one tutorial answers `q`."""
    typed = request.GET.get("q", "").strip()
    found = find_inside(page_id, typed)
    if found is None:
        raise Http404
    context = {"asked": typed, "found": found, "line": TimeLine.of(found)}
    return render(request, "search/inside.html", context)


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
            level=label_of("level", group[0].level),
            device=label_of("device", group[0].device),
            duration=group[0].duration,
            still=next((moment.still for moment in group if moment.still), None),
            moments=tuple(group),
        )
        for group in groups.values()
    ]
