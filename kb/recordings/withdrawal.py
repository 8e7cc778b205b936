"""Who must act when a person takes an agreement back: other apps tell us, we know none."""

from __future__ import annotations

from collections.abc import Callable

from kb.recordings.models import Recording

Callback = Callable[[Recording], None]
_callbacks: list[Callback] = []


def on_withdrawal(callback: Callback) -> Callback:
    """Has `callback` called whenever less is agreed to than before, inside that transaction.

    It asks the selectors what still stands (`publication_refusals`, `voices_kept`). Usable as a
    decorator; registering twice counts once.
    """
    if callback not in _callbacks:
        _callbacks.append(callback)
    return callback


def announce(recording: Recording) -> None:
    """Calls every callback; one that fails undoes the whole withdrawal, so nothing is half done."""
    for callback in _callbacks:
        callback(recording)
