"""When the time of an original is over: of a recording only what is published stays.

The public files, masked and cut, take the place of the original, and the times of the steps become
those of the public video. So a tutorial can still be corrected, cut and masked; what was never
published is nowhere any more. A recording of which nothing is published goes whole.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
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


def originals_remove() -> int:
    """How many recordings were reduced or deleted, their time being over.

    One that is being worked on waits for the next time.
    """
    done = 0
    for recording in retention.due():
        if recording.stages.filter(state=StageState.RUNNING).exists():
            continue
        try:
            done += _end(recording)
        except Exception:
            logger.exception("an original was not deleted", extra={"recording": str(recording.pk)})
    return done


def _end(recording: Recording) -> bool:
    live = TutorialPage.objects.live().filter(recording=recording).first()
    if live is None:
        recording_delete(recording=recording)
        return True
    publication = Publication.objects.filter(page=live).first()
    if publication is None or publication.state != Publication.State.READY:
        return False
    reduce(recording, live, publication)
    return True


@transaction.atomic
def reduce(recording: Recording, page: TutorialPage, publication: Publication) -> None:
    """Puts what is published of `recording` in the place of all the rest."""
    recording = Recording.objects.select_for_update().get(pk=recording.pk)
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


def place(t: float | None, spans: Spans) -> float | None:
    """A time of the recording in the public video; None where it is not shown there."""
    for span in spans:
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
        recording.stages.filter(stage=stage).update(output=output, digest="")


def _pages(page: TutorialPage, spans: Spans, stills: dict[str, str]) -> None:
    """The page, and what is being changed in it, on the clock of the public video; no version of
    before is left, as its words and times were those of the original."""
    changed = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    page.steps = _steps(page, spans, stills)
    page.save(clean=False)
    revision = page.save_revision(clean=False)
    page.revisions.exclude(pk=revision.pk).delete()
    page.live_revision = revision
    page.has_unpublished_changes = False
    page.save(update_fields=["live_revision", "has_unpublished_changes"])
    if changed is not None:
        changed.steps = _steps(changed, spans, stills)
        changed.save_revision(clean=False)


def _steps(page: TutorialPage, spans: Spans, stills: dict[str, str]) -> list[dict[str, Any]]:
    """The steps that are shown in the public video, at their place there."""
    result = []
    for step in page.steps.raw_data:
        value = dict(step["value"])
        if step["type"] != "step":
            result.append(step)
            continue
        start, end = place(value.get("start"), spans), place(value.get("end"), spans)
        if start is None or end is None or end <= start:
            continue
        t = min(max(value.get("still_time") or 0.0, value["start"]), value["end"])
        still = stills.get(step["id"], "")
        value |= {
            "start": start,
            "end": end,
            "still": still,
            "still_time": place(t, spans) if still else None,
        }
        result.append({"type": "step", "id": step["id"], "value": value})
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
    publication.save()


def _clear(recording: Recording) -> None:
    """Removes every private file that the rows no longer name."""
    outputs = recording.stages.values_list("output", flat=True)
    named = {name for output in outputs for name in store.names_in(output)}
    for file in recording.folder.iterdir():
        if file.name not in named:
            file.unlink(missing_ok=True)
