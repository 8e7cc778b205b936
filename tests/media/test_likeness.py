"""Does a sentence name a label, as Whisper may have misheard it?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.likeness import likeness

NAMED = [
    ("Il y a un bouton par courir, il ouvre vos fichiers.", "Parcourir"),
    ("Si les recruteurs, que chérandre mon sévé visible.", "Rendre mon CV visible par tous"),
    ("Pour le motif, c'est un contrôle de la vie et l'unette.", "Contrôle de la vue et lunettes"),
    ("Recevois un code par SMS cliqué.", "Recevoir un code par SMS"),
    ("Et votre date, une essence.", "Date de naissance"),
    ("Et la ville juste en dessous.", "Ville"),
]
UNNAMED = [
    ("Attendez, j'ai le chat qui marche sur le clavier.", "Parcourir"),
    ("Elle m'a installé des jeux, je n'ai rien compris.", "Corps du message"),
    ("4 et 7 ans, le grand vient de perdre une...", "Ville"),
    ("Le mien aussi, je vous rassure.", "Mes documents"),
    ("", "Valider"),
    ("Cliquez.", ""),
]


@pytest.mark.parametrize(("sentence", "label"), NAMED)
def test_a_label_is_heard_in_a_misheard_sentence(sentence, label):
    assert likeness(sentence, label) > 0.5


@pytest.mark.parametrize(("sentence", "label"), UNNAMED)
def test_other_talk_does_not_name_a_label(sentence, label):
    assert likeness(sentence, label) < 0.4


@given(st.text(max_size=60), st.text(max_size=40))
def test_it_lies_between_nothing_and_all(sentence, label):
    assert 0.0 <= likeness(sentence, label) <= 1.0
