"""A tutorial as exercises: the right place among others, invented data, nothing of anybody."""

import pytest
from django.utils import translation

from kb.tutorials.practice import CHOICES, exercises, invented
from kb.tutorials.published import PublishedStep, PublishedTutorial
from tests.kb.tutorials import world


def step(number: int, action: str = "click", **values) -> PublishedStep:
    plain = {
        "id": str(number), "title": f"Geste {number}", "text": "", "start": 0.0, "end": 1.0,
        "replay_start": 0.0, "replay_end": 1.0, "still_url": f"/s{number}.webp",
        "click": (0.9, 0.1), "box": None, "target": "", "mistake": False, "transcript": "",
        "lines": (),
    }  # fmt: skip
    return PublishedStep(number=number, action=action, **plain | values)


def of(*steps: PublishedStep):
    tutorial = PublishedTutorial(1, "Titre", "", "", "/t/", 1.0, None, tuple(steps))
    with translation.override("fr"):
        return exercises(tutorial)


def test_each_step_is_an_exercise_of_its_kind():
    found = of(
        step(1),
        step(2, "type", target="Nom"),
        step(3, "scroll", click=None),
        step(4, "read", click=None),
        step(5, mistake=True),
        step(6, "scroll", click=None),
        step(7, still_url=None),
    )
    kinds = ["find", "type", "scroll", "read", "mistake", "scroll", "read"]
    # Nothing can be revealed after the last picture.
    assert [one.kind for one in found] == [*kinds[:5], "read", "read"]
    assert found[2].beyond == "/s4.webp"


def test_a_click_before_typing_is_a_click():
    (one,) = of(step(1, "type", title="Cliquez sur « Nouveau message »", target="Nouveau"))
    assert one.kind == "find"


def test_the_right_target_stands_among_others_of_the_tutorial():
    found = of(*(step(number, target=f"Bouton {number}") for number in (1, 2, 3, 4, 5, 6)))
    for number, one in enumerate(found, start=1):
        assert len(one.choices) == CHOICES
        assert [choice.label for choice in one.choices if choice.right] == [f"Bouton {number}"]
        assert [choice.label for choice in one.choices] == sorted(
            choice.label for choice in one.choices
        )


def test_names_that_most_pages_have_fill_up_and_none_is_there_twice():
    (one, _other) = of(step(1, target="Aide"), step(2, target="aide"))
    labels = [choice.label for choice in one.choices]
    assert len(labels) == CHOICES
    assert labels.count("Aide") == 1
    assert "aide" not in labels


def test_a_target_without_a_name_is_told_by_its_place():
    (one,) = of(step(1))
    right = next(choice for choice in one.choices if choice.right)
    assert right.label == one.where == "en haut à droite de l’image"
    assert len({choice.label for choice in one.choices}) == CHOICES


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        ("Tapez votre adresse mail", "jeanne.martin@exemple.fr"),
        ("Écrivez votre numéro de téléphone", "06 39 98 12 34"),
        ("Indiquez votre prénom", "Jeanne"),
        ("Nom de famille", "Martin"),
        ("Tapez le code reçu", "123456"),
        ("Tapez « impots.gouv.fr » dans la barre", "impots.gouv.fr"),
        ("Écrivez votre message", "Bonjour"),
        ("Remplissez la case « À »", "jeanne.martin@exemple.fr"),
        ("Remplissez la case « Objet »", "Ma question"),
        ("Type your password", "Soleil-2026"),
    ],
)
def test_what_is_typed_is_invented(asked, typed):
    assert invented(asked) == typed


@pytest.mark.django_db(transaction=True)
def test_the_page_is_under_the_tutorial_and_goes_with_it(client, tutorial):
    page = world.published(tutorial)
    address = f"{page.url}s-entrainer/"
    content = client.get(address).content.decode()
    assert content.count("data-exercise=") == 3
    assert "Ouvrir le message" in content
    page.unpublish()
    assert client.get(address).status_code == 404
