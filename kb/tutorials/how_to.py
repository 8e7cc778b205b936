"""A tutorial as schema.org's HowTo, for search engines. https://schema.org/HowTo"""

from __future__ import annotations

import json
from typing import Any

from kb.tutorials.addresses import public_address
from kb.tutorials.published import PublishedStep, PublishedTutorial

_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def how_to(tutorial: PublishedTutorial) -> str:
    """The JSON-LD of the tutorial, safe between script tags. Mistakes are no steps to follow."""
    address = public_address(tutorial.url)
    value: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "HowTo",
        "name": tutorial.title,
        "url": address,
        "inLanguage": "fr",
        "totalTime": f"PT{max(1, round(tutorial.duration))}S",
        "step": [_step(step, address) for step in tutorial.steps if not step.mistake],
    }
    if tutorial.summary:
        value["description"] = tutorial.summary
    if tutorial.service:
        value["about"] = {"@type": "Organization", "name": tutorial.service}
    if tutorial.published_at:
        value["datePublished"] = tutorial.published_at.date().isoformat()
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)


def _step(step: PublishedStep, address: str) -> dict[str, Any]:
    value = {
        "@type": "HowToStep",
        "name": step.title,
        "text": step.text or step.title,
        "url": f"{address}#etape-{step.number}",
    }
    if step.still_url:
        value["image"] = public_address(step.still_url)
    return value
