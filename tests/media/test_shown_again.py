"""What was typed and stands once more, and whose what stands on a page is."""

from __future__ import annotations

import pytest

from media.shown import look
from media.types import ScreenLine, Utterance, Word
from tests.screens import FOOT, covers, kinds, line, shown, typing

FIELD = (115, 234, 330, 42)
NEXT = (115, 434, 320, 42)


@pytest.mark.parametrize(
    ("label", "typed", "read_later"),
    [
        pytest.param(
            "Code postal et commune",
            "53940 Oudonvillel",
            "53940 Oudonville",
            id="the caret is a letter",
        ),
        pytest.param("Nom", "Delaforet", "Delaforets", id="the last letter was read too late"),
        pytest.param("Nom", "Delaforet", "Delaforet", id="as it was"),
    ],
)
def test_what_was_typed_is_covered_in_a_field_as_large_on_the_next_page(
    label: str, typed: str, read_later: str
) -> None:
    street = typing((115, 134, 330, 42), 0.5, 1.5)
    lines = [
        line("Adresse", 115, 106, 0.0, 6.0),
        line("8 rue du Lavoir", 127, 144, 0.5, 6.0),
        line(label, 115, 206, 0.0, 6.0),
        line(typed, 127, 244, 2.0, 6.0),
        line("Vos réponses", 115, 300, 6.0),
        line(read_later, 127, 444, 6.0),
    ]
    masks = shown(*lines, events=[street, typing(FIELD)])
    assert any(covers(mask, NEXT) and mask.end >= 10.0 for mask in masks)


def test_names_of_one_person_side_by_side_are_one_mask() -> None:
    below = (115, 334, 330, 42)
    lines = [
        line("Nom", 115, 206, 0.0, 6.0),
        line("Le Goaziou", 127, 244, 2.0, 6.0),
        line("Prénoms", 115, 306, 0.0, 6.0),
        line("Marie-Annick Yvonne", 127, 344, 4.2, 6.0),
        line("Acte de Le Goaziou Marie-Annick Yvonne.", 127, 144, 6.2),
    ]
    masks = shown(*lines, events=[typing(FIELD), typing(below, 4.2, 5.5)])
    (later,) = [mask for mask in masks if mask.start > 5.0]
    assert covers(later, (205, 144, 270, 22))


HEAD = [line("Accueil", 585, 103), line("Factures", 693, 103)]


@pytest.mark.parametrize(
    ("beside", "covered"),
    [("Titulaire : Augustin Lecerf", True), ("Espace du fixe", False)],
)
def test_a_number_at_the_height_of_a_name_is_that_persons(beside: str, covered: bool) -> None:
    lines = [*HEAD, line(beside, 68, 150), line("Ligne 02 61 91 34 27", 400, 150)]
    assert ("phone" in kinds(*lines)) is covered


def test_a_shops_number_stands_beside_its_days() -> None:
    lines = [line("02 61 91 44 70", 62, 125), line("du mardi au dimanche", 62, 146)]
    assert kinds(*lines) == []


def test_a_word_of_a_menu_is_no_name_after_another() -> None:
    words = ("Femme", "Homme", "Enfant", "Chaussures", "Maison", "Jouets")
    assert kinds(*(line(word, 60 + 110 * n, 150) for n, word in enumerate(words))) == []


@pytest.mark.parametrize(
    "words",
    [
        ("Nom", "Duboscq", "Prénom", "Marthe", "Ville", "Roubaix"),
        ("Nom", "Duboscq", "Modifier", "Supprimer", "Imprimer", "Fermer"),
        ("Titulaire", "Duboscq", "Depuis 2019", "Modifier", "Imprimer", "Fermer"),
    ],
)
def test_a_name_in_a_row_of_values_or_of_buttons_is_covered(words: tuple[str, ...]) -> None:
    assert "name" in kinds(*(line(word, 60 + 130 * n, 150) for n, word in enumerate(words)))


@pytest.mark.parametrize(
    ("above", "covered"),
    [("Votre rendez-vous du mardi 12", True), ("Ouvert", False), ("du jeudi au samedi", False)],
)
def test_a_day_alone_makes_no_number_an_offices(above: str, covered: bool) -> None:
    lines = [line(above, 62, 125), line("02 61 91 44 70", 62, 150)]
    assert ("phone" in kinds(*lines)) is covered


@pytest.mark.parametrize(
    "text", ["Gare maritime : 02 61 91 40 00", "Une question ? 05 36 49 62 10"]
)
def test_a_number_that_its_own_line_calls_an_offices_stays_visible(text: str) -> None:
    assert kinds(line(text, 880, 90)) == []


@pytest.mark.parametrize(
    ("days", "covered"), [("Mardi au samedi, 10 h à 18 h", False), ("Mardi au matin", True)]
)
def test_a_number_beside_days_of_the_week_is_an_offices(days: str, covered: bool) -> None:
    number = line("01 99 00 41 60", 467, 330)
    assert ("phone" in kinds(line(days, 251, 330), number)) is covered


@pytest.mark.parametrize(
    ("beside", "covered"),
    [
        (("Mentions légales", "Accessibilité"), False),
        (("Plan du site", "Cookies"), False),
        (("Conditions de vente · Cookies · Mentions légales",), False),
        (("Mentions légales",), True),
        (("Mentions légales", "Cookies", "Modifier"), True),
        (("Mes données personnelles", "Cookies", "Mentions légales"), True),
        (("Fixe", "Cookies", "Mentions légales"), True),
        (("Gilbert Marchadier", "Cookies", "Accessibilité"), True),
    ],
)
def test_a_number_in_the_links_at_the_foot_of_a_page_is_the_sites(
    beside: tuple[str, ...], covered: bool
) -> None:
    number = line("01 99 00 57 28", 20, 600)
    row = [line(text, 300 + 330 * n, 600) for n, text in enumerate(beside)]
    assert ("phone" in kinds(number, *row)) is covered


def test_links_of_a_menu_beside_somebodys_number_do_not_end_the_page() -> None:
    row = [line(text, 500 + 330 * n, 200) for n, text in enumerate(("Cookies", "Plan du site"))]
    form = [line(text, 20, 260 + 60 * n) for n, text in enumerate(("Pays", "Ville", "Rue", "Prix"))]
    assert "phone" in kinds(line("01 99 00 57 28", 20, 200), *row, *form)


@pytest.mark.parametrize("foot", [("Mentions légales", "Cookies"), ("Du lundi au samedi", "Aide")])
def test_a_home_is_covered_whatever_is_in_its_row(foot: tuple[str, ...]) -> None:
    home = [
        line("Adresse de livraison", 20, 520),
        line("Jeanne Martin", 20, 545),
        line("12 rue des Lilas 75012 Paris", 20, 570),
    ]
    row = [line(text, 700 + 250 * n, 570) for n, text in enumerate(foot)]
    assert "address" in kinds(*home, *row)


def test_a_home_is_covered_though_one_goes_to_the_town_hall() -> None:
    way = ("Bonjour Julie Delorme", "De 12 rue des Lilas, 35000 Rennes", "À", "Hôtel de ville")
    masks = kinds(*(line(text, 49, 200 + 30 * n) for n, text in enumerate(way)))
    assert sorted(masks) == ["address", "name"]


@pytest.mark.parametrize(
    "near",
    [
        "12 rue de la Gare",
        "12 rue de la Mairie",
        "3 place de l'Hôtel de ville",
        "Renseignements utiles",
        "Besoin d'aide ?",
    ],
)
def test_a_street_or_a_heading_makes_no_number_an_offices(near: str) -> None:
    number = line("Tél. 05 36 49 62 10", 100, 330)
    assert "phone" in kinds(line(near, 100, 300), number)


@pytest.mark.parametrize(
    "text", ["Une question ? On vous rappelle au 02 61 91 34 27", "Gare : 06 39 98 34 27"]
)
def test_a_number_at_which_one_is_called_back_or_a_mobile_is_somebodys(text: str) -> None:
    assert kinds(line(text, 100, 330)) == ["phone"]


def test_a_reference_that_one_is_to_give_is_covered_and_one_of_an_offer_is_not() -> None:
    assert kinds(line("Référence à donner sur le quai : MV7K-4092", 80, 308)) == ["file_number"]
    assert kinds(line("Offre valable jusqu'en mars, référence PAR-2210.", 80, 308)) == []
    order = line("Code promo NOEL appliqué - commande n° 4501237789", 80, 308)
    assert kinds(order) == ["file_number"]


def test_a_street_where_one_is_fetched_is_a_home() -> None:
    street = line("Au 6 impasse du Lavoir, vers 11 h 30", 109, 517)
    assert kinds(line("Je souhaite que le minibus passe me prendre", 108, 488), street)
    assert kinds(line("Retrait des colis le samedi", 108, 488), street) == []


@pytest.mark.parametrize("hour", ["15 h 00 v", "9 h 30", "15h00", "9 h - 9 h 30", "16 h 16 h 30"])
def test_an_hour_is_no_number_of_a_file(hour: str) -> None:
    assert kinds(line("Heure", 250, 150), line(hour, 250, 180)) == []


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Le fixe, je ne l'entends pas sonner.", False),
        ("Le fixe, je mets zéro six trente-neuf.", True),
        ("Je le connais celui-là, je le tape?", False),
        ("Je le connais celui-là, je le? tape?", True),
        ("Je le? connais? celui-là?, je le tape?", True),
    ],
)
def test_an_answer_without_a_figure_tells_no_number(text: str, covered: bool) -> None:
    """A word with a question mark is but half believed."""
    words = tuple(
        Word(1.0, 2.8, word.replace("?", ""), 0.4 if "?" in word else 0.9) for word in text.split()
    )
    said = [Utterance(1.0, 2.8, None, text.replace("?", ""), words, sounds_like="learner")]
    typed = ScreenLine(4.0, 10.0, "06 39 98 63 27", (127, 244, 126, 22))
    read = look([line("Téléphone", 115, 206), typed, FOOT], [typing(FIELD)], said)
    assert bool(read.heard) is covered


@pytest.mark.parametrize("right", ["Nom du conjoint", "Sophie Martin", "01 99 00 44 12"])
@pytest.mark.parametrize("apart", [150, 220, 330])
def test_a_value_under_its_label_is_covered_whatever_stands_in_the_next_column(right, apart):
    name = line("Delorme", 98, 341)
    beside = [line(right, 98 + apart, 307), line("Martin", 98 + apart, 341)]
    masks = shown(line("Nom", 98, 307), name, *beside)
    assert any(covers(mask, name.box) for mask in masks)


@pytest.mark.parametrize(
    "near",
    [
        [line("Données personnelles et cookies", 20, 560)],
        [line("Cookies", 20, 560), line("Vos données", 330, 560)],
        [line("Privacy & cookies", 20, 560), line("Home", 330, 560)],
    ],
)
def test_entries_of_an_account_in_the_row_make_no_number_the_sites(near) -> None:
    assert "phone" in kinds(*near, line("01 99 00 57 28", 640, 560), FOOT)


@pytest.mark.parametrize("before", ["Service comptabilité :", "Un problème ?"])
def test_a_number_on_somebodys_card_is_covered_whatever_stands_before_it(before: str) -> None:
    card = [line("Jeanne Martin", 640, 500), line(f"{before} 01 99 00 57 28", 640, 530)]
    assert "phone" in kinds(*card, FOOT)


@pytest.mark.parametrize("kind_of_line", ["Fixe", "Ligne fixe", "Mobile"])
def test_what_calls_a_line_hides_no_name_in_the_column_beside_it(kind_of_line: str) -> None:
    heads = [line("Ligne", 20, 300), line("Titulaire", 300, 300)]
    name = line("Delorme", 300, 330)
    masks = shown(*heads, line(kind_of_line, 20, 330), name, FOOT)
    assert any(covers(mask, name.box) for mask in masks)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("facture_velo_thuillier.pdf", True),
        ("facture_velo_thuillier.pdf 214 Ko, lisible", True),
        ("Thuillier-2026.JPG", True),
        ("facture_velo.pdf", False),
        ("remi_et_le_velo.pdf", False),
    ],
)
def test_a_file_called_after_somebodys_family_is_covered(text: str, covered: bool) -> None:
    account = line("Compte de Rémi Thuillier", 883, 60)
    masks = [mask for mask in shown(account, line(text, 400, 330)) if mask.box[1] > 300]
    assert [mask.kind for mask in masks] == (["name"] if covered else [])


def test_a_home_that_is_known_is_covered_where_it_stands_on_two_lines() -> None:
    known = line("Votre adresse : 8 chemin de la Cressonnière, 99310 Saint-Avy", 120, 300)
    street, town = (
        ScreenLine(9.0, 12.0, text, (155, y, 221, 23), 1.0)
        for text, y in (("8 chemin de la Cressonnière,", 379), ("99310 Saint-Avy", 403))
    )
    masks = shown(known, street, town)
    assert any(covers(mask, street.box) and covers(mask, town.box) for mask in masks)


@pytest.mark.parametrize(("above", "covered"), [("Habitation", True), ("Taxe d'habitation", False)])
def test_a_home_that_is_insured_is_somebodys(above: str, covered: bool) -> None:
    home = line("8 chemin de la Cressonnière, 99310 Saint-Avy", 155, 379)
    assert ("address" in kinds(line(above, 155, 349), home)) is covered


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("De Nadège Colombani, vendredi 25 septembre", 1),
        ("De : Nadège Colombani", 1),
        ("De Nadège Colombani et de ses abeilles, un roman", 0),
        ("Une question ? Denis Fabrègue, bénévole, au 06 39 98 88 04", 1),
        ("Une question ? Denis Fabrègue, bénévole, vous répond ici", 0),
    ],
)
def test_who_wrote_and_who_is_called_is_somebody(text: str, names: int) -> None:
    assert kinds(line(text, 200, 320)).count("name") == names


@pytest.mark.parametrize(("stars", "covered"), [("★★★女☆", True), ("Au programme", False)])
def test_who_judged_a_thing_by_stars_is_somebody(stars: str, covered: bool) -> None:
    judges = ("Bernadette Soulier, le 2", "Jean-Loup Mercadier, le 19", "Sophie Abgrall, le 27")
    others = ("Bruno Lacaze, le 3", "Lucie Ferrand, le 4")
    lines = []
    for n, text in enumerate((*judges, *others)):
        lines += [line(stars, 250 * n, 400), line(text, 250 * n, 445)]
    assert kinds(*lines).count("name") == (len(lines) // 2 if covered else 0)
