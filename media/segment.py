"""The steps of a recording, from its timeline, its speech and its picture together.

Typed evidence goes in, steps with the evidence they rest on come out. Each of the three sources may
be missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from media.cues import Said, acts_upon, goes_back, judge, read
from media.deeds import Deed, find_deeds
from media.fusion import Piece, cut
from media.grounds import grounds
from media.label_names import label_name
from media.language import SITE, Language, language
from media.lexicon import words_of
from media.likeness import likeness
from media.pointing import find_pointings, join_pointings
from media.protect import mask_text
from media.roles import with_roles
from media.row import Atom
from media.sought import goes_up, sought
from media.sounds import fold
from media.step_features import NAMED
from media.timeline import off_record_spans
from media.titles import mistake_title, step_target, step_text, step_title
from media.types import (
    Action,
    MediaInfo,
    ScreenEvent,
    ScreenLine,
    Step,
    TimelineEvent,
    Utterance,
)

LEAD_IN = 0.8  # Seconds of the pause before the first word of a step.
LEAD = 1.2  # Seconds before a silent deed, in which the cursor goes there.
TAIL = 0.6  # Seconds after the effect, to see it.
BEFORE = 0.25  # Seconds before the first answer of the picture: pictures are looked at every 0.2.
BEFORE_A_SCROLL = 0.7  # The same: what moves is covered on its way, from half a second before.
REPAIR = 4.0  # Seconds from "revenez en arrière" to doing so.
ACTING = 3.5  # Seconds in which what was asked is done, where nothing shows it.
SHORTEST = 0.5
MEANT = 15.0  # Seconds from a mark to the step that it means, with nothing but talk between.
REST = 6.0  # Seconds at most in which one sees what has come of it, before the next thing.
SMALL_TALK = 1.0  # Signs of talk from which it is nothing else.
ARROW = (0.06, 0.12)  # Of the width and height: where browsers have theirs.


def segment(
    info: MediaInfo,
    transcript: Sequence[Utterance],
    screen: Sequence[ScreenEvent],
    timeline: Sequence[TimelineEvent],
    spoken: Language | str = SITE,
    lines: Sequence[ScreenLine] = (),
) -> tuple[Step, ...]:
    """The steps in order, disjoint and inside the recording; talk and waiting are left out.

    `spoken` is the language that is spoken, or its code; `lines` are what one scrolls to.
    """
    tongue = language(spoken)
    walls = off_record_spans(timeline)
    atoms = atoms_of(info, transcript, screen, timeline, tongue)
    pieces = cut(with_roles(atoms), picture=any(atom.deed for atom in atoms), walls=walls)
    return steps_of(info, pieces, tongue, walls, lines)


def steps_of(
    info: MediaInfo,
    pieces: Sequence[Piece],
    tongue: Language,
    walls: Sequence[tuple[float, float]] = (),
    lines: Sequence[ScreenLine] = (),
) -> tuple[Step, ...]:
    """What the pieces of a cut say, as steps."""
    pieces = _handed_on(_whole_ways(pieces, walls))
    steps = [
        replace(_step(info, piece, tongue, lines), evidence=grounds(piece, before))
        for before, piece in zip((None, *pieces), pieces, strict=False)
        if piece.label != "outside"
    ]
    steps = _led_in(steps, pieces, walls)
    signs = [_first_sign(piece) for piece in pieces if piece.label != "outside"]
    left = [piece.atoms[0] for piece in pieces if piece.label == "outside"]
    talk = [atom.t for atom in left if atom.said and _is_beside(atom)]
    remarks = [(atom.t, atom.end) for atom in left if not _is_beside(atom)]
    return _belong(_spread(steps, signs, info.duration, walls, talk, remarks))


def _led_in(
    steps: Sequence[Step], pieces: Sequence[Piece], walls: Sequence[tuple[float, float]]
) -> list[Step]:
    """The steps, each from the pause before its first word, in which nothing is said or done: at
    once nobody is ready to listen."""
    atoms = [atom for piece in pieces for atom in piece.atoms]
    spans = [(atom.t, atom.end + TAIL * bool(atom.deed)) for atom in atoms]
    told = [piece.atoms[0] for piece in pieces if piece.label != "outside"]
    return [
        replace(step, start=_in_pause(step.start, [*spans, *walls])) if first.said else step
        for step, first in zip(steps, told, strict=True)
    ]


def _in_pause(start: float, spans: Sequence[tuple[float, float]]) -> float:
    before = max((min(end, start) for begun, end in spans if begun < start), default=0.0)
    return max(before, start - LEAD_IN)


def _whole_ways(pieces: Sequence[Piece], walls: Sequence[tuple[float, float]]) -> list[Piece]:
    """Mistakes with nothing between them are one wrong way; none reaches across a wall."""
    found: list[Piece] = []
    for piece in pieces:
        if found and _goes_on(found[-1], piece, walls):
            last = found.pop()
            piece = Piece("mistake", (*last.atoms, *piece.atoms), _sum(last.counted, piece.counted))
        found.append(piece)
    return found


def _sum(one: Mapping[str, float], two: Mapping[str, float]) -> dict[str, float]:
    return {name: one.get(name, 0.0) + two.get(name, 0.0) for name in (*one, *two)}


def _goes_on(last: Piece, piece: Piece, walls: Sequence[tuple[float, float]]) -> bool:
    since, until = last.atoms[-1].t, piece.atoms[0].end
    apart = any(since < end and start < until for start, end in walls)
    return last.label == piece.label == "mistake" and not apart


def _handed_on(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces; a mark after which one strays, or chats a little, marks the step that follows."""
    found: list[Piece] = []
    waiting: int | None = None
    for piece in pieces:
        first = piece.atoms[0]
        if first.mark is not None:
            waiting = len(found) if len(piece.atoms) == 1 else None
        elif piece.label == "step" and waiting is not None:
            strays = any(other.label == "mistake" for other in found[waiting:])
            if strays or _begin(first) - found[waiting].atoms[0].t < MEANT:
                mark = replace(found.pop(waiting).atoms[0], t=_begin(first), end=_begin(first))
                piece = replace(piece, atoms=(mark, *piece.atoms))
            waiting = None
        found.append(piece)
    return found


def atoms_of(
    info: MediaInfo,
    transcript: Sequence[Utterance],
    screen: Sequence[ScreenEvent],
    timeline: Sequence[TimelineEvent],
    tongue: Language,
) -> list[Atom]:
    """Everything that happened on the record, in order of time."""
    said = list(read(transcript, tongue))
    said += [
        judge(event.t, event.t, event.by, event.text, tongue)
        for event in timeline
        if event.text and (event.kind == "chat" or event.phase == "press")
    ]
    said += [Said(e.t, e.t, "learner", "", agrees=True) for e in timeline if e.kind == "done"]
    atoms = [Atom(s.start, s.end, said=s) for s in said]
    deeds = join_pointings(info, find_deeds(screen), find_pointings(info, screen, timeline))
    atoms += [
        Atom(
            d.t,
            d.end,
            deed=d,
            repair=_repairs(d, said) and not _replaces(d, deeds),
            way_back=_is_arrow(d, info) or (bool(d.label) and goes_back(d.label, tongue)),
            completes=bool(d.label) and acts_upon(d.label, tongue),
        )
        for d in deeds
    ]
    atoms += [
        Atom(e.t, e.t, mark=e.label or "")
        for e in timeline
        if e.kind == "mark" and e.by != "learner"
    ]
    walls = off_record_spans(timeline)
    atoms = [atom for atom in atoms if 0 <= atom.t < info.duration and _seen(atom, walls)]
    # At the same time, a mark opens what follows and words come before the deed.
    return sorted(atoms, key=lambda a: (a.t, a.mark is None, a.said is None))


def _is_arrow(deed: Deed, info: MediaInfo) -> bool:
    """Whether the browser's own arrow was pressed: at the top left, and a page seen before came."""
    if deed.back is None or not deed.point or not info.width or not info.height:
        return False
    return deed.point[0] < ARROW[0] * info.width and deed.point[1] < ARROW[1] * info.height


def _repairs(deed: Deed, said: Sequence[Said]) -> bool:
    """Whether somebody has just said that it was wrong, or to go back."""
    return any(s.wrong and deed.t - REPAIR < s.end and s.start <= deed.t + 0.5 for s in said)


def _replaces(deed: Deed, deeds: Sequence[Deed]) -> bool:
    """Whether it is the right choice in place of a wrong one."""
    return any(
        other.undone is not None
        and other.label != deed.label
        and other.t < deed.t <= other.undone <= deed.t + 1.5
        for other in deeds
    )


def _seen(atom: Atom, walls: Sequence[tuple[float, float]]) -> bool:
    return not any(atom.t < end and start < max(atom.end, atom.t + 0.001) for start, end in walls)


def _step(info: MediaInfo, piece: Piece, tongue: Language, lines: Sequence[ScreenLine]) -> Step:
    said = [atom.said for atom in piece.atoms if atom.said]
    deeds = [atom.deed for atom in piece.atoms if atom.deed]
    wrong = _wrong(piece) if piece.label == "mistake" else None
    deed = wrong or _main(deeds, said)
    action = _action(deed, said)
    until = deed.t + 1.5 if deed and not wrong else float("inf")
    leading = [s for s in said if s.start <= until]
    read = _name_of(deed, tongue)
    up = False
    if deed and deed.kind == "scroll":
        read = sought(deed, said, lines, info.height or 0)
        up = all(goes_up(each, lines) for each in deeds if each.kind == "scroll")
    title = step_title(leading or said, action, read, tongue, up=up)
    label = next((a.mark for a in piece.atoms if a.mark), None)
    if label:
        title = mask_text(label)
    elif piece.label == "mistake":
        led_back = next((a.deed.label for a in piece.atoms if a.deed and a.way_back), None)
        title = mistake_title(said, led_back, tongue)
    marked = piece.atoms[0].mark is not None
    start = piece.atoms[0].t if marked else min(_begin(atom) for atom in piece.atoms)
    end = max([atom.end for atom in piece.atoms] + [d.end + TAIL for d in deeds])
    if not deeds:
        end += ACTING
    return Step(
        start=max(0.0, start),
        end=min(info.duration, end),
        title=title,
        action=action,
        click=_inside(deed, info) if deed else None,
        target=_target(read, title, tongue),
        target_box=deed.box if deed else None,
        still=_still(deed, info) if deed else None,
        text=step_text(leading or said, title, tongue, _written(lines, start, end)),
        mistake=piece.label == "mistake",
    )


def _written(lines: Sequence[ScreenLine], start: float, end: float) -> set[str]:
    """The words that stand on the screen meanwhile, folded."""
    return words_of(line.text for line in lines if line.start <= end and line.end >= start)


def _name_of(deed: Deed | None, tongue: Language) -> str | None:
    """What is written on the thing; a field is not called as the button beside it."""
    if not deed or (deed.kind == "typing" and deed.label and _is_button(deed.label, tongue)):
        return None
    return deed.label


def _is_button(label: str, tongue: Language) -> bool:
    """Whether a button is called so: "Payer", "Me connecter", not "Prix payé"."""
    verbs = map(fold, label.split()[:2])
    return acts_upon(label, tongue) and any(map(tongue.titles.infinitive.match, verbs))


def _target(read: str | None, title: str, tongue: Language) -> str | None:
    """What was pressed: as it was read, else as the title names it."""
    name = label_name(read, tongue) if read else ""
    return mask_text(name) if name else step_target(title)


def _wrong(piece: Piece) -> Deed | None:
    """What was done wrongly, which is to be shown, and not the way back from it."""
    deeds = (atom.deed for atom in piece.atoms if atom.deed and not atom.way_back)
    return next((deed for deed in deeds if deed.kind != "scroll" and deed.weight >= 0.5), None)


def _main(deeds: Sequence[Deed], said: Sequence[Said]) -> Deed | None:
    """The deed that the step is about: a sure one, typing before presses, since one presses to
    type, and these before scrolling. Of several presses what was chosen from a list, the one whose
    label is said before it, else the last."""
    rank = ("scroll", "press", "page", "click", "typing").index

    def key(deed: Deed) -> tuple[bool, int, bool, bool]:
        return deed.weight >= 0.5, rank(deed.kind), deed.chosen, _named(deed, said)

    return max(reversed(deeds), key=key, default=None)


def _named(deed: Deed, said: Sequence[Said]) -> bool:
    before = (s.text for s in said if deed.label and s.start <= deed.t + 1.0)
    return any(likeness(text, deed.label or "") > NAMED for text in before)


def _action(deed: Deed | None, said: Sequence[Said]) -> Action:
    acts = [act for s in sorted(said, key=lambda s: -s.call) for act in s.acts if act.ordered]
    if deed is None:
        return acts[0].action if acts else "other"
    if deed.action == "click" and acts and acts[0].action == "choose":
        return "choose"
    return deed.action


def _begin(atom: Atom) -> float:
    if not atom.deed:
        return atom.t
    pointed = atom.deed.pointed
    return min(atom.t - LEAD, pointed) if pointed is not None else atom.t - LEAD


def _first_sign(piece: Piece) -> float:
    """When the first of it is heard, pointed at or seen."""
    pointed = (atom.deed.pointed for atom in piece.atoms if atom.deed)
    return min([atom.t for atom in piece.atoms] + [t for t in pointed if t is not None])


def _inside(deed: Deed, info: MediaInfo) -> tuple[int, int] | None:
    if not deed.point or not info.width or not info.height or deed.kind == "scroll":
        return None
    x, y = deed.point
    return min(max(0, x), info.width - 1), min(max(0, y), info.height - 1)


def _still(deed: Deed, info: MediaInfo) -> float | None:
    """The second of the picture: a moment before the deed takes effect, however sharp it is."""
    if not info.has_picture:
        return None
    at = deed.effect if deed.effect is not None else deed.t
    before = BEFORE_A_SCROLL if deed.kind == "scroll" else BEFORE
    return max(0.0, min(at - before, info.duration))


def _is_beside(atom: Atom) -> bool:
    """Whether it is talk beside the matter, or nothing, rather than a word on what was done."""
    if not atom.roles or (atom.said and atom.said.off > SMALL_TALK):
        return atom.mark is None
    return max(atom.roles, key=lambda role: atom.roles[role]) in ("beside", "idles")


def _spread(
    steps: Sequence[Step],
    signs: Sequence[float],
    duration: float,
    walls: Sequence[tuple[float, float]],
    beside: Sequence[float] = (),
    remarks: Sequence[tuple[float, float]] = (),
) -> list[Step]:
    """The steps without overlaps, each until the next: what one sees, waits for and remarks belongs
    to it.

    `signs` are the times of the first sign of each. Talk, which begins at the times `beside`, ends
    it, and so does a long rest.
    """
    kept: list[Step] = []
    for number, step in enumerate(steps):
        start = max(step.start, kept[-1].end if kept else 0.0)
        talk = min((t for t in beside if t >= step.end), default=duration)
        reach = step.end
        for first, last in remarks:
            if step.start <= first <= reach + REST:
                reach = max(reach, last)
        end = min(reach + REST, max(step.end, talk), duration)
        if number + 1 < len(steps):
            # A step begins at its first sign at the latest.
            anchor = max(steps[number + 1].start, signs[number + 1] - LEAD_IN)
            end = min(end, max(start + SHORTEST, anchor))
        for wall_start, wall_end in walls:
            if start < wall_start < end:
                end = wall_start
            elif wall_start <= start < wall_end:
                start = wall_end
        if end - start >= SHORTEST / 2:
            still = step.still if step.still is None else min(max(step.still, start), end)
            kept.append(replace(step, start=start, end=end, still=still))
    return kept


def _belong(steps: list[Step]) -> tuple[Step, ...]:
    """Mistakes with the step they belong to: the right way that follows, else the one before."""
    good = [number for number, step in enumerate(steps) if not step.mistake]
    found = []
    for number, step in enumerate(steps):
        if step.mistake and good:
            after = next((n for n in good if n > number), good[-1])
            step = replace(step, mistake_of=after)
        found.append(step)
    return tuple(found)
