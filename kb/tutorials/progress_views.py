"""A learner's progress, which their own browser keeps: the page, titles for it, and the account
that remembers it for whoever wishes that."""

from __future__ import annotations

import json
import re
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kb.tutorials.models import KeptProgress
from kb.tutorials.selectors import tutorial_heads

MOST = 200
"""Tutorials whose titles are told at once."""
MOST_KEPT = 2000
MOST_STEPS = 500


@require_safe
def my_progress(request: HttpRequest) -> HttpResponse:
    """The page, the same for everybody: its script fills it in."""
    return render(request, "tutorials/my_progress.html")


@require_safe
def titles(request: HttpRequest) -> JsonResponse:
    """`{"tutorials": [{"id", "title", "url", "count"}]}`: those in `ids` that anybody may read."""
    ids = [int(one) for one in re.findall(r"\d{1,9}", request.GET.get("ids", ""))[:MOST]]
    return JsonResponse({"tutorials": tutorial_heads(ids)})


@login_required
@never_cache
@require_http_methods(["GET", "PUT", "DELETE"])
def account(request: HttpRequest) -> JsonResponse:
    """What the account remembers: `{"kept": bool, "progress": {…}}`; told anew (PUT), or forgotten
    (DELETE)."""
    if request.method == "DELETE":
        KeptProgress.objects.filter(user=request.user).delete()
    if request.method == "PUT":
        progress = _progress(request.body)
        if progress is None:
            return JsonResponse({"error": _("This is no progress.")}, status=400)
        KeptProgress.objects.update_or_create(user=request.user, defaults={"progress": progress})
    row = KeptProgress.objects.filter(user=request.user).first()
    return JsonResponse({"kept": row is not None, "progress": row.progress if row else {}})


def _progress(body: bytes) -> dict[str, list[int]] | None:
    """Steps by tutorial, in order and each once; None for anything else."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or len(told) > MOST_KEPT:
        return None
    if not all(
        re.fullmatch(r"[1-9]\d{0,8}", page) and _steps(steps) for page, steps in told.items()
    ):
        return None
    return {page: sorted(set(steps)) for page, steps in told.items()}


def _steps(steps: Any) -> bool:
    return (
        isinstance(steps, list)
        and len(steps) <= MOST_STEPS
        and all(type(step) is int and 0 < step < 10_000 for step in steps)
    )
