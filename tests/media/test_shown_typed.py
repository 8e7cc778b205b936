"""Masks over the fields into which somebody's own values are typed, and what was said of them."""

import pytest

from media.personal import Found
from media.shown import look
from media.shown.heard import SURE
from media.types import ScreenEvent, ScreenLine, Speaker, Utterance
from tests.screens import FOOT, covers, line, shown, typing

FIELD = (115, 234, 330, 42)


def field(value: str, start: float = 2.0, end: float = 10.0) -> ScreenLine:
    return line(value, 127, 244, start, end)


@pytest.mark.parametrize(
    ("label", "value", "kind"),
    [
        ("Téléphone portable", "06 39 98 12 55", "phone"),
        ("Date de naissance", "07/03/1948", "birth_date"),
        ("Code à 6 chiffres", "417283", "code"),
        ("Mot de passe", "••••••••", "password"),
        ("Identifiant", "kbelaid", "file_number"),
        ("Nom", "belaid", "name"),
        ("Code à gratter", "481926", "code"),
        ("Nom de la voie", "des Tilleuls", "address"),
        ("À", "petite-enfance@mairie.exemple", "email"),
        ("Où vous joindre ?", "06 39 98 12 55", "phone"),
        ("Adresse dans la ville", "32 rue des Tanneurs", "address"),
        ("Où livrer ?", "32 rue des Tanneurs", "address"),
    ],
)
def test_a_typed_value_covers_its_field_from_the_first_letter(
    label: str, value: str, kind: str
) -> None:
    masks = shown(line(label, 115, 206), field(value, 4.0), events=[typing(FIELD)])
    (mask,) = masks
    assert mask.kind == kind
    assert covers(mask, FIELD)
    assert mask.start <= 2.0
    assert mask.end >= 10.0


@pytest.mark.parametrize(
    ("label", "value"),
    [("Titre du CV", "Magasinier cariste"), ("Ville", "Roubaix"), ("Rechercher", "carte grise")],
)
def test_an_ordinary_word_typed_stays_visible(label: str, value: str) -> None:
    assert shown(line(label, 115, 206), field(value), events=[typing(FIELD)]) == []


def test_the_name_of_the_field_may_come_with_the_event() -> None:
    (mask,) = shown(field("belaid"), events=[typing(FIELD, text="Nom de famille")])
    assert mask.kind == "name"


def test_a_value_said_while_it_is_typed_is_covered_whatever_the_field_is_called() -> None:
    said = [Utterance(1.0, 3.0, None, "Mon numéro de dossier c'est 44 71 90 28.")]
    lines = [line("Référence", 115, 206), field("4471 9028")]
    (mask,) = shown(*lines, events=[typing(FIELD)], said=said)
    assert covers(mask, FIELD)


def test_what_was_pressed_tells_the_outline_of_the_field() -> None:
    pressed = ScreenEvent(1.0, "click", FIELD, point=(200, 250))
    letters = typing((127, 246, 120, 18))
    (mask,) = shown(line("Téléphone", 115, 206), field("06 39 98 12 55"), events=[pressed, letters])
    assert covers(mask, FIELD)


def test_a_field_stays_covered_under_a_window_and_until_the_page_goes() -> None:
    lines = [line("Téléphone", 115, 206), field("0639981255", 3.0, 6.0), field("0639981255", 9, 20)]
    (mask,) = shown(*lines, events=[typing(FIELD, 2, 3), ScreenEvent(20.0, "page")])
    assert mask.start <= 2.0
    assert mask.end >= 20.0


def test_a_field_in_which_nothing_was_read_is_covered_until_the_page_goes() -> None:
    (mask,) = shown(
        line("Mot de passe", 115, 206), events=[typing(FIELD), ScreenEvent(8.0, "page")]
    )
    assert mask.end >= 8.0


def test_a_value_typed_once_fills_its_field_on_the_next_page_too() -> None:
    again = line("12 rue des Tanneurs", 472, 168, 12.0, 20.0)
    lines = [line("Adresse", 115, 206), line("12 rue des Tanneurs", 127, 244, 4.0, 10.0), again]
    turned = ScreenEvent(10.2, "page")
    masks = shown(*lines, events=[typing(FIELD), turned])
    assert any(covers(mask, (460, 158, 330, 42)) for mask in masks)


TOWN = (515, 234, 330, 42)


def two_fields(first: tuple[str, str], second: tuple[str, str]) -> list[ScreenLine]:
    """Two fields side by side, filled one after the other on a page that goes at 12 s."""
    (name, value), (other, more) = first, second
    begun = [line(name, 115, 206, 0.0, 12.0), line(other, 515, 206, 0.0, 12.0)]
    return [*begun, field(value, 2.0, 12.0), line(more, 527, 244, 6.0, 12.0)]


FILLED = [typing(FIELD, 2, 4), typing(TOWN, 6, 8), ScreenEvent(12.0, "page")]


def test_the_town_of_an_address_is_covered_with_it() -> None:
    lines = two_fields(("Adresse", "12 rue des Tanneurs"), ("Commune", "Vautreuil"))
    assert any(covers(mask, TOWN) for mask in shown(*lines, events=FILLED))
    lines = two_fields(("Recherche", "piscine"), ("Commune", "Vautreuil"))
    assert shown(*lines, events=FILLED) == []


def test_a_name_typed_in_two_halves_is_found_again_whole_and_by_halves() -> None:
    lines = two_fields(("Nom", "Tavernier"), ("Prénom", "Arlette"))
    half = line("Tavernier", 300, 400, 12.2, 20.0)
    letter = line(
        "La lettre part demain matin chez Tavernier Arlette par la poste", 60, 500, 12.2, 20
    )
    masks = shown(*lines, half, letter, events=FILLED)
    assert any(covers(mask, half.box) for mask in masks)
    in_letter = [mask for mask in masks if abs(mask.box[1] - letter.box[1]) < 20]
    assert [mask.kind for mask in in_letter] == ["name"]


def test_of_a_name_that_was_not_read_nothing_is_found_again() -> None:
    lines = [line("Nom", 115, 206, 0.0, 12.0), field("…", 2.0, 12.0)]
    lines.append(line("▼", 300, 400, 12.2, 20.0))
    masks = shown(*lines, events=[typing(FIELD, 2, 4), ScreenEvent(12.0, "page")])
    assert not any(abs(mask.box[1] - 400) < 20 for mask in masks)


def test_a_name_beside_an_address_that_was_typed_is_covered() -> None:
    home = line("Chez Josiane Perrichon, 12 rue des Tanneurs, dans le bourg", 60, 400, 12.2, 20.0)
    lines = [line("Adresse", 115, 206), field("12 rue des Tanneurs", 2.0, 12.0), home]
    masks = shown(*lines, events=[typing(FIELD, 2, 4), ScreenEvent(12.0, "page")])
    assert {mask.kind for mask in masks if abs(mask.box[1] - 400) < 20} == {"name", "address"}


def test_a_letter_is_covered_only_where_it_tells_something() -> None:
    letter = (115, 234, 700, 200)
    text = line("Vous pouvez m'appeler au 06 39 98 12 55, merci.", 127, 244)
    (mask,) = shown(line("Message", 115, 206), text, events=[typing(letter)])
    assert mask.kind == "phone"
    assert mask.box[2] < 250


@pytest.mark.parametrize(
    ("label", "value", "said", "part"),
    [
        (
            "E-mail",
            "claire.lopes@exemple.fr",
            "C'est clair, poêle l'eau par haubase, exemple, point fère.",
            "clair, poêle l'eau par haubase, exemple, point fère",
        ),
        ("E-mail", "odette.vasseur@exemple.fr", "Alors tout d'être un va-sœur.", "va-sœur"),
        ("Code postal", "99120", "C'est 809.120, voilà.", "809.120"),
        ("Nom", "Nicole Faure", "Nicole Faure, comme la forêt.", "Nicole Faure"),
        ("Nom", "Nicole Faure", "C'est Nicolle Fort, oui.", "Nicolle Fort"),
        ("Né le", "02/06/1941", "Oui, 2,941.", "2,941"),
        ("Nom", "Marc Delorme", "Marc de l'homme comme l'arbre.", "Marc de l'homme"),
        (
            "E-mail",
            "guy.lanvin@exemple.fr",
            "C'est dit que l'on verra au bas, c'est exemple point FR.",
            "dit que l'on verra au bas, c'est exemple point FR",
        ),
        (
            "E-mail",
            "syndic@quais.exemple",
            "S'endit carobase, qui est point exemple.",
            "S'endit carobase, qui est point exemple",
        ),
    ],
)
def test_what_is_typed_is_known_in_speech_though_misheard(
    label: str, value: str, said: str, part: str
) -> None:
    utterance = Utterance(0.5, 3.0, None, said)
    read = look([line(label, 115, 206), field(value, 4.0), FOOT], [typing(FIELD)], [utterance])
    ((number, found),) = set(read.heard)
    assert number == 0
    assert part in said[found.start : found.end]


@pytest.mark.parametrize(
    "words",
    [
        "Là vous tapez votre adresse, dans la case du milieu.",
        "C'est bien. De toute façon, on est à ce point de la demande.",
        "Elle avait une robe rouge.",
    ],
)
def test_other_words_said_while_one_types_are_nobodys(words: str) -> None:
    said = [Utterance(0.5, 3.0, None, words)]
    lines = [line("E-mail", 115, 206), field("claire.lopes@exemple.fr", 4.0), FOOT]
    assert look(lines, [typing(FIELD)], said).heard == ()


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Zévoces, tant neuf, 90, 73, 40.", True),
        ("Oui, alors là vous en avez 2, je crois bien.", False),
        ("Dans la case en dessous, vous avez 2 lignes.", False),
    ],
)
def test_a_long_number_read_out_while_it_is_typed_is_covered_though_misheard(
    text: str, covered: bool
) -> None:
    said = [Utterance(4.0, 8.0, None, text)]
    lines = [line("Téléphone", 115, 206), field("06 39 98 12 55", 4.0), FOOT]
    read = look(lines, [typing(FIELD)], said)
    assert [(part.start, part.end) for _, part in read.heard] == (
        [(0, len(text))] if covered else []
    )


@pytest.mark.parametrize(
    ("text", "covered"),
    [("Et euh oui.", True), ("Vous écrivez bien tout dans la case du milieu.", False)],
)
def test_a_voice_of_which_little_was_understood_is_covered_while_a_value_is_typed(
    text: str, covered: bool
) -> None:
    said = [Utterance(2.0, 8.0, None, text)]
    read = look([line("E-mail", 115, 206), field("x@exemple.fr", 3.0), FOOT], [typing(FIELD)], said)
    assert bool(read.heard) is covered


@pytest.mark.parametrize(
    ("words", "covered"),
    [("Oui, juste là.", True), ("C'est le 06 39 98 12 55.", False)],
)
def test_a_voice_that_was_not_understood_is_covered_where_no_words_tell_the_value(
    words: str, covered: bool
) -> None:
    lines = [line("Téléphone", 115, 206), field("06 39 98 12 55", 4.0), FOOT]
    said, unclear = [Utterance(0.0, 0.8, None, words)], [(1.0, 2.6), (40.0, 42.0)]
    read = look(lines, [typing(FIELD)], said, unclear)
    assert [(mask.start, mask.end) for mask in read.unclear] == ([(1.0, 2.6)] if covered else [])


@pytest.mark.parametrize(
    ("words", "voice", "covered"),
    [
        ("L'adresse.", "learner", True),
        ("L'adresse.", "helper", False),
        ("L'adresse.", None, False),
        ("Oui, voilà.", "learner", False),
        ("Lequel, celui-là ?", "learner", False),
    ],
)
def test_an_answer_not_understood_is_covered_when_it_is_typed(
    words: str, voice: Speaker | None, covered: bool
) -> None:
    question = Utterance(0.0, 0.8, None, "Remplissez la case.", sounds_like="helper")
    answer = Utterance(1.0, 2.8, None, words, sounds_like=voice)
    later = Utterance(9.0, 9.8, None, "C'est fait maintenant.", sounds_like="learner")
    lines = [line("Nom", 115, 206), field("Nicole Faure", 4.0), FOOT]
    read = look(lines, [typing(FIELD)], [question, answer, later])
    whole = (1, Found(0, len(words), "name", SURE))
    assert set(read.heard) == ({whole} if covered else set())


def test_a_name_of_which_half_was_understood_is_covered_with_the_whole_answer() -> None:
    words = "Nicolle Fort de la forêt."
    said = [Utterance(0.5, 2.5, None, words, sounds_like="learner")]
    lines = [line("Nom", 115, 206), field("Nicole Faure", 4.0), FOOT]
    ((_, found),) = set(look(lines, [typing(FIELD)], said).heard)
    assert (found.start, found.end) == (0, len(words))


def test_the_letters_of_a_number_are_said_with_its_figures() -> None:
    said = [Utterance(0.5, 3.0, None, "En haut oui, AZ de 67, 40, 218 cas.")]
    lines = [line("N° d’allocataire", 115, 206), field("AZ 77 402 18 K", 4.0), FOOT]
    ((_, found),) = set(look(lines, [typing(FIELD)], said).heard)
    assert said[0].text[found.start : found.end] == "AZ de 67, 40, 218 cas"


def test_what_stood_in_the_field_before_is_not_its_value() -> None:
    lines = [line("Téléphone", 115, 206), field("par exemple 01 23 45 67 89", 0.0, 3.0)]
    read = look([*lines, field("0639981255", 3.0)], [typing(FIELD)])
    assert "0639981255" in read.values


@pytest.mark.parametrize(("value", "covered"), [("99210", True), ("OK", False)])
def test_a_short_value_is_known_by_the_name_that_stood_in_its_field(
    value: str, covered: bool
) -> None:
    pressed = ScreenEvent(2.0, "click", FIELD, point=(200, 250), text="Code postal")
    name = field("Code postal", 0.0, 2.4)
    assert bool(shown(name, field(value, 2.4), events=[pressed])) is covered


def test_the_first_word_of_an_offices_address_is_said_of_the_office_too() -> None:
    said = [Utterance(0.5, 3.0, None, "Avant d'écrire, mettez la mairie en copie.")]
    lines = [line("Cc", 115, 206), field("mairie@quais.exemple", 4.0), FOOT]
    assert look(lines, [typing(FIELD)], said).heard == ()


def test_somebody_named_on_the_screen_is_known_in_speech_at_any_time() -> None:
    said = [Utterance(60.0, 63.0, None, "Polette grande jambe, et le numéro de la carte.")]
    lines = [line("Mme Paulette Grandjean", 1000, 88), FOOT]
    ((_, found),) = look(lines, [], said).heard
    assert said[0].text[found.start : found.end] == "Polette grande jambe"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Au revoir, Madame Grande-Jean.", ("Mme Paulette Grandjean", "Madame Grandjean")),
        ("Bonne journée, monsieur Castagne.", ("M. Hervé Castagne", "Hervé Castagne")),
    ],
)
def test_a_greeting_by_the_surname_is_not_bleeped(words: str, names: tuple[str, str]) -> None:
    said = [Utterance(60.0, 63.0, None, words)]
    lines = [line(names[0], 1000, 88), line(names[1], 1000, 128), FOOT]
    assert look(lines, [], said).heard == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [("Rue de l'étant.", True), ("Bon, où est-ce qu'on en était ?", False)],
)
def test_a_short_word_alone_that_is_but_like_a_street_is_not_its_name(
    words: str, told: bool
) -> None:
    value = field("6 rue des Étangs", 4.0)
    said = [Utterance(1.0, 3.0, None, words)]
    seen = look([line("Adresse postale", 115, 206), value, FOOT], [typing(FIELD)], said)
    assert bool(seen.heard) == told


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Simone, poirier, arobase, exemple.", True),
        ("L'arobase, je l'ai trouvée, elle est sur le zéro.", False),
        ("La robase je l'ai trouvé, elle est sur le zéro.", False),
    ],
)
def test_of_the_sign_in_an_address_one_may_speak(text: str, covered: bool) -> None:
    said = [Utterance(2.2, 4.4, "helper", text)]
    lines = [line("E-mail", 115, 206), field("mdupond@laposte.fr", 3.0), FOOT]
    assert bool(look(lines, [typing(FIELD)], said).heard) is covered


@pytest.mark.parametrize(
    ("figures", "covered"), [("599 061", False), ("59", True), ("347 925", True)]
)
def test_a_value_of_which_figures_were_misheard_is_told_all_the_same(
    figures: str, covered: bool
) -> None:
    lines = [line("Code reçu", 115, 206), field("582 061", 4.0), FOOT]
    said = [Utterance(0.0, 1.4, None, f"Le code que j'ai reçu, c'est le {figures}.")]
    read = look(lines, [typing(FIELD)], said, [(1.6, 2.6)])
    assert bool(read.unclear) is covered


@pytest.mark.parametrize(("turn", "kinds"), [(None, 1), (6.4, 0)])
def test_what_stands_where_a_field_was_on_the_page_before_is_no_value(
    turn: float | None, kinds: int
) -> None:
    press = ScreenEvent(4.0, "click", FIELD, point=(200, 255), text="Code reçu")
    page = [ScreenEvent(turn, "page")] if turn else []
    day = line("mardi 10", 130, 246, 6.2, 14.0)
    assert len(look([day, FOOT], [press, *page]).masks) == kinds


def test_a_field_is_covered_though_its_letters_were_read_as_high_as_it() -> None:
    value = ScreenLine(4.0, 10.0, "Marcelle Roussin", (124, 236, 134, 38))
    pressed = ScreenEvent(1.0, "click", (110, 222, 260, 53))
    events = [pressed, typing(FIELD)]
    masks = shown(line("Nom", 115, 206), value, events=events)
    assert any(covers(mask, FIELD) for mask in masks)
