"""Post codes and amounts, which look alike."""

import pytest

from media.protect import mask_steps, mask_text
from media.types import Step, Utterance


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Mon adresse ? 28 000 Euros de revenus.", "Mon adresse ? 28 000 Euros de revenus."),
        ("Le code postal ? 28 000 €", "Le code postal ? 28 000 €"),
        ("28 000 Chartres", "[adresse]"),
        ("Le code postal ? 28000.", "Le code postal ? [adresse]."),
    ],
)
def test_an_amount_is_no_post_code(text: str, masked: str) -> None:
    assert mask_text(text) == masked


def test_an_amount_in_a_title_is_shown_though_its_figures_were_said_as_a_post_code() -> None:
    said = [Utterance(0.0, 2.0, "learner", "J'habite à Chartres, 28 000.")]
    amount, town = mask_steps(
        [Step(0, 5, "Cliquez sur « De 20 000 à 28 000 € »"), Step(5, 9, "Tapez 28 000")], said
    )
    assert amount.title == "Cliquez sur « De 20 000 à 28 000 € »"
    assert town.title == "Tapez [adresse]"
