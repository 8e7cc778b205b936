"""What is read of paths: only tutorials that anybody may read are in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from kb.paths.models import PathPage
from kb.tutorials.models import Skill, TutorialPage
from kb.tutorials.published import TutorialCard
from kb.tutorials.selectors import tutorial_cards

STALE = timedelta(days=365)
"""After so long without being published again or looked at, somebody should look."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage, with its tutorials as they can be read now."""

    goal: str
    text: str
    practice: bool
    tutorials: tuple[TutorialCard, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A path as a learner gets it. `duration`: seconds of all its tutorials together."""

    title: str
    introduction: str
    url: str
    level: str
    device: str
    stages: tuple[Stage, ...]

    @property
    def duration(self) -> float:
        return sum(card.duration for stage in self.stages for card in stage.tutorials)

    @property
    def tutorial_count(self) -> int:
        return sum(len(stage.tutorials) for stage in self.stages)


@dataclass(frozen=True, slots=True)
class Holes:
    """Where the paths leave a learner alone."""

    skills: Sequence[Skill]
    outside: Sequence[TutorialPage]
    stale: Sequence[TutorialPage]


def path_of(page: PathPage) -> Path:
    """The path with its tutorials; a stage that has none left is not shown."""
    wanted = _tutorial_ids(page)
    live = set(
        TutorialPage.objects.live().public().filter(pk__in=wanted).values_list("pk", flat=True)
    )
    cards = {card.page_id: card for card in tutorial_cards(pk for pk in wanted if pk in live)}
    stages = (_stage(block.value, cards) for block in page.stages)
    return Path(
        title=page.title,
        introduction=page.introduction,
        url=page.url or "",
        level=page.level,
        device=page.device,
        stages=tuple(stage for stage in stages if stage.tutorials),
    )


def listed_paths() -> list[Path]:
    """Every live path that anybody may read and that leads somewhere, by title."""
    pages = PathPage.objects.live().public().order_by("title")
    return [path for path in map(path_of, pages) if path.stages]


def holes() -> Holes:
    """Skills without a tutorial, tutorials in no path, and those nobody looked at for long."""
    live = TutorialPage.objects.live().order_by("title")
    inside = {pk for page in PathPage.objects.live() for pk in _tutorial_ids(page)}
    since = timezone.now() - STALE
    looked_at = (
        live.filter(verified_steps__day__gte=since.date()).values_list("pk", flat=True).distinct()
    )
    return Holes(
        skills=list(Skill.objects.exclude(tutorials__content_object__live=True).order_by("name")),
        outside=list(live.exclude(pk__in=inside)),
        stale=list(live.filter(last_published_at__lt=since).exclude(pk__in=looked_at)),
    )


def _tutorial_ids(page: PathPage) -> list[int]:
    """The tutorials of all the stages, in order, each once."""
    ids = (
        item["value"] if isinstance(item, dict) else item
        for block in page.stages.raw_data
        for item in block["value"].get("tutorials", ())
    )
    return list(dict.fromkeys(pk for pk in ids if pk))


def _stage(value: dict[str, object], cards: dict[int, TutorialCard]) -> Stage:
    chosen = [page.pk for page in value["tutorials"] if page is not None]
    return Stage(
        goal=value["goal"],
        text=value["text"] or "",
        practice=bool(value["practice"]),
        tutorials=tuple(cards[pk] for pk in dict.fromkeys(chosen) if pk in cards),
    )
