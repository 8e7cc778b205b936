"""The private captions of a recording, for those who took part."""

from __future__ import annotations

from kb.recordings import selectors
from kb.recordings.models import Recording
from media.captions import Cue, write_vtt


def captions_of(recording: Recording) -> str | None:
    """The transcript as WebVTT; None before there is one."""
    if selectors.stage_output(recording, "transcribe") is None:
        return None
    return write_vtt(
        tuple(
            Cue(said.start, said.end, said.text)
            for said in selectors.heard_transcript(recording)
            if said.end > said.start
        )
    )
