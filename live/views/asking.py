"""Asking for help: tutorials first, then a person; or the code that a helper has read out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from kb import search
from live import services
from live.errors import NotPossible
from live.forms import AskForm, CodeForm
from live.models.requests import WORDS_MAX
from live.selectors import open_now, somebody_there, tutorial_named
from live.views.doors import address_of

FOUND = 3
"""How many places of tutorials are shown before a person is asked."""


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """What the help is for: first the tutorials that may answer, then the form for a person."""
    if request.method == "POST":
        form = AskForm(request.POST)
        return _asked(request, form) if form.is_valid() else _page(request, form, 422)
    asked = AskForm({**request.GET.dict(), "words": _words(request), "name": "-"})
    asked.is_valid()
    initial = {
        "words": _words(request),
        "tutoriel": asked.tutorial.id if asked.tutorial else None,
        "etape": asked.cleaned_data.get("etape"),
    }
    return _page(request, AskForm(initial=initial))


def _asked(request: HttpRequest, form: AskForm) -> HttpResponse:
    try:
        made = services.request_create(
            name=form.cleaned_data["name"],
            words=form.cleaned_data["words"],
            tutorial=form.tutorial,
            step=form.cleaned_data["etape"],
            language=get_language() or "fr",
            address=address_of(request),
        )
    except NotPossible as refused:
        form.add_error(None, refused.sentence)
        return _page(request, form, 429)
    return redirect("live:wait", made.key)


def _page(request: HttpRequest, form: AskForm, status: int = 200) -> HttpResponse:
    words, page_id = form["words"].value() or "", form["tutoriel"].value()
    tutorial = form.tutorial or (tutorial_named(page_id) if isinstance(page_id, int) else None)
    context: dict[str, Any] = {
        "form": form,
        "code_form": CodeForm(),
        "words": words,
        "tutorial": tutorial,
        "step": form["etape"].value(),
        "found": search.search(words, limit=FOUND) if words else [],
        "there": somebody_there(),
        "open": open_now(),
    }
    return render(request, "live/ask.html", context, status=status)


def _words(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:WORDS_MAX]


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The form for a helper's code; the right one leads on to the agreements."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            joined = services.room_join_by_code(
                code=form.cleaned_data["code"],
                name=form.cleaned_data["name"],
                language=get_language() or "fr",
                address=address_of(request),
            )
        except NotPossible as refused:
            form.add_error("code", refused.sentence)
        else:
            return redirect("live:agree", joined.key)
    return render(request, "live/code.html", {"form": form}, status=422 if form.errors else 200)
