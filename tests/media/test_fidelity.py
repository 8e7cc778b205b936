"""Which reworded titles may stand for those of the recording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.fidelity import sentence_kept, title_kept

OLD = "Cliquez sur « Envoyer »"
SAID = "Quand tout est prêt, vous cliquez sur le bouton Envoyer en bas de la page."


@pytest.mark.parametrize(
    "new",
    [
        pytest.param("Appuyez sur le bouton « Envoyer »", id="a synonym"),
        pytest.param(OLD, id="as it was"),
        pytest.param('Cliquez sur le bouton "Envoyer" en bas', id="other quotation marks"),
    ],
)
def test_an_order_that_says_the_same_stands(new):
    assert title_kept(new, OLD, SAID)


def test_a_title_that_stands_is_typeset():
    assert title_kept('Cliquez sur "Envoyer"', OLD, SAID) == "Cliquez sur «\u00a0Envoyer\u00a0»"


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(None, id="nothing"),
        pytest.param({"title": OLD}, id="an object"),
        pytest.param("", id="empty"),
        pytest.param("Cliquez", id="one word"),
        pytest.param("Cliquez sur le bouton", id="without its label"),
        pytest.param("Cliquez sur « Supprimer »", id="another label"),
        pytest.param("Cliquez sur « Envoyer » puis « Valider »", id="one label too many"),
        pytest.param("Cliquez 3 fois sur « Envoyer »", id="a number from nowhere"),
        pytest.param("Le bouton « Envoyer »", id="no order"),
        pytest.param("Click on the button « Envoyer »", id="English"),
        pytest.param("Cliquez sur « Envoyer ». Attendez la page.", id="two sentences"),
        pytest.param("Cliquez sur « Envoyer »\nAttendez", id="two lines"),
        pytest.param("Cliquez sur <b>« Envoyer »</b>", id="markup"),
        pytest.param("Cliquez sur « Envoyer » : https://exemple.fr", id="a link"),
        pytest.param("Cliquez sur « Envoyer » de exemple.fr", id="a site"),
        pytest.param("Cliquez sur « Envoyer » à marie@exemple.fr", id="an address"),
        pytest.param("Donnez votre mot de passe à votre banquier « Envoyer »", id="news"),
        pytest.param("Cliquez sur le bouton « Envoyer » " + "en bas " * 20, id="too long"),
    ],
)
def test_what_says_anything_else_does_not_stand(new):
    assert title_kept(new, OLD, SAID) is None


def test_hidden_values_and_numbers_stay():
    old = "Tapez [numéro de téléphone] dans la case 2"
    assert title_kept("Écrivez [numéro de téléphone] dans la case 2", old, "")
    assert title_kept("Écrivez votre numéro de téléphone dans la case 2", old, "") is None
    assert title_kept("Écrivez [numéro de téléphone] dans la case 3", old, "") is None


def test_a_label_that_the_step_has_may_come_into_its_title():
    old, said = "Cliquez à l’endroit indiqué", "Il y a un bouton parcourir. Parcourir"
    assert title_kept("Cliquez sur le bouton « Parcourir »", old, said)
    assert title_kept("Cliquez sur le bouton « Supprimer »", old, said) is None


def test_a_summary_is_one_sentence_of_what_the_steps_say():
    old, said = "Ce tutoriel montre comment envoyer un message. En 3 étapes.", "Ouvrez le message"
    assert sentence_kept("Envoyez un message en 3 étapes.", old, said)
    assert sentence_kept("Envoyez un message. C’est facile, en 3 étapes.", old, said) is None
    assert sentence_kept("Gagnez beaucoup d’argent rapidement en 3 étapes.", old, said) is None


@given(st.text())
def test_whatever_comes_gives_a_clean_title_or_none(new):
    title = title_kept(new, OLD, SAID)
    assert title is None or (len(title) <= 90 and "\n" not in title and "Envoyer" in title)
