"""What is read of tutorials: published ones as plain values, and drafts in the same shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from kb.recordings import selectors as recordings
from kb.tutorials.models import HomePage, Publication, SharedSteps, TutorialPage
from kb.tutorials.places import Points
from kb.tutorials.published import (
    PublishedLine,
    PublishedStep,
    PublishedTutorial,
    SharedBy,
    TutorialCard,
)
from media.captions import said_within
from media.types import Utterance, from_json
from media.wording import typeset


def published_tutorial(page: TutorialPage, *, shared: bool = True) -> PublishedTutorial:
    """The tutorial with its public copies; without any where there is no Publication.

    `shared`: with the steps that it shares with others, not its own alone.
    """
    publication = getattr(page, "publication", None)
    if publication is None:
        return _tutorial(page, spans={}, transcript=(), still_url=lambda _step: None)

    def address(name: str) -> str | None:
        return public_url(publication, name) if name else None

    def still_url(step: Any) -> str | None:
        return address(publication.stills.get(step.id, ""))

    return _tutorial(
        page,
        spans={span["block"]: span for span in publication.spans},
        transcript=from_json(publication.transcript, tuple[Utterance, ...]),
        still_url=still_url,
        small=lambda step: address(publication.small_stills.get(step.id, "")),
        shared=shared,
        width=publication.width,
        height=publication.height,
        video_url=address(publication.video),
        captions_url=address(publication.captions),
        chapters_url=address(publication.chapters),
        video_coming=publication.state == Publication.State.PREPARING,
    )


def published_tutorials() -> Iterator[PublishedTutorial]:
    """Every live tutorial that anybody may read, oldest first."""
    pages = TutorialPage.objects.live().public().select_related("publication")
    for page in pages.order_by("first_published_at", "pk").iterator():
        yield published_tutorial(page)


def draft_tutorial(page: TutorialPage) -> PublishedTutorial:
    """The same shape for a draft: private stills and the private preview of the recording.

    Steps play at their own place in the recording, so replay times are the recording's.
    """
    recording = page.recording
    if recording is None:
        return _tutorial(page, spans={}, transcript=(), still_url=lambda _step: None)
    illustrate = recordings.stage_output(recording, "illustrate") or {}
    media = (recordings.stage_output(recording, "join") or {}).get("media", {})
    spans = {
        step.id: {"replay_start": step.value["start"], "replay_end": step.value["end"]}
        for step in page.own_steps
    }

    def still_url(step: Any) -> str | None:
        if not step.value["still"]:
            return None
        address = reverse("tutorials:draft_still", args=[page.pk, step.value["still"]])
        return f"{address}?{urlencode({'t': step.value['still_time'] or 0.0})}"

    preview = illustrate.get("preview")
    return _tutorial(
        page,
        spans=spans,
        transcript=recordings.masked_transcript(recording),
        still_url=still_url,
        width=media.get("width"),
        height=media.get("height"),
        video_url=reverse("recordings:file", args=[recording.pk, preview]) if preview else None,
    )


def listed_tutorials(home: HomePage) -> QuerySet[TutorialPage, int]:
    """The ids of the live tutorials under the home page, newest first.

    Cut it, then make cards of it: sorting whole pages, steps and all, would cost much more.
    """
    pages = TutorialPage.objects.live().public().child_of(home)
    return pages.order_by("-first_published_at", "-pk").values_list("pk", flat=True)


def tutorial_cards(page_ids: Iterable[int]) -> list[TutorialCard]:
    """The tutorials as cards of a list, in the order of their ids."""
    wanted = list(page_ids)
    pages = TutorialPage.objects.select_related("publication").defer(
        "publication__transcript", "publication__spans"
    )
    found = pages.in_bulk(wanted)
    return [_card(found[pk]) for pk in wanted if pk in found]


def tutorial_heads(page_ids: Iterable[int]) -> list[dict[str, Any]]:
    """Id, title, address and number of steps of those that anybody may read, by title."""
    pages = TutorialPage.objects.live().public().filter(pk__in=list(page_ids)).order_by("title")
    return [
        {"id": page.pk, "title": page.title, "url": page.url, "count": _step_count(page)}
        for page in pages
    ]


def public_url(publication: Publication, name: str) -> str:
    """The address of one public file."""
    return reverse("tutorials:public_file", args=[publication.uuid, name])


def _card(page: TutorialPage) -> TutorialCard:
    publication = getattr(page, "publication", None)
    stills = publication.stills if publication else {}
    first = next((stills[step.id] for step in page.own_steps if step.id in stills), None)
    return TutorialCard(
        page_id=page.pk,
        title=page.title,
        summary=page.summary,
        service=page.service,
        url=page.url or "",
        duration=page.duration,
        step_count=_step_count(page),
        still_url=public_url(publication, first) if publication and first else None,
        published_at=page.first_published_at,
    )


def _tutorial(
    page: TutorialPage,
    *,
    spans: dict[str, dict[str, Any]],
    transcript: tuple[Utterance, ...],
    still_url: Callable[[Any], str | None],
    small: Callable[[Any], str | None] = lambda _step: None,
    shared: bool = True,
    **addresses: Any,
) -> PublishedTutorial:
    days = dict(page.verified_steps.values_list("block", "day"))
    own = {
        step.id: replace(
            _step(step, spans.get(step.id, {}), transcript, still_url(step)),
            verified=days.get(step.id),
            width=addresses.get("width"),
            height=addresses.get("height"),
            small_url=small(step),
        )
        for step in page.own_steps
    }
    return PublishedTutorial(
        page_id=page.pk,
        title=page.title,
        summary=page.summary,
        service=page.service,
        level=page.level,
        device=page.device,
        url=page.url or "",
        duration=page.duration,
        published_at=page.first_published_at,
        steps=_numbered(page, own, shared=shared),
        skills=tuple(sorted(page.skills.names())),
        updated_at=page.last_published_at,
        **addresses,
    )


def _numbered(
    page: TutorialPage, own: dict[str, PublishedStep], *, shared: bool
) -> tuple[PublishedStep, ...]:
    """The steps in the page's order, shared ones in their place."""
    steps: list[PublishedStep] = []
    for block in page.steps:
        if block.id in own:
            steps.append(own[block.id])
        elif shared:
            steps += _shared(block)
    numbers = {step.id: number for number, step in enumerate(steps, start=1)}
    mistakes = {block.id: block.value["mistake_of"] for block in page.own_steps}
    return tuple(
        replace(
            step,
            number=number,
            mistake_of=numbers.get(mistakes.get(step.id) or "") if step.mistake else None,
        )
        for number, step in enumerate(steps, start=1)
    )


def _shared(block: Any) -> list[PublishedStep]:
    """The steps of a shared passage as its tutorial has them today; in words alone where that is
    not there for everybody."""
    shared = block.value["steps"]
    if shared is None:
        return []
    source = _source(shared)
    found = []
    if source is not None:
        # Its own steps alone: two that show each other's would never end.
        tutorial = published_tutorial(source, shared=False)
        by = SharedBy(source.pk, source.title, tutorial.url)
        found = [
            replace(step, replay_start=0.0, replay_end=0.0, mistake=False, shared_by=by)
            for step in tutorial.steps
            if step.id in shared.blocks
        ]
    return found or [_in_words(block.id, shared)]


def _source(shared: SharedSteps) -> TutorialPage | None:
    live = TutorialPage.objects.live().public().select_related("publication")
    return live.filter(pk=shared.tutorial_id).first()


def _in_words(id_: str, shared: SharedSteps) -> PublishedStep:
    return PublishedStep(
        number=0,
        id=id_,
        title=shared.name,
        text=shared.text,
        start=0.0,
        end=0.0,
        replay_start=0.0,
        replay_end=0.0,
        still_url=None,
        click=None,
        box=None,
        action="other",
        target="",
        mistake=False,
        transcript="",
        lines=(),
    )


def _step_count(page: TutorialPage) -> int:
    """How many steps readers see."""
    blocks = [block for block in page.steps if block.block_type == "shared"]
    return len(page.own_steps) + sum(len(_shared(block)) for block in blocks)


def _step(
    step: Any,
    span: dict[str, Any],
    transcript: tuple[Utterance, ...],
    still_url: str | None,
) -> PublishedStep:
    value = step.value
    start, end = value["start"] or 0.0, value["end"] or 0.0
    replay_start = span.get("replay_start", 0.0) or 0.0
    lines = tuple(
        PublishedLine(
            start=replay_start + max(said.start, start) - start,
            end=replay_start + min(said.end, end) - start,
            speaker=said.speaker,
            text=typeset(text),
        )
        for said in transcript
        # What is said outside the steps is never shown, were it the end of a sentence.
        if (text := said_within(said, start, end))
    )
    return PublishedStep(
        number=0,
        id=step.id,
        title=value["title"],
        text=value["text"],
        start=start,
        end=end,
        replay_start=replay_start,
        replay_end=span.get("replay_end", 0.0) or 0.0,
        still_url=still_url,
        click=_point(value),
        box=_box(value["target_box"]),
        action=value["action"] or "other",
        target=value["target"] or "",
        mistake=bool(value["mistake"]),
        transcript=" ".join(line.text for line in lines),
        lines=lines,
    )


def _point(value: Any) -> Points | None:
    x, y = value["click_x"], value["click_y"]
    return None if x is None or y is None else (x, y)


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    try:
        x, y, width, height = (float(part) for part in (text or "").split(","))
    except ValueError:
        return None
    return x, y, width, height
