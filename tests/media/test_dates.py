"""Dates of birth, told from other figures."""

import pytest

from media.conversation import personal_parts
from media.types import Utterance


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("07 03 48", "birth_date"),
        ("Le 7, 3, 1948.", "birth_date"),
        ("06, 39, 98, 73, 20.", "phone"),
        ("06, 39, 91, 73.", "phone"),
    ],
)
def test_figures_that_are_no_day_and_month_are_no_date(answer: str, kind: str) -> None:
    said = [
        Utterance(0, 3, "helper", "Votre date de naissance."),
        Utterance(4, 6, "helper", "Et votre portable, pour vous prévenir."),
        Utterance(7, 10, "learner", answer),
    ]
    assert {found.kind for found in personal_parts(said)[2]} == {kind}
