"""Search for programs, and for the search box on other sites: JSON, described by OpenAPI."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Query, Router, Schema

from kb.search import find
from kb.search.facets import VALUE_MAX
from kb.search.index import Filters
from kb.search.moments import Moment, Suggestion
from kb.search.query import MAX_LETTERS
from kb.search.suggesting import suggest
from kb.throttle import Throttle
from kb.tutorials.models import Device, Level

SEARCHES, SUGGESTIONS = "60/m", "300/m"
"""How many each address may ask for in a minute."""

Words = Annotated[str, Query(max_length=MAX_LETTERS, description="What is looked for.")]
Limit = Annotated[int, Query(ge=0, le=50, description="How many at most.")]


class Only(Schema):
    """What a tutorial must be, besides matching; an empty value asks for nothing."""

    service: str = Field("", max_length=VALUE_MAX)
    skill: str = Field("", max_length=VALUE_MAX)
    level: str = Field("", max_length=VALUE_MAX, description=", ".join(Level.values))
    device: str = Field("", max_length=VALUE_MAX, description=", ".join(Device.values))


router = Router(tags=["search"])


@router.get("search/", throttle=[Throttle("search", SEARCHES)], response=list[Moment])
def search(
    request: HttpRequest,
    response: HttpResponse,
    only: Query[Only],
    q: Words = "",
    limit: Limit = 20,
) -> Any:
    """The steps of tutorials that answer, best first; as forgiving of spelling as the page."""
    _allow_other_sites(request, response)
    return list(find(q, limit=limit, filters=Filters(**only.dict())).moments)


@router.get("suggest/", throttle=[Throttle("suggest", SUGGESTIONS)], response=list[Suggestion])
def suggestions(
    request: HttpRequest, response: HttpResponse, q: Words = "", limit: Limit = 8
) -> Any:
    """Tutorials and steps that the letters typed so far may become, from the second letter on."""
    _allow_other_sites(request, response)
    return suggest(q, limit=limit)


api = NinjaAPI(
    title="Pas à pas",
    version="1",
    description="What is published, and nothing else. No account, no key, no trace of who asks.",
    docs_url=None,
    urls_namespace="search_api",
)
api.add_router("", router)


def _allow_other_sites(request: HttpRequest, response: HttpResponse) -> None:
    """Lets pages of the origins in `KB_SEARCH_ORIGINS` read the answer; `*`: of any."""
    origin, allowed = request.headers.get("Origin"), settings.KB_SEARCH_ORIGINS
    if origin and ("*" in allowed or origin in allowed):
        response.headers["Access-Control-Allow-Origin"] = "*" if "*" in allowed else origin
        response.headers["Vary"] = "Origin"
