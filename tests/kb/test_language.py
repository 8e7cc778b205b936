"""French first; English for whoever chooses it on the page."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def text_of(client, **headers) -> str:
    return client.get(reverse("privacy"), headers=headers).content.decode()


def test_a_page_is_french_whatever_the_browser_announces(client):
    text = text_of(client, accept_language="en-GB,en;q=0.9")
    assert '<html lang="fr">' in text
    assert "Confidentialité" in text


def test_the_language_chosen_on_the_page_is_kept_and_leads_back(client):
    page = reverse("privacy")
    response = client.post(reverse("set_language"), {"language": "en", "next": page})
    assert response.url == page
    text = text_of(client)
    assert '<html lang="en">' in text
    assert "When you read a tutorial" in text


def test_french_can_be_chosen_again(client):
    client.post(reverse("set_language"), {"language": "en"})
    client.post(reverse("set_language"), {"language": "fr"})
    assert '<html lang="fr">' in text_of(client)


@pytest.mark.parametrize("language", ["de", "", "fr'; drop", "../en"])
def test_a_language_that_the_site_does_not_speak_changes_nothing(client, language):
    client.cookies["django_language"] = language
    assert '<html lang="fr">' in text_of(client)


def test_choosing_a_language_never_leads_to_another_site(client):
    response = client.post(
        reverse("set_language"), {"language": "en", "next": "https://ailleurs.example/"}
    )
    assert "ailleurs" not in response.url


def test_the_other_language_is_named_in_its_own_words(client):
    assert 'value="en" lang="en">English</button>' in text_of(client)
