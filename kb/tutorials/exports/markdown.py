"""A tutorial as Markdown, its pictures by their public addresses."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from kb.tutorials.addresses import public_address
from kb.tutorials.exports.material import Material
from kb.tutorials.published import PublishedStep
from kb.tutorials.templatetags.tutorial_tags import where

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|<>])")


def markdown(material: Material) -> bytes:
    """The whole tutorial: title, what it is about, and each step with its picture and words."""
    tutorial = material.tutorial
    parts = [f"# {_plain(tutorial.title)}"]
    if tutorial.summary:
        parts.append(_plain(tutorial.summary))
    if tutorial.service:
        parts.append(f"*{_plain(tutorial.service)}*")
    for step in tutorial.steps:
        parts += _step(step)
    parts.append(f"{_('On the internet:')} <{material.address}>")
    return ("\n\n".join(parts) + "\n").encode()


def _step(step: PublishedStep) -> list[str]:
    parts = [f"## {step.number}. {_plain(step.title)}"]
    if step.mistake:
        parts.append(f"> **{_('Common mistake.')}**")
    if step.text:
        parts.append(_plain(step.text))
    place = where(step)
    if step.still_url:
        about = " ".join(
            [_("Picture of the screen at step %(number)s.") % {"number": step.number}, place]
        )
        parts.append(f"![{_plain(about.strip())}]({public_address(step.still_url)})")
    if place:
        parts.append(f"*{_plain(place)}*")
    return parts


def _plain(text: str) -> str:
    """The text so that nothing in it is taken for Markdown, line breaks kept."""
    return _MARKUP.sub(r"\\\1", text).replace("\n", "  \n")
