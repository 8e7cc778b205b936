"""From a question to moments that a person may see."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from kb.search.answers import pinned
from kb.search.documents import StepDocument, TutorialDocument
from kb.search.engines import current_index
from kb.search.highlight import highlighted, matches
from kb.search.index import NO_FILTERS, Filters, Found, Hit, IndexLost, StepHit
from kb.search.moments import Moment, Results
from kb.search.selectors import findable_addresses, findable_document
from kb.search.services import index_heal

logger = logging.getLogger(__name__)

STEPS_SHOWN = 3
"""How many steps of one tutorial are named at most."""
STEP_SHARE = 0.5
"""What a further step must score, as a share of its tutorial's best."""
FURTHER_STEP = 0.8
"""What a further step counts beside the best ones of other tutorials."""


def find(
    text: str, *, limit: int = 20, exact: bool = False, filters: Filters = NO_FILTERS
) -> Results:
    """The moments that answer `text`, best first, of tutorials that anybody may see now.

    Never raises: where the index cannot be asked, `available` is False.
    """
    try:
        found = _ask(text, limit=limit, exact=exact, filters=filters)
        hits = _with_pinned(found.hits, pinned(text) if filters == NO_FILTERS else [])
        addresses = findable_addresses([int(hit.document.id) for hit in hits])
        hits = [hit for hit in hits if int(hit.document.id) in addresses]
        places = [place for hit in hits for place in _places(hit)]
        places.sort(key=lambda place: -place.score)
        moments = [
            _moment(place, addresses[int(place.document.id)], found.query.stems)
            for place in places[: max(0, limit)]
        ]
    except Exception:
        logger.exception("The search index cannot be asked")
        return Results(typed=text, available=False)
    return Results(
        typed=found.query.typed,
        moments=tuple(moments),
        corrected=found.query.corrected,
        proposed=found.query.proposed,
        tallies=_tallies(hit.document for hit in hits),
    )


def _tallies(documents: Iterable[TutorialDocument]) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = {one.name: Counter() for one in fields(Filters)}
    for document in documents:
        found["skill"].update(document.skills)
        for name in ("service", "level", "device"):
            found[name].update(value for value in [getattr(document, name)] if value)
    return found


def _ask(text: str, *, limit: int, exact: bool, filters: Filters) -> Found:
    try:
        return current_index().search(text, limit=limit, exact=exact, filters=filters)
    except IndexLost:
        index_heal()
        return current_index().search(text, limit=limit, exact=exact, filters=filters)


def _with_pinned(hits: tuple[Hit, ...], pinned_ids: list[int]) -> list[Hit]:
    """The hits, with the tutorials that editors put first for this question above all others."""
    above = max((hit.score for hit in hits), default=0.0) + 1.0
    found = {int(hit.document.id): hit for hit in hits}
    for place, page_id in enumerate(pinned_ids):
        hit = found.get(page_id)
        if hit is None:
            document = findable_document(page_id)
            if document is None:
                continue
            hit = Hit(document, 0.0, (StepHit(0, 1.0),))
        # Further steps count less than the first: far enough above, they still stand together.
        found[page_id] = replace(hit, score=(len(pinned_ids) - place) * 100 * above)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Place:
    """A step that was found, or a tutorial of which no step matches, before it is put in words."""

    document: TutorialDocument
    step: StepDocument | None
    score: float


def _places(hit: Hit) -> Iterator[_Place]:
    """The tutorial's best steps, or the tutorial itself where no step of it matches."""
    steps = {step.number: step for step in hit.document.steps}
    best = hit.steps[0].score or 1.0
    for rank, found in enumerate(hit.steps[:STEPS_SHOWN]):
        if found.score < STEP_SHARE * best:
            break
        share = FURTHER_STEP * found.score / best if rank else 1.0
        yield _Place(hit.document, steps.get(found.number), hit.score * share)


def _moment(place: _Place, address: str, stems: frozenset[str]) -> Moment:
    """The place as a person sees it. Its extract costs most, so only what is shown comes here."""
    document, step = place.document, place.step
    return Moment(
        tutorial_id=int(document.id),
        tutorial=document.title,
        number=step.number if step else 0,
        title=step.title if step else document.title,
        extract=_extract(document, step, stems),
        address=f"{address}#etape-{step.number}" if step else address,
        start=step.start if step else 0.0,
        still=step.still if step else _first_still(document),
        service=document.service,
        level=document.level,
        device=document.device,
        duration=document.duration,
        score=place.score,
    )


def _extract(document: TutorialDocument, step: StepDocument | None, stems: frozenset[str]) -> str:
    """The text that says most of what was asked; the step's own words before what was said.

    The summary only where a step has no words: under three steps it would stand three times.
    """
    own = [step.text, step.transcript] if step else []
    told = [text for text in own if text.strip()] or [document.summary or document.title]
    return highlighted(max(told, key=lambda text: matches(text, stems)), stems)


def _first_still(document: TutorialDocument) -> str | None:
    return next((step.still for step in document.steps if step.still), None)
