"""Sessions with a truth as rows to learn from: what happened, and how it should be understood."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from bench.evaluate import sensed_before
from bench.given import given, imagined, misheard, plainly_told, pointed_at
from bench.sessions import PICTURES, Session, sessions
from media.analyse import Course, Perceived, perceive
from media.fusion import Candidate
from media.language import language
from media.row import Atom, Role
from media.segment import atoms_of
from media.speech import SpeechOptions
from media.timeline import read_timeline

VARIANTS: tuple[tuple[bool, tuple[str, ...]], ...] = (
    (False, ()),
    (True, ()),
    (False, ("picture",)),
    (False, ("words",)),
    (False, ("words", "picture")),
    (False, ("sound",)),
    (False, ("silence",)),
)
"""With the timeline or not, and what is given as by a perfect ear or eye; "sound": it is all, and
"silence": there is none."""

GIVEN, PLAYED = 0.5, 0.25  # What a row counts that is not as heard and seen.
NEAR = 2.0  # Seconds from the true start of a step.
SAME_LENGTH = 0.5  # Seconds by which a recording and its truth may differ.
SOUND = 0.6  # Seconds into a sentence at which it is surely said.
DEEDS: Mapping[str, Role] = {"step": "does", "mistake": "strays", "off": "idles"}
DETOUR = 7.0  # What an atom of a detour costs more than another.


@dataclass(frozen=True, slots=True)
class Lesson:
    """One session in one variant, and what of it agrees with the truth."""

    name: str
    perceived: Perceived
    weight: float
    atoms: tuple[Atom, ...]
    gold: Gold
    session: Session | None = None


def lessons_in(folder: Path) -> Iterator[Lesson]:
    """Every session of the folder; those without a recording, which were only played, as well, and
    those of which but what was heard and seen is kept (`bench/recorded.tar.xz`)."""
    recorded = {session.name: session for session in sessions(folder)}
    for path in sorted(folder.glob("*/truth.json")):
        session = recorded.get(path.parent.name) or _without_recording(path)
        if session:
            yield from _variants(session)
        else:
            yield from _played(path)


def _without_recording(path: Path) -> Session | None:
    """The session whose recording is elsewhere, if what was heard and seen of it is kept: a session
    that was only played lasts otherwise than the recording of the same script."""
    timeline = path.with_name("timeline.jsonl")
    there = timeline if timeline.is_file() else None
    session = Session(path.parent.name, path.with_name(PICTURES[0]), path, there, {})
    sensed = sensed_before(session)
    lasted = session.read().get("duration", 0.0)
    return session if sensed and abs(sensed.media.duration - lasted) < SAME_LENGTH else None


def _played(path: Path) -> Iterator[Lesson]:
    """The session as said, as misheard, with the timeline if it has one, and its sound alone with
    steps told plainly, since few of those who see the screen do so."""
    name, truth = path.parent.name, json.loads(path.read_text("utf-8"))
    timeline = path.with_name("timeline.jsonl")
    shown = read_timeline(timeline) if timeline.is_file() else ()
    bad = misheard(imagined(truth), Random(name))
    yield _lesson(name, truth, imagined(truth), PLAYED)
    yield _lesson(name, truth, bad, PLAYED)
    told = imagined(plainly_told(truth, Random(name)))
    yield _lesson(name, truth, given(misheard(told, Random(name)), truth, ("sound",)), PLAYED)
    if shown:
        yield _lesson(name, truth, pointed_at(bad, truth, shown), PLAYED)


def _variants(session: Session) -> Iterator[Lesson]:
    """The recorded session in every variant; nothing where it was not evaluated."""
    sensed = sensed_before(session)
    if sensed is None:
        return
    whole = perceive(sensed, SpeechOptions(), Course())
    truth = session.read()
    for timeline, true in VARIANTS:
        if timeline and not session.timeline:
            continue
        perceived = given(whole if timeline else _without_timeline(whole), truth, true)
        yield _lesson(session.name, truth, perceived, GIVEN if true else 1.0, session)


def _lesson(
    name: str,
    truth: Mapping[str, Any],
    perceived: Perceived,
    weight: float,
    session: Session | None = None,
) -> Lesson:
    tongue = language(perceived.language, perceived.own)
    events, timeline = perceived.seen.events, perceived.timeline
    atoms = atoms_of(perceived.media, perceived.transcript, events, timeline, tongue)
    return Lesson(name, perceived, weight, tuple(atoms), Gold(truth, atoms), session)


def _without_timeline(perceived: Perceived) -> Perceived:
    events = tuple(event for event in perceived.seen.events if event.kind != "pointed")
    return replace(perceived, seen=replace(perceived.seen, events=events), timeline=())


class Gold:
    """Which pieces of a row agree with the truth."""

    def __init__(self, truth: Mapping[str, Any], atoms: Sequence[Atom]) -> None:
        self._atoms = atoms
        self._steps = truth["steps"]
        self._detours = truth.get("detours", [])
        self._off = truth.get("off_topic", [])
        self._of = [self._home(atom) for atom in atoms]
        self._anchors = {
            home: self._anchor(home) for home in set(self._of) if home[0] in ("step", "mistake")
        }

    def cost(self, piece: Candidate) -> float:
        """1 for each atom of a piece against the truth, more for those of a detour: there are few
        of these, and a mistake that is shown as a step is the worst of faults."""
        if self.agrees(piece):
            return 0.0
        homes = self._of[piece.start : piece.stop]
        return sum(DETOUR if kind == "mistake" else 1.0 for kind, _ in homes)

    def agrees(self, piece: Candidate) -> bool:
        """Whether the piece may stand in a cut that agrees with the truth."""
        homes = self._of[piece.start : piece.stop]
        first = homes[0]
        if piece.label == "outside":
            kind, _ = first
            return kind == "off" or (
                self._atoms[piece.start].mark is None and self._may_go(piece.start)
            )
        if first[0] != piece.label or homes[-1] != first:
            return False
        if any(home not in (first, ("off", 0)) for home in homes):
            return False
        anchor = self._anchors[first]
        if anchor is not None and not piece.start <= anchor < piece.stop:
            return False
        return self._early(piece.start, first)

    def role(self, place: int) -> Role:
        """What part the sentence or the deed at the place plays."""
        home = self._of[place]
        if not self._atoms[place].said:
            return DEEDS[home[0]]
        if home[0] == "off":
            return "beside"
        said = [n for n, other in enumerate(self._of) if other == home and self._atoms[n].said]
        begins = self._passage(home)["start"]
        opens = place == min(said, key=lambda n: abs(self._atoms[n].t - begins))
        if home[0] == "mistake":
            return "errs" if opens else "astray"
        anchor = self._anchors[home]
        leads = anchor is not None and place < anchor
        return "opens" if opens else "leads" if leads else "follows"

    def _passage(self, home: tuple[str, int]) -> Mapping[str, Any]:
        passages = self._steps if home[0] == "step" else self._detours
        found: Mapping[str, Any] = passages[home[1]]
        return found

    def _home(self, atom: Atom) -> tuple[str, int]:
        """The step or detour to which the atom belongs; ("off", 0): to none."""
        if atom.said:
            length = atom.end - atom.t
            t = atom.t + min(SOUND, length / 2)
            beside = sum(
                max(0.0, min(o["end"], atom.end) - max(o["start"], atom.t)) for o in self._off
            )
            if length and beside > 0.5 * length:
                return "off", 0
        else:
            t = atom.t + 0.2
        for kind, passages in (("step", self._steps), ("mistake", self._detours)):
            for number, passage in enumerate(passages):
                if passage["start"] - 0.3 <= t < passage["end"]:
                    return kind, number
        return "off", 0

    def _anchor(self, home: tuple[str, int]) -> int | None:
        """The number of the atom that no piece for this step may lack."""
        own = [n for n, other in enumerate(self._of) if other == home]
        deeds = [n for n in own if self._atoms[n].deed]
        if not deeds:
            return own[0]
        if home[0] == "mistake":
            return deeds[0]
        step = self._steps[home[1]]
        at = step["click_time"] or (step.get("typing") or [step["start"]])[0]
        return min(deeds, key=lambda n: abs(self._atoms[n].t - at))

    def _early(self, start: int, home: tuple[str, int]) -> bool:
        """Whether a piece that starts here starts where the step does, as far as is known."""
        begins = self._passage(home)["start"]
        own = [n for n, other in enumerate(self._of) if other == home]
        return start == own[0] or abs(self._atoms[start].t - begins) <= NEAR

    def _may_go(self, place: int) -> bool:
        """Whether an atom of a step may be left out: it neither begins it nor is what is done."""
        home = self._of[place]
        anchor = self._anchors[home]
        if place == anchor:
            return False
        if place > (anchor or 0):
            return True
        # Before the deed: what is said too early to begin the step, or the start itself is not.
        return self._atoms[place].t < self._passage(home)["start"] - NEAR
