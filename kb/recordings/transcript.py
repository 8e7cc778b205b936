"""The private transcript of a recording, as those who took part may read it."""

from __future__ import annotations

from kb.recordings import selectors
from kb.recordings.models import Recording
from media.captions import Cue, write_vtt
from media.types import Utterance, from_json


def transcript_of(recording: Recording) -> tuple[Utterance, ...]:
    """Who said what, when; nothing before it was written down."""
    output = selectors.stage_output(recording, "transcribe")
    return from_json(output["transcript"], tuple[Utterance, ...]) if output else ()


def captions_of(recording: Recording) -> str | None:
    """The transcript as WebVTT; None before there is one."""
    if selectors.stage_output(recording, "transcribe") is None:
        return None
    return write_vtt(
        tuple(
            Cue(said.start, said.end, said.text)
            for said in transcript_of(recording)
            if said.end > said.start
        )
    )
