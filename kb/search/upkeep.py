"""What others do for the index: the sweep repairs it, the health address asks how it is."""

from __future__ import annotations

from kb.recordings.health import Part, add_check
from kb.recordings.pipeline.sweep import on_sweep
from kb.search.changes import changes_make
from kb.search.engines import current_index
from kb.search.journal import searches_forget
from kb.search.models import IndexChange
from kb.search.services import index_repair

CHANGES_EVERY = 10.0
"""Seconds between two looks for changes that wait, at least."""
EVERY = 60.0
"""Seconds between two comparisons of the index with the tutorials, for what nobody wrote down."""


def connect() -> None:
    """Puts each into its list, once."""
    on_sweep("search changes", changes_make, every=CHANGES_EVERY)
    on_sweep("search index", index_repair, every=EVERY)
    on_sweep("old searches", searches_forget, every=3600)
    add_check("search", search_part)


def search_part() -> Part:
    """Whether the index works. Not essential: it repairs itself, and pages are read without it."""
    said = current_index().health()
    detail = said.detail or f"{said.documents} tutorials, {said.steps} steps"
    if waiting := IndexChange.objects.count():
        detail = f"{detail}; {waiting} changes wait"
    return Part(ok=said.ok, detail=detail)
