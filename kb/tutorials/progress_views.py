"""A learner's progress, which only their own browser knows: the page, and titles for it."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.tutorials.selectors import tutorial_heads

MOST = 200
"""Tutorials whose titles are told at once."""


@require_safe
def my_progress(request: HttpRequest) -> HttpResponse:
    """The page, the same for everybody: its script fills it in."""
    return render(request, "tutorials/my_progress.html")


@require_safe
def titles(request: HttpRequest) -> JsonResponse:
    """`{"tutorials": [{"id", "title", "url", "count"}]}`: those in `ids` that anybody may read."""
    ids = [int(one) for one in re.findall(r"\d{1,9}", request.GET.get("ids", ""))[:MOST]]
    return JsonResponse({"tutorials": tutorial_heads(ids)})
