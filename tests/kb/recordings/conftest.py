"""Small stages instead of the real ones, and folders that go away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation

from kb.recordings.pipeline import registry
from kb.recordings.pipeline.registry import Stage, StageContext


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Every test has its own private folder."""
    settings.KB_VAR = tmp_path
    settings.KB_RECORDINGS_ROOT = tmp_path / "recordings"
    return tmp_path


@pytest.fixture(autouse=True)
def language(settings) -> Iterator[None]:
    """Every test begins in French, whatever a reader chose in the one before."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def stages() -> Iterator[Callable[..., None]]:
    """Puts small stages in place of the real ones: `stages(name=function, …)`, each needing the
    one before; each function gets the context and gives the output."""
    before = dict(registry._stages)
    registry._stages.clear()

    def put(**functions: Callable[[StageContext], dict[str, Any]]) -> None:
        last: tuple[str, ...] = ()
        for name, run in functions.items():
            registry.add(Stage(name, name, run, last))
            last = (name,)

    yield put
    registry._stages.clear()
    registry._stages.update(before)
