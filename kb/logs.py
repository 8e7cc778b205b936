"""Logs that name the recording they are about."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_about: ContextVar[tuple[str | None, str | None]] = ContextVar("about", default=(None, None))


@contextmanager
def about(recording: object, stage: str | None = None) -> Iterator[None]:
    """Within it every log line carries the recording's id and the stage's name."""
    token = _about.set((str(recording), stage))
    try:
        yield
    finally:
        _about.reset(token)


class RecordingFilter(logging.Filter):
    """Adds `recording` and `stage` to every record that lacks them."""

    def filter(self, record: logging.LogRecord) -> bool:
        recording, stage = _about.get()
        # A line may name its recording itself.
        record.recording = getattr(record, "recording", recording)
        record.stage = getattr(record, "stage", stage)
        return True
