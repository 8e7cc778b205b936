"""The row of everything that happened: sentences, deeds, marks, and what is around each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from media.cues import Said
from media.deeds import Deed
from media.likeness import likeness
from media.shown.labels import asks_for

Label = Literal["step", "mistake", "outside"]
Features = dict[str, float]

SentenceRole = Literal["opens", "leads", "follows", "errs", "astray", "beside"]
"""The first sentence of a step; one before its deed; one after it; the first sentence of a mistake;
another of it; one beside the matter."""

DeedRole = Literal["does", "strays", "idles"]
"""Of a step; of a mistake; of neither."""

Role = SentenceRole | DeedRole

SOON = 6.0  # Seconds.
BESIDE = 0.6  # From here on a sentence is beside the matter.
LONG_AGO = 30.0  # Seconds; longer ago tells no more.
NEXT = 12  # Atoms among which the next deed is looked for.
REST = 5.0  # Seconds; a longer pause tells no more.
BOTH = 2  # Voices.
FOLLOWING = 2  # Deeds of which one may be what was meant.


@dataclass(frozen=True, slots=True)
class Atom:
    """One thing that happened. Exactly one of `said`, `deed`, `mark` is set.

    `repair`: the deed follows on words like "revenez en arrière"; `way_back`: what was pressed is
    called "Retour", say; `completes`: it is called "Valider", say. `roles`: the logarithm of the
    probability of each that a sentence or a deed may play.
    """

    t: float
    end: float
    said: Said | None = None
    deed: Deed | None = None
    mark: str | None = None
    repair: bool = False
    way_back: bool = False
    completes: bool = False
    roles: Mapping[Role, float] = field(default_factory=dict)

    @property
    def leads_back(self) -> bool:
        """Whether one goes back with it, as it is said, called or seen."""
        return self.repair or self.way_back or bool(self.deed and self.deed.back is not None)


class Sum(dict[str, float]):
    """Features that are added up by name."""

    def add(self, name: str, value: float = 1.0) -> None:
        if value:
            self[name] = self.get(name, 0.0) + value


@dataclass(frozen=True, slots=True)
class Row:
    """All atoms in order of time. `picture`: whether deeds can be seen at all. `pointed`: whether
    the helper shows what is to be done."""

    atoms: Sequence[Atom]
    picture: bool
    pointed: bool = False

    @classmethod
    def of(cls, atoms: Sequence[Atom], *, picture: bool) -> Row:
        pointed = any(atom.deed and atom.deed.pointed is not None for atom in atoms)
        return cls(atoms, picture, pointed)

    def gap(self, place: int) -> float:
        """Seconds of silence and rest before the atom at the place, up to `REST`."""
        if not 0 < place < len(self.atoms):
            return REST
        return min(REST, max(0.0, self.atoms[place].t - self.atoms[place - 1].end))

    def since_deed(self, place: int) -> float:
        """Seconds since the last thing was done, up to `LONG_AGO`."""
        atom = self.atoms[place]
        for other in reversed(self.atoms[:place]):
            if other.deed:
                return min(LONG_AGO, max(0.0, atom.t - other.end))
        return LONG_AGO

    def until_deed(self, place: int) -> float:
        """Seconds until the next thing is done, up to `LONG_AGO`."""
        atom = self.atoms[place]
        for other in self.atoms[place + 1 : place + NEXT]:
            if other.deed:
                return min(LONG_AGO, other.t - atom.t)
        return LONG_AGO

    def said_since_deed(self, place: int) -> list[Said]:
        """What was said before the atom at the place since the last thing was done."""
        found: list[Said] = []
        for other in reversed(self.atoms[max(0, place - NEXT) : place]):
            if other.deed or other.mark is not None:
                break
            if other.said and self.atoms[place].t - other.t < LONG_AGO:
                found.append(other.said)
        return found

    def turn(self, place: int) -> bool:
        """Whether with the sentence at the place another begins to speak."""
        said = self.atoms[place].said if place < len(self.atoms) else None
        before = next((a.said for a in reversed(self.atoms[:place]) if a.said), None)
        who = {said.speaker, before.speaker} if said and before else set()
        return len(who - {None}) == BOTH

    def beside(self, place: int) -> bool:
        """Whether the sentences around are beside the matter."""
        near = (self.atoms[n].said for n in (place - 1, place + 1) if 0 <= n < len(self.atoms))
        return any(said is not None and said.off > BESIDE for said in near)


def nearest(group: Sequence[Atom], deed: Deed | None) -> Said | None:
    """The sentence that goes with the deed: shortly before it, rather the helper's."""
    if deed is None:
        return None
    near = [
        atom.said
        for atom in group
        if atom.said
        and atom.said.off <= 0
        and not atom.said.wrong
        and deed.t - SOON <= atom.said.end
        and leads_to(atom.said, deed)
    ]
    return max(near, key=lambda s: (s.speaker != "learner", s.call, s.start), default=None)


def leads_to(said: Said, deed: Deed) -> bool:
    """Whether the sentence leads to the deed; one may do it while the helper still speaks."""
    return said.start <= deed.t + (0.5 if said.speaker == "learner" else 0.7)


def names(said: Said, deed: Deed) -> float:
    """0 to 1: how surely the sentence names what the deed was done with."""
    if not deed.label:
        return 0.0
    if deed.kind == "typing" and asks_for(said.text, deed.label):
        return 1.0
    return likeness(said.text, deed.label)


def named_before(row: Row, start: int, stop: int) -> tuple[float, float]:
    """0 to 1 each: how surely what is said before the first deed of the group names that deed, and
    how surely it names one of those that follow on the group."""
    group = row.atoms[start:stop]
    first = next((atom.deed for atom in group if atom.deed), None)
    if first is None:
        return 0.0, 0.0
    leading = [atom.said for atom in group if atom.said and atom.t <= first.t]
    following = (atom.deed for atom in row.atoms[stop : stop + NEXT] if atom.deed)
    later = [
        deed for deed in islice(following, FOLLOWING) if deed.label and deed.label != first.label
    ]
    own = max((names(said, first) for said in leading), default=0.0)
    return own, max((names(said, deed) for said in leading for deed in later), default=0.0)
