"""The list of paths, and the three questions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kb.paths.diagnosis import QUESTIONS, answers_of, propose
from kb.paths.selectors import listed_paths


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every path that anybody may follow."""
    return render(request, "paths/index.html", {"paths": listed_paths()})


@require_safe
def diagnosis(request: HttpRequest) -> HttpResponse:
    """The three questions; with all the answers in the address, what they lead to. None is kept."""
    answers = answers_of(request.GET.dict())
    asked = any(question.name in request.GET for question in QUESTIONS)
    context = {
        "questions": QUESTIONS,
        "given": request.GET.dict(),
        "incomplete": asked and answers is None,
        "proposal": propose(answers, listed_paths()) if answers else None,
    }
    return render(request, "paths/diagnosis.html", context)
