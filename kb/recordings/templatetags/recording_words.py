"""Words and marks of recordings in templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import select_template

from kb.recordings import words
from kb.recordings.agreements import PURPOSES, TEXT_TEMPLATE
from kb.recordings.models import Consent
from kb.recordings.states import StageState

register = template.Library()
register.filter("state_words", words.state_of_recording)
register.filter("time_left", words.time_left)
register.filter("length_words", words.length)
register.filter("clock", words.clock)
register.filter("size_words", words.size)


@register.filter
def badge(state: str) -> str:
    """The class of the badge for a state."""
    return {
        StageState.DONE: "badge--ok",
        StageState.FAILED: "badge--error",
        StageState.RUNNING: "badge--warn",
    }.get(StageState(state), "")


@register.filter
def percent(share: float) -> int:
    """A share of 0 to 1 in whole per cent, 100 only at the end."""
    return int(share * 100)


@register.filter
def plain_number(value: float) -> str:
    """A number as HTML wants it in an attribute, whatever the language of the page."""
    return f"{value:.3f}"


@register.filter
def purposes(consent: Consent) -> list[tuple[str, bool]]:
    """Each purpose, and whether it was agreed to."""
    return [(purpose, getattr(consent, purpose)) for purpose in PURPOSES]


@register.filter
def consent_text(consent: Consent) -> Any:
    """The template with the words that were agreed to; those of today where they are not known."""
    return select_template(
        [f"recordings/consent/{consent.text_version}.html", TEXT_TEMPLATE]
    ).template
