"""The stages of a recording: settings and files in, one call of `media`, JSON out."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kb.recordings import store
from kb.recordings.pipeline import registry
from kb.recordings.pipeline.registry import Stage, StageContext
from media.types import (
    MediaInfo,
    Progress,
    ScreenEvent,
    ScreenLine,
    Seen,
    Speaker,
    Step,
    Summary,
    TimelineEvent,
    Utterance,
    from_json,
    to_json,
)

if TYPE_CHECKING:
    from media.speech import SpeechOptions

VOICES: tuple[Speaker, ...] = ("helper", "learner")


def register() -> None:
    """Puts the stages into the registry."""
    for stage in (
        Stage("probe", _("Looking at the file"), probe, options=_limits, weight=0.002),
        Stage("join", _("Putting picture and voices together"), join, ("probe",), weight=0.004),
        Stage("watch", _("Following the screen"), watch, ("join",), version=19, weight=0.06),
        Stage(
            "transcribe",
            _("Writing down what is said"),
            transcribe,
            ("join", "watch"),
            version=10,
            options=_speech_options,
            weight=0.2,
        ),
        Stage(
            "segment",
            _("Finding the steps"),
            find_steps,
            ("join", "transcribe", "watch"),
            options=_words,
            version=20,
        ),
        Stage(
            "protect",
            _("Protecting personal data"),
            protect,
            ("transcribe", "watch", "segment"),
            version=21,
            weight=0.002,
        ),
        Stage("illustrate", _("Making the pictures"), illustrate, ("join", "segment"), weight=0.05),
    ):
        registry.add(stage)


def probe(context: StageContext) -> dict[str, Any]:
    """What is in the main file, after a look at everything that was brought."""
    from media import probe as probing
    from media import timeline

    limits = probing.ProbeLimits(max_seconds=settings.KB_MEDIA_MAX_HOURS * 3600)
    if "timeline" in context.parts:
        timeline.read_timeline(context.parts["timeline"])
    roles = [role for role in ("main", *VOICES) if role in context.parts]
    found: list[MediaInfo] = []
    for number, role in enumerate(roles):
        found.append(probing.probe(context.parts[role], limits=limits))
        context.progress((number + 1) / len(roles))
    return {"media": to_json(found[0])}


def join(context: StageContext) -> dict[str, Any]:
    """The one master file of all tracks on one clock, and the timeline."""
    from media import join as joining
    from media import timeline

    voices = {role: context.parts[role] for role in VOICES if role in context.parts}
    given = context.parts.get("timeline")
    events = timeline.read_timeline(given) if given else ()
    with context.temporary(".mkv") as aside:
        info = joining.join(
            context.parts.get("main"),
            voices,
            aside,
            off_record=timeline.off_record_spans(events),
            progress=context.progress,
        )
        master = context.keep(aside)
    return {"media": to_json(info), "master": master, "timeline": to_json(events)}


def transcribe(context: StageContext) -> dict[str, Any]:
    """Who said what, when."""
    from media import speech

    options = speech_options()
    heard = speech.transcribe(
        _master(context),
        _info(context),
        options,
        timeline=_timeline(context),
        seen=_seen(context),
        progress=context.progress,
    )
    return {
        "transcript": to_json(heard.transcript),
        "unclear": to_json(heard.unclear),
        "language": heard.language,
    }


def spoken_language(context: StageContext) -> str:
    """The code of the language that was heard, empty where nothing tells it."""
    return context.inputs["transcribe"].get("language", settings.KB_WHISPER_LANGUAGE)


def speech_options() -> SpeechOptions:
    """How this installation listens."""
    from media.speech import SpeechOptions

    return SpeechOptions(
        models_root=Path(settings.KB_MODELS_ROOT),
        vocabulary=Path(settings.KB_VOCABULARY),
        **_listening(),
    )


def watch(context: StageContext) -> dict[str, Any]:
    """What happened on the screen."""
    from media import screen

    seen = screen.watch(
        _master(context), _info(context), timeline=_timeline(context), progress=context.progress
    )
    return {"screen": to_json(seen.events), "lines": to_json(seen.lines)}


def find_steps(context: StageContext) -> dict[str, Any]:
    """The steps, and what the whole is about."""
    from media import corrections, language, segment, summary

    said = from_json(context.inputs["transcribe"]["transcript"], tuple[Utterance, ...])
    seen = from_json(context.inputs["watch"]["screen"], tuple[ScreenEvent, ...])
    lines = from_json(context.inputs["watch"].get("lines", []), tuple[ScreenLine, ...])
    own = corrections.right_forms(Path(settings.KB_VOCABULARY))
    tongue = language.language(spoken_language(context), own)
    steps = segment.segment(_info(context), said, seen, _timeline(context), tongue, lines)
    about = summary.summarise(said, steps, lines, tongue)
    return {"steps": to_json(steps), "tutorial": to_json(about)}


def protect(context: StageContext) -> dict[str, Any]:
    """Where personal data is said and shown, and the words without it: all that later stages may
    show. What the masks cover is covered until a person takes one away."""
    from media import protect as protecting

    said = from_json(context.inputs["transcribe"]["transcript"], tuple[Utterance, ...])
    steps = from_json(context.inputs["segment"]["steps"], tuple[Step, ...])
    about = from_json(context.inputs["segment"]["tutorial"], Summary)
    unclear = from_json(
        context.inputs["transcribe"].get("unclear", []), tuple[tuple[float, float], ...]
    )
    kept = protecting.protect(said, _seen(context), steps, about, unclear)
    return {
        "masks": to_json(kept.masks),
        "transcript": to_json(kept.transcript),
        "steps": to_json(kept.steps),
        "tutorial": to_json(kept.summary),
    }


def illustrate(context: StageContext) -> dict[str, Any]:
    """A light preview, the waveform and a still for each step: private files, all."""
    from media import replay

    master, info = _master(context), _info(context)
    with context.temporary(".mp4") as aside:
        replay.preview(master, aside, progress=_part(context.progress, 0.0, 0.7))
        preview = context.keep(aside)
    loudness = _part(context.progress, 0.7, 0.75)
    waveform = replay.waveform(master, progress=loudness) if info.has_sound else []
    steps = from_json(context.inputs["segment"]["steps"], tuple[Step, ...])
    names: list[str | None] = []
    for number, step in enumerate(steps, 1):
        names.append(_still(context, master, step.still) if info.has_picture else None)
        context.progress(0.75 + 0.25 * number / len(steps))
    return {"preview": preview, "waveform": waveform, "stills": names}


def _still(context: StageContext, master: Path, t: float | None) -> str | None:
    from media import stills

    if t is None:
        return None
    picture = stills.still(master, t)
    with context.temporary(store.picture_suffix(picture)) as aside:
        aside.write_bytes(picture)
        return context.keep(aside)


def _limits() -> dict[str, Any]:
    return {"max_hours": settings.KB_MEDIA_MAX_HOURS}


def _speech_options() -> dict[str, Any]:
    """What the transcript depends on, by the operator's choice and the editors' words."""
    return {**_listening(), "vocabulary": _vocabulary()}


def _vocabulary() -> str:
    own = Path(settings.KB_VOCABULARY)
    return hashlib.sha256(own.read_bytes()).hexdigest() if own.is_file() else ""


def _listening() -> dict[str, Any]:
    return {
        "model": settings.KB_WHISPER_MODEL,
        "device": settings.KB_WHISPER_DEVICE,
        "compute_type": settings.KB_WHISPER_COMPUTE_TYPE,
        "beam_size": settings.KB_WHISPER_BEAM_SIZE,
        "language": settings.KB_WHISPER_LANGUAGE,
        "prompt": settings.KB_WHISPER_PROMPT,
        "threads": settings.KB_WHISPER_THREADS,
    }


def _words() -> dict[str, Any]:
    """What the words of the steps depend on."""
    return {"language": settings.KB_WHISPER_LANGUAGE, "vocabulary": _vocabulary()}


def _master(context: StageContext) -> Path:
    return context.folder / context.inputs["join"]["master"]


def _info(context: StageContext) -> MediaInfo:
    return from_json(context.inputs["join"]["media"], MediaInfo)


def _seen(context: StageContext) -> Seen:
    watched = context.inputs["watch"]
    return Seen(
        from_json(watched["screen"], tuple[ScreenEvent, ...]),
        from_json(watched.get("lines", []), tuple[ScreenLine, ...]),
    )


def _timeline(context: StageContext) -> tuple[TimelineEvent, ...]:
    return from_json(context.inputs["join"]["timeline"], tuple[TimelineEvent, ...])


def _part(progress: Progress, start: float, end: float) -> Progress:
    """Progress of a part of the work, as progress of the whole."""
    return lambda share: progress(start + (end - start) * share)
