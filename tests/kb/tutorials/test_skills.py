"""Skills as they are typed."""

import pytest

from kb.tutorials.models.skills import Skill, skills_from_string, string_from_skills


@pytest.mark.parametrize(
    ("typed", "skills"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("Envoyer un e-mail", ["Envoyer un e-mail"], id="several words are one skill"),
        pytest.param(" B ,, A  a,B", ["A a", "B"], id="each once, without needless spaces"),
    ],
)
def test_commas_lie_between_skills(typed, skills):
    assert skills_from_string(typed) == skills


def test_what_is_shown_is_read_back():
    shown = string_from_skills([Skill(name="Joindre un fichier"), Skill(name="Envoyer")])
    assert shown == "Envoyer, Joindre un fichier"
    assert skills_from_string(shown) == ["Envoyer", "Joindre un fichier"]
