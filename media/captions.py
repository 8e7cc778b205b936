"""Captions and chapters as WebVTT and SubRip, on the clock of the replay."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from media.errors import MediaError
from media.spans import PlacedSpan
from media.types import Utterance, Word
from media.wording import typeset

MAX_CHARACTERS = 84
"""Two lines of 42, what subtitling guides take as readable at a glance."""

SHORTEST = 0.05

_TIMING = re.compile(
    r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})[ \t]+-->[ \t]+"
    r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})(?:[ \t]|$)"
)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Cue:
    """A text and the seconds between which it is shown."""

    start: float
    end: float
    text: str


def write_vtt(cues: Sequence[Cue]) -> str:
    """The cues as a WebVTT file; texts are escaped, blank lines in them left out."""
    blocks = ["WEBVTT"]
    for cue in cues:
        text = _escaped(cue.text)
        if text:
            blocks.append(f"{_clock(cue.start)} --> {_clock(cue.end)}\n{text}")
    return "\n\n".join(blocks) + "\n"


def write_srt(cues: Sequence[Cue]) -> str:
    """The cues as a SubRip file."""
    blocks = []
    for cue in cues:
        lines = [line for line in cue.text.splitlines() if line.strip()]
        if lines:
            times = f"{_clock(cue.start)} --> {_clock(cue.end)}".replace(".", ",")
            blocks.append("\n".join([str(len(blocks) + 1), times, *lines]))
    return "\n\n".join(blocks) + "\n"


def read_vtt(text: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT file; styles, notes, settings and mark-up are passed over.

    Raises `MediaError` "bad_captions" where the text is no WebVTT.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        raise MediaError("bad_captions", "The file is not a WebVTT caption file.")
    cues = []
    for block in re.split(r"\n{2,}", text)[1:]:
        lines = block.strip("\n").split("\n")
        at = next((n for n, line in enumerate(lines[:2]) if "-->" in line), None)
        timing = _TIMING.match(lines[at]) if at is not None else None
        if timing:
            body = html.unescape(_TAG.sub("", "\n".join(lines[at + 1 :])))
            cues.append(Cue(_seconds(timing.groups()[:4]), _seconds(timing.groups()[4:]), body))
    return tuple(cues)


def replay_captions(
    transcript: Sequence[Utterance], spans: Sequence[PlacedSpan]
) -> tuple[Cue, ...]:
    """What is said within the spans, on the replay's clock, in pieces short enough to read."""
    cues = []
    for span in spans:
        for utterance in transcript:
            for start, end, text in _pieces(utterance, span):
                cues.append(_placed(start, end, typeset(text), span))
    return tuple(sorted((c for c in cues if c), key=lambda cue: (cue.start, cue.end)))


def said_within(utterance: Utterance, start: float, end: float) -> str:
    """What of an utterance is said between `start` and `end`: the words whose middle lies there.

    Where its words have no times it is said where its own middle lies, whole.
    """
    if start <= utterance.start and utterance.end <= end:
        return utterance.text
    if not utterance.words:
        return utterance.text if _within(utterance, start, end) else ""
    return " ".join(word.text.strip() for word in utterance.words if _within(word, start, end))


def chapters(spans: Sequence[PlacedSpan]) -> tuple[Cue, ...]:
    """One cue for each span, with its title."""
    return tuple(
        Cue(round(span.at, 3), round(span.at + span.end - span.start, 3), span.title or str(number))
        for number, span in enumerate(spans, start=1)
    )


def _placed(start: float, end: float, text: str, span: PlacedSpan) -> Cue | None:
    start, end = max(start, span.start), min(end, span.end)
    if end - start < SHORTEST or not text:
        return None
    shift = span.at - span.start
    return Cue(round(start + shift, 3), round(end + shift, 3), text)


def _pieces(utterance: Utterance, span: PlacedSpan) -> list[tuple[float, float, str]]:
    """The part of an utterance within a span, cut between words where it is long."""
    if utterance.end <= span.start or utterance.start >= span.end:
        return []
    whole = span.start <= utterance.start and utterance.end <= span.end
    if whole and len(utterance.text) <= MAX_CHARACTERS:
        return [(utterance.start, utterance.end, utterance.text)]
    words = [word for word in utterance.words if _within(word, span.start, span.end)]
    if not utterance.words:
        # Nothing that is said outside the steps is ever shown, were it the end of a sentence.
        said = said_within(utterance, span.start, span.end)
        return [(utterance.start, utterance.end, said)] if said else []
    pieces: list[tuple[float, float, str]] = []
    for word in words:
        text = word.text.strip()
        if pieces and len(pieces[-1][2]) + 1 + len(text) <= MAX_CHARACTERS:
            start, _, before = pieces[-1]
            pieces[-1] = (start, word.end, f"{before} {text}")
        else:
            pieces.append((word.start, word.end, text))
    return pieces


def _within(said: Utterance | Word, start: float, end: float) -> bool:
    return start <= (said.start + said.end) / 2 < end


def _escaped(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.splitlines())
    return html.escape("\n".join(line for line in lines if line), quote=False)


def _clock(seconds: float) -> str:
    milliseconds = max(0, round(seconds * 1000))
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _seconds(groups: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, milliseconds = (int(group or 0) for group in groups)
    return ((hours * 60 + minutes) * 60_000 + seconds * 1000 + milliseconds) / 1000
