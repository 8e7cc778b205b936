"""Personal data spoken and written: where it is, and the same without it."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from media import personal
from media.conversation import personal_parts, word_places
from media.personal import LABELS, Found
from media.personal.addresses import MONEY
from media.personal.spoken_numbers import digits, runs
from media.shown import look
from media.types import Masks, Seen, SpokenMask, Step, Summary, Utterance, Word

MARGIN = 0.15
"""Seconds bleeped beyond the words: Whisper's word times err by about a tenth."""

REACH_BEFORE = 0.3
REACH_AFTER = 0.8
"""Written in figures, a long number ends too early: the bleep goes on to the next word."""

FIGURE_SECONDS = 0.28
"""Nobody reads out a figure faster; Whisper's words of a long number are often shorter."""

BLEEPED = 0.5
"""Below this confidence a value is hidden in texts alone: "Bonjour Madame Martin"."""

JOIN_SECONDS = 1.0


Also = Sequence[tuple[int, Found]]
"""Parts of utterances, by number, that are known from elsewhere to be personal."""


@dataclass(frozen=True, slots=True)
class Protected:
    """Where personal values are said and shown, and the words without them."""

    masks: Masks
    transcript: tuple[Utterance, ...]
    steps: tuple[Step, ...]
    summary: Summary


def protect(
    transcript: Sequence[Utterance],
    seen: Seen,
    steps: Sequence[Step],
    about: Summary,
    unclear: Sequence[tuple[float, float]] = (),
) -> Protected:
    """All that may be shown of a recording. `unclear`: when somebody spoke of whom no word was
    understood, in seconds."""
    shown = look(seen.lines, seen.events, transcript, unclear)
    return Protected(
        Masks(find_spoken(transcript, shown.heard, shown.unclear), shown.masks),
        mask_transcript(transcript, shown.heard),
        mask_steps(steps, transcript, shown.values),
        mask_summary(about, transcript, shown.values),
    )


def find_spoken(
    transcript: Sequence[Utterance], also: Also = (), unclear: Sequence[SpokenMask] = ()
) -> tuple[SpokenMask, ...]:
    """The spans of sound in which a personal value is said, ordered by start.

    `unclear`: those in which one may be said that nobody understood.
    """
    masks: list[SpokenMask] = list(unclear)
    for said, values in zip(transcript, personal_parts(transcript, also), strict=True):
        pauses = _Pauses(other for other in transcript if other.voice == said.voice)
        for value in values:
            if value.confidence < BLEEPED:
                continue
            start, end = _times(said, value)
            short = _takes(said.text[value.start : value.end]) - (end - start)
            start, end = pauses.widen(start, end, short)
            masks.append(SpokenMask(start, end, value.kind, value.confidence, said.speaker))
    return tuple(_joined(sorted(masks, key=lambda mask: (mask.start, mask.end))))


class _Pauses:
    """The pauses of one voice: a bleep may reach into them and costs nothing."""

    def __init__(self, said: Iterable[Utterance]) -> None:
        words = [word for one in said for word in one.words or (one,)]
        self._starts = sorted(word.start for word in words)
        self._ends = sorted(word.end for word in words)

    def widen(self, start: float, end: float, short: float) -> tuple[float, float]:
        """The span with a margin, and with the pauses around it up to a limit: at least as far as
        it is `short` of the time that such a value takes."""
        after = bisect_left(self._starts, end)
        following = self._starts[after] if after < len(self._starts) else math.inf
        earlier = bisect_right(self._ends, start)
        preceding = self._ends[earlier - 1] if earlier else 0.0
        before = max(REACH_BEFORE, short)
        begin = min(start - MARGIN, max(start - before, preceding))
        return max(0.0, begin), max(end + MARGIN, min(end + max(REACH_AFTER, short), following))


def _takes(text: str) -> float:
    """The seconds that it takes to read out the figures of a value."""
    return FIGURE_SECONDS * sum(len(digits(run)) for run in runs(text))


def _times(said: Utterance, value: Found) -> tuple[float, float]:
    touched = [
        word
        for word, start, end in word_places(said)
        if start < value.end and value.start < max(end, start + 1)
    ]
    if touched:
        return touched[0].start, touched[-1].end
    length = max(1, len(said.text))
    span = said.end - said.start
    return said.start + span * value.start / length, said.start + span * value.end / length


def _joined(masks: list[SpokenMask]) -> Iterator[SpokenMask]:
    """The masks with those of one value, said over several breaths, made one."""
    held: SpokenMask | None = None
    for mask in masks:
        if (
            held
            and (held.kind, held.speaker) == (mask.kind, mask.speaker)
            and mask.start - held.end <= JOIN_SECONDS
        ):
            held = replace(
                held,
                end=max(held.end, mask.end),
                confidence=max(held.confidence, mask.confidence),
            )
            continue
        if held:
            yield held
        held = mask
    if held:
        yield held


def mask_text(text: str) -> str:
    """The text with its personal values replaced by labels such as "[numéro de téléphone]".

    Masking a masked text changes nothing: it is repeated until nothing is found.
    """
    while values := personal.find(personal.alone(personal.hide_labels(text))):
        text = _replaced(text, values)
    return text


def _replaced(text: str, values: Sequence[Found]) -> str:
    for value in reversed(values):
        text = text[: value.start] + LABELS[value.kind] + text[value.end :]
    return text


def mask_transcript(transcript: Sequence[Utterance], also: Also = ()) -> tuple[Utterance, ...]:
    """The transcript with labels for the values, in the texts and in the words alike."""
    masked = tuple(
        _mask_utterance(said, values) if values else said
        for said, values in zip(transcript, personal_parts(transcript, also), strict=True)
    )
    return masked if masked == tuple(transcript) else mask_transcript(masked)


def _mask_utterance(said: Utterance, values: Sequence[Found]) -> Utterance:
    words: list[Word] = []
    labelled: Found | None = None
    for word, start, end in word_places(said):
        value = next((v for v in values if start < v.end and v.start < max(end, start + 1)), None)
        if value is None:
            words.append(word)
        elif value is labelled:
            rest = said.text[value.end : end] if end > value.end else ""
            words[-1] = Word(words[-1].start, word.end, words[-1].text + rest)
        else:
            before = said.text[start : value.start] if start < value.start else ""
            rest = said.text[value.end : end] if end > value.end else ""
            words.append(Word(word.start, word.end, before + LABELS[value.kind] + rest))
        labelled = value
    return replace(said, text=_replaced(said.text, values), words=tuple(words))


def mask_steps(
    steps: Sequence[Step],
    transcript: Sequence[Utterance] = (),
    shown: Mapping[str, str] | None = None,
) -> tuple[Step, ...]:
    """The steps with their words masked.

    With the transcript, values that only the conversation gives away (a code asked for half a
    minute before) are masked where a step repeats them; so are the values `shown` on the screen.
    """
    values = _longest_first({**spoken_values(transcript), **(shown or {})})
    return tuple(
        replace(
            step,
            title=mask_known(step.title, values),
            text=mask_known(step.text, values),
            target=mask_known(step.target, values) if step.target else step.target,
        )
        for step in steps
    )


def mask_summary(
    summary: Summary,
    transcript: Sequence[Utterance] = (),
    shown: Mapping[str, str] | None = None,
) -> Summary:
    """The summary with its words masked."""
    values = _longest_first({**spoken_values(transcript), **(shown or {})})
    return replace(
        summary,
        title=mask_known(summary.title, values),
        summary=mask_known(summary.summary, values),
    )


def spoken_values(transcript: Sequence[Utterance]) -> dict[str, str]:
    """The values as they were written down, each with its label; the longest first."""
    values = {
        said.text[value.start : value.end].strip(): LABELS[value.kind]
        for said, found in zip(transcript, personal_parts(transcript), strict=True)
        for value in found
    }
    return _longest_first(values)


def _longest_first(values: Mapping[str, str]) -> dict[str, str]:
    return {
        value: values[value]
        for value in sorted(values, key=len, reverse=True)
        if len(value) >= SHORTEST_VALUE
    }


SHORTEST_VALUE = 4
"""Shorter pieces of a value are also pieces of ordinary words."""


def mask_known(text: str, values: dict[str, str]) -> str:
    """The text masked, known values first."""
    for value, label in values.items():
        if value in text:
            # A post code may be an amount's figures: "De 20 000 à 28 000 €" tells nobody's.
            no_amount = f"(?!{MONEY})" if label == LABELS["address"] else ""
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w){no_amount}", label, text)
    return mask_text(text)
