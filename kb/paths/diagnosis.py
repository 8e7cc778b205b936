"""Three questions, and where to begin: with a path, or with a person. Pure, and nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kb.paths.selectors import Path
from kb.tutorials.models import Device, Level

Choices = Sequence[tuple[str, str | Promise]]


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what may be answered."""

    name: str
    text: str | Promise
    choices: Choices


QUESTIONS = (
    Question(
        "appareil",
        _("What do you want to use?"),
        (
            (Device.COMPUTER.value, _("A computer")),
            (Device.PHONE.value, _("A phone")),
            (Device.TABLET.value, _("A tablet")),
        ),
    ),
    Question(
        "niveau",
        _("What can you do on it today?"),
        (
            (Level.FIRST.value, _("Little or nothing: I am beginning")),
            (Level.SOME.value, _("A few things, when I am shown")),
            (Level.EASE.value, _("Most things: something is missing here and there")),
        ),
    ),
    Question(
        "blocage",
        _("When something does not work, what do you do?"),
        (
            ("seul", _("I look for it and try again")),
            ("arret", _("I stop, for fear of doing wrong")),
            ("personne", _("I need somebody beside me")),
        ),
    ),
)

ORDER = (Level.FIRST, Level.SOME, Level.EASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where to begin. `person`: somebody beside would help more, at least for the beginning."""

    path: Path | None
    person: bool


def answers_of(given: Mapping[str, str]) -> dict[str, str] | None:
    """The three answers, or None where one is missing or is none of the choices."""
    answers = {question.name: given.get(question.name, "") for question in QUESTIONS}
    for question in QUESTIONS:
        if answers[question.name] not in dict(question.choices):
            return None
    return answers


def propose(answers: Mapping[str, str], paths: Sequence[Path]) -> Proposal:
    """The path that fits best, and whether a person would help better."""
    fitting = [path for path in paths if path.device in ("", answers["appareil"])]
    best = min(fitting, key=lambda path: _distance(path, answers), default=None)
    person = answers["blocage"] == "personne" or (
        answers["blocage"] == "arret" and answers["niveau"] == Level.FIRST
    )
    return Proposal(best, person or best is None)


def _distance(path: Path, answers: Mapping[str, str]) -> tuple[float, int, str]:
    """How far the path is from what was answered; too easy is better than too hard."""
    wanted = ORDER.index(Level(answers["niveau"]))
    if not path.level:
        far = 1.5
    else:
        steps = ORDER.index(Level(path.level)) - wanted
        far = 2.0 * steps if steps > 0 else -1.0 * steps
    return (far, path.device != answers["appareil"], path.title)
