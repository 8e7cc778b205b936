"""What speaks for and against a piece of the row being a step, a mistake or outside, as numbers.

A piece's score is the sum of its features, each times its weight (`data/fusion.json`). Adding a
feature and fitting again (`python -m bench.fit`) is all that new evidence takes.
"""

from __future__ import annotations

from media.mistake_features import mistake_features
from media.row import BESIDE, NEXT, Features, Label, Row, Sum, names
from media.step_features import AFTER, FAINT, PATIENCE, step_features

REGRET = 20.0  # Seconds after a deed in which it is told that it was wrong.
LEADING = 12.0  # Seconds before a deed in which a sentence may lead to it.


def features(row: Row, start: int, stop: int, label: Label) -> Features | None:
    """The features of these atoms as such a piece; None where they cannot be one."""
    if label == "outside":
        alone = stop == start + 1 and row.atoms[start].mark is None
        return _outside(row, start) if alone else None
    if label == "mistake":
        return mistake_features(row, start, stop)
    found = step_features(row, start, stop)
    if found is not None:
        _edges(found, row, start, stop)
    return found


def _outside(row: Row, place: int) -> Sum:
    """What it costs to leave the atom out."""
    found = Sum()
    atom = row.atoms[place]
    if atom.deed:
        found.add(f"out_{atom.deed.kind}", atom.deed.weight)
        found.add("role_idles", atom.roles.get("idles", 0.0))
        found.add("out_pointed", atom.deed.pointed is not None)
        found.add("out_unnamed", not atom.deed.label)
    elif atom.said:
        said = atom.said
        found.add("out_said")
        found.add("role_beside", atom.roles.get("beside", 0.0))
        found.add("out_word", min(20, said.length))
        found.add("out_wrong", said.wrong)
        found.add("out_call", max(0.0, said.call))
        found.add("out_off", min(2.0, said.off))
        found.add("out_agrees", said.agrees)
        found.add("out_beside", row.beside(place))
        found.add("out_asks", said.asks)
        found.add("out_learner", said.speaker == "learner")
        found.add("out_turn", row.turn(place))
        done = [n for n, other in enumerate(row.atoms) if other.deed]
        if done:
            found.add("out_prelude", place < done[0])
            found.add("out_coda", place > done[-1])
        before = row.atoms[place - 1] if place else None
        found.add("out_after_deed", bool(before and before.deed))
        after = row.atoms[place + 1] if place + 1 < len(row.atoms) else None
        found.add("out_before_deed", bool(after and after.deed))
        found.add("out_gap", row.gap(place))
        since, until = row.since_deed(place), row.until_deed(place)
        lead = max(0.0, 1 - until / LEADING)
        found.add("out_lead", lead)
        found.add("out_lead_call", lead * min(2.5, max(0.0, said.call)))
        found.add("out_lead_off", lead * (said.off > BESIDE))
        found.add("out_follow", max(0.0, 1 - since / AFTER))
        found.add("out_follow_agrees", said.agrees and since < AFTER)
        following = next((a for a in row.atoms[place + 1 : place + NEXT] if a.deed), None)
        regretted = (said.wrong or said.denies) and following and following.leads_back
        found.add("out_regret", bool(regretted) and until < LEADING)
        found.add("out_refused", said.wrong and said.denies)
    return found


def _edges(found: Sum, row: Row, start: int, stop: int) -> None:
    """How the step begins and ends: after a pause, with whose words, before what comes next."""
    first, last = row.atoms[start], row.atoms[stop - 1]
    found.add("first_gap", row.gap(start))
    found.add("next_gap", row.gap(stop))
    before = row.atoms[start - 1] if start else None
    found.add("first_after_deed", bool(before and before.deed))
    skipped = row.said_since_deed(start)
    found.add("skips_call", sum(min(2.5, said.call) for said in skipped if said.call > 0.5))
    found.add("skips_off", any(said.off > BESIDE for said in skipped))
    others = [said for said in skipped if said.off <= BESIDE and not said.agrees]
    found.add("skips", min(3, len(others)))
    found.add("skips_learner", min(3, sum(said.speaker == "learner" for said in others)))
    found.add("skips_asks", any(said.asks for said in skipped))
    found.add(f"first_{first.deed.kind}" if first.deed else "first_said")
    found.add("last_deed", bool(last.deed))
    if first.said:
        said = first.said
        found.add("first_call", min(2.5, max(0.0, said.call)))
        found.add("first_asks", said.asks)
        found.add("first_agrees", said.agrees)
        found.add("first_word", said.length < 3)
        found.add("first_learner", said.speaker == "learner")
        found.add("first_turn", row.turn(start))
        found.add("first_off", said.off > BESIDE)
        found.add("first_late", before is not None and first.t < before.end)
        if before and before.deed:
            found.add("first_soon", max(0.0, 1 - max(0.0, first.t - before.end) / PATIENCE * 3))
        deed = next((atom.deed for atom in row.atoms[start:stop] if atom.deed), None)
        if deed:
            found.add("first_named", max(0.0, (names(said, deed) - FAINT) / (1 - FAINT)))
    after = row.atoms[stop].said if stop < len(row.atoms) else None
    if after:
        found.add("next_call", min(2.5, max(0.0, after.call)))
        found.add("next_agrees", after.agrees)
        found.add("next_word", after.length < 3)
        found.add("next_off", after.off > BESIDE)
        found.add("next_learner", after.speaker == "learner")
        found.add("next_turn", row.turn(stop))
    found.add("next_deed", stop < len(row.atoms) and row.atoms[stop].deed is not None)
    if last_deed := next((a.deed for a in reversed(row.atoms[start:stop]) if a.deed), None):
        _regret(found, row, stop, last_deed.t)


def _regret(found: Sum, row: Row, stop: int, done: float) -> None:
    """Whether what was done is taken for wrong afterwards, or one goes back from it."""
    told = regretted = False
    for atom in row.atoms[stop : stop + NEXT]:
        if atom.t - done > REGRET:
            break
        if atom.said and not told:
            regretted = regretted or atom.said.wrong or atom.said.denies
            found.add("then_wrong", atom.said.wrong)
            found.add("then_denied", atom.said.denies)
            found.add("then_refused", atom.said.wrong and atom.said.denies)
            found.add("then_waits", atom.said.waits)
        elif atom.said:
            found.add("later_wrong", atom.said.wrong)
        if atom.deed and not told:
            told = True
            found.add("then_back", atom.deed.back is not None or atom.way_back)
            found.add("then_repair", atom.repair)
            found.add("then_taken_back", regretted and atom.leads_back)
