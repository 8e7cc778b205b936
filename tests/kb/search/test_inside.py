"""Search within one tutorial: places in its own order, with their time."""

import pytest

from kb.search.inside import Inside, find_inside
from kb.search.time_line import TimeLine
from kb.tutorials.models import Publication, TutorialPage

TUTORIAL = (
    "Prendre rendez-vous avec la CAF",
    ("Ouvrez le site", "Tapez l'adresse."),
    ("Choisissez l'heure", "Les heures libres sont en vert."),
)


@pytest.fixture
def page(publish) -> TutorialPage:
    """A tutorial with a video of 20 s, in which something is said."""
    page = publish(*TUTORIAL)
    said = [
        (11.0, "helper", "Vous tapez caf point fr dans la barre."),
        (15.0, "learner", "D'accord, la barre en haut."),
        (21.0, "helper", "Vous prenez une heure qui est en vert."),
    ]
    blocks = [step.id for step in page.steps]
    Publication.objects.update_or_create(
        page=page,
        defaults={
            "state": Publication.State.READY,
            "video": "video.mp4",
            "spans": [
                {"block": one, "start": start, "end": start + 8, **replay}
                for one, start, replay in zip(
                    blocks,
                    (10.0, 20.0),
                    (
                        {"replay_start": 0.0, "replay_end": 8.0},
                        {"replay_start": 8.0, "replay_end": 16.0},
                    ),
                    strict=True,
                )
            ],
            "transcript": [
                {"start": at, "end": at + 2, "speaker": who, "text": text, "words": []}
                for at, who, text in said
            ],
        },
    )
    return page


def found(page: TutorialPage, text: str) -> Inside:
    inside = find_inside(page.pk, text)
    assert inside is not None
    return inside


def places(page: TutorialPage, text: str) -> list[tuple[int, float | None]]:
    return [(one.step, one.start) for one in found(page, text).places]


def test_what_is_said_comes_with_its_time_in_the_video(page):
    assert places(page, "barre") == [(1, 1.0), (1, 5.0)]
    place = found(page, "barre").places[0]
    assert place.speaker == "helper"
    assert place.extract == "Vous tapez caf point fr dans la <mark>barre</mark>."
    assert place.address == "?a=1.00#etape-1"


def test_what_is_written_has_no_time(page):
    assert places(page, "libres") == [(2, None)]
    assert found(page, "libres").places[0].address == "#etape-2"


def test_places_stand_in_the_order_of_the_tutorial(page):
    assert places(page, "heure adresse vert") == [(2, 9.0)]
    assert places(page, "tapez heures") == [(1, 1.0), (2, 9.0)]


def test_what_is_said_is_not_said_again_as_written(page):
    assert places(page, "vert") == [(2, 9.0)]  # and not the title or the text


def test_it_is_as_forgiving_as_the_search(page):
    assert found(page, "la bare").corrected == "la barre"
    assert places(page, "la bare") == [(1, 1.0), (1, 5.0)]


def test_most_of_the_question_counts(page):
    assert places(page, "caf barre xyz") == [(1, 1.0)]


def test_the_tutorial_is_searched_where_the_index_does_not_answer(page, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("kb.search.embedded.EmbeddedIndex.read", broken)
    assert places(page, "bare") == [(1, 1.0), (1, 5.0)]


@pytest.mark.parametrize("text", ["", "   ", "!?", "xyzzy", "a" * 5000, "<b>", "' OR 1=1"])
def test_anything_may_be_asked(client, page, text):
    assert client.get(f"/recherche/dans/{page.pk}/", {"q": text}).status_code == 200


def test_what_not_everybody_may_find_is_not_there(client, page):
    TutorialPage.objects.filter(pk=page.pk).update(live=False)
    assert find_inside(page.pk, "barre") is None
    assert client.get(f"/recherche/dans/{page.pk}/", {"q": "barre"}).status_code == 404
    assert client.get("/recherche/dans/999999/").status_code == 404


def test_the_page_leads_to_the_moment(client, page):
    text = client.get(f"/recherche/dans/{page.pk}/", {"q": "barre"}).content.decode()
    assert f'href="{page.url}?a=1.00#etape-1"' in text
    assert "2 passages trouvés" in text
    assert "Voir à 0:05" in text


def test_the_page_says_where_else_to_look(client, page):
    text = client.get(f"/recherche/dans/{page.pk}/", {"q": "piscine"}).content.decode()
    assert 'href="/recherche/?q=piscine"' in text


def test_the_tutorial_offers_it(client, page):
    assert f'action="/recherche/dans/{page.pk}/"' in client.get(page.url).content.decode()


def test_the_line_holds_steps_and_marks(page):
    line = TimeLine.of(found(page, "vert"))
    assert line.end == 16.0
    assert [(span.x, span.width) for span in line.spans] == [(0, 498), (500, 498)]
    assert [mark.x for mark in line.marks] == [562]


def test_without_a_video_there_is_no_line(publish):
    assert TimeLine.of(found(publish(*TUTORIAL), "vert")) == TimeLine()
