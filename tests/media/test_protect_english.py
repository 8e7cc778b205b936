"""What is personal in English words, and on pages with English fields."""

from __future__ import annotations

import pytest

from media.personal import LABELS
from media.protect import find_spoken, mask_text
from media.shown.labels import meaning
from media.shown.shapes import service_address
from media.types import Utterance
from tests.screens import kinds, line

PHONE, MAIL, BIRTH = LABELS["phone"], LABELS["email"], LABELS["birth_date"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("My password is Tulipe42.", "My password is [mot de passe]."),
        ("The password is sunshine forty two.", "The password is [mot de passe]."),
        ("My name is Monique Lambert.", "My name is [nom]."),
        ("My last name's Lambert, yes.", "My last name's [nom], yes."),
        ("Good morning Mrs Lambert, sit down.", "Good morning Mrs [nom], sit down."),
        ("My date of birth is 2 June 1941.", f"My date of birth is {BIRTH}."),
        (
            "My date of birth is the second of June nineteen forty one.",
            f"My date of birth is the {BIRTH}.",
        ),
        ("I was born on June 2nd, 1941.", f"I was born on {BIRTH}."),
        ("I was born on the second of June.", f"I was born on the {BIRTH}."),
        ("Born 2 Jun. 1941, in Leeds.", f"Born {BIRTH}, in Leeds."),
        ("I was born in 1941.", f"I was born in {BIRTH}."),
        ("My phone number is 07700 900123.", f"My phone number is {PHONE}."),
        (
            "My phone number is oh six three nine nine eight oh five six two.",
            f"My phone number is {PHONE}.",
        ),
        ("Call me on double oh seven, four four two one.", f"Call me on {PHONE}."),
        ("It's one two three four five six seven eight.", "It's [numéro]."),
        (
            "My account number is one two three four five six seven eight.",
            "My account number is [numéro de compte].",
        ),
        ("My email is john dot smith at gmail dot com.", f"My email is {MAIL}."),
        ("It's john dash smith at example dot co dot uk, thanks.", f"It's {MAIL}, thanks."),
        ("I live at 12 Station Road, Leeds LS1 4DY.", "I live at [adresse]."),
        ("My address is 4 The Close, Leeds.", "My address is [adresse]."),
        ("It goes to 12 Station Road.", "It goes to [adresse]."),
    ],
)
def test_values_that_english_words_announce_are_replaced(text, masked):
    assert mask_text(text) == masked
    assert mask_text(masked) == masked


def test_a_question_announces_the_answer():
    said = [
        Utterance(0, 2, "helper", "What is your date of birth?"),
        Utterance(2.5, 5, "learner", "The second of June."),
    ]
    assert [mask.kind for mask in find_spoken(said)] == ["birth_date"]


@pytest.mark.parametrize(
    "text",
    [
        "Now click on the second button, then press it two or three times.",
        "Your name is required, and your password is too short.",
        "My password is important.",
        "We meet on the second of June 2026 at ten.",
        "Page one of two, twenty twenty six.",
        "Oh, one more thing: you may first click on it.",
        "Go to gov dot uk and click.",
        "Look at the screen at ten.",
        "You have 12 new messages on Google Drive.",
        "Type your phone number, then click Next.",
        "I live at the seaside.",
    ],
)
def test_what_is_nobodys_stays(text):
    assert mask_text(text) == text


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Date of birth", "birth_date"),
        ("Birthdate *", "birth_date"),
        ("Surname", "name"),
        ("First name (required)", "name"),
        ("Your full name", "name"),
        ("Home address", "address"),
        ("Address line 1", "address"),
        ("Postcode", "address"),
        ("ZIP code", "address"),
        ("Phone number", "phone"),
        ("Mobile no", "phone"),
        ("Email address", "email"),
        ("Email", "email"),
        ("Password", "password"),
        ("National Insurance number", "nir"),
        ("Social Security number", "nir"),
        ("Account number", "iban"),
        ("Card number", "card"),
        ("PIN", "code"),
        ("Verification code", "code"),
        ("Username", "file_number"),
        ("Customer reference", "file_number"),
        ("Passport number", "file_number"),
        ("File name", "plain"),
        ("Forgot your password?", "plain"),
        ("Subject", "plain"),
        ("Next", None),
        ("Sign in", None),
    ],
)
def test_english_fields_are_known_by_their_names(label, kind):
    assert meaning(label) == kind


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Date", "plain"),
        ("Téléphone du cabinet", "plain"),
        ("Adresse e-mail du service", "plain"),
        ("Comment vous joindre par téléphone", "phone"),
        ("Référence produit", None),
        ("Code promo", "plain"),
        ("Application mobile", "plain"),
    ],
)
def test_french_fields_are_what_they_were(label, kind):
    assert meaning(label) == kind


@pytest.mark.parametrize(
    ("label", "value", "kind"),
    [
        ("Surname", "Lambert", "name"),
        ("Home address", "12 Station Road", "address"),
        ("Phone number", "07700 900123", "phone"),
    ],
)
def test_what_stands_under_an_english_field_is_covered(label, value, kind):
    assert kinds(line(label, 100, 200), line(value, 100, 230)) == [kind]


@pytest.mark.parametrize(
    ("label", "value"),
    [("Postcode", "SW1A 1AA"), ("Sort code", "20-45-77"), ("Security code", "482")],
)
def test_what_stands_under_an_english_label_is_covered(label, value):
    assert kinds(line(label, 115, 206), line(value, 115, 236))


@pytest.mark.parametrize(
    ("address", "office"),
    [
        ("youri.petrov@gmail.com", False),
        ("sales.marie@orange.fr", False),
        ("sales@shop.example", True),
        ("your.name@example.com", True),
    ],
)
def test_whose_an_address_is(address, office):
    assert service_address(address) is office
