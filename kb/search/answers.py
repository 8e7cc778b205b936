"""What editors say to the search: words for the same thing, and results that come first."""

from __future__ import annotations

from django.db.models import Count, Max

from kb.search.lists import word_list
from kb.search.models import PinnedResult, SynonymGroup, search_key
from kb.search.synonyms import SHIPPED, Synonyms

_kept: tuple[object, Synonyms] | None = None


def current_synonyms() -> Synonyms:
    """The synonyms that come with search and those of the editors, as they are now."""
    global _kept
    state = SynonymGroup.objects.aggregate(Count("pk"), Max("updated_at"))
    kept = _kept
    if kept is None or kept[0] != state:
        own = SynonymGroup.objects.values_list("forms", flat=True)
        kept = _kept = (state, Synonyms([*word_list(SHIPPED), *own]))
    return kept[1]


def pinned(text: str) -> list[int]:
    """The ids of the tutorials that editors put first for this question."""
    pins = PinnedResult.objects.filter(key=search_key(text)).exclude(key="").order_by("pk")
    return list(pins.values_list("tutorial_id", flat=True))
