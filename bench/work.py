"""What is measured, each piece of work in a process of its own."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.sessions import Session

MODELS_ROOT = Path(__file__).resolve().parents[1] / "var" / "models"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one piece of work took, and what came of it."""

    seconds: dict[str, float]
    cpu: float
    peak_mb: float
    result: dict[str, Any] = field(default_factory=dict)

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


def ours(session: Session, *, voices: bool) -> Measured:
    """The way from the file to all that a draft is made of: analysis, preview, waveform, stills."""
    from media.analyse import analyse
    from media.speech import SpeechOptions
    from media.types import to_json

    found = analyse(
        session.main,
        session.voices if voices else {},
        session.timeline,
        SpeechOptions(models_root=MODELS_ROOT),
    )
    began = time.perf_counter()
    _illustrate(session.main, [step.still for step in found.steps if step.still is not None])
    seconds = {**found.seconds, "illustrate": time.perf_counter() - began}
    return _measured(seconds, to_json(found))


def _illustrate(main: Path, stills: list[float]) -> None:
    from media.replay import preview, waveform
    from media.stills import still

    with tempfile.TemporaryDirectory() as folder:
        preview(main, Path(folder) / "preview.mp4")
    waveform(main)
    for t in stills:
        still(main, t)


def plain(session: Session, *, compute_type: str) -> Measured:
    """faster-whisper with its own defaults on the same weights and the same sound.

    Beam 5, no voice activity detection, one window after the other. Its own decoder does not work
    with this PyAV, so it is given the sound as an array; decoding counts for both.
    """
    import numpy as np
    from faster_whisper import WhisperModel

    from media.audio import samples, sound_tracks
    from media.probe import probe
    from media.weights import default_model

    began = time.perf_counter()
    (track,) = sound_tracks(probe(session.main))
    sound = np.concatenate([part for _t, part in samples(session.main, track=track.index)])
    model = WhisperModel(
        str(default_model(MODELS_ROOT, adapted=False)),
        device="cpu",
        compute_type=compute_type,
        cpu_threads=len(os.sched_getaffinity(0)),
    )
    segments, _info = model.transcribe(sound, language="fr")
    said = [
        {"start": part.start, "end": part.end, "text": part.text, "speaker": None}
        for part in segments
    ]
    return _measured({"transcribe": time.perf_counter() - began}, {"steps": [], "transcript": said})


def _measured(seconds: dict[str, float], result: dict[str, Any]) -> Measured:
    times = os.times()
    return Measured(seconds, times.user + times.system, peak_mb(), result)


def peak_mb() -> float:
    """The most memory this process ever held; unlike `ru_maxrss`, not what its parent held."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0
