"""Paths: stages, what of them can be read, holes, and the three questions."""

import json
from datetime import timedelta
from importlib.resources import files

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from kb.paths.diagnosis import QUESTIONS, answers_of, propose
from kb.paths.models import PathPage
from kb.paths.selectors import Path, holes, listed_paths, path_of
from kb.tutorials.models import Skill, StepVerified, TutorialPage
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return world.home()


def tutorial(home, title: str, **fields) -> TutorialPage:
    value = {"title": "Ouvrez le site", "text": "", "start": 0.0, "end": 60.0}
    page = TutorialPage(title=title, steps=[("step", value)], live=True, **fields)
    page.duration = 60.0
    return home.add_child(instance=page)


def along(home, *stages: list[TutorialPage], title="Lire son courrier", **fields) -> PathPage:
    blocks = [
        ("stage", {"goal": f"But {number}", "text": "", "tutorials": pages, "practice": True})
        for number, pages in enumerate(stages, start=1)
    ]
    return home.add_child(instance=PathPage(title=title, stages=blocks, live=True, **fields))


def test_a_path_shows_its_stages_in_order_and_how_long_they_take(home, client):
    first, second, third = (tutorial(home, f"Tutoriel {number}") for number in (1, 2, 3))
    page = along(home, [second, first], [third], introduction="Pas à pas.", level="first")
    path = path_of(PathPage.objects.get(pk=page.pk))
    assert [[card.title for card in stage.tutorials] for stage in path.stages] == [
        ["Tutoriel 2", "Tutoriel 1"],
        ["Tutoriel 3"],
    ]
    assert (path.duration, path.tutorial_count) == (180.0, 3)
    content = client.get(page.url).content.decode()
    assert content.index("But 1") < content.index("Tutoriel 2") < content.index("Tutoriel 1")
    assert content.count("data-path-tutorial=") == 3
    assert f"{first.url}s-entrainer/" in content
    assert "ni note, ni date limite" in content


def test_what_may_not_be_read_is_in_no_path(home, client):
    shown, hidden, closed = (tutorial(home, f"Tutoriel {number}") for number in (1, 2, 3))
    page = along(home, [shown, hidden, closed], [hidden])
    hidden.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    path = path_of(PathPage.objects.get(pk=page.pk))
    assert [[card.title for card in stage.tutorials] for stage in path.stages] == [["Tutoriel 1"]]
    hidden.delete()
    assert client.get(page.url).status_code == 200


def test_a_path_that_leads_nowhere_is_not_listed(home, client):
    shown = tutorial(home, "Tutoriel")
    along(home, [shown], title="Complet")
    along(home, title="Vide")
    assert [path.title for path in listed_paths()] == ["Complet"]
    content = client.get("/parcours/").content.decode()
    assert "Complet" in content
    assert "Vide" not in content


def test_an_empty_site_has_a_page_of_paths(home, client):
    assert "Il n’y a pas encore de parcours." in client.get("/parcours/").content.decode()


def test_holes_are_skills_and_tutorials_that_nobody_leads_to(home):
    inside, outside, old, looked = (tutorial(home, f"T{number}") for number in (1, 2, 3, 4))
    along(home, [inside, old, looked])
    inside.skills.add("Lire un message")
    inside.save()
    Skill.objects.create(name="Payer en ligne", slug="payer")
    long_ago = timezone.now() - timedelta(days=400)
    TutorialPage.objects.update(last_published_at=timezone.now())
    TutorialPage.objects.filter(pk__in=[old.pk, looked.pk]).update(last_published_at=long_ago)
    StepVerified.objects.create(page=looked, block="0", day=timezone.localdate())
    found = holes()
    assert [skill.name for skill in found.skills] == ["Payer en ligne"]
    assert [page.title for page in found.outside] == [outside.title]
    assert [page.title for page in found.stale] == [old.title]


def test_the_editor_sees_the_holes_and_may_arrange(home, client):
    tutorial(home, "Tout seul")
    client.force_login(world.reviewer())
    assert "Tout seul" in client.get(reverse("paths_holes")).content.decode()
    add = reverse("wagtailadmin_pages:add", args=["paths", "pathpage", home.pk])
    assert client.get(add).status_code == 200


# --- the three questions ---------------------------------------------------------------------


def path(title: str, level: str = "", device: str = "") -> Path:
    return Path(title, "", f"/{title}/", level, device, ())


PATHS = [
    path("a-debut", "first", "computer"),
    path("b-suite", "some", "computer"),
    path("c-mobile", "first", "phone"),
    path("d-tous"),
]


@pytest.mark.parametrize(
    ("device", "level", "stuck", "wanted", "person"),
    [
        ("computer", "first", "seul", "a-debut", False),
        ("computer", "some", "seul", "b-suite", False),
        ("computer", "ease", "seul", "b-suite", False),
        ("phone", "first", "seul", "c-mobile", False),
        ("tablet", "some", "seul", "d-tous", False),
        ("computer", "first", "arret", "a-debut", True),
        ("computer", "some", "arret", "b-suite", False),
        ("phone", "ease", "personne", "d-tous", True),
    ],
)
def test_three_answers_propose_a_path_or_a_person(device, level, stuck, wanted, person):
    answers = {"appareil": device, "niveau": level, "blocage": stuck}
    found = propose(answers_of(answers), PATHS)
    assert (found.path.title, found.person) == (wanted, person)


def test_where_there_is_no_path_a_person_helps():
    answers = {question.name: question.choices[0][0] for question in QUESTIONS}
    found = propose(answers, [])
    assert (found.path, found.person) == (None, True)


@pytest.mark.parametrize("given", [{}, {"appareil": "computer"}, {"appareil": "x", "niveau": "y"}])
def test_other_answers_are_none(given):
    assert answers_of(given) is None


def test_the_questions_are_a_page_that_keeps_nothing(home, client):
    along(home, [tutorial(home, "Premier")], title="Débuter", level="first")
    address = "/parcours/par-ou-commencer/"
    empty = client.get(address).content.decode()
    assert empty.count(" required") == 9
    assert "Il manque une réponse" not in empty
    assert "Il manque une réponse" in client.get(f"{address}?niveau=first").content.decode()
    query = "?appareil=computer&niveau=first&blocage="
    alone = client.get(f"{address}{query}seul").content.decode()
    assert "Débuter" in alone
    assert "une personne à vos côtés" not in alone
    with_help = client.get(f"{address}{query}personne").content.decode()
    assert "une personne à vos côtés" in with_help
    assert 'value="personne" required checked' in with_help


def test_every_skill_that_is_proposed_has_its_names_in_the_frames(db):
    proposed = json.loads(files("media").joinpath("data/skills.fr.json").read_text("utf-8"))
    for name in proposed:
        skill = Skill.objects.create(name=name, slug=name[:90])
        assert set(skill.frames.values_list("frame", flat=True)) == {"anct", "pix", "digcomp"}


def test_a_skill_of_ones_own_has_none_until_an_editor_says_it(db):
    assert not Skill.objects.create(name="Tricoter", slug="tricoter").frames.exists()
