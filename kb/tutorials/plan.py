"""What a publication shows: the steps, the masks, the voices. From rows to one value."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.recordings import selectors as recordings
from kb.recordings import store
from kb.recordings.models import Recording
from kb.tutorials.models import TutorialPage
from media.errors import MediaError
from media.types import Masks, Speaker, Utterance, to_json

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a publication shows. `video_digest` leaves out what the video does not depend on."""

    recording: Recording
    master: Path | None
    media: dict[str, Any]
    masks: Masks
    steps: list[dict[str, Any]]
    transcript: tuple[Utterance, ...]
    voices: set[Speaker]

    @property
    def digest(self) -> str:
        return _digest([self._common(), to_json(self.transcript), self.steps])

    @property
    def video_digest(self) -> str:
        return _digest([self._common(), [(step["start"], step["end"]) for step in self.spans()]])

    def _common(self) -> list[Any]:
        return [str(self.master), to_json(self.masks), sorted(self.voices)]

    def titles(self) -> dict[str, str]:
        """The title of each step, by block id."""
        return {step["id"]: step["value"].get("title", "") for step in self.steps}

    def spans(self) -> list[dict[str, Any]]:
        """One per step that has a piece of the recording; their place in the video is a guess
        until it is made."""
        spans, at = [], 0.0
        for step in self.steps:
            start, end = step["value"].get("start") or 0.0, step["value"].get("end") or 0.0
            if end > start:
                place = {"replay_start": round(at, 3), "replay_end": round(at + end - start, 3)}
                spans.append({"block": step["id"], "start": start, "end": end, **place})
                at += end - start
        return spans

    def still(self, step: dict[str, Any]) -> bytes | None:
        """The picture of a step, given its value, with the masks burnt in; None without a picture.

        It is taken within the step, as nothing else is agreed to be shown.
        """
        from media import stills

        if self.recording.reduced_at:
            return self._kept_still(step)
        t, start, end = step.get("still_time"), step.get("start") or 0.0, step.get("end") or 0.0
        if self.master is None or t is None or end <= start or not self.media.get("width"):
            return None
        try:
            return stills.still(self.master, min(max(t, start), end), masks=self.masks.screen)
        except MediaError as error:
            logger.warning("no still at %.1f s: %s", t, error)
            return None

    def _kept_still(self, step: dict[str, Any]) -> bytes | None:
        """The picture that was public when the original was deleted, with the masks of since."""
        from media import stills
        from media.covers import shown_at

        try:
            picture = store.path(self.recording, step.get("still") or "").read_bytes()
        except (store.BadName, FileNotFoundError):
            return None
        t = step.get("still_time") or 0.0
        return stills.covered(picture, shown_at(self.masks.screen, t, t))


def plan_of(page: TutorialPage) -> Plan:
    """What publishing `page` as it is now would show."""
    recording = page.recording
    joined = recordings.stage_output(recording, "join") or {}
    voices = recordings.voices_kept(recording)
    return Plan(
        recording=recording,
        master=store.path(recording, joined["master"]) if joined.get("master") else None,
        media=joined.get("media", {}),
        masks=recordings.all_masks(recording),
        steps=[
            {"id": step["id"], "value": step["value"]}
            for step in page.steps.raw_data
            if step["type"] == "step"
        ],
        transcript=heard(recordings.masked_transcript(recording), voices),
        voices=voices,
    )


def heard(transcript: tuple[Utterance, ...], voices: set[Speaker]) -> tuple[Utterance, ...]:
    """What may be read of the transcript: the voices kept; where nobody knows who speaks, both."""
    both = voices >= {"helper", "learner"}
    return tuple(said for said in transcript if (said.speaker in voices if said.speaker else both))


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
