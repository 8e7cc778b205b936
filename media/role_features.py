"""What may tell the part that a sentence or a deed plays, as numbers for the trees (`roles`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import get_args

import numpy as np

from media.cues import Said
from media.meaning import SIZE, meanings
from media.rounds import rounds, told_of
from media.row import NEXT, Atom, Row, SentenceRole, names
from media.sounds import fold

LEANINGS = len(get_args(SentenceRole))
"""A sentence leans to each of its roles by what is meant with it and around it."""

WORD = 0.5
"""What a word counts beside what is meant."""

NEIGHBOUR = 0.7
"""What a sentence before or after counts beside the sentence itself."""

NONE = 9.0
"""Sentences up to the next deed, where there is none near."""

AT_ONCE, MIDDLE = 0.25, 0.5
"""Of the time between two deeds: what is said up to here comes right after the first of them."""

SHORTEST = 0.1
"""Seconds between two deeds, at least."""

AROUND = 3
"""Atoms before and after that tell what one is."""

LEAST = -5.0
"""The logarithm of the least probability: no sentence is surely not anything."""

LONG_TEXT, LONG_TIME = 30, 10.0
"""Words and seconds; a longer sentence tells no more."""

KINDS = ("click", "typing", "scroll", "page", "press")
OF_SAID, OF_DEED = 13, len(KINDS) + 18
"""Numbers that tell of a sentence, beside what it means, and of a deed."""


Told = Mapping[str, np.ndarray]
"""What texts tell, by text: what is meant (SIZE), and which of the known words stand in it."""


def told_by(texts: Sequence[str], known: Sequence[str]) -> Told:
    place = {word: SIZE + number for number, word in enumerate(known)}
    found = np.zeros((len(texts), SIZE + len(known)), np.float32)
    found[:, :SIZE] = meanings(texts)
    for row, text in zip(found, texts, strict=True):
        row[[place[word] for word in words_of(text) if word in place]] = WORD
    return dict(zip(texts, found, strict=True))


def words_of(text: str) -> set[str]:
    """The words, pairs of words, and with which words it begins and ends."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    pairs = {f"{one} {two}" for one, two in pairwise(words)}
    begins = {f"^{' '.join(words[:1])}", f"^{' '.join(words[:2])}"}
    return {*words, *pairs, *begins, f"{' '.join(words[-1:])}$"}


def texts_of(atoms: Sequence[Atom]) -> list[str]:
    """What is said and what is written on what is done, each once."""
    said = [atom.said.text for atom in atoms if atom.said]
    labels = [atom.deed.label for atom in atoms if atom.deed and atom.deed.label]
    return list(dict.fromkeys(said + labels))


def in_context(row: Row, told: Told, size: int) -> np.ndarray:
    """(atoms, 3 x size): for each sentence what is told before, by it and after it. `size`: numbers
    that tell of a text."""
    spoken = [n for n, atom in enumerate(row.atoms) if atom.said]
    texts = [row.atoms[n].said.text for n in spoken]
    own = np.zeros((len(spoken) + 2, size), np.float32)
    for number, text in enumerate(texts, start=1):
        own[number] = told[text]
    found = np.zeros((len(row.atoms), 3 * size), np.float32)
    found[spoken] = np.hstack([NEIGHBOUR * own[:-2], own[1:-1], NEIGHBOUR * own[2:]])
    return found


def role_features(row: Row, told: Told, leanings: np.ndarray) -> np.ndarray:
    """(atoms, numbers): what is said there, before and after, and how alike; when it is; what is
    done there, before and after; how people speak here. `leanings`: (atoms, LEANINGS)."""
    return _Reader(row, told, leanings).read()


def roles_around(row: Row, logarithms: np.ndarray) -> np.ndarray:
    """(atoms, numbers): which roles are told of it and of those before and after, as logarithms
    (atoms, roles), who speaks there, and after which pause."""
    there = [
        (atom.said is not None, _who(atom.said), row.gap(n)) for n, atom in enumerate(row.atoms)
    ]
    held = np.maximum(logarithms, LEAST)
    told = np.hstack([held, np.array(there, float).reshape(len(held), 3)])
    around = np.pad(told, ((AROUND, AROUND), (0, 0)), constant_values=LEAST)
    return np.hstack([around[n : n + len(told)] for n in range(2 * AROUND + 1)])


def _who(said: Said | None) -> float:
    return {"helper": 1.0, "learner": -1.0}.get(said.speaker or "", 0.0) if said else 0.0


class _Reader:
    def __init__(self, row: Row, told: Told, leanings: np.ndarray) -> None:
        self._row, self._told, self._leanings = row, told, leanings
        self._rounds = rounds(row)
        self._manner = _manner(row, leanings)

    def read(self) -> np.ndarray:
        row, found = self._row, []
        end = len(row.atoms)
        for place in range(end):
            earlier, later = self._said_around(place)
            heard = [self._of_said(n) for n in (place, earlier, later)]
            numbers = [row.gap(place), row.gap(place + 1)]
            numbers += [self._alike(place, earlier), self._alike(place, later)]
            for side in (range(place - 1, -1, -1), range(place + 1, end)):
                most = self._most(side)
                numbers += [*most, *(self._leanings[place] - most)]
            numbers += self._among_deeds(place, earlier)
            found.append(np.concatenate([*heard, numbers, self._manner]))
        return np.array(found)

    def _said_around(self, place: int) -> tuple[int | None, int | None]:
        """Where the sentences before and after are."""
        atoms = self._row.atoms
        before, after = range(place - 1, -1, -1), range(place + 1, len(atoms))
        earlier, later = (next((n for n in ns if atoms[n].said), None) for ns in (before, after))
        return earlier, later

    def _most(self, places: Sequence[int]) -> np.ndarray:
        """How much at most any sentence leans to each role, from there to the next deed."""
        deed = next((n for n, at in enumerate(places) if self._row.atoms[at].deed), len(places))
        near = [n for n in places[:deed][:NEXT] if self._row.atoms[n].said]
        return self._leanings[near].max(axis=0) if near else np.zeros(LEANINGS)

    def _alike(self, one: int, two: int | None) -> float:
        said = self._row.atoms[one].said
        other = self._row.atoms[two].said if two is not None else None
        return self._near(said and said.text, other and other.text)

    def _near(self, one: str | None, two: str | None) -> float:
        """How near two texts are in what they mean, -1 to 1; 0 where one is missing."""
        if not one or not two:
            return 0.0
        return float(self._told[one][:SIZE] @ self._told[two][:SIZE])

    def _of_said(self, place: int | None) -> np.ndarray:
        said = self._row.atoms[place].said if place is not None else None
        if place is None or said is None:
            return np.zeros(OF_SAID + LEANINGS)
        acts = (said.agrees, said.asks, said.wrong, said.denies, said.waits, said.aim)
        size = (min(LONG_TEXT, said.length), min(LONG_TIME, said.end - said.start), len(said.acts))
        told = (said.call, said.off, _who(said), *acts, self._row.turn(place), *size)
        return np.array([*told, *self._leanings[place]], float)

    def _among_deeds(self, place: int, earlier: int | None) -> list[float]:
        """What is done there, two deeds before and two after, and how near they are."""
        row = self._row
        atom = row.atoms[place]
        said = atom.said or (row.atoms[earlier].said if earlier is not None else None)
        before = range(place - 1, max(-1, place - 1 - NEXT), -1)
        after = range(place + 1, min(len(row.atoms), place + 1 + NEXT))
        numbers = [row.since_deed(place), row.until_deed(place), float(row.pointed)]
        numbers.append(float(place > 0 and row.atoms[place - 1].mark is not None))
        numbers += self._of_deed(place, said)
        for side, all_there in ((before, row.atoms[:place]), (after, row.atoms[place:])):
            numbers.append(float(any(other.deed for other in all_there)))
            deeds = [n for n in side if row.atoms[n].deed][:2]
            between = [n for n in side if deeds and abs(n - place) < abs(deeds[0] - place)]
            numbers.append(float(sum(bool(row.atoms[n].said) for n in between)) if deeds else NONE)
            for number in [*deeds, None, None][:2]:
                numbers += self._of_deed(number, said)
        return numbers

    def _of_deed(self, place: int | None, said: Said | None) -> list[float]:
        atom = self._row.atoms[place] if place is not None else None
        if place is None or atom is None or atom.deed is None:
            return [0.0] * OF_DEED
        deed = atom.deed
        times = (deed.back, deed.undone, deed.pointed)
        told = (deed.page, deed.unshown, deed.chosen, *(t is not None for t in times))
        turns = (atom.repair, atom.way_back, atom.completes)
        named = names(said, deed) if said else 0.0
        alike = self._near(said and said.text, deed.label)
        kinds = (float(deed.kind == kind) for kind in KINDS)
        size = min(1.5, deed.weight)
        numbers = [*kinds, *map(float, told + turns), size, named, alike]
        return numbers + told_of(self._rounds, place)


def _manner(row: Row, leanings: np.ndarray) -> list[float]:
    """How people speak in this recording: to which roles sentences lean on the whole, how many
    there are for a deed, whose, and whether they come rather before or after what is done."""
    said = [atom.said for atom in row.atoms if atom.said]
    if not said:
        return [0.0] * (LEANINGS + 5)
    spoken = [place for place, atom in enumerate(row.atoms) if atom.said]
    times = np.array([atom.t for atom in row.atoms if atom.deed])
    shares = [_between(one.start, times) for one in said]
    inside = [share for share in shares if share is not None]
    return [
        *leanings[spoken].mean(axis=0),
        len(said) / max(1, len(times)),
        float(np.mean([one.speaker == "helper" for one in said])),
        float(np.mean([one.speaker == "learner" for one in said])),
        float(np.mean(inside)) if inside else MIDDLE,
        float(np.mean([share < AT_ONCE for share in inside])) if inside else 0.0,
    ]


def _between(t: float, times: np.ndarray) -> float | None:
    """0 to 1: how far it is from the last deed to the next one; None before the first and after the
    last."""
    next_one = int(np.searchsorted(times, t, side="right"))
    if not 0 < next_one < len(times):
        return None
    before, after = times[next_one - 1], times[next_one]
    return float((t - before) / max(SHORTEST, after - before))
