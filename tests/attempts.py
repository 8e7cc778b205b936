"""Everything that the pipeline does with a file, and what comes of it."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.work import peak_mb
from media.errors import MediaError
from media.frames import frames
from media.join import join
from media.probe import probe
from media.replay import waveform

CODES = {"empty", "not_media", "no_tracks", "too_large", "too_long", "unreadable"}


def outcome(path: Path, folder: Path) -> str:
    """ "salvaged", or the code of the one error that is allowed: a sentence on one line."""
    try:
        _use(path, folder / "master.mkv")
    except MediaError as error:
        return _checked(error)
    return "salvaged"


def _use(path: Path, master: Path) -> None:
    info = probe(path)
    assert 0 < info.duration <= 24 * 3600
    assert info.tracks
    assert join(path, {}, master).duration <= info.duration + 1
    for frame in frames(master, width=64):
        assert frame.image.shape[2] == 3
    waveform(master, points=10)


def _checked(error: MediaError) -> str:
    assert error.code in CODES
    assert error.message.endswith(".")
    assert error.message.count(".") == 1
    assert "\n" not in error.message
    return error.code


if __name__ == "__main__":
    sys.stdout.write(f"{outcome(Path(sys.argv[1]), Path(sys.argv[2]))}\n")
    sys.stdout.write(f"{round(peak_mb())}\n")
