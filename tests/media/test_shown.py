"""Masks over what a page shows of somebody: pages as the reader of lines gives them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.shown import look
from media.types import ScreenEvent, ScreenLine
from tests.screens import FOOT, covers, kinds, line, shown, typing


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("06 39 98 41 27", "phone"),
        ("Magasinier cariste — 06 39 98 41 27", "phone"),
        ("Portable : 06.39.98.41.27", "phone"),
        ("karim.belaid@exemple.fr", "email"),
        ("Votre adresse : karim.belaid@exemple.fr (vérifiée)", "email"),
        ("N° de sécurité sociale : 2 95 10 99 126 111 93", "nir"),
        ("IBAN : FR76 3000 6000 0112 3456 7890 189", "iban"),
        ("Identifiant : 4471902K", "file_number"),
        ("Identifiant: 4471902K", "file_number"),
        ("N° allocataire 1234567", "file_number"),
        ("Numéro fiscal : 30 12 345 678 901", "file_number"),
        ("Dossier n° 2026-118842", "file_number"),
        ("Né le 07/03/1948", "birth_date"),
        ("Née le 12 avril 1987 à Lille", "birth_date"),
        ("Date de naissance : 07/03/1948", "birth_date"),
        ("Nom : Belaïd", "name"),
        ("Prénom : Karim", "name"),
        ("Titulaire du compte : Karim Belaïd", "name"),
        ("Adresse : 12 rue des Lilas, 59100 Roubaix", "address"),
        ("Votre code est 417283", "code"),
        ("Bonjour Mme Martin", "name"),
        ("Bonjour Lucette,", "name"),
        ("TRAORÉ Moussa", "name"),
        ("Rachid_Benali_attestation.pdf", "name"),
        ("N° 3051877", "file_number"),
        ("Contrat L-90 551 208", "file_number"),
        ("Demande PA-66104-22 enregistrée", "file_number"),
        ("Demande GL-7720-BAS reçue", "file_number"),
        ("Demande TD-26-071944", "file_number"),
        ("MRT-180420-6093au nom de", "file_number"),
        ("JH-26-15 083", "file_number"),
        ("FR76 •••• •••• •••• 4471", "iban"),
        ("FR76。。。4471", "iban"),
        ("FR76·4471", "iban"),
        ("Compte FR76 XXXX.XXXX 4471 (courant)", "iban"),
        ("Votre conseillère sera Aurélie Castaing, de l’antenne de Brévaire", "name"),
        ("Référence RM 7K2 QVF", "file_number"),
        ("AvisPP-310-8842", "file_number"),
        ("Avis JC-0614-E publié", "file_number"),
        ("Point de livraison 14 3350 7712 4409", "file_number"),
        ("Mon adresse : 6 venelle des Forgerons, 99120 Montclair", "address"),
        ("Colis 8Q 4471 2093 6", "file_number"),
        ("Carte n° UTL-0918", "file_number"),
        ("Locataire n° TV-4410-C14", "file_number"),
        ("Résidence des Saules, bât. C, appt 14", "address"),
        ("Appartement 3", "address"),
        ("par la poste, 6 venelle des Forgerons, 99120 Montclair", "address"),
        ("Chèque n° 44 7190 2816 03", "file_number"),
        ("Un code a été envoyé au 06 39 98 ** 03", "phone"),
        ("Bienvenue Karim Belaïd", "name"),
        ("M. Karim BELAÏD", "name"),
    ],
)
def test_a_value_in_a_line_of_a_page_is_covered(text: str, kind: str) -> None:
    assert kinds(line(text, 130, 330)) == [kind]


def test_a_home_is_covered_where_a_contract_is_spoken_of() -> None:
    home = line("6 impasse du Lavoir, Quimerzy", 700, 330)
    assert "address" in kinds(line("Contrat gaz et électricité", 700, 280), home)
    assert "address" not in kinds(line("Horaires de la piscine", 700, 280), home)


def test_words_under_a_title_on_passwords_are_none() -> None:
    title = line("Un mot de passe solide", 470, 430)
    assert kinds(title, line("Lecture : 3 minutes", 470, 460)) == []
    assert kinds(title, line("Carotte-12", 470, 460)) == ["password"]


@pytest.mark.parametrize(
    "text",
    [
        "Mardi 16 novembre à 10h40 avec Dr Inès Haddad.",
        "Dr Paul Texier",
        "33 rue de la Gare, Roubaix",
        "Transport scolaire, année 2026-2027",
        "Colis livré le 12/11/2026",
        "Commande du 12 novembre 2026",
        "Prochaine disponibilité : 15 novembre",
        "Appelez le 3949 (service gratuit)",
        "Contactez-nous au 03 20 00 00 00 du lundi au vendredi",
        "contact@mairie.exemple",
        "Mairie d'Exemple <petite-enfance@mairie.exemple>",
        "Titre du CV : Magasinier",
        "Ville : Roubaix",
        "Spécialité : ophtalmologue",
        "Objet : Justificatif de domicile",
        "Loi du 06/01/1978 relative à l'informatique",
        "Mot de passe oublié ?",
        "Code postal ou ville",
        "Total : 42,50 €",
        "Version 2.10.3 du 12/04/2026",
        "facture_eau_octobre.pdf (182 Ko)",
        "Aucun CV pour le moment.",
        "Madame, Monsieur,",
        "M. le Maire vous souhaite la bienvenue",
        "Nom du fichier : attestation.pdf",
        "Ex. : 06 12 34 56 78",
        "https://candidat.emploi.exemple/profil/4471902K",
        "Partage d'écran en cours",
        "Les personnes de plus de soixante-cinq ans bénéficient d'un accompagnement renforcé.",
        "Référence : votre facture",
        "Train 8412 · voiture 12 · place 45",
        "SIRET 123 456 789 00012",
        "Cerfa n° 15459",
        "Relevé du 12 05 2026",
        "Consommation : 12 345 678 kWh",
    ],
)
def test_what_is_nobodys_own_stays_visible(text: str) -> None:
    assert kinds(line(text, 130, 330)) == []


def test_a_value_inside_a_line_leaves_the_rest_visible() -> None:
    (mask,) = shown(line("Magasinier cariste — 06 39 98 41 27", 130, 330))
    assert 130 + 9 * 12 < mask.box[0] < 130 + 9 * 21
    assert mask.box[0] + mask.box[2] >= 130 + 9 * 35
    assert mask.box[1] <= 330
    assert mask.box[1] + mask.box[3] >= 352


@pytest.mark.parametrize(
    ("label", "value", "kind"),
    [
        ("Nom", "Belaïd", "name"),
        ("Nom de naissance *", "BELAÏD", "name"),
        ("Prénom(s)", "Karim", "name"),
        ("Date de naissance", "07/03/1948", "birth_date"),
        ("Date de naissance", "7 mars 1948", "birth_date"),
        ("Né(e) le", "1er août", "birth_date"),
        ("Adresse postale", "12 rue des Lilas, 59100 Roubaix", "address"),
        ("Téléphone portable (obligatoire)", "06 39 98 12 55", "phone"),
        ("N° de sécurité sociale :", "2 95 10 99 126 111 93", "nir"),
        ("Numéro d'allocataire", "1234567", "file_number"),
        ("Numéro de commande", "44719028", "file_number"),
        ("Numéro d'électeur", "204 118 637", "file_number"),
        ("Code à 6 chiffres", "417283", "code"),
    ],
)
@pytest.mark.parametrize("beside", [False, True], ids=["above", "to the left"])
def test_a_value_is_known_by_its_label(label: str, value: str, kind: str, beside: bool) -> None:
    x, y = (140 + 9 * len(label), 300) if beside else (138, 326)
    assert kinds(line(label, 130, 300), line(value, x, y)) == [kind]


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Titre du CV", "Magasinier cariste"),
        ("Ville", "Roubaix"),
        ("Date de naissance", "1 valise en soute"),
        ("Date de naissance", "10 h 15 à 11 h 15"),
        ("Spécialité ou nom", "Ophtalmologue"),
        ("Objet", "Justificatif de domicile"),
        ("Nom", "Prénom"),
        ("Identifiant", "Mot de passe"),
        ("Mot de passe", "Se connecter"),
        ("Téléphone portable", "Recevoir un code par SMS"),
    ],
)
def test_other_fields_stay_visible(label: str, value: str) -> None:
    assert kinds(line(label, 130, 300), line(value, 138, 326)) == []


def test_the_names_of_files_under_a_heading_are_nobodys() -> None:
    page = [line("Nom", 118, 212), line("Date", 905, 212), line("Taille", 1010, 212)]
    assert kinds(*page, line("Avis de situation", 118, 249), line("Attestation", 118, 275)) == []


MENU = [line("Emploi Exemple", 36, 88), line("Offres", 811, 88), line("Mon espace", 1007, 88)]


@pytest.mark.parametrize(
    "name", ["Karim Belaïd", "BELAÏD Karim", "Jean-Pierre Le Goff", "Zélya Ktorim"]
)
def test_the_name_of_the_account_in_the_header_is_covered(name: str) -> None:
    assert kinds(*MENU, line(name, 1130, 88)) == ["name"]


@pytest.mark.parametrize(
    "text", ["Mon compte", "Déconnexion", "Nous contacter", "France Travail", "Tableau de bord"]
)
def test_a_menu_in_the_header_stays_visible(text: str) -> None:
    assert kinds(*MENU, line(text, 1130, 88)) == []


def test_a_site_called_as_two_words_is_nobody() -> None:
    bar = line("https://www.lumia-sante.exemple/espace", 84, 43)
    assert kinds(bar, *MENU, line("Lumia Santé", 1130, 88)) == []


def test_a_title_is_covered_with_its_name() -> None:
    (mask,) = shown(*MENU, line("Mme Paulette Grandjean", 1000, 88))
    assert mask.box[0] <= 1000


@pytest.mark.parametrize("label", ["Fixe :", "Joignable au", "À me rappeler au", "Landline:"])
@pytest.mark.parametrize("beside", [False, True], ids=["in its line", "beside"])
def test_one_s_own_landline_is_known_by_its_label_even_at_an_office(label: str, beside: bool):
    number = "01 99 00 31 42"
    own = (
        [line(label, 130, 326), line(number, 150 + 9 * len(label), 326)]
        if beside
        else [line(f"{label.removesuffix(':')}: {number}", 130, 326)]
    )
    assert kinds(line("Mairie, lundi au vendredi", 130, 300), *own) == ["phone"]


def test_a_mobile_telephone_is_somebodys_wherever_they_work() -> None:
    lines = [line("Votre conseiller", 130, 300), line("06 39 98 20 64", 130, 326)]
    assert kinds(*lines) == ["phone"]


def test_a_name_in_the_header_is_covered_on_a_page_on_which_it_was_not_read() -> None:
    first, later = (
        line("Thérèse Lacombe", 944, 107, 0.0, 20.0),
        line("Thérèse Lacombe", 959, 107, 50.0, 60.0),
    )
    masks = shown(*MENU, first, later, FOOT, events=[ScreenEvent(20.0, "page")])
    assert any(mask.start <= 20.0 and mask.end >= 50.0 for mask in masks)


def test_a_name_known_from_the_header_is_covered_everywhere() -> None:
    masks = shown(
        *MENU,
        line("Karim Belaïd", 1130, 88),
        line("BELAID Karim", 130, 400),
        line("CV de Karim Belaid", 130, 500),
        line("Karim Belaïd — Magasinier", 130, 300, 20.0, 30.0),
    )
    assert len(masks) == 4


def test_an_address_of_the_person_tells_the_name() -> None:
    masks = shown(line("lucette.martin@exemple.fr", 760, 92), line("Lucette Martin", 130, 400))
    assert {mask.kind for mask in masks} == {"email", "name"}


def test_a_given_name_alone_is_covered_in_a_column_with_a_full_one() -> None:
    assert kinds(line("Lydie Marchand", 38, 332), line("Suzanne", 38, 494)) == ["name", "name"]
    assert kinds(line("Camille", 216, 190), line("Photos du week-end", 435, 190)) == []


def test_a_list_of_doctors_keeps_its_names_and_streets() -> None:
    rows = [("Dr Inès Haddad", "33 rue de la Gare, Roubaix"), ("Dr Paul Texier", "40 rue Verte")]
    lines = [
        one
        for n, (name, street) in enumerate(rows)
        for one in (line(name, 118, 300 + 90 * n), line(street, 118, 330 + 90 * n))
    ]
    assert kinds(*lines) == []


def test_an_address_under_the_name_of_somebody_is_covered() -> None:
    home = [line("12 rue des Lilas", 130, 330), line("59100 Roubaix", 130, 356)]
    assert set(kinds(line("Karim Belaïd", 130, 304), *home)) == {"name", "address"}
    assert kinds(line("Mairie de Roubaix", 130, 304), *home) == []
    assert kinds(line("Dr Inès Haddad", 130, 304), *home) == []


def test_a_telephone_number_beside_opening_hours_is_an_offices() -> None:
    number = line("03 20 11 22 33", 130, 330)
    assert kinds(number, line("Ouvert du lundi au vendredi", 130, 356)) == []
    assert kinds(number, line("Dr Paul Texier", 130, 304)) == []
    assert kinds(number, line("Mes coordonnées", 130, 304)) == ["phone"]


def test_a_value_scrolled_is_covered_on_its_way() -> None:
    before = line("06 39 98 41 27", 130, 500, 0.0, 4.0)
    after = line("06 39 98 41 27", 130, 200, 5.0, 9.0)
    masks = shown(before, after, events=[ScreenEvent(4.0, "scroll", end=5.0)])
    assert any(covers(mask, (130, 200, 126, 322)) for mask in masks)


@pytest.mark.parametrize("stands", [(0.0, 4.1), (4.9, 9.0)])
def test_a_value_that_scrolls_into_sight_or_out_of_it_is_covered_meanwhile(
    stands: tuple[float, float],
) -> None:
    scroll = ScreenEvent(4.0, "scroll", (100, 20, 600, 680), end=5.0)
    masks = shown(line("06 39 98 41 27", 130, 300, *stands), events=[scroll])
    meanwhile = [mask for mask in masks if mask.start <= 4.0 and mask.end >= 5.0]
    assert any(covers(mask, (130, 20, 126, 680)) for mask in meanwhile)


def test_the_value_that_comes_is_another_than_the_one_that_goes() -> None:
    scroll = ScreenEvent(10.0, "scroll", (0, 60, 1280, 660), end=11.0)
    masks = shown(
        line("karim.belaid@orange.fr", 100, 300, 0.0, 10.0),
        line("sonia.petit@free.fr", 100, 500, 11.2, 20.0),
        events=[scroll],
    )
    assert any(covers(mask, (100, 60, 150, 660)) for mask in masks)


def test_a_value_typed_after_scrolling_was_not_there_before() -> None:
    scroll = ScreenEvent(1.0, "scroll", (100, 20, 600, 680), end=2.0)
    masks = shown(
        line("Téléphone", 115, 206, 1.8, 9.0),
        line("06 39 98 41 27", 130, 240, 4.2, 9.0),
        events=[scroll, typing((115, 234, 330, 42), text="Téléphone", t=2.8)],
    )
    assert masks
    assert all(mask.start > 1.0 for mask in masks)


def test_readings_of_one_value_are_one_mask() -> None:
    readings = [line("06 39 98 41 27", 130 + n, 330, 2.0 * n, 2.0 * n + 2) for n in range(4)]
    (mask,) = shown(*readings)
    assert (mask.start, mask.end) == (0.0, pytest.approx(8.4))


def test_values_read_stand_with_their_labels() -> None:
    read = look([*MENU, line("Karim Belaïd", 1130, 88), FOOT], [])
    assert read.values == {"Karim Belaïd": "[nom]"}


def test_nothing_read_gives_no_mask() -> None:
    assert look([], [], []).masks == ()
    assert look([], [typing((115, 234, 330, 42), text="Ville")], []).masks == ()


# Laws ------------------------------------------------------------------------------------------

WORDS = "Nom Prénom : Karim Belaïd 06 39 98 41 27 @ exemple.fr n° code Dr rue Mme À | … 4471902K"
PIECES = st.sampled_from(WORDS.split())
TIMES = st.floats(0, 60, allow_nan=False)
PLACES = st.integers(0, 1200)


@st.composite
def any_line(draw: st.DrawFn) -> ScreenLine:
    start = draw(TIMES)
    box = draw(PLACES), draw(PLACES), draw(st.integers(1, 400)), draw(st.integers(1, 60))
    text = " ".join(draw(st.lists(PIECES, max_size=8))) + draw(st.text(max_size=6))
    return ScreenLine(start, start + draw(TIMES), text, box)


@st.composite
def any_event(draw: st.DrawFn) -> ScreenEvent:
    t = draw(TIMES)
    box = draw(PLACES), draw(PLACES), draw(st.integers(1, 400)), draw(st.integers(1, 60))
    kind = draw(st.sampled_from(["typing", "page", "scroll", "click"]))
    return ScreenEvent(t, kind, box, draw(st.none() | st.just(t + 2)))


@given(st.lists(any_line(), max_size=12), st.lists(any_event(), max_size=6))
@settings(max_examples=80, deadline=None)
def test_masks_are_ordered_and_have_a_size(
    lines: list[ScreenLine], events: list[ScreenEvent]
) -> None:
    masks = look(lines, events).masks
    assert list(masks) == sorted(masks, key=lambda mask: (mask.start, mask.end, mask.box))
    assert all(0 <= mask.start < mask.end for mask in masks)
    assert all(min(mask.box[:2]) >= 0 and min(mask.box[2:]) > 0 for mask in masks)
    assert look(lines, events).masks == masks


@given(st.integers(6, 7), st.integers(0, 99_999_999), st.sampled_from(["", " ", "."]), PLACES)
@settings(max_examples=60, deadline=None)
def test_no_mobile_number_stays_visible(kind: int, rest: int, between: str, x: int) -> None:
    figures = f"0{kind}{rest:08}"
    number = between.join(figures[n : n + 2] for n in range(0, 10, 2))
    written = line(number, x, 330)
    assert any(covers(mask, written.box) for mask in shown(written))


@pytest.mark.parametrize(
    ("value", "covered"), [("Marcelle Rous inI", True), ("Un livre de Marcelle", False)]
)
def test_a_name_with_the_caret_among_its_letters_is_one_where_it_is_typed(
    value: str, covered: bool
) -> None:
    """The field's own name is misread."""
    field = (115, 234, 330, 42)
    masks = shown(
        line("Nrn por l rerat", 115, 206),
        line(value, 127, 244, 4.0),
        events=[typing(field)],
    )
    assert any(covers(mask, field) for mask in masks) is covered
