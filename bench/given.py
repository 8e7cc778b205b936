"""What a perfect ear or eye would have given: to tell which of them an error comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

from media.boxes import holds

if TYPE_CHECKING:
    from media.analyse import Perceived
    from media.types import ScreenEvent, Speaker, TimelineEvent, Utterance

AT_ONCE = 0.6  # Seconds at the beginning in which the picture but appears.
WRONG, LOST = 0.12, 0.05  # Of the words, as an ear of average luck hears them.
STRANGE = 0.03  # Of the sentences, in which one is taken for the other.
PLAINLY = 0.5  # Of the steps.
FIRST_WORDS = 0.6  # Seconds from the start of a step.
SHOWN = 0.3  # Seconds that a change takes.
PATIENCE = 3.0  # Seconds from the helper's pointer to the press.
NEAR = 8  # Pixels by which it may miss a small thing.


def given(perceived: Perceived, truth: Mapping[str, Any], what: Sequence[str]) -> Perceived:
    """The perception with "words", "picture" or both taken from the truth; "sound": that alone;
    "silence": the picture alone."""
    if "sound" in what:
        sounding = tuple(track for track in perceived.media.tracks if track.kind == "audio")
        media = replace(perceived.media, tracks=sounding, width=None, height=None)
        perceived = replace(perceived, media=media, seen=replace(perceived.seen, events=()))
    if "silence" in what:
        perceived = replace(perceived, transcript=())
    if "words" in what:
        perceived = replace(perceived, transcript=tuple(_words(truth)))
    if "picture" in what:
        events = sorted(_picture(truth, perceived.seen.events), key=lambda event: event.t)
        perceived = replace(perceived, seen=replace(perceived.seen, events=tuple(events)))
    return perceived


def _words(truth: Mapping[str, Any]) -> Iterator[Utterance]:
    """What was said, the words of a line shared out over its time by their letters.

    One track holds both voices; they are told apart by how they sound.
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
        start, end, text, who = (line[key] for key in ("start", "end", "text", "speaker"))
        yield Utterance(start, end, None, text, tuple(words), who)


def _picture(truth: Mapping[str, Any], seen: Sequence[ScreenEvent]) -> Iterator[ScreenEvent]:
    """Every press, typing, scroll and page of the truth."""
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
    yield from _pages(truth)


def _pages(truth: Mapping[str, Any]) -> Iterator[ScreenEvent]:
    """Pages and windows that come and go, and since when the picture was seen before."""
    from media.types import ScreenEvent

    last_seen: dict[str, float] = {}
    here, opened = "", 0.0
    for change in truth["visual_events"]:
        t, kind = change["t"], change["kind"]
        if kind == "page":
            last_seen[here] = max(0.0, t - SHOWN)
            here = change.get("what", "")
            same_as = last_seen.get(here)
        elif kind in ("modal", "modal_close"):
            same_as = max(0.0, opened - SHOWN) if kind == "modal_close" else None
            opened = t
        else:
            continue
        if t > AT_ONCE:
            shown = "page" if kind == "page" else "dialog"
            yield ScreenEvent(t, shown, end=t + SHOWN, same_as=same_as)


def imagined(truth: Mapping[str, Any]) -> Perceived:
    """The perception of a session that was only played, as by a perfect ear and eye."""
    from media.analyse import Perceived
    from media.types import MediaInfo, Seen, Track

    width, height = truth["size"]
    tracks = (Track(0, "video", "", width=width, height=height), Track(1, "audio", ""))
    info = MediaInfo(truth["duration"], width, height, tracks)
    return given(Perceived(info, (), Seen(), (), "fr"), truth, ("words", "picture"))


PLAIN = {
    "click": ("Cliquez sur {}.", "Vous cliquez sur {}.", "Ensuite, appuyez sur le bouton {}."),
    "type": ("Tapez {}.", "Maintenant, vous remplissez {}.", "Écrivez votre {}."),
}
"""What a helper says who tells plainly what to do."""


def plainly_told(truth: Mapping[str, Any], random: Random) -> dict[str, Any]:
    """The truth with every second step, or so, begun by saying plainly what to do."""
    lines = [dict(line) for line in truth["transcript"]]
    for step in truth["steps"]:
        first = next(
            (line for line in lines if abs(line["start"] - step["start"]) < FIRST_WORDS), None
        )
        ways = PLAIN.get(step["action"])
        if first and ways and step["target_label"] and random.random() < PLAINLY:
            first |= {"text": random.choice(ways).format(step["target_label"]), "speaker": "helper"}
    return {**truth, "transcript": lines}


def pointed_at(
    perceived: Perceived, truth: Mapping[str, Any], timeline: Sequence[TimelineEvent]
) -> Perceived:
    """The same with the helper's pointer, under which everything is read that can be pressed."""
    from media.timeline import pointer_presses
    from media.types import ScreenEvent

    events = list(perceived.seen.events)
    for t, point in pointer_presses(perceived.media, timeline):
        under = (c for c in truth["clicks"] if t <= c["t"] <= t + PATIENCE)
        thing = next((c for c in under if holds(tuple(c["box"]), point, NEAR)), None)
        box, label = (tuple(thing["box"]), thing["target"]) if thing else (None, None)
        events.append(ScreenEvent(t, "pointed", box, point=point, text=label))
    seen = replace(perceived.seen, events=tuple(sorted(events, key=lambda event: event.t)))
    return replace(perceived, seen=seen, timeline=tuple(timeline))


def misheard(perceived: Perceived, random: Random) -> Perceived:
    """The same with words lost, and others taken for what was said elsewhere in the session."""
    words = [word.text for said in perceived.transcript for word in said.words]
    found = []
    for said in perceived.transcript:
        kept = [
            replace(word, text=random.choice(words)) if random.random() < WRONG else word
            for word in said.words
            if random.random() >= LOST
        ]
        if kept:
            text = " ".join(word.text for word in kept)
            who = _other(said.sounds_like) if random.random() < STRANGE else said.sounds_like
            found.append(replace(said, words=tuple(kept), text=text, sounds_like=who))
    return replace(perceived, transcript=tuple(found))


def _other(who: Speaker | None) -> Speaker | None:
    return {"helper": "learner", "learner": "helper"}.get(who) if who else None
