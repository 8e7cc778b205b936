"""Typography, and sentences of which nothing is left."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from media.wording import typeset, without_remains


@pytest.mark.parametrize(
    ("text", "better"),
    [
        pytest.param("Écrivez l'adresse", "Écrivez l’adresse", id="apostrophe"),
        pytest.param("Cliquez sur « Envoyer »", "Cliquez sur «\u00a0Envoyer\u00a0»", id="quotes"),
        pytest.param('Cliquez sur "Envoyer"', "Cliquez sur «\u00a0Envoyer\u00a0»", id="straight"),
        pytest.param("En cas d'erreur : revenez", "En cas d’erreur\u00a0: revenez", id="colon"),
        pytest.param("Vous voyez?", "Vous voyez\u00a0?", id="question"),
        pytest.param("À 10:30, sur https://exemple.fr/?q=a", None, id="times-and-addresses"),
        pytest.param("Cliquez sur nouveau message,.", "Cliquez sur nouveau message.", id="remains"),
        pytest.param("Attendez...", "Attendez…", id="dots"),
    ],
)
def test_text_is_set_as_an_editor_sets_it(text, better):
    assert typeset(text) == (better or text)


@given(st.text(alphabet="aé'’« »\"\u00a0 :;!?.,…[]1\n"))
@example(":…:")
def test_setting_twice_changes_nothing(text):
    assert typeset(typeset(text)) == typeset(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param(
            "Écrivez l’adresse. C’est, [adresse e-mail].", "Écrivez l’adresse.", id="mask"
        ),
        pytest.param("Écrivez l’adresse. C'est.", "Écrivez l’adresse.", id="cut"),
        pytest.param("C’est dans [adresse].", "", id="nothing-left"),
        pytest.param("Tapez [code]. Puis validez.", "Tapez [code]. Puis validez.", id="order"),
    ],
)
def test_a_sentence_of_which_nothing_is_left_is_left_out(text, kept):
    assert without_remains(text) == kept
