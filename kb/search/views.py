"""The page of results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.search import find
from kb.search.moments import Moment
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
    found = find(typed, limit=PAGE_LIMIT, exact="exact" in request.GET)
    tutorials = grouped(found.moments)
    return render(
        request,
        "search/results.html",
        {
            "query": typed,
            "found": found,
            "tutorials": tutorials,
            "latest": [] if tutorials else latest_tutorials(),
        },
    )


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
