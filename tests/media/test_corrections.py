from pathlib import Path

import pytest

from media.corrections import Corrections, corrections, read, right_forms
from media.types import Utterance, Word


def said(text: str) -> Utterance:
    words = tuple(Word(n * 0.4, n * 0.4 + 0.3, word) for n, word in enumerate(text.split()))
    return Utterance(0.0, words[-1].end, "helper", text, words)


SHIPPED = corrections("fr")


@pytest.mark.parametrize(
    ("heard", "right"),
    [
        ("Cliquez sur France Connect.", "Cliquez sur FranceConnect."),
        ("avec France connecte, puis", "avec FranceConnect, puis"),
        ("Allez sur le site à mélie.", "Allez sur le site ameli."),
        ("votre compte Amélie, d'accord", "votre compte ameli, d'accord"),
        ("la caffe vous répond", "la CAF vous répond"),
        ("ouvrez Docto Lib", "ouvrez Doctolib"),
        ("ma carte vitale", "ma carte Vitale"),
        ("France travaille vous écrit", "France Travail vous écrit"),
        ("c'est Paul emploi", "c'est Pôle emploi"),
        ("mettez la piège jointe", "mettez la pièce jointe"),
        ("petit à robase exemple", "petit arobase exemple"),
        ("ajouter un sévé,", "ajouter un CV,"),
        ("votre mode passe ?", "votre mot de passe ?"),
        ("avec l'identifient, votre numéro", "avec l'identifiant, votre numéro"),
    ],
)
def test_what_is_known_as_misheard_is_set_right(heard: str, right: str) -> None:
    assert SHIPPED.applied(said(heard)).text == right


@pytest.mark.parametrize(
    "text",
    [
        "Amélie est venue",
        "On prend le café ?",
        "il travaille en France",
        "La France connaît ça.",
        "ils s'identifient tous",
        "Paul a un emploi",
        "le petit Anglais est là",
        "au Liban, il fait beau",
        "C'est vrai, le compte est bon.",
        "deux pièces jointes",
        "vos mots de passe",
        "Avec FranceConnect, la CAF et ameli.",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert SHIPPED.applied(said(text)).text == text


def test_a_correction_keeps_the_time_of_what_it_replaces() -> None:
    before = said("avec France Connect puis")
    after = SHIPPED.applied(before)
    assert [word.text for word in after.words] == ["avec", "FranceConnect", "puis"]
    assert (after.words[1].start, after.words[1].end) == (
        before.words[1].start,
        before.words[2].end,
    )


def test_an_installation_has_words_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "words.txt"
    own.write_text("# ours\nMédi@Com = média comme (atelier)\n", "utf-8")
    known = corrections("fr", own)
    assert known.applied(said("l'atelier média comme")).text == "l'atelier Médi@Com"
    assert known.applied(said("le média comme toujours")).text == "le média comme toujours"
    assert corrections("fr", tmp_path / "none.txt").applied(said("ça va")).text == "ça va"


def test_a_right_form_is_there_once_however_it_is_misheard(tmp_path: Path) -> None:
    own = tmp_path / "words.txt"
    own.write_text(
        "Médi@Com = média comme\nviactis = via actif\nMédi@Com = mes dix comme\n", "utf-8"
    )
    assert right_forms(own) == ("Médi@Com", "viactis")
    assert right_forms(tmp_path / "none.txt") == right_forms(None) == ()


def test_a_line_that_is_no_entry_is_passed_over() -> None:
    assert not list(read(["", "# a = b", "no sign", " = x", "right ="]))


def test_without_a_list_nothing_changes() -> None:
    assert Corrections().applied(said("France Connect")).text == "France Connect"
    assert corrections("xx").applied(said("France Connect")).text == "France Connect"
