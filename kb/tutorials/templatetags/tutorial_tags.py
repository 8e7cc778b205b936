"""What the public pages of tutorials say in words: places, lengths, addresses."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kb.tutorials import how_to as schema
from kb.tutorials.addresses import public_address
from kb.tutorials.models import Device, Level, TutorialPage
from kb.tutorials.places import place_in_words
from kb.tutorials.published import SMALL_WIDTH, PublishedStep, PublishedTutorial

register = template.Library()

# The arrow comes from the side where the picture has room.
ARROW_RIGHT_BELOW, ARROW_LEFT_BELOW = "scale(1 1)", "scale(-1 1)"
ARROW_RIGHT_ABOVE, ARROW_LEFT_ABOVE = "scale(1 -1)", "scale(-1 -1)"


@register.filter
def own_voice(step: PublishedStep) -> bool:
    """Whether the helper is heard in the step: the words of a voice that was not kept are gone."""
    return any(line.speaker in ("helper", None) for line in step.lines)


@register.simple_tag
def srcset(step: PublishedStep) -> str:
    """The attributes by which a small screen takes the small picture; empty where there is none."""
    if not step.small_url or not step.width:
        return ""
    return format_html(
        ' srcset="{} {}w, {} {}w" sizes="(max-width: 60em) 94vw, 48rem"',
        step.small_url,
        SMALL_WIDTH,
        step.still_url,
        step.width,
    )


@register.filter
def percent(share: float) -> str:
    """0.412 as `41.2%`, with a point whatever the language, for attributes of SVG."""
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}%"


@register.filter
def seconds(time: float) -> str:
    """A time as a plain number, with a point whatever the language, for attributes."""
    return f"{time:.3f}".rstrip("0").rstrip(".")


@register.filter
def clock(time: float) -> str:
    """A place in a video, as players show it: 2:05."""
    minutes, rest = divmod(int(time), 60)
    return f"{minutes}:{rest:02d}"


@register.filter
def arrow_direction(click: tuple[float, float]) -> str:
    """The SVG transform that turns the marker's arrow towards the middle of the picture."""
    x, y = click
    if y > 0.6:
        return ARROW_LEFT_ABOVE if x > 0.5 else ARROW_RIGHT_ABOVE
    return ARROW_LEFT_BELOW if x > 0.5 else ARROW_RIGHT_BELOW


@register.filter
def outline(step: PublishedStep) -> tuple[float, float, float, float] | None:
    """The target's box where it can be trusted: around the place to click, and not half the page.

    Boxes are found by the machine; when an editor moves the place, the place is right.
    """
    if step.click is None or step.box is None:
        return None
    (x, y), (left, top, width, height) = step.click, step.box
    around = left - 0.01 <= x <= left + width + 0.01 and top - 0.01 <= y <= top + height + 0.01
    return step.box if around and width * height < 0.25 else None


@register.filter
def where(step: PublishedStep) -> str:
    """Where to act, in words; empty where the step has no place."""
    if step.click is None:
        return ""
    words = {"place": place_in_words(step.click), "target": step.target}
    if step.mistake:
        if step.target:
            return _("The wrong place: “%(target)s”, %(place)s.") % words
        return _("The wrong place: %(place)s.") % words
    if step.target:
        return _("The place: “%(target)s”, %(place)s.") % words
    return _("The place: %(place)s.") % words


@register.filter
def about_how_long(duration: float) -> str:
    """A length as people say it: under a minute, or about so many minutes."""
    minutes = round(duration / 60)
    if minutes < 1:
        return _("less than a minute")
    return ngettext("about %(count)d minute", "about %(count)d minutes", minutes) % {
        "count": minutes
    }


@register.filter
def speaker_name(speaker: str | None) -> str:
    """Who speaks, as a reader understands it; empty where nobody knows."""
    if speaker == "helper":
        return pgettext("who speaks", "Helper")
    return pgettext("who speaks", "Person helped") if speaker == "learner" else ""


@register.filter
def choice_name(value: str) -> str:
    """A level or a device, as people read it."""
    return str({**dict(Level.choices), **dict(Device.choices)}.get(value, value))


register.filter(public_address)


@register.simple_tag
def how_to(tutorial: PublishedTutorial) -> str:
    """The tutorial for search engines, to stand between script tags."""
    return mark_safe(schema.how_to(tutorial))  # noqa: S308


@register.simple_tag
def other_tutorials(page: TutorialPage, limit: int = 4) -> list[TutorialPage]:
    """Some live tutorials other than `page`: those about the same service first, newest first."""
    others = TutorialPage.objects.live().public().exclude(pk=page.pk).defer("steps")
    newest = others.order_by("-first_published_at", "-pk")
    same = list(newest.filter(service=page.service)[:limit]) if page.service else []
    rest = newest.exclude(pk__in=[other.pk for other in same])
    return [*same, *rest[: limit - len(same)]]
