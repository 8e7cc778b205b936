"""What fields are called, who is a person, and which part of a line a value takes up."""

import pytest

from media.shown.labels import asks_for, meaning
from media.shown.people import Person, full_names, of_another
from media.shown.sights import part
from media.types import ScreenLine


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Adresse e-mail *", "email"),
        ("Votre courriel", "email"),
        ("À", "email"),
        ("Destinataire", "email"),
        ("Téléphone portable", "phone"),
        ("N° de mobile", "phone"),
        ("Tél.", "phone"),
        ("Fixe", "phone"),
        ("Ligne fixe :", "phone"),
        ("Joignable au", "phone"),
        ("Nous joindre au", None),
        ("Prix fixe", None),
        ("Date de naissance (JJ/MM/AAAA)", "birth_date"),
        ("Né(e) le", "birth_date"),
        ("Lieu de naissance", "birth_date"),
        ("Nom de naissance", "name"),
        ("Nom", "name"),
        ("Vos prénoms", "name"),
        ("Titulaire de la carte", "name"),
        ("N° de sécurité sociale", "nir"),
        ("IBAN du compte", "iban"),
        ("Numéro de carte bancaire", "card"),
        ("Code à 6 chiffres", "code"),
        ("Code reçu par SMS", "code"),
        ("Mot de passe", "password"),
        ("Identifiant", "file_number"),
        ("N° d’allocataire", "file_number"),
        ("Numéro fiscal", "file_number"),
        ("Référence du dossier", "file_number"),
        ("Numéro de la carte d’accès", "file_number"),
        ("Numéro de la carte de paiement", "card"),
        ("Référence du billet, six lettres ou chiffres", "file_number"),
        ("Personne à prévenir", "name"),
        ("Nom du voyageur", "name"),
        ("Nom de l’alerte", "plain"),
        ("Adresse postale", "address"),
        ("Adresse là-bas", "address"),
        ("N° et rue", "address"),
        ("Code postal", "address"),
        ("Titre du CV", "plain"),
        ("Ville", "plain"),
        ("Objet", "plain"),
        ("Spécialité ou nom", "plain"),
        ("Nom du fichier", "plain"),
        ("Adresse de la mairie", "plain"),
        ("Mot de passe oublié ?", "plain"),
        ("Code promo", "plain"),
        ("Naissance", None),
        ("Valider", None),
        ("Nouveau dossier", None),
        ("Un code a été envoyé au numéro saisi sur la page.", None),
    ],
)
def test_a_label_says_whose_a_field_is(label: str, kind: str | None) -> None:
    assert meaning(label) == kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Karim Belaïd", ["Karim Belaïd"]),
        ("Mon espace Karim Belaïd", ["Karim Belaïd"]),
        ("BELAÏD Karim", ["BELAÏD Karim"]),
        ("Teixeira Rosa", ["Teixeira Rosa"]),
        ("Durand Florence", ["Durand Florence"]),
        ("Petit Victor", ["Petit Victor"]),
        ("ST NAZAIRE", []),
        ("Gîte Marguerite", []),
        ("Villa Rosa", []),
        ("Solange Petit loyer", ["Solange Petit"]),
        ("Maria Da Silva", ["Maria Da Silva"]),
        ("Jeanne de La Tour", ["Jeanne de La Tour"]),
        ("CV_Karim_Belaid.pdf", ["Karim_Belaid."]),
        ("FavorisFarid M.Panier (0)", ["Farid M."]),
        ("Jean-Pierre LE GOFF", ["Jean-Pierre LE GOFF"]),
        ("Mon espace", []),
        ("Merci Odette !", []),
        ("Mes Documents", []),
        ("La Cuisine de Rose", []),
        ("Marie vous a écrit", []),
    ],
)
def test_full_names_are_found_by_given_names(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in full_names(text)] == names


@pytest.mark.parametrize(
    "text", ["BELAID Karim", "M. Karim Belald", "cv_karim_belaid.pdf", "Karim BELAÏD, magasinier"]
)
def test_somebody_known_is_found_however_the_name_is_written_or_read(text: str) -> None:
    assert list(Person(("karim", "belaid")).find(text))


@pytest.mark.parametrize("text", ["Karim et Belaïd", "Belaïd", "Karim", "Marc Bertrand"])
def test_half_a_name_is_not_somebody_known(text: str) -> None:
    assert not list(Person(("karim", "belaid")).find(text))


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("Dr Inès Haddad", True),
        ("École Marie Curie", True),
        ("Laverie Blanche Écume", True),
        ("Mme Inès Haddad", False),
        ("Pharmacie - Inès Haddad", False),
        ("Point relais : Inès Haddad", False),
        ("Mon campus Inès Haddad", False),
    ],
)
def test_names_of_doctors_schools_and_shops_are_told_apart(text: str, another: bool) -> None:
    ((start, _),) = full_names(text)
    assert of_another(text, start) is another


def test_a_part_of_a_line_is_placed_by_the_width_of_its_letters() -> None:
    line = ScreenLine(0, 1, "Identifiant : 4471902K", (485, 434, 176, 23))
    x, _, width, _ = part(line, 14, 22)
    assert 560 < x <= 581  # In the picture the number begins at 581,
    assert x + width >= 658  # and ends at 658.


@pytest.mark.parametrize(
    ("sentence", "label", "asked"),
    [
        ("Et votre portable, pour qu'ils vous préviennent.", "Téléphone mobile", True),
        ("Maintenant votre date de naissance.", "Né(e) le", True),
        ("Votre adresse, le numéro et la rue.", "Adresse postale", True),
        ("Là, on valide.", "Téléphone mobile", False),
        ("Vous mettez votre portable sur la table.", "Objet du message", False),
    ],
)
def test_a_field_is_asked_for_by_other_words_than_its_label(
    sentence: str, label: str, asked: bool
) -> None:
    assert asks_for(sentence, label) is asked
