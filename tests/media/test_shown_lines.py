"""What a line of a page tells of somebody by itself: numbers in sentences, homes by their own word,
names with an initial, values of which a part was not read."""

from __future__ import annotations

import pytest

from media.shown import look
from media.shown.labels import meaning
from media.shown.sights import part
from media.types import Utterance
from tests.screens import FOOT, covers, kinds, line, shown, typing


@pytest.mark.parametrize(
    ("text", "masks"),
    [
        ("Votre demande porte le numéro 7146 203.", ["file_number"]),
        ("Votre dossier est enregistré sous le n° AB 26 40713", ["file_number"]),
        ("Client 8 8420371", ["file_number"]),
        ("F25-101987", ["file_number"]),
        ("HP 00000", []),
        ("Pour votre demande, appelez le numéro 39 39 00", []),
        ("Logement suivi : 12 impasse du Moulin, 99320 Saint-Aubrac", ["address"]),
    ],
)
def test_a_line_tells_what_it_holds(text: str, masks: list[str]) -> None:
    menu = [line("Agences", 900, 60, 0.0, 10.0), line("Accueil", 40, 60, 0.0, 10.0)]
    assert kinds(line(text, 260, 180), *menu) == masks


def test_all_of_a_customers_number_is_covered() -> None:
    text = line("Client 8 8420371", 1000, 96, 0.0, 10.0)
    x, _, width, _ = text.box
    assert any(mask.box[0] + mask.box[2] >= x + width for mask in shown(text))


def test_a_known_person_is_covered_where_a_letter_stands_for_the_given_name() -> None:
    header = line("Odile Rabourdin", 1000, 20, 0.0, 20.0)
    account = line("au nom de O. Rabourdin", 700, 430, 0.0, 20.0)
    other = line("au nom de P. Rabourdin", 700, 530, 0.0, 20.0)
    masks = shown(header, line("Me déconnecter", 1000, 60, 0.0, 20.0), account, other)
    assert any(covers(mask, part(account, 11, 23)) for mask in masks)
    assert not any(covers(mask, part(other, 11, 23)) for mask in masks)


@pytest.mark.parametrize(
    ("text", "covered"),
    [("6, rue du Lavoir, à 600 m", False), ("6, rue du Lavoir, Marsange", True)],
)
def test_an_address_so_far_away_is_a_places_wherever_it_stands(text: str, covered: bool) -> None:
    there = line(text, 300, 400, 0.0, 10.0)
    later = line("6, rue du Lavoir, Marsange", 300, 300, 10.0, 20.0)
    homely = line("Livraison", 300, 270, 10.0, 20.0)
    assert ("address" in kinds(there, later, homely)) is covered


def test_blanks_side_by_side_may_be_dots_that_were_not_read() -> None:
    # "au nom de O. Rabourdin, FR76 ••• 5582": the dots are as wide as the blanks are not.
    text = line("au nom de O. Rabourdin, FR76   • 5582", 705, 430, 0.0, 10.0)
    left, _, width, _ = part(text, text.text.index("FR76"), len(text.text))
    wide = line("au nom de O. Rabourdin, FR76 •••• •••• •••• 5582", 705, 430, 0.0, 10.0)
    whole, _, _, _ = part(wide, wide.text.index("FR76"), len(wide.text))
    scale = text.box[2] / wide.box[2]
    assert left <= 705 + (whole - 705) * scale
    assert left + width == text.box[0] + text.box[2]


def heard(*lines, said: Utterance, events=()) -> list[str]:
    return [part.kind for _, part in look([*lines, FOOT], events, [said]).heard]


def test_a_number_that_stands_on_the_page_is_found_where_it_is_read_aloud_later() -> None:
    number = line("Votre demande porte le numéro 7146 203.", 260, 219, 0.0, 40.0)
    said = Utterance(30.0, 34.0, "learner", "Je note le numéro, 71, 46, 203.")
    assert "file_number" in heard(number, said=said)
    assert heard(number, said=Utterance(30.0, 34.0, "learner", "71, 88, 204.")) == []


def test_a_short_code_is_found_in_what_was_said_right_before_with_a_figure_misheard() -> None:
    label = line("Code de l’avis", 260, 230, 0.0, 20.0)
    code = line("7316", 272, 275, 12.0, 20.0)
    event = typing((260, 260, 198, 48), 12.0, 13.0, "Code de l’avis")
    said = Utterance(8.0, 10.0, "learner", "C'est écrit petit, 63, 16.")
    assert "code" in heard(label, code, said=said, events=[event])


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Heures pleines", "plain"),
        ("Index du compteur", "plain"),
        ("Numéro de compteur", "file_number"),
        ("Numéro de compte", "iban"),
    ],
)
def test_what_a_meter_shows_is_nobodys_and_its_number_is_somebodys(label: str, kind: str) -> None:
    assert meaning(label) == kind
