"""What is a site's own and what is somebody's, by the pages it stands on; fields with their
outline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from media.target import find_field_of_line
from media.types import ScreenEvent, ScreenLine
from tests.drawn import INK, Page
from tests.screens import covers, kinds, line, shown

NUMBER = "01 99 00 57 28"
TURN = ScreenEvent(10.0, "page")


def on_pages(text: str, x: int, *heights: int) -> list[ScreenLine]:
    return [line(text, x, y, 10.0 * n, 10.0 * n + 10.0) for n, y in enumerate(heights)]


@pytest.mark.parametrize(
    ("heights", "beside", "covered"),
    [
        pytest.param((650, 670), [], False, id="at the foot of both"),
        pytest.param((300, 310), [], True, id="in the middle"),
        pytest.param((650,), [], True, id="on one page alone"),
        pytest.param((650, 670), on_pages("Jeanne Martin", 600, 620, 640), True, id="under a name"),
        pytest.param(
            (650, 670), [line("Fixe", 500, 650, 0.0, 10.0)], True, id="called somebody's once"
        ),
    ],
)
def test_a_landline_at_one_place_of_several_pages_is_the_sites(
    heights: tuple[int, ...], beside: list[ScreenLine], covered: bool
) -> None:
    lines = [*on_pages(NUMBER, 600, *heights), *beside]
    masks = shown(*lines, line("Accueil", 30, 100, 0.0, 10.0), events=[TURN])
    assert ("phone" in [mask.kind for mask in masks]) is covered


def test_a_mobile_telephone_is_somebodys_on_however_many_pages() -> None:
    lines = on_pages("06 39 98 57 28", 600, 650, 650)
    assert "phone" in [mask.kind for mask in shown(*lines, events=[TURN])]


@pytest.mark.parametrize(("near", "covered"), [("Du lundi au vendredi", False), ("Le lac", True)])
def test_a_landline_that_is_an_offices_on_one_page_is_so_on_the_next(near, covered) -> None:
    lines = [
        line(near, 600, 280, 0.0, 10.0),
        line(NUMBER, 600, 310, 0.0, 10.0),
        line(f"Dégâts des eaux {NUMBER}", 100, 400, 10.0, 20.0),
    ]
    assert ("phone" in [mask.kind for mask in shown(*lines, events=[TURN])]) is covered


def test_the_address_in_the_foot_of_every_page_is_the_sites_beside_whoever_is_named() -> None:
    foot = on_pages("3 place de l’Orme, 35000 Rennes", 40, 660, 670, 665)
    named = line("Denis Fabrègue, bénévole", 40, 620, 10.0, 20.0)
    assert "address" not in [mask.kind for mask in shown(*foot, named, events=[TURN])]
    assert "address" in [mask.kind for mask in shown(foot[1], named)]


PEOPLE = ("Rose Teixeira", "Paul Martin", "Julie Delorme", "Karim Belaïd", "Hugo Le Meur")


@pytest.mark.parametrize(
    ("when", "covered"),
    [("12 mars", 1), ("hier", 1), ("9:41", 0), ("lundi 3", 1), ("3 livres", 0), ("12/03 9 €", 0)],
)
def test_who_wrote_on_a_day_is_covered_in_a_list_of_many(when: str, covered: int) -> None:
    people = [line(name, 150, 200 + 60 * n) for n, name in enumerate(PEOPLE)]
    days = [line(when, 450, 200 + 60 * n) for n in range(len(PEOPLE))]
    assert kinds(*people, *days) == ["name"] * (covered * len(PEOPLE))


def test_an_hour_is_one_of_a_message_under_a_day() -> None:
    people = [line(name, 150, 200 + 60 * n) for n, name in enumerate(PEOPLE)]
    hours = [line("9 h 12", 450, 200 + 60 * n) for n in range(4)]
    assert kinds(*people, *hours, line("Samedi", 450, 440)) == ["name"] * 5


PAIR = on_pages("Paulette Marin", 300, 270, 270)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([line(f"Paulette Marin, {NUMBER}", 300, 300, 0.0, 20.0)], id="in its line"),
        pytest.param([line("Mme Le Goff", 300, 650, 0.0, 20.0), *on_pages(NUMBER, 560, 650, 650)]),
        pytest.param([line("Ligne", 600, 60, 0.0, 20.0), *on_pages(NUMBER, 700, 60, 60)]),
        pytest.param([line(f"Téléphone : {NUMBER}", 300, 300, 0.0, 20.0)], id="in mid-page"),
        pytest.param(
            [
                *PAIR[:1],
                line(NUMBER, 300, 300),
                line(f"Un conseiller vous rappelle au {NUMBER}", 300, 500, 10.0, 20.0),
            ],
            id="called back",
        ),
        pytest.param(
            [
                line(NUMBER, 300, 300, 0.0, 5.0),
                line("Photo", 300, 300, 5.0, 15.0),
                line(NUMBER, 300, 300, 15.0, 20.0),
            ],
            id="come back to",
        ),
    ],
)
def test_somebodys_landline_is_covered_on_however_many_pages(lines: list[ScreenLine]) -> None:
    turns = [ScreenEvent(t, "page") for t in (5.0, 10.0, 15.0)]
    masks = [mask for mask in shown(*lines, events=turns) if mask.kind == "phone"]
    assert masks
    assert min(mask.start for mask in masks) < 1
    assert max(mask.end for mask in masks) > 9


@pytest.mark.parametrize("y", [60, 300])
def test_a_home_is_covered_at_the_head_and_the_side_of_every_page(y: int) -> None:
    home = on_pages("12 rue des Lilas, 35000 Rennes", 300, y, y, y)
    named = line("Jeanne Martin", 300, y + 30, 0.0, 10.0)
    masks = [mask for mask in shown(*home, named, events=[TURN]) if mask.kind == "address"]
    assert masks
    assert masks[0].end > 29


def test_who_signs_with_a_given_name_is_covered_where_the_full_name_stands() -> None:
    end = line("Nadège", 560, 560)
    masks = shown(line("De Nadège Colombani, vendredi 25", 560, 310), end)
    assert any(covers(mask, end.box) for mask in masks)
    assert kinds(end) == []


@pytest.mark.parametrize(
    ("text", "masks"),
    [
        ("Le mot de Mathilde, rayon romans — 19,50 €", ["name"]),
        ("Avis d’Yvette", ["name"]),
        ("Postée par Karim B. le 3 mai", ["name"]),
        ("Écrit par Solène, relu le 3 mars", []),
        ("Le mot de passe", []),
        ("Message de La Tonnelle", []),
        ("Photo de Rennes", []),
    ],
)
def test_who_wrote_is_covered_by_a_given_name_alone(text: str, masks: list[str]) -> None:
    assert kinds(line(text, 150, 300)) == masks


OWNER = line("Ghislaine Tardivel", 1080, 98, 0.0, 20.0)
CHILD = line("Manon Tardivel", 194, 308, 0.0, 10.0)


@pytest.mark.parametrize(
    ("text", "covered"),
    [("Manon", True), ("Les repas de Manon", True), ("Le roman de Louise", False)],
)
def test_a_child_of_the_accounts_owner_is_covered_by_the_given_name(
    text: str, covered: bool
) -> None:
    later = line(text, 300, 400, 10.0, 20.0)
    masks = [mask for mask in shown(OWNER, CHILD, later) if mask.end > 15 and mask.box[1] > 300]
    assert bool(masks) is covered
    if covered:
        assert masks[0].box[0] + masks[0].box[2] >= later.box[0] + later.box[2]


@pytest.mark.parametrize(
    ("text", "masks"),
    [
        ("compte FR76    8026", ["iban"]),
        ("•••• •••• •••• 5517", ["card"]),
        ("…5517", ["card"]),
        ("À suivre… 2026", []),
        ("plage_avec_Mathis.jpg", []),
        ("plage_avec_vue.jpg", []),
        ("Vendredi cartes chez Yvonne", ["name"]),
        ("Chez Fernande", []),
        ("Relevé de tante Paule", ["name"]),
    ],
)
def test_what_is_left_of_a_value_or_of_a_name_is_covered(text: str, masks: list[str]) -> None:
    assert kinds(line(text, 150, 300)) == masks


def test_a_landline_that_its_line_calls_the_sites_is_so_beside_who_is_signed_in() -> None:
    head = [
        line(f"Nous appeler : {NUMBER}", 284, 79, 0.0, 10.0),
        line(f": {NUMBER}", 372, 81, 10.0, 20.0),
        line("Colette Bruneau", 700, 79, 0.0, 20.0),
    ]
    assert "phone" not in [mask.kind for mask in shown(*head, events=[TURN])]


def test_a_home_goes_on_with_the_town_below_beside_an_account_opened_long_ago() -> None:
    home = [
        line("Votre contrat", 919, 243),
        line("8, chemin de la Cressonnière", 919, 291),
        line("01990 Chantebief", 919, 314),
        line("Ouvert le 2 mai 2018", 919, 357),
    ]
    masks = [mask for mask in shown(*home) if mask.kind == "address"]
    assert all(any(covers(mask, one.box) for mask in masks) for one in home[1:3])


@pytest.mark.parametrize(
    ("text", "masks"),
    [
        ("Bonjour, monsieur Escoubet", ["name"]),
        ("Notre releveur, Thibaut Lemesle, n’a pas pu lire votre compteur", ["name"]),
        ("Notre releveur n’a pas pu lire votre compteur", []),
    ],
)
def test_whom_a_page_speaks_to_or_of_is_covered(text: str, masks: list[str]) -> None:
    assert kinds(line(text, 90, 400)) == masks


def test_a_home_goes_on_with_the_number_of_the_flat_below() -> None:
    home = [
        line("Paulette Marin", 929, 230),
        line("14 allée des Sorbiers, bât. B, appt", 929, 259),
        line("23", 929, 283),
    ]
    (mask,) = [mask for mask in shown(*home) if mask.kind == "address"]
    assert all(covers(mask, one.box) for one in home[1:])


@pytest.mark.parametrize(("beside", "masks"), [("Cryptogramme", ["code"]), ("Livraison", [])])
def test_a_card_ends_with_when_it_expires(beside: str, masks: list[str]) -> None:
    field = [line("Expire fin", 395, 335), line("09/28", 409, 371)]
    assert kinds(*field, line(beside, 650, 336)) == masks


@pytest.mark.parametrize(("over", "covered"), [("Une question ?", False), ("Un lac", True)])
def test_a_landline_under_a_question_is_the_sites(over: str, covered: bool) -> None:
    card = [line("Lila Kervadec, préparatrice", 600, 250), line(over, 600, 285)]
    assert ("phone" in kinds(*card, line(NUMBER, 600, 315))) is covered


@pytest.mark.parametrize(("kind", "covered"), [("dialog", True), ("other", False)])
def test_a_value_that_a_dialog_dims_is_covered_meanwhile(kind, covered: bool) -> None:
    mail = [line("odile.varenne@mel.exemple", 250, 345, *span) for span in ((0, 10), (40, 50))]
    masks = shown(*mail, events=[ScreenEvent(10.2, kind)])
    assert any(mask.start <= 20 and mask.end >= 30 for mask in masks) is covered


@pytest.mark.parametrize(("turn", "begins"), [(10.2, 10.08), (10.0, 9.88), (5.0, 9.5), (12.0, 9.5)])
def test_a_cover_does_not_begin_on_the_page_before(turn: float, begins: float) -> None:
    value = line("odile.varenne@mel.exemple", 250, 345, 10.0, 20.0)
    (mask,) = shown(value, events=[ScreenEvent(turn, "page")])
    assert mask.start == pytest.approx(begins)


FIELD = (115, 234, 330, 42)


@pytest.mark.parametrize("more", [[], [line("au bout", 300, 244)]])
def test_a_value_is_covered_with_the_outline_in_which_it_stands_alone(more) -> None:
    value = replace(line("06 39 98 57 28", 127, 244), field=FIELD)
    (mask,) = shown(value, *more)
    assert covers(mask, FIELD) is not bool(more)


@pytest.mark.parametrize("high", [34, 42, 52])
@pytest.mark.parametrize("x", [40, 700])
def test_the_outline_of_a_field_is_found_around_its_letters(high: int, x: int) -> None:
    page = Page().box((x, 300, 420, high), line=INK)
    letters = (x + 12, 300 + high // 2 - 10, 150, 20)
    page.words((letters[0], letters[1] + 2), "Thuillier", 16)
    found = find_field_of_line(page.image, letters)
    assert found
    assert all(abs(a - b) <= 3 for a, b in zip(found, (x, 300, 420, high), strict=True))


def test_words_on_a_bare_page_have_no_outline() -> None:
    page = Page()
    page.words((100, 302), "Thuillier", 16)
    assert find_field_of_line(page.image, (100, 300, 150, 20)) is None
