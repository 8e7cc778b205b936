"""What a list of results can be narrowed by, with how many of each are in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from kb.search.index import Filters
from kb.tutorials.models import Device, Level

PARAMETERS = {"service": "service", "skill": "competence", "level": "niveau", "device": "appareil"}
"""The name of each filter in an address."""
HEADINGS = {
    "service": _("Service"),
    "skill": _("What one learns"),
    "level": _("Level"),
    "device": _("Device"),
}
_LABELS: Mapping[str, Mapping[str, object]] = {
    "level": dict(Level.choices),
    "device": dict(Device.choices),
}
VALUE_MAX = 150


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: the address of the list narrowed by it, or freed of it if `chosen`."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind of filter with its values, the most frequent first."""

    heading: str
    choices: tuple[Choice, ...]


def label_of(name: str, value: str) -> str:
    """A value of a filter, as people read it."""
    return str(_LABELS.get(name, {}).get(value, value))


def filters_of(asked: Mapping[str, str]) -> Filters:
    """The filters of an address; what no filter can be is none."""
    return Filters(
        **{name: asked.get(key, "").strip()[:VALUE_MAX] for name, key in PARAMETERS.items()}
    )


def facets_of(
    tallies: Mapping[str, Mapping[str, int]], filters: Filters, others: Mapping[str, str]
) -> list[Facet]:
    """The facets that narrow anything. `others`: what else stays in the addresses."""
    found = []
    for field in fields(Filters):
        name, now = field.name, getattr(filters, field.name)
        values = {**dict.fromkeys([now] if now else [], 0), **tallies.get(name, {})}
        if not now and len(values) < 2:
            continue
        choices = [
            Choice(
                label=label_of(name, value),
                count=count,
                address=_address(replace(filters, **{name: "" if value == now else value}), others),
                chosen=value == now,
            )
            for value, count in values.items()
        ]
        choices.sort(key=lambda one: (-one.count, one.label))
        found.append(Facet(str(HEADINGS[name]), tuple(choices)))
    return found


def _address(filters: Filters, others: Mapping[str, str]) -> str:
    asked = {PARAMETERS[name]: value for name, value in asdict(filters).items() if value}
    return f"?{urlencode({**others, **asked})}"
