"""A tutorial as exercises: find the place, type, scroll. From a published tutorial, pure.

What is typed is invented: a name, an address, a number that nobody has. Telephone numbers are of
those that ARCEP keeps for works of fiction (06 39 98 …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kb.tutorials.places import Points, place_in_words
from kb.tutorials.published import PublishedStep, PublishedTutorial
from media.sounds import fold

CHOICES = 4
"""How many buttons stand beside the picture, the right one among them."""

PLACES: tuple[Points, ...] = ((0.1, 0.1), (0.5, 0.5), (0.9, 0.9), (0.9, 0.1), (0.1, 0.9))
"""Where wrong places are, for steps whose target has no name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the buttons beside the picture."""

    label: str
    right: bool


@dataclass(frozen=True, slots=True)
class Exercise:
    """One step to be done. `kind`: find, type, scroll, read, or mistake (only to be looked at).

    `typed`: the invented text to type. `beyond`: the picture that scrolling reveals. `where`: a
    place of the picture in words, empty where there is none.
    """

    step: PublishedStep
    kind: str
    where: str = ""
    typed: str = ""
    beyond: str | None = None
    choices: tuple[Choice, ...] = ()


def exercises(tutorial: PublishedTutorial) -> tuple[Exercise, ...]:
    """One for each step, in order."""
    steps = tutorial.steps
    following = (*steps[1:], None)
    return tuple(
        _exercise(step, after, steps) for step, after in zip(steps, following, strict=True)
    )


def words() -> dict[str, Any]:
    """What the page says after a try, and of each step in the end."""
    return {
        "right": _("Yes, that is it."),
        "look": _("Not quite there. Take your time and look at the whole picture."),
        "where": _("Not quite there. Look {where}."),
        "clip": _("Not yet, it does not matter. You may look at the gesture, then try again."),
        "shown": _("It is here, where the picture shows it now. Press it to go on."),
        "typed": _("Almost. Here we practise with: {typed}"),
        "how": {
            "alone": _("found at once"),
            "helped": _("found with a little help"),
            "shown": _("seen together"),
            "skipped": _("left for another time"),
        },
    }


def _exercise(
    step: PublishedStep, after: PublishedStep | None, steps: Sequence[PublishedStep]
) -> Exercise:
    where = place_in_words(step.click) if step.click else ""
    if step.mistake:
        return Exercise(step, "mistake", where)
    if step.action == "type" and not (step.click and _PRESSED.match(step.title)):
        return Exercise(step, "type", where, typed=invented(f"{step.title} {step.target}"))
    if step.action == "scroll" and step.still_url and after and after.still_url:
        return Exercise(step, "scroll", where, beyond=after.still_url)
    if step.click and step.still_url:
        return Exercise(step, "find", where, choices=_choices(step, steps))
    return Exercise(step, "read", where)


def _choices(step: PublishedStep, steps: Sequence[PublishedStep]) -> tuple[Choice, ...]:
    """The right target by its name among others of the tutorial, or places among others."""
    if step.click is None:
        return ()
    right = step.target or place_in_words(step.click)
    others = _names(step, steps) if step.target else _places(step.click)
    wrong = [label for label in dict.fromkeys(others) if fold(label) != fold(right)]
    every = [Choice(right, right=True), *(Choice(one, right=False) for one in wrong[: CHOICES - 1])]
    # In an order that tells nothing.
    return tuple(sorted(every, key=lambda choice: fold(choice.label)))


def _names(step: PublishedStep, steps: Sequence[PublishedStep]) -> Iterator[str]:
    """Names of other targets, the nearest steps first; then names that most pages have."""
    near = sorted(steps, key=lambda one: abs(one.number - step.number))
    yield from (one.target for one in near if one.target and one.click)
    yield from (_("Home page"), _("Help"), _("Search"), _("Contact"))


def _places(click: Points) -> Iterator[str]:
    return (place_in_words(place) for place in PLACES)


# --- what is typed ---------------------------------------------------------------------------

_PRESSED = re.compile(r"(?:cliquez|appuyez|ouvrez|click|press|open)\b", re.IGNORECASE)
"""How the title of a step begins that is a click first, whatever is typed after it."""

_INVENTED: tuple[tuple[str, str], ...] = (
    (r"mail|courriel|destinataire|recipient|« ?[aà] ?»", "jeanne.martin@exemple.fr"),
    (r"telephone|portable|mobile|phone", "06 39 98 12 34"),
    (r"naissance|birth", "12/05/1950"),
    (r"mot de passe|password", "Soleil-2026"),
    (r"securite sociale|social security", "2 50 05 99 000 000"),
    (r"code postal|postcode|zip", "34000"),
    (r"ville|commune|city|town", "Montpellier"),
    (r"prenom|first name", "Jeanne"),
    (r"adresse|address", "12 rue des Lilas"),
    (r"\bnom\b|\bname\b", "Martin"),
    (r"\bcode\b", "123456"),
    (r"montant|somme|amount", "150"),
    (r"numero|number|identifiant|reference", "1234567"),
    (r"date|jour", "12/05/2026"),
    (r"objet|sujet|subject", "Ma question"),
)
"""What is asked for, as it is folded, and what is typed for it; the first that fits."""

_QUOTED = re.compile(r"«\s*([^«»]{2,60}?)\s*»")
_TYPED_WORDS = re.compile(r"(?:tapez|écrivez|saisissez|type|write)\s*«", re.IGNORECASE)


def invented(asked: str) -> str:
    """The text to type where a step asks for `asked`; nothing of it is anybody's."""
    quoted = _QUOTED.search(asked)
    if quoted and _TYPED_WORDS.match(asked):
        return quoted[1]
    folded = f"{fold(asked)} {asked.casefold()}"
    return next((text for asks, text in _INVENTED if re.search(asks, folded)), "Bonjour")
