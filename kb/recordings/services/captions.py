"""Words put right by people, and what the listening learns from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from filelock import FileLock

from kb.recordings import selectors
from kb.recordings.models import CaptionEdit, HeardWord, Recording
from kb.recordings.services.masks import lock
from media.personal import hide_labels
from media.protect import mask_text
from media.retiming import differences

LONGEST = 4
"""Words: what was heard otherwise over more than that is a sentence, not a name."""


class NoSuchSentence(Exception):
    """Nobody says anything there, as far as was heard."""


@transaction.atomic
def caption_edit(
    *, recording: Recording, start: float, end: float, speaker: str, text: str, by: Any = None
) -> CaptionEdit:
    """What is now read for the sentence from `start` to `end` of `speaker`; what was misheard in it
    is proposed to the editors' vocabulary. An empty text leaves the sentence out.

    Raises NoSuchSentence.
    """
    lock(recording)
    said = selectors.masked_transcript(recording, left_out=True)
    places = (one for one in said if (round(one.start, 3), round(one.end, 3)) == (start, end))
    before = next((one for one in places if (one.speaker or "") == speaker), None)
    if before is None:
        raise NoSuchSentence
    text = " ".join(text.split())[:2000]
    edit, _made = CaptionEdit.objects.update_or_create(
        recording=recording,
        start=start,
        end=end,
        speaker=speaker,
        defaults={"text": text, "edited_by": by},
    )
    _learn(recording, before.text, text)
    return edit


def _learn(recording: Recording, heard: str, text: str) -> None:
    for wrong, right in differences(heard, text):
        if not _teaches(wrong, right):
            continue
        row, made = HeardWord.objects.get_or_create(
            heard=wrong[:80].casefold(), right=right[:80], defaults={"recording": recording}
        )
        if not made:
            HeardWord.objects.filter(pk=row.pk).update(times=F("times") + 1)


def _teaches(wrong: str, right: str) -> bool:
    """Whether it may be a name or word that is often misheard: nothing personal, not a sentence."""
    both = f"{wrong} {right}"
    plain = hide_labels(both) == both and mask_text(both) == both and "[" not in both
    short = max(len(wrong.split()), len(right.split())) <= LONGEST
    # The vocabulary parts its forms by these.
    return plain and short and bool(wrong and right) and not set("=,()~#") & set(both)


@transaction.atomic
def heard_word_confirm(row: HeardWord) -> None:
    """Has the word put right in every recording to come: it goes into the vocabulary."""
    file = Path(settings.KB_VOCABULARY)
    file.parent.mkdir(parents=True, exist_ok=True)
    line = f"{row.right} = {row.heard}\n"
    with FileLock(f"{file}.lock"):
        there = file.read_text("utf-8") if file.is_file() else ""
        if line not in there.splitlines(keepends=True):
            part = file.with_suffix(".part")
            gap = "" if not there or there.endswith("\n") else "\n"
            part.write_text(there + gap + line, "utf-8")
            part.replace(file)
    _settle(row, HeardWord.State.CONFIRMED)


def heard_word_ignore(row: HeardWord) -> None:
    """Never proposes the word again."""
    _settle(row, HeardWord.State.IGNORED)


def _settle(row: HeardWord, state: HeardWord.State) -> None:
    # Once a person has said that it is a word like others, it is nobody's any more.
    row.state, row.recording = state, None
    row.save(update_fields=["state", "recording", "last_at"])
