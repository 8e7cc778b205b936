"""The work of the stage `replay`: the public video of a publication, with captions and chapters."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kb.recordings import store
from kb.tutorials import public_files, publication
from kb.tutorials.models import Publication
from kb.tutorials.plan import Plan, plan_of
from media.errors import MediaError
from media.spans import PlacedSpan, ReplayInfo
from media.types import Progress, Speaker

logger = logging.getLogger(__name__)

BOTH: set[Speaker] = {"helper", "learner"}
MAKING, WATCHING = 0.7, 0.3
"""The shares of the work: making the video, and looking at it again."""
SAME = 0.05
"""Seconds: the encoder may begin a span at the next picture."""


def complete(asked: str | None, progress: Progress) -> dict[str, Any]:
    """`{"publication": uuid, "state": …}` once the video of publication `asked` is public.

    state: made, same (it was there), or gone: unpublished or published anew in the meantime.
    """
    publication.sweep_copies()
    row = Publication.objects.select_related("page").filter(uuid=asked, page__live=True).first()
    if row is None:
        return {"publication": asked, "state": "gone"}
    public_files.reveal(row.uuid)
    if row.state == Publication.State.READY:
        return {"publication": asked, "state": "same"}
    return {"publication": asked, "state": "made" if _made(row, progress) else "gone"}


def sound_kept(media: dict[str, Any], voices: set[Speaker]) -> set[Speaker] | None:
    """Which speakers' tracks may be heard; None: the sound as it is, where everybody agreed.

    One track for both voices is kept only where both agreed.
    """
    tracks = [track for track in media.get("tracks", ()) if track["kind"] == "audio"]
    if any(track.get("speaker") for track in tracks):
        return set(voices)
    return None if voices >= BOTH else set()


def placed(spans: list[dict[str, Any]], found: Sequence[PlacedSpan]) -> list[dict[str, Any]]:
    """The spans of the row with their true place in the video; those that are not in it go."""
    waiting, result = list(found), []
    for span in spans:
        there = next((one for one in waiting if abs(one.start - span["start"]) < SAME), None)
        if there is not None and there.end > there.start:
            waiting.remove(there)
            end = there.at + there.end - there.start
            result.append({**span, "replay_start": round(there.at, 3), "replay_end": round(end, 3)})
    return result


def _made(row: Publication, progress: Progress) -> bool:
    """Whether the publication still stood when its video was finished."""
    from media import replay

    plan = plan_of(row.page)
    titles = plan.titles()
    spans = [
        replay.Span(span["start"], span["end"], titles.get(span["block"], "")) for span in row.spans
    ]
    voices = sound_kept(plan.media, plan.voices)
    if not spans or not (plan.media.get("width") or voices is None or voices):
        return _settle(row, {})
    video = public_files.aside(f"{row.uuid}.mp4")
    video.parent.mkdir(parents=True, exist_ok=True)
    try:
        info = replay.publish(
            plan.master,
            video,
            spans,
            masks=plan.masks,
            voices=voices,
            progress=lambda share: progress(MAKING * share),
        )
        checked = _checked(plan, video, info, lambda share: progress(MAKING + WATCHING * share))
        return _settle(row, {**_files(row, plan, info, video), "checked": checked})
    finally:
        video.unlink(missing_ok=True)


def _checked(plan: Plan, video: Path, info: ReplayInfo, progress: Progress) -> dict[str, Any]:
    """What was found when the video was decoded again; MediaError where it hides too little."""
    from kb.tutorials import checking

    found = checking.check_video(plan, video, info.spans, progress)
    sentences = [checking.sentence(one) for one in found.findings]
    if sentences:
        logger.error("public video withheld: %s", " ".join(sentences))
        raise MediaError(
            "withheld", "The video was looked at again and does not hide all it must: withheld."
        )
    return checking.Checked(counted=checking.counted(found)).as_json()


def _files(row: Publication, plan: Plan, info: Any, video: Path) -> dict[str, Any]:
    """The fields of the row that name what is now in its folder."""
    from media import captions

    cues = captions.write_vtt(captions.replay_captions(plan.transcript, info.spans))
    marks = captions.write_vtt(captions.chapters(info.spans))
    return {
        "spans": placed(row.spans, info.spans),
        "video": store.keep(row.folder, video),
        "captions": public_files.write(row.folder, cues.encode(), ".vtt"),
        "chapters": public_files.write(row.folder, marks.encode(), ".vtt"),
        "duration": info.duration,
    }


def _settle(row: Publication, fields: dict[str, Any]) -> bool:
    standing = Publication.objects.filter(pk=row.pk, uuid=row.uuid)
    if standing.update(state=Publication.State.READY, **fields):
        return True
    public_files.remove(row.uuid)
    return False
