"""Pages and what is kept beside them."""

import pytest

from kb.tutorials.models import TutorialPage
from kb.tutorials.selectors import listed_tutorials, tutorial_cards
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db


def test_the_duration_is_that_of_the_steps(tutorial):
    assert tutorial.length_of_steps() == pytest.approx(2.8)
    assert tutorial.duration == pytest.approx(2.8)


def test_a_tutorial_starts_from_a_recording_only():
    assert not TutorialPage.is_creatable


def test_the_home_page_lists_live_tutorials_newest_first(home, tutorial):
    assert list(listed_tutorials(home)) == []
    world.published(tutorial)
    other = world.published(world.drafted(world.worked_recording()))
    cards = tutorial_cards(listed_tutorials(home))
    assert [card.page_id for card in cards] == [other.pk, tutorial.pk]
    assert cards[0].step_count == 3
    assert cards[0].still_url.startswith("/public/")


def test_a_draft_is_no_page_for_readers(client, tutorial):
    assert client.get(tutorial.url or "/envoyer-un-message/").status_code == 404
