from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words
from stdnum import iban, luhn
from stdnum.fr import nir

from media.personal import LABELS
from media.protect import find_spoken, mask_steps, mask_summary, mask_text, mask_transcript
from media.types import Speaker, Step, Summary, Utterance, Word

PHONE, MAIL = LABELS["phone"], LABELS["email"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("C'est le 06 39 98 41 27.", f"C'est le {PHONE}."),
        ("0639.98.41.27 ?", f"{PHONE} ?"),
        ("Le 0639, 98, 41, 27, c'est ça.", f"Le {PHONE}, c'est ça."),
        (
            "Le zéro six, trente-neuf, quatre-vingt-dix-huit, quarante et un, vingt-sept ?",
            f"Le {PHONE} ?",
        ),
        ("Le zéro six 39 quatre-vingt-dix-huit 41 27", f"Le {PHONE}"),
        ("Au +33 (0)6 12 34 56 78 ou +44 20 7946 0958", f"Au {PHONE} ou {PHONE}"),
        ("Écrivez à jean.dupont@exemple.fr.", f"Écrivez à {MAIL}."),
        ("C'est petite tiret enfance, arobase, mairie point exemple.", f"C'est {MAIL}."),
        ("Pour recevoir le billet, nicole arobase exemple.fr", f"Pour recevoir le billet, {MAIL}"),
        ("C'est petite-enfance arobase mairie point exemple.", f"C'est {MAIL}."),
        (
            "Mon mail c'est jean point dupont quarante-deux chez gmail point com voilà",
            f"Mon mail c'est {MAIL} voilà",
        ),
        ("Le sept mars mille neuf cent quarante-huit.", "Le [date de naissance]."),
        ("Je suis née le 7 mars 48.", "Je suis née le [date de naissance]."),
        ("Date de naissance : 07/03/1948", "Date de naissance : [date de naissance]"),
        (
            "Je m'appelle Karim Belaïd et j'habite 12 rue des Lilas, 59100 Roubaix.",
            "Je m'appelle [nom] et j'habite [adresse].",
        ),
        ("je m'appelle karim belaïd", "je m'appelle [nom]"),
        ("Ma fille s'appelle Théa, oui.", "Ma fille s'appelle [nom], oui."),
        ("Bonjour Madame Martin, asseyez-vous.", "Bonjour Madame [nom], asseyez-vous."),
        ("Un rendez-vous au nom de Le Goff.", "Un rendez-vous au nom de [nom]."),
        ("Douze, rue des Tanneurs, deuxième étage.", "[adresse], deuxième étage."),
        (
            "Et le code postal ? Quatre-vingt-dix-neuf mille cent vingt.",
            "Et le code postal ? [adresse].",
        ),
        ("Au douze bis avenue du Général de Gaulle.", "Au [adresse]."),
        ("Mon nom c'est Belaïd, B, E, L, A, I, D.", "Mon nom c'est [nom], [nom]."),
        ("Le 2 95 10 99 126 111 93, voilà.", "Le [numéro de sécurité sociale], voilà."),
        (
            "deux 95 dix quatre-vingt-dix-neuf cent vingt-six cent onze quatre-vingt-treize",
            "[numéro de sécurité sociale]",
        ),
        ("2 53 07 2A 073 004 43", "[numéro de sécurité sociale]"),
        ("FR76 3000 6000 0112 3456 7890 189 voilà", "[numéro de compte] voilà"),
        ("La carte 4539 1488 0343 6467, oui", "La carte [numéro de carte], oui"),
        ("Le code reçu est le 417 283.", "Le code reçu est le [code]."),
        (
            "Mon numéro d'allocataire, c'est 1234567.",
            "Mon numéro d'allocataire, c'est [numéro de dossier].",
        ),
        ("Le créneau de 17 h - 17 h 30.", "Le créneau de 17 h - 17 h 30."),
        ("Dossier 4471902K, c'est ça.", "Dossier [numéro de dossier], c'est ça."),
        ("Le mot de passe c'est Soleil42!", "Le mot de passe c'est [mot de passe]!"),
        (
            "Le mot de passe, c'est Soleil quatre-vingt-deux.",
            "Le mot de passe, c'est [mot de passe].",
        ),
    ],
)
def test_personal_values_are_replaced(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Le zéro 6 39 98, 41 27 voilà", ["39", "41", "27"]),
        ("C'est le 0,639, 98, 12,55.", ["639", "98", "12", "55"]),
        ("C'est le 07, 92, 30, 64.", ["07", "92", "30", "64"]),
        ("Le 06-23-5-208 voilà.", ["23", "208"]),
        ("polette.garnier, arobase, la poste.net.", ["polette", "garnier", "poste"]),
        ("Mon e-mail, faisz Michel 42, arobase, NGmail3.com.", ["Michel", "42", "NGmail3"]),
        ("Petit tirer en France, arobase, mairie.ex", ["tirer", "mairie"]),
        ("odette, point, vasseur, arobase, exemple, point, f, r.", ["odette", "f, r"]),
        ("aide arobaseexemple.org.", ["aide", "exemple"]),
        ("vous m'écrivez à, adresse arobase, exemple au point hors.", ["exemple", "hors"]),
        ("E-mail arobase, exemple au point d'orgue.", ["exemple", "orgue"]),
        ("vous m'écrivez à, adresse e-mail àrobaseexemple.org.", ["exemple.org"]),
        ("m'écrire à contact à robases, mediation.exe.", ["contact", "mediation"]),
        ("jean a rebaze orange point fr", ["jean", "orange"]),
        ("Alors, 253,0759, 123, 412 et la Clive 27.", ["0759", "412", "27"]),
        ("Je suis né le 1er avril 62.", ["avril", "62"]),
        ("Moi, c'est Madame d'Assylva, oui.", ["Assylva"]),
        ("Bonjour, M. Traore, vous m'entendez.", ["Traore"]),
        ("Et votre prénom ? Monique. Ensuite, cliquez.", ["Monique"]),
        ("Quel est votre nom de famille Benguigui.", ["Benguigui"]),
        ("Ma carte, c'est 49, 70, 0, 1, 23, 45, 75, 47, 99.", ["49", "70", "75", "99"]),
        ("L'IBAN 1,4003, douze cinquante-six, 708, 8010, 0012, 45.", ["4003", "708", "0012"]),
        ("Et l'adresse. Douze, rue des Tanneurs. 809.120, voilà.", ["809", "120"]),
        ("Noter le numéro de dossier, CAF 208, 841.", ["208", "841"]),
        ("Je note le numéro : R, S, 88, 214, C. Voilà.", ["88", "214"]),
        ("Alors, T, Q, 7, M, 4, K.", ["T, Q", "M, 4, K"]),
        ("Quel est votre adresse ? Trudetielle, 19 000 ans, vingt Tourcoin.", ["19", "Tourcoin"]),
    ],
)
def test_what_was_misheard_is_hidden_too(text: str, values: list[str]) -> None:
    masked = mask_text(text)
    assert not [value for value in values if value in masked]


@pytest.mark.parametrize(
    "text",
    [
        "Vous mettez votre nom. Ensuite, cliquez.",
        "Là, c'est votre prénom. Parfait.",
        "Tapez votre nom, Validez.",
        "Et votre adresse mail ? Oui, attendez, je cherche.",
        "Il faut votre adresse. Attendez, je prends mes lunettes.",
        "Cliquez sur le deuxième bouton, puis deux fois sur la flèche.",
        "Le mardi seize à dix heures quarante, c'est bien.",
        "C'est confirmé, mardi 16 novembre 2026 à 10h40.",
        "Elle a huit ans, le grand en a douze.",
        "Arobase, c'est le petit a avec la queue ?",
        "Allez sur ameli point fr.",
        "Il reste 1 250 euros sur 3 000 euros, soit 42 %.",
        "Appelez le 3646 ou le 15.",
        "Tapez ophtalmologue. O, p, h, t, a, l.",
        "Votre nom est obligatoire, votre prénom est déjà rempli.",
        "Ils vont m'appeler demain. Je suis monsieur tout le monde.",
        "Le mot de passe, c'est important.",
        "C'est écrit deux mille dix-neuf, c'est votre ancien CV.",
        "Allez dans la rue principale du site, sur la place du marché.",
        "Madame, Monsieur, bonjour.",
        "Le bouton, il s'appelle Enregistrer.",
        "Vous cliquez sur 2042, c'est la déclaration.",
        "La facture d'octobre, de moins de trois mois, version 2.10.3.",
        "Sept cent vingt mille habitants.",
        "Personne ne vient le premier mai ni à Noël.",
        "Une association née en 1983, de quarante personnes.",
        "Plus loin, vous devriez avoir un passage sur les veilles.",
        "Un, deux, trois, on y va.",
        "Le plan B, de 14 à 15, ou le C.",
        "Bonjour.",
        "",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert mask_text(text) == text


def talk(*said: tuple[Speaker | None, str], pause: float = 0.5) -> tuple[Utterance, ...]:
    """A conversation: a word lasts 0.3 s, utterances follow each other after `pause`."""
    t, out = 0.0, []
    for speaker, text in said:
        words = [Word(t + n * 0.3, t + n * 0.3 + 0.25, word) for n, word in enumerate(text.split())]
        out.append(Utterance(words[0].start, words[-1].end, speaker, text, tuple(words)))
        t = words[-1].end + pause
    return tuple(out)


def kinds(transcript: Sequence[Utterance]) -> list[str]:
    return [mask.kind for mask in find_spoken(transcript)]


def test_a_number_over_several_breaths_is_one() -> None:
    said = talk(("learner", "Le 06 39,"), ("helper", "Oui."), ("learner", "98 41 27."))
    masked = " ".join(one.text for one in mask_transcript(said))
    assert "39" not in masked
    assert "41" not in masked
    assert "Oui." in masked


def test_a_time_of_day_long_before_a_number_is_none_of_it() -> None:
    said = talk((None, "Oui, 10 heures 40."), (None, "Zéro six, 39, 98, 12, 55."), pause=20.0)
    (mask,) = find_spoken(said)
    assert mask.start > said[0].end


def test_an_address_over_two_turns_is_found() -> None:
    said = talk((None, "petite tiret enfance, arobase"), (None, "mairie point exemple."))
    assert set(kinds(said)) == {"email"}


def test_a_date_that_answers_the_question_for_it_is_a_birth() -> None:
    said = talk(("helper", "Et votre date de naissance ?"), ("learner", "Le sept mars."))
    assert kinds(said) == ["birth_date"]


def test_a_day_from_which_something_holds_is_no_birth() -> None:
    said = talk(
        ("helper", "Et votre date de naissance ?"),
        ("learner", "Le 7 mars 1948."),
        ("learner", "Ma carte n'est plus valable depuis le 2 septembre."),
    )
    assert kinds(said) == ["birth_date"]


def test_an_appointment_after_a_birth_date_is_none() -> None:
    said = talk(
        ("helper", "Et votre date de naissance ?"),
        ("learner", "Le 7 mars 1948."),
        ("helper", "Parfait, cliquez sur continuer."),
        ("helper", "C'est confirmé, mardi 16 novembre à dix heures."),
    )
    assert kinds(said) == ["birth_date"]


def test_a_code_by_sms_is_known_half_a_minute_later() -> None:
    said = talk(
        ("helper", "Recevoir un code par SMS, cliquez."),
        ("learner", "Ça vibre, attendez."),
        ("learner", "Quatre cent dix-sept, deux cent quatre-vingt-trois."),
        pause=12,
    )
    assert kinds(said) == ["code"]


def test_a_code_is_known_though_they_talk_of_something_else_meanwhile() -> None:
    talk_between = [("learner", "Il roulait bien, ce vélo."), ("helper", "Ah oui ?")] * 5
    said = talk(
        ("helper", "Il vous envoie un code sur le téléphone."),
        *talk_between,
        ("learner", "Sept cent trente, quatre cent dix-huit."),
        pause=2.5,
    )
    assert kinds(said) == ["code"]


def test_a_name_that_answers_the_question_for_it_is_found() -> None:
    said = talk(("helper", "Quel est votre nom ?"), ("learner", "Belaïd."))
    assert kinds(said) == ["name"]


def test_masked_words_are_gone_and_the_others_keep_their_times() -> None:
    (said,) = talk(("learner", "C'est le 06 39 98 41 27. Voilà."))
    (masked,) = mask_transcript([said])
    assert [word.text for word in masked.words] == ["C'est", "le", f"{PHONE}.", "Voilà."]
    assert masked.words[2] == Word(said.words[2].start, said.words[6].end, f"{PHONE}.")
    assert masked.words[3] == said.words[7]
    assert masked.text == f"C'est le {PHONE}. Voilà."


def test_a_bleep_covers_the_words_with_a_margin() -> None:
    said = talk(("learner", "C'est le 06 39 98 41 27 voilà"))
    (mask,) = find_spoken(said)
    words = said[0].words
    assert mask.start < words[2].start
    assert mask.end > words[6].end
    assert mask.speaker == "learner"


def test_a_surname_is_bleeped_where_it_is_given_and_not_where_one_is_greeted() -> None:
    assert kinds(talk(("helper", "Moi, c'est Madame Martin."))) == ["name"]
    assert kinds(talk(("helper", "Bonjour Madame Martin, asseyez-vous."))) == []


def test_an_utterance_without_words_is_masked_by_its_share_of_time() -> None:
    (mask,) = find_spoken([Utterance(10.0, 20.0, None, "Alors c'est le 06 39 98 41 27.")])
    assert 12 < mask.start < 16
    assert mask.end >= 19.5


def test_steps_repeat_nothing_that_the_talk_gave_away() -> None:
    said = talk(("helper", "Le code reçu ?"), ("learner", "C'est 417 283."))
    (step,) = mask_steps([Step(0, 5, "Tapez 417 283", text="C'est 417 283.", target="x")], said)
    assert (step.title, step.text) == ("Tapez [code]", "C'est [code].")
    assert mask_summary(Summary("Code 417 283"), said).title == "Code [code]"


def test_steps_are_masked_without_the_talk_too() -> None:
    (step,) = mask_steps([Step(0, 5, "Tapez 06 39 98 41 27", target="jean@exemple.fr")])
    assert (step.title, step.target) == (f"Tapez {PHONE}", MAIL)


# Laws ------------------------------------------------------------------------------------------

SENTENCES = st.sampled_from(
    [
        "Alors {}",
        "Mon numéro c'est le {}, voilà.",
        "{}",
        "Cliquez là. {} ! Puis continuez",
        "le 3 {} ok",
    ]
)
SEPARATORS = st.sampled_from(["", " ", ".", "-", ", "])


@given(st.text(alphabet="abz é'@.,-:0123456789 +FRné\n[]", max_size=80))
@settings(max_examples=150, deadline=None)
def test_masking_a_masked_text_changes_nothing(text: str) -> None:
    once = mask_text(text)
    assert mask_text(once) == once


PIECES = """
le code c'est 06 39 zéro six né 1948 mars 7 arobase point fr rue 12 Lilas m'appelle je Karim FR76
4539 deux cents quatre-vingt [nom] dossier SMS
"""


@given(st.lists(st.sampled_from(PIECES.split()), max_size=14))
@settings(max_examples=150, deadline=None)
def test_masking_masked_talk_changes_nothing(words: list[str]) -> None:
    once = mask_text(" ".join(words))
    assert mask_text(once) == once


def survives(value: str, masked: str) -> bool:
    def plain(text: str) -> str:
        return "".join(letter for letter in text.upper() if letter.isalnum())

    return plain(value) in plain(masked)


def grouped(value: str, sizes: Sequence[int], separator: str) -> str:
    parts, at = [], 0
    while at < len(value):
        size = sizes[len(parts) % len(sizes)]
        parts.append(value[at : at + size])
        at += size
    return separator.join(parts)


@given(st.integers(1, 9), st.integers(0, 99_999_999), SENTENCES, SEPARATORS)
@settings(deadline=None)
def test_no_telephone_number_survives(kind: int, rest: int, sentence: str, sep: str) -> None:
    value = grouped(f"0{kind}{rest:08}", [2], sep)
    assert not survives(value, mask_text(sentence.format(value)))


@given(st.integers(1, 9), st.integers(0, 99_999_999), SENTENCES)
@settings(deadline=None)
def test_no_telephone_number_in_words_survives(kind: int, rest: int, sentence: str) -> None:
    digits = f"0{kind}{rest:08}"
    pairs = [digits[n : n + 2] for n in range(0, 10, 2)]
    value = ", ".join(
        " ".join(num2words(int(d), lang="fr") for d in pair)
        if pair[0] == "0"
        else num2words(int(pair), lang="fr")
        for pair in pairs
    )
    assert value not in mask_text(sentence.format(value))
    assert PHONE in mask_text(sentence.format(value))


@given(
    st.sampled_from("12"),
    st.integers(0, 99),
    st.integers(1, 12),
    st.sampled_from(["59", "01", "75", "2A", "2B", "99"]),
    st.integers(1, 999),
    st.integers(1, 999),
    SENTENCES,
    st.sampled_from(["", " "]),
)
@settings(deadline=None)
def test_no_social_security_number_survives(
    sex: str, year: int, month: int, place: str, town: int, serial: int, sentence: str, sep: str
) -> None:
    start = f"{sex}{year:02}{month:02}{place}{town:03}{serial:03}"
    value = start + nir.calc_check_digits(start)
    spaced = grouped(value, [1, 2, 2, 2, 3, 3, 2], sep)
    assert not survives(spaced, mask_text(sentence.format(spaced)))


@given(st.integers(0, 10**23 - 1), SENTENCES, st.sampled_from(["", " ", "-"]))
@settings(deadline=None)
def test_no_account_number_survives(number: int, sentence: str, sep: str) -> None:
    bban = f"{number:023}"
    value = "FR" + iban.calc_check_digits(f"FR00{bban}") + bban
    spaced = grouped(value, [4], sep)
    assert not survives(spaced, mask_text(sentence.format(spaced)))


@given(st.integers(10**14, 10**15 - 1), SENTENCES, SEPARATORS)
@settings(deadline=None)
def test_no_card_number_survives(number: int, sentence: str, sep: str) -> None:
    value = f"{number}{luhn.calc_check_digit(str(number))}"
    spaced = grouped(value, [4], sep)
    assert not survives(spaced, mask_text(sentence.format(spaced)))


@given(
    st.from_regex(r"[a-z][a-z0-9._+-]{0,12}[a-z0-9]", fullmatch=True),
    st.from_regex(r"[a-z][a-z0-9-]{0,8}[a-z0-9]\.(fr|com|org|exemple)", fullmatch=True),
    SENTENCES,
)
@settings(deadline=None)
def test_no_mail_address_survives(local: str, domain: str, sentence: str) -> None:
    masked = mask_text(sentence.format(f"{local}@{domain}"))
    assert "@" not in masked
    assert domain not in masked
