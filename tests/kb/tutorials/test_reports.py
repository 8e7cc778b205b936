"""« Ce n'est plus à jour »: counted without a trace of who, answered by a person who looks."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from kb.recordings.services import consent_withdraw
from kb.tutorials.models import StepReport, StepVerified
from tests.kb.tutorials import world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def live(tutorial):
    cache.clear()
    return world.published(tutorial)


def tell(client, page, block=None, reason="missing"):
    block = block or page.steps[0].id
    return client.post(f"/signaler/{page.pk}/", {"etape": block, "raison": reason})


def test_a_reader_tells_and_is_thanked(client, live):
    assert f"/signaler/{live.pk}/" in client.get(live.url).content.decode()
    answer = tell(client, live)
    assert answer.status_code == 200
    assert "Vous nous avez dit que l’étape 1" in answer.content.decode()
    tell(client, live)
    tell(client, live, reason="screen")
    kept = StepReport.objects.order_by("-times").values_list("reason", "times")
    assert list(kept) == [("missing", 2), ("screen", 1)]


@pytest.mark.parametrize(
    "fields", [{}, {"etape": "x", "raison": "missing"}, {"raison": "x"}, {"raison": "<b>"}]
)
def test_nothing_else_is_taken(client, live, fields):
    body = {"etape": live.steps[0].id, "raison": "missing"} | fields if fields else {}
    assert client.post(f"/signaler/{live.pk}/", body).status_code == 404
    assert client.get(f"/signaler/{live.pk}/").status_code == 405
    assert not StepReport.objects.exists()


def test_of_what_is_not_published_nothing_is_told(client, live):
    live.unpublish()
    assert tell(client, live).status_code == 404


def test_one_address_tells_so_often_and_no_more(client, live):
    for _time in range(30):
        assert tell(client, live).status_code == 200
    assert StepReport.objects.get().times == 20


def test_the_editor_sees_it_looks_and_says_when(client, live):
    tell(client, live)
    tell(client, live, reason="other")
    client.force_login(world.reviewer())
    listed = client.get(reverse("tutorial_reports")).content.decode()
    assert "Je ne trouve pas le bouton ou le lien" in listed
    assert "1. Ouvrir le message" in listed
    row = StepReport.objects.first()
    answer = client.post(reverse("tutorial_verified", args=[row.pk]), follow=True)
    assert "Aucun lecteur ne dit" in answer.content.decode()
    seen = StepVerified.objects.get()
    assert (seen.block, seen.day) == (live.steps[0].id, timezone.localdate())
    assert client.get(live.url).content.decode().count("Vérifié sur le vrai site le") == 1


def test_only_those_who_review_see_and_answer(client, live):
    tell(client, live)
    client.force_login(live.recording.owner)
    row = StepReport.objects.get()
    assert client.get(reverse("tutorial_reports")).status_code == 302
    assert client.post(reverse("tutorial_verified", args=[row.pk])).status_code == 302
    assert StepReport.objects.exists()


def test_reports_go_with_the_tutorial(client, live):
    tell(client, live)
    consent_withdraw(recording=live.recording, role="learner", purposes=["tutorial"])
    assert not StepReport.objects.exists()
