"""When the time of an original is over: of a recording only what is published stays.

The public files, masked and cut, take the place of the original, and the times of the steps become
those of the public video. So a tutorial can still be corrected, cut and masked; what was never
published is nowhere any more. A recording of which nothing is published goes whole.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from kb.recordings import retention, store
from kb.recordings import selectors as recordings
from kb.recordings.models import Recording
from kb.recordings.services import recording_delete
from kb.recordings.states import StageState
from kb.tutorials import publication as publishing
from kb.tutorials.models import Publication, RecordingDraft, TutorialPage
from kb.tutorials.plan import plan_of
from media.captions import said_within
from media.probe import probe
from media.types import MediaInfo, Utterance, Word, from_json, to_json

logger = logging.getLogger(__name__)

EMPTY = {
    "probe": {},
    "transcribe": {"transcript": []},
    "watch": {"screen": [], "lines": []},
    "segment": {"steps": [], "tutorial": {}},
}
"""What stays of the stages that only the original could repeat."""

Spans = Sequence[dict[str, Any]]
"""Of a publication: `start` and `end` in the recording, `replay_start` in its video."""


GRACE = timedelta(days=7)
"""So long a public video that cannot be made is waited for; then the stills alone stay."""


def originals_remove() -> int:
    """How many recordings were reduced or deleted, their time being over.

    One that is being worked on, or whose public files are not yet those of today, waits for the
    next time.
    """
    done = 0
    for pk in list(retention.due().values_list("pk", flat=True)):
        try:
            done += _end(pk)
        except Exception:
            logger.exception("an original was not deleted", extra={"recording": str(pk)})
    return done


@transaction.atomic
def _end(pk: Any) -> bool:
    """Whether the recording was reduced or deleted. Its row is locked: nobody publishes it, masks
    it or asks for more time meanwhile."""
    recording = Recording.objects.select_for_update().filter(pk=pk).first()
    if recording is None or not retention.due().filter(pk=pk).exists() or _moving(recording):
        return False
    page = TutorialPage.objects.live().filter(recording=recording).first()
    if page is None:
        recording_delete(recording=recording)
        return True
    publication = Publication.objects.select_for_update().filter(page=page).first()
    if publication is None or plan_of(page).digest != publication.digest:
        # What is public is not what was decided last: first that is put right.
        publishing.make(page)
        return False
    if publication.state != Publication.State.READY and not _given_up(recording):
        logger.warning("an original waits for its video", extra={"recording": str(pk)})
        return False
    reduce(recording, page, publication)
    return True


def _moving(recording: Recording) -> bool:
    """Whether the machine works on it, or is about to."""
    moving = (StageState.RUNNING, StageState.READY, StageState.WAITING)
    return recording.stages.filter(state__in=moving).exists()


def _given_up(recording: Recording) -> bool:
    return recording.keep_until is not None and recording.keep_until + GRACE < timezone.now()


def reduce(recording: Recording, page: TutorialPage, publication: Publication) -> None:
    """Puts what is published of `recording`, locked and as it must be, in the place of all else."""
    spans = publication.spans
    stills = {
        block: _taken(recording, publication.folder / name)
        for block, name in publication.stills.items()
    }
    master = _taken(recording, publication.folder / publication.video) if publication.video else ""
    media = _media(recording, master)
    transcript = moved(from_json(publication.transcript, tuple[Utterance, ...]), spans)
    _outputs(recording, master, media, transcript, [name for name in stills.values() if name])
    recording.masks.all().delete()
    recording.parts.all().delete()
    recording.caption_edits.all().delete()
    recording.heard_words.all().delete()
    RecordingDraft.objects.filter(recording=recording).update(grounds={})
    _pages(page, spans, stills)
    recording.reduced_at = timezone.now()
    recording.save(update_fields=["reduced_at"])
    _same_publication(page, publication, to_json(transcript))
    transaction.on_commit(partial(_clear, recording))
    logger.info("original deleted", extra={"recording": str(recording.pk)})


def moved(transcript: Sequence[Utterance], spans: Spans) -> tuple[Utterance, ...]:
    """What is said within the spans, on the clock of the public video."""
    result = []
    for span in spans:
        start, end = span["start"], span["end"]
        by = span["replay_start"] - start
        for said in transcript:
            text = said_within(said, start, end) if said.end > start and said.start < end else ""
            if not text:
                continue
            words = tuple(
                Word(word.start + by, word.end + by, word.text)
                for word in said.words
                if start <= (word.start + word.end) / 2 <= end
            )
            begin, stop = max(said.start, start) + by, min(said.end, end) + by
            result.append(replace(said, start=begin, end=stop, text=text, words=words))
    return tuple(result)


def place(t: float | None, block: str, spans: Spans) -> float | None:
    """A time of the recording in the public video, first in the span of the step itself; None where
    it is not shown there."""
    own = [span for span in spans if span["block"] == block]
    for span in [*own, *spans]:
        if t is not None and span["start"] <= t <= span["end"]:
            return round(span["replay_start"] + t - span["start"], 3)
    return None


def _taken(recording: Recording, file: Path) -> str:
    """The name in the recording's private folder of a copy of a public file."""
    return store.take_in(recording.folder, file, suffix=file.suffix)


def _media(recording: Recording, master: str) -> dict[str, Any]:
    """What is in the public video. Where it has one voice, its sound is that person's: it goes
    when they take their agreement back."""
    if not master:
        return to_json(MediaInfo(0.0, None, None, ()))
    info = probe(store.path(recording, master))
    voices = recordings.voices_kept(recording)
    (only,) = voices if len(voices) == 1 else (None,)
    tracks = tuple(
        replace(track, speaker=only if track.kind == "audio" else None) for track in info.tracks
    )
    return to_json(replace(info, tracks=tracks))


def _outputs(
    recording: Recording,
    master: str,
    media: dict[str, Any],
    transcript: Sequence[Utterance],
    stills: list[str],
) -> None:
    before = recordings.stage_output(recording, "protect") or {}
    outputs = {
        **EMPTY,
        "probe": {"media": media},
        "join": {"media": media, "master": master, "timeline": []},
        "protect": {
            "masks": {},
            "transcript": to_json(transcript),
            "steps": [],
            "tutorial": before.get("tutorial", {}),
        },
        "illustrate": {"preview": master or None, "waveform": [], "stills": stills},
    }
    for stage, output in outputs.items():
        recording.stages.filter(stage=stage).update(
            output=output, digest="", state=StageState.DONE, error="", error_code=""
        )


def _pages(page: TutorialPage, spans: Spans, stills: dict[str, str]) -> None:
    """The page, and what is being changed in it, on the clock of the public video; no version of
    before is left, as its words and times were those of the original."""
    changed = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    scheduled = page.revisions.exclude(approved_go_live_at=None).first()
    if page.workflow_in_progress:
        # Its revision goes: whoever moderates begins again with the new one.
        page.current_workflow_state.cancel()
    page.steps = _steps(page, spans, stills)
    page.save(clean=False)
    revision = page.save_revision(clean=False)
    page.revisions.exclude(pk=revision.pk).delete()
    page.live_revision = revision
    page.has_unpublished_changes = False
    page.save(update_fields=["live_revision", "has_unpublished_changes"])
    if changed is not None:
        changed.steps = _steps(changed, spans, stills)
        changed.save_revision(
            clean=False, approved_go_live_at=scheduled and scheduled.approved_go_live_at
        )


def _steps(page: TutorialPage, spans: Spans, stills: dict[str, str]) -> list[dict[str, Any]]:
    """The steps at their place in the public video. One that is not shown there keeps its words."""
    result = []
    for step in page.steps.raw_data:
        if step["type"] != "step":
            result.append(step)
            continue
        value, block = dict(step["value"]), step["id"]
        start, end = (place(value.get(key), block, spans) for key in ("start", "end"))
        if start is None or end is None or end <= start:
            start = end = 0.0
        still = stills.get(block, "")
        t = value.get("still_time")
        if t is not None and value.get("start") is not None and value.get("end") is not None:
            t = place(min(max(t, value["start"]), value["end"]), block, spans)
        value |= {
            "start": start,
            "end": end,
            "still": still,
            "still_time": (t if t is not None else start) if still else None,
        }
        result.append({"type": "step", "id": block, "value": value})
    return result


def _same_publication(
    page: TutorialPage, publication: Publication, transcript: list[dict[str, Any]]
) -> None:
    """The public files stay what they are: only the clock by which they are described changes."""
    publication.spans = [
        {**span, "start": span["replay_start"], "end": span["replay_end"]}
        for span in publication.spans
    ]
    publication.transcript = transcript
    plan = plan_of(TutorialPage.objects.get(pk=page.pk))
    publication.digest, publication.video_digest = plan.digest, plan.video_digest
    publication.state = Publication.State.READY
    publication.save()


def _clear(recording: Recording) -> None:
    """Removes every private file that the rows no longer name."""
    outputs = recording.stages.values_list("output", flat=True)
    named = {name for output in outputs for name in store.names_in(output)}
    for file in recording.folder.iterdir():
        if file.name not in named:
            file.unlink(missing_ok=True)
