"""What the machine proposes to cover, and what of it a person refused."""

from dataclasses import replace

import pytest

from kb.recordings import selectors, services
from kb.recordings.proposals import concerns, proposals
from media.types import Masks, ScreenMask, SpokenMask, to_json
from tests import factories

PHONE = ScreenMask(10.0, 20.0, "phone", (100, 100, 200, 40), 0.9)


def moved(start: float, end: float, y: int, width: int = 200) -> ScreenMask:
    return replace(PHONE, start=start, end=end, box=(100, y, width, 40))


def test_a_value_followed_while_it_scrolls_is_one_proposal():
    found = [moved(10.0, 11.0, 300), moved(11.0, 11.5, 200), moved(11.5, 20.0, 100)]
    (proposal,) = proposals(found, [])
    assert (proposal.start, proposal.end, proposal.masks) == (10.0, 20.0, tuple(found))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(PHONE, kind="name"), id="another kind"),
        pytest.param(replace(PHONE, box=(900, 100, 200, 40)), id="at the same time elsewhere"),
        pytest.param(replace(PHONE, start=40.0, end=50.0), id="much later"),
    ],
)
def test_another_value_is_another_proposal(other):
    assert len(proposals([PHONE, other], [])) == 2


@pytest.mark.parametrize(
    ("mask", "refused"),
    [
        pytest.param(PHONE, True, id="the same"),
        pytest.param(replace(PHONE, start=9.5, end=20.4, box=(96, 98, 208, 44)), True, id="nearly"),
        pytest.param(replace(PHONE, start=12.0, end=14.0), True, id="a part of the time"),
        pytest.param(replace(PHONE, kind="nir"), False, id="another kind of value"),
        pytest.param(replace(PHONE, start=10.0, end=40.0), False, id="much longer"),
        pytest.param(replace(PHONE, box=(100, 100, 240, 40)), False, id="a word wider"),
        pytest.param(replace(PHONE, end=23.0), False, id="seconds longer"),
        pytest.param(replace(PHONE, box=(100, 160, 200, 40)), False, id="below"),
        pytest.param(replace(PHONE, box=(100, 100, 600, 40)), False, id="much wider"),
    ],
)
def test_a_decision_holds_for_what_lies_in_it_and_nothing_else(mask, refused):
    assert concerns(PHONE, mask) is refused


@pytest.fixture
def recording(db):
    return factories.bare_recording()


def found(recording, *masks: ScreenMask):
    """The proposals of the recording after its stage `protect` found these masks."""
    factories.stage_done(recording, "protect", {"masks": to_json(Masks(screen=masks))})
    return selectors.mask_proposals(recording)


def refuse(recording, proposal):
    services.proposal_decide(
        recording=recording, proposal=proposal, verdict="refused", reason="Inventé"
    )


def test_a_refused_proposal_stays_refused_when_the_machine_finds_it_again(recording):
    (proposal,) = found(recording, PHONE)
    refuse(recording, proposal)
    (again,) = found(recording, replace(PHONE, start=9.8, confidence=0.8))
    assert again.verdict == "refused"


def test_a_refusal_is_no_drawn_mask(recording):
    (proposal,) = found(recording, PHONE)
    refuse(recording, proposal)
    assert selectors.drawn_masks(recording) == Masks()
    assert not services.mask_remove(recording=recording, mask_id=recording.masks.get().pk)


def test_a_refusal_twice_counts_once(recording):
    (proposal,) = found(recording, PHONE)
    for _time in range(2):
        refuse(recording, proposal)
    assert recording.masks.count() == 1


def test_a_proposal_put_back_covers_again_and_others_stay_refused(recording):
    name = replace(PHONE, kind="name")
    for proposal in found(recording, PHONE, name):
        refuse(recording, proposal)
    phone = next(one for one in selectors.mask_proposals(recording) if one.kind == "phone")
    services.proposal_decide(recording=recording, proposal=phone, verdict="")
    standing = {one.kind: one.verdict for one in selectors.mask_proposals(recording)}
    assert standing == {"phone": "", "name": "refused"}


def test_what_was_kept_stands_also_where_it_is_found_a_little_larger(recording):
    (proposal,) = found(recording, PHONE)
    services.proposal_decide(recording=recording, proposal=proposal, verdict="kept")
    (again,) = found(recording, replace(PHONE, box=(100, 100, 240, 40)))
    assert again.verdict == "kept"


def test_a_refusal_of_one_voice_is_none_of_the_other():
    mine = SpokenMask(1.0, 2.0, "name", 0.9, "helper")
    assert concerns(mine, mine)
    assert not concerns(mine, replace(mine, speaker="learner"))
