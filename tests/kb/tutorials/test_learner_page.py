"""The page that learners read, made of plain values."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from kb.tutorials.models import TutorialPage
from kb.tutorials.published import PublishedLine, PublishedStep, PublishedTutorial
from kb.tutorials.templatetags import tutorial_tags
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db

STEP = PublishedStep(
    number=1,
    id="a",
    title="Cliquez sur « Se connecter »",
    text="Le bouton est tout en haut.",
    start=10.0,
    end=18.5,
    replay_start=0.0,
    replay_end=8.5,
    still_url="/public/x/a.webp",
    click=(0.91, 0.148),
    box=(0.86, 0.119, 0.108, 0.058),
    action="click",
    target="Se connecter",
    mistake=False,
    transcript="Le bouton est tout en haut.",
    lines=(PublishedLine(0.2, 3.0, "helper", "Le bouton est tout en haut."),),
)
SECOND = replace(
    STEP, number=2, id="b", title="Attendez la page", click=None, box=None, lines=(), target=""
)
TUTORIAL = PublishedTutorial(
    page_id=7,
    title="Ouvrir son espace",
    summary="Entrer dans son espace personnel.",
    service="CAF",
    url="/ouvrir-son-espace/",
    duration=130.0,
    published_at=datetime(2026, 3, 5, tzinfo=UTC),
    steps=(STEP, SECOND),
    width=1280,
    height=720,
    video_url="/public/x/v.mp4",
    captions_url="/public/x/c.vtt",
)


def rendered(tutorial: PublishedTutorial = TUTORIAL) -> str:
    request = RequestFactory().get(tutorial.url)
    request.user = AnonymousUser()
    page = TutorialPage(pk=7, title=tutorial.title, service=tutorial.service)
    text = render_to_string(
        "tutorials/tutorial_page.html", {"tutorial": tutorial, "page": page}, request=request
    )
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def with_step(**changes: object) -> PublishedTutorial:
    return replace(TUTORIAL, steps=(replace(STEP, **changes), SECOND))


def test_every_step_has_its_address_its_number_and_its_title():
    text = rendered()
    for number, title in ((1, "Cliquez sur « Se connecter »"), (2, "Attendez la page")):
        assert f'id="etape-{number}" data-step="{number}"' in text
        assert f"<span>{title}</span>" in text
        assert f'Étape </span>{number}<span class="visually-hidden">' in text


def test_the_still_says_in_words_where_to_click():
    assert (
        'alt="L’écran à l’étape 1. L’endroit : « Se connecter », en haut à droite de l’image."'
        in rendered()
    )


def test_the_place_is_marked_in_per_cent_of_the_still_with_a_point_in_french_too():
    text = rendered()
    assert 'x="91.00%" y="14.80%"' in text
    assert 'width="10.80%" height="5.80%"' in text


def test_a_step_without_a_place_has_no_marker_and_says_nothing_of_one():
    second = rendered().split('id="etape-2"')[1]
    assert "mark__place" not in second
    assert 'alt="L’écran à l’étape 2."' in second


def test_a_step_without_a_still_says_so_and_offers_no_enlargement():
    first = rendered(with_step(still_url=None)).split('id="etape-2"')[0]
    assert "Cette étape n’a pas d’image." in first
    assert "data-zoom-open" not in first


def test_a_tutorial_of_sound_only_is_listened_to():
    sound = replace(with_step(still_url=None, click=None), width=None, height=None)
    first = rendered(sound).split('id="etape-2"')[0]
    assert "Écouter" in first
    assert "image" not in first.split('id="etape-1"')[1]


def test_a_clip_is_the_span_of_its_step_also_without_scripts():
    text = rendered()
    assert 'data-clip data-start="0" data-end="8.5"' in text
    assert 'src="/public/x/v.mp4#t=0,8.5"' in text
    assert text.count("<noscript>") == 2


def test_nothing_is_fetched_of_the_video_before_somebody_asks():
    outside = re.sub(r"<template.*?</template>", "", rendered())
    assert outside.count("<video") == outside.count('preload="none"') == 2
    assert "autoplay" not in outside


def test_captions_are_on_from_the_start():
    assert rendered().count('kind="captions" src="/public/x/c.vtt"') == 3
    assert "default>" in rendered()


def test_a_video_that_is_coming_is_announced_kindly():
    text = rendered(replace(TUTORIAL, video_url=None, captions_url=None, video_coming=True))
    assert "Les petites vidéos sont en préparation." in text
    assert "data-clip" not in text.replace("data-clip-", "")
    assert "Voir le geste" not in text


def test_a_video_without_speech_offers_no_captions():
    text = rendered(replace(TUTORIAL, captions_url=None))
    assert "<track" not in text
    assert "data-clip-captions" not in text


def test_a_mistake_is_labelled_calmly_and_marked_otherwise_than_a_place_to_click():
    text = rendered(with_step(mistake=True))
    assert "<strong>Erreur fréquente.</strong>" in text
    assert "mark--mistake" in text
    assert "L’endroit de l’erreur" in text


def test_a_mistake_says_at_which_step_it_happens():
    text = rendered(with_step(mistake=True, mistake_of=2))
    assert 'à <a href="#etape-2">l’étape 2</a>' in text


def test_what_one_learns_is_said_at_the_top():
    text = rendered(replace(TUTORIAL, skills=("Envoyer des courriels",)))
    assert "Ce que vous apprenez ici : Envoyer des courriels" in text
    assert "Ce que vous apprenez" not in rendered()


def test_everything_that_is_said_can_be_read():
    transcript = rendered().split('<details class="transcript')[1]
    assert "<strong>L’aidant(e) :</strong> Le bouton est tout en haut." in transcript
    assert "Rien n’est dit pendant cette étape." in transcript


def test_the_sheet_has_the_whole_address_and_room_for_notes(settings):
    settings.KB_PUBLIC_URL = "https://aide.example/"
    text = rendered()
    assert "Sur internet : https://aide.example/ouvrir-son-espace/" in text
    assert text.count("Mes notes") == 2


def test_the_page_holds_no_script_and_no_style_of_its_own():
    text = rendered()
    assert " style=" not in text
    assert "<style" not in text
    # Data for search engines runs nothing.
    scripts = re.findall(r"<script(?! type=.application/ld)[^>]*>", text)
    assert all("src=" in tag for tag in scripts)


def test_controls_that_need_scripts_wait_for_them():
    text = rendered()
    for name in ("clip-open", "zoom-open", "copy-address", "print", "view-one"):
        tags = re.findall(rf"<[a-z]+ [^>]*data-{name}[^>]*>", text)
        assert tags, name
        assert all(" hidden" in tag for tag in tags), name


def test_what_people_wrote_is_never_taken_for_markup():
    text = rendered(with_step(title='<b onclick="x">Titre</b>', text="<script>1</script>"))
    assert "<b onclick" not in text
    assert "<script>1" not in text


def test_a_tutorial_without_steps_says_so():
    assert "Ce tutoriel n’a pas encore d’étape." in rendered(replace(TUTORIAL, steps=()))


@pytest.mark.parametrize(
    ("click", "words"),
    [
        pytest.param((0.0, 0.0), "en haut à gauche de l’image", id="corner"),
        pytest.param((0.5, 0.5), "au milieu de l’image", id="middle"),
        pytest.param((1.0, 1.0), "en bas à droite de l’image", id="last pixel"),
        pytest.param((0.9, 0.5), "à droite de l’image, à mi-hauteur", id="side"),
        pytest.param((1.7, -0.2), "en haut à droite de l’image", id="outside"),
    ],
)
def test_a_place_is_told_as_on_the_telephone(click, words):
    assert tutorial_tags.place_in_words(click) == words


@pytest.mark.parametrize(
    ("click", "direction"),
    [((0.1, 0.1), "scale(1 1)"), ((0.9, 0.1), "scale(-1 1)"), ((0.9, 0.9), "scale(-1 -1)")],
)
def test_the_arrow_comes_from_where_the_picture_has_room(click, direction):
    assert tutorial_tags.arrow_direction(click) == direction


@pytest.mark.parametrize(
    ("length", "words"),
    [(0, "moins d’une minute"), (61, "environ 1 minute"), (301.0, "environ 5 minutes")],
)
def test_a_length_is_told_in_minutes(length, words):
    assert tutorial_tags.about_how_long(length) == words


def test_the_outline_of_the_target_takes_the_place_of_the_ring():
    assert "mark--box" in rendered()


@pytest.mark.parametrize(
    ("click", "box"),
    [
        pytest.param((0.2, 0.8), STEP.box, id="the place was moved by an editor"),
        pytest.param((0.5, 0.5), (0.1, 0.1, 0.8, 0.8), id="the box is most of the page"),
        pytest.param((0.5, 0.5), None, id="no box"),
    ],
)
def test_an_outline_that_cannot_be_trusted_leaves_the_ring(click, box):
    first = rendered(with_step(click=click, box=box)).split('id="etape-2"')[0]
    assert "mark--box" not in first
    assert "mark__ring" in first


def test_a_share_outside_the_picture_is_brought_to_its_edge():
    assert tutorial_tags.percent(-0.1) == "0.00%"
    assert tutorial_tags.percent(1.2) == "100.00%"


@pytest.mark.django_db(transaction=True)
def test_titles_for_ones_progress_are_told_of_live_tutorials_only(client, tutorial):
    address = f"/mes-progres/titres/?ids={tutorial.pk},999,x"
    assert client.get(address).json() == {"tutorials": []}
    page = world.published(tutorial)
    (told,) = client.get(address).json()["tutorials"]
    assert told == {"id": page.pk, "title": page.title, "url": page.url, "count": 3}
    assert client.get("/mes-progres/titres/").json() == {"tutorials": []}
    assert "Mes progrès" in client.get("/mes-progres/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_only_what_anybody_may_read_may_be_kept_by_a_browser(client, tutorial):
    page = world.published(tutorial)
    assert client.get(page.url)["X-Keep-Offline"] == "1"
    assert "X-Keep-Offline" not in client.get(f"{page.url}emporter/fiche/")
    closed = PageViewRestriction.objects.create(page=page, restriction_type="password")
    assert "X-Keep-Offline" not in client.get(page.url)
    closed.delete()
    client.force_login(world.reviewer())
    assert "X-Keep-Offline" not in client.get(page.url)
    assert client.get("/hors-ligne.js")["Content-Type"].startswith("text/javascript")
    assert "Cette page a besoin d’internet" in client.get("/hors-ligne/").content.decode()
