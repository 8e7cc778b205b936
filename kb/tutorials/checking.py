"""What is public, looked at again by machine: does it show and say only what it may?

The public files of a tutorial are decoded and compared with its recording (`media.verify`), its
words are read again, and every private file is asked for at every kind of address, as nobody.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kb.recordings import selectors as recordings
from kb.recordings.models import Recording
from kb.tutorials import public_files
from kb.tutorials.hearing import Listener, heard_at_masks, whisper
from kb.tutorials.masks import KINDS
from kb.tutorials.models import Publication, TutorialPage
from kb.tutorials.plan import Plan, plan_of
from kb.tutorials.replaying import sound_kept
from media.captions import read_vtt
from media.errors import MediaError
from media.frames import frame_at
from media.ocr import RapidReader, TextReader
from media.protect import SHORTEST_VALUE, spoken_values
from media.redact import words_in
from media.spans import PlacedSpan
from media.types import Progress, SpokenMask, no_progress
from media.verify import Finding, Verified, uncovered, verify

ASIDE = {".aside"}
SERVED = {200, 206}
DIGITS = 4
"""A written line with fewer, and no @, is no value that could be told from ordinary words."""


@dataclass(slots=True)
class Checked:
    """What was looked at, counted, and what must not be, as sentences."""

    title: str = ""
    counted: dict[str, float] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As it is kept beside the publication."""
        at = timezone.now().isoformat()
        return {"at": at, "counted": self.counted, "findings": self.findings}


def check_all(*, reading: bool = True, listening: bool = True) -> Iterator[Checked]:
    """Every publication, one after the other, and then what lies about; each result is kept."""
    reader = RapidReader() if reading else None
    listen = whisper() if listening else None
    for row in Publication.objects.select_related("page__recording").order_by("pk"):
        checked = check_publication(row, reader=reader, listen=listen)
        Publication.objects.filter(pk=row.pk).update(checked=checked.as_json())
        yield checked
    yield _strays()


def check_publication(
    row: Publication, *, reader: TextReader | None = None, listen: Listener | None = None
) -> Checked:
    """One publication. Without a `reader` the writing in the pictures is not read, and without
    `listen` the masked places of the sound are not listened to."""
    page = row.page
    checked, plan = Checked(page.title), plan_of(page)
    checked.findings += _standing(row, page, plan)
    checked.findings += _files(row)
    if row.video and (row.folder / row.video).exists():
        found = check_video(plan, row.folder / row.video, placed_spans(row))
        checked.counted |= counted(found)
        checked.findings += map(sentence, found.findings)
    checked.findings += _stills(row, plan, checked)
    texts = list(_texts(row, page))
    checked.counted["texts"] = len(texts)
    if listen is not None and row.video and (row.folder / row.video).exists():
        spoken, video = plan.masks.spoken, row.folder / row.video
        heard = list(heard_at_masks(video, spoken, placed_spans(row), listen))
        checked.counted["masked words listened to"] = len(heard)
        texts += heard
    if reader is not None:
        read = list(_read(row, reader))
        checked.counted["lines read"] = len(read)
        texts += read
    checked.findings += _values_in(texts, _hidden_values(plan, reader))
    checked.findings += _open_addresses(row, plan.recording, checked)
    return checked


def check_video(
    plan: Plan, file: Path, spans: Sequence[PlacedSpan], progress: Progress = no_progress
) -> Verified:
    """The public video beside the recording, with the masks and the voices of the plan."""
    if plan.master is None:
        return Verified()
    voices = sound_kept(plan.media, plan.voices)
    return verify(plan.master, file, spans, masks=plan.masks, voices=voices, progress=progress)


def placed_spans(row: Publication) -> list[PlacedSpan]:
    """The spans of the video, where they are in it."""
    return [
        PlacedSpan(span["start"], _end(span), at=span["replay_start"])
        for span in row.spans
        if span["replay_end"] > span["replay_start"]
    ]


def _end(span: dict[str, Any]) -> float:
    return round(span["start"] + span["replay_end"] - span["replay_start"], 3)


def counted(found: Verified) -> dict[str, float]:
    """What of a video was decoded."""
    return {
        "pictures": found.pictures,
        "seconds of sound": round(found.seconds, 1),
        "covers": found.covers,
        "tones": found.tones,
    }


def sentence(finding: Finding) -> str:
    """A finding in the video, for a person."""
    kind = str(KINDS.get(finding.detail, _("personal data")))
    words = {
        "uncovered": _("From %(start)s to %(end)s s a mask is not in the picture: %(kind)s."),
        "untoned": _("From %(start)s to %(end)s s a masked word may be heard: %(kind)s."),
        "unlike": _("From %(start)s to %(end)s s the picture is not that of the step."),
        "voice": _("From %(start)s to %(end)s s a voice is heard that must not be."),
        "length": _("The video is not as long as its steps (%(start)s and %(end)s s)."),
    }
    return words[finding.kind] % {
        "start": f"{finding.start:.1f}",
        "end": f"{finding.end:.1f}",
        "kind": kind,
    }


# --- the rows and the files ------------------------------------------------------------------


def _standing(row: Publication, page: TutorialPage, plan: Plan) -> Iterator[str]:
    if not page.live:
        yield _("Its page is not published, and its copies are still there.")
    if page.recording is None:
        yield _("It has public copies, and no recording any more.")
        return
    yield from recordings.publication_refusals(page.recording)
    if row.digest != plan.digest:
        yield _("It was published with other masks, voices or steps than those of now.")


def _files(row: Publication) -> Iterator[str]:
    there = {file.name for file in row.folder.iterdir()} if row.folder.is_dir() else set()
    for name in sorted(row.files - there):
        yield _("The file %(name)s is missing.") % {"name": name}
    for name in sorted(there - row.files):
        yield _("The file %(name)s belongs to nothing.") % {"name": name}


def _strays() -> Checked:
    """Folders of no publication: nobody is served their files, but they should be gone."""
    checked = Checked(_("Folders of public copies"))
    standing = {str(uuid) for uuid in Publication.objects.values_list("uuid", flat=True)}
    root = public_files.root()
    names = {one.name for one in root.iterdir()} - ASIDE if root.is_dir() else set()
    checked.counted["folders"] = len(names)
    for name in sorted(names - standing):
        checked.findings.append(_("The folder %(name)s is of no tutorial.") % {"name": name})
    return checked


# --- the stills ------------------------------------------------------------------------------


def _stills(row: Publication, plan: Plan, checked: Checked) -> Iterator[str]:
    numbers = {step["id"]: place for place, step in enumerate(plan.steps, start=1)}
    for step in plan.steps:
        name, value = row.stills.get(step["id"]), step["value"]
        image = cv2.imread(str(row.folder / name)) if name else None
        if image is None or value.get("still_time") is None:
            continue
        checked.counted["stills"] = checked.counted.get("stills", 0) + 1
        t = min(max(value["still_time"], value.get("start") or 0.0), value.get("end") or 0.0)
        for mask in plan.masks.screen:
            if not mask.start <= t <= mask.end:
                continue
            checked.counted["covers"] = checked.counted.get("covers", 0) + 1
            if uncovered(image, mask.box):
                yield _("A mask is not in the picture of step %(number)d.") % {
                    "number": numbers[step["id"]]
                }


def _read(row: Publication, reader: TextReader) -> Iterator[tuple[str, str]]:
    """What is written in the public stills: where, and the line."""
    for number, name in enumerate(dict.fromkeys(row.stills.values()), start=1):
        image = cv2.imread(str(row.folder / name))
        if image is not None:
            place = _("picture %(number)d") % {"number": number}
            for line in reader.read(image):
                yield place, line.text


# --- the words -------------------------------------------------------------------------------


def _texts(row: Publication, page: TutorialPage) -> Iterator[tuple[str, str]]:
    """What is public as text: where, and the words."""
    yield _("the title"), page.title
    yield _("the summary"), page.summary
    for number, step in enumerate(page.own_steps, start=1):
        place = _("step %(number)d") % {"number": number}
        yield place, f"{step.value['title']}\n{step.value['text']}"
    for name in (row.captions, row.chapters):
        file = row.folder / name
        if name and file.exists():
            for cue in read_vtt(file.read_text("utf-8")):
                yield _("the captions"), cue.text


def _hidden_values(plan: Plan, reader: TextReader | None) -> set[str]:
    """What is masked somewhere: as it was said, and as it is written under the covers."""
    said = recordings.heard_transcript(plan.recording)
    given_back = {_key(words_in(said, mask)) for mask in _given_back(plan.recording)}
    values = {
        one for one in spoken_values(said) if not any(_key(one) in back for back in given_back)
    }
    values |= {words_in(said, mask) for mask in recordings.drawn_masks(plan.recording).spoken}
    if reader is not None and plan.master is not None:
        for mask in plan.masks.screen:
            values |= set(_under(plan.master, mask, reader))
    return {key for value in values if len(key := _key(value)) >= SHORTEST_VALUE}


def _given_back(recording: Recording) -> Iterator[SpokenMask]:
    """The spans of sound that a person said hide nothing personal."""
    for proposal in recordings.mask_proposals(recording):
        if proposal.verdict == "refused":
            yield from (one for one in proposal.masks if isinstance(one, SpokenMask))


def _under(master: Path, mask: Any, reader: TextReader) -> Iterator[str]:
    x, y, wide, high = (max(0, round(one)) for one in mask.box)
    try:
        image = frame_at(master, (mask.start + mask.end) / 2).image[y : y + high, x : x + wide]
    except MediaError:
        return
    if min(image.shape[:2]) > 4:
        for line in reader.read(image, scale=1.0):
            if "@" in line.text or sum(one.isdigit() for one in line.text) >= DIGITS:
                yield line.text


def _values_in(texts: Sequence[tuple[str, str]], values: Collection[str]) -> Iterator[str]:
    found = {}
    for place, text in texts:
        if any(value in _key(text) for value in values):
            found[place] = _("A value that is masked elsewhere can be read in %(place)s.")
    for place, words in found.items():
        yield words % {"place": place}


def _key(text: str) -> str:
    """Letters and digits alone: the same value however it is set."""
    return "".join(one for one in text.casefold() if one.isalnum())


# --- the addresses ---------------------------------------------------------------------------


def _open_addresses(row: Publication, recording: Recording, checked: Checked) -> Iterator[str]:
    """Private files that whoever has no account is served, at any address that serves files."""
    host = next((one for one in settings.ALLOWED_HOSTS if one.strip(".*")), "localhost")
    nobody = Client(SERVER_NAME=host.lstrip("*."))
    names = {one.name for one in recording.folder.iterdir()} if recording.folder.is_dir() else set()
    addresses = [
        reverse("recordings:captions", args=[recording.pk]),
        # A still that nothing covers is the same bytes, and so has the same name.
        *(reverse("tutorials:public_file", args=[row.uuid, one]) for one in names - row.files),
    ]
    for name in names:
        addresses += [
            reverse("recordings:file", args=[recording.pk, name]),
            reverse("tutorials:draft_still", args=[row.page_id, name]),
            f"/media/recordings/{recording.pk}/{name}",
            f"/documents/{row.page_id}/{name}",
        ]
    checked.counted["private addresses"] = len(addresses)
    with _unlogged("django.request"):
        for address in sorted(addresses):
            if nobody.get(address, secure=True).status_code in SERVED:
                yield _("Anybody is served %(address)s.") % {"address": address}


@contextmanager
def _unlogged(name: str) -> Iterator[None]:
    """That nobody is served a private file is no news."""
    log = logging.getLogger(name)
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)
