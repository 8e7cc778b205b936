"""What a perfect ear or eye would have given: to tell which of them an error comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from media.analyse import Perceived
    from media.types import ScreenEvent, Utterance

AROUND = 0.6  # Seconds within which a page of the truth and one that was seen are the same.


def given(perceived: Perceived, truth: Mapping[str, Any], what: Sequence[str]) -> Perceived:
    """The perception with "words", "picture" or both taken from the truth."""
    if "words" in what:
        perceived = replace(perceived, transcript=tuple(_words(truth)))
    if "picture" in what:
        events = sorted(_picture(truth, perceived.seen.events), key=lambda event: event.t)
        perceived = replace(perceived, seen=replace(perceived.seen, events=tuple(events)))
    return perceived


def _words(truth: Mapping[str, Any]) -> Iterator[Utterance]:
    """What was said, the words of a line shared out over its time by their letters.

    Nobody's name is given: one track holds both voices.
    """
    from media.types import Utterance, Word

    for line in truth["transcript"]:
        texts = line["text"].split()
        letters = sum(len(text) + 1 for text in texts) or 1
        at, words = line["start"], []
        for text in texts:
            until = at + (line["end"] - line["start"]) * (len(text) + 1) / letters
            words.append(Word(at, until, text))
            at = until
        yield Utterance(line["start"], line["end"], None, line["text"], tuple(words))


def _picture(truth: Mapping[str, Any], seen: Sequence[ScreenEvent]) -> Iterator[ScreenEvent]:
    """Every press, typing, scroll and page of the truth; which pages are alike is as seen."""
    from media.types import ScreenEvent

    yield from (event for event in seen if event.kind == "pointed")
    for click in truth["clicks"]:
        point = (round(click["x"]), round(click["y"]))
        yield ScreenEvent(
            click["t"], "click", tuple(click["box"]), point=point, text=click["target"]
        )
    for step in truth["steps"]:
        if step.get("typing"):
            start, end = step["typing"]
            box = tuple(step["target_box"]) if step["target_box"] else None
            yield ScreenEvent(start, "typing", box, end, text=step["target_label"])
    for scroll in truth["scrolls"]:
        yield ScreenEvent(scroll["start"], "scroll", end=scroll["end"])
    pages = [event for event in seen if event.kind in ("page", "dialog")]
    for change in truth["visual_events"]:
        if change["kind"] not in ("page", "modal") or change["t"] < AROUND:
            continue
        kind = "page" if change["kind"] == "page" else "dialog"
        alike = next((p for p in pages if abs(p.t - change["t"]) < AROUND), None)
        yield ScreenEvent(
            change["t"],
            kind,
            end=change["t"] + 0.3,
            same_as=alike.same_as if alike else None,
            text=alike.text if alike else None,
        )
