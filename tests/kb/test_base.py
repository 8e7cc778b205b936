"""The frame of every page: search, ways on, and what is shown when something fails."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from kb.pages import server_error
from tests import factories

pytestmark = pytest.mark.django_db

PLAIN_PAGES = ["sign_in", "accessibility", "privacy"]


def text_of(client, name: str) -> str:
    response = client.get(reverse(name))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_every_page_can_be_searched_from(client, name):
    text = text_of(client, name)
    assert f'role="search" action="{reverse("search:results")}" method="get"' in text
    assert '<label class="visually-hidden" for="recherche-site">' in text


@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_every_page_has_one_main_heading_and_a_link_to_the_content(client, name):
    text = text_of(client, name)
    assert text.count("<h1") == 1
    assert 'href="#contenu"' in text
    assert 'id="contenu"' in text


@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_no_page_has_a_script_or_a_style_written_into_it(client, name):
    text = text_of(client, name)
    assert " style=" not in text
    assert "<style" not in text
    assert "onclick" not in text
    assert all(' src="/static/' in tag for tag in re.findall("<script[^>]*>", text))


@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_no_page_asks_another_site_for_anything(client, name):
    text = text_of(client, name)
    assert "http://" not in text.replace("http://www.w3.org", "")
    assert "https://" not in text


def test_the_privacy_page_tells_of_a_model_only_where_one_is_set(client, settings):
    assert "modèle de langage" not in text_of(client, "privacy")
    settings.KB_REWORD_URL = "http://localhost:8080/v1"
    assert "modèle de langage" in text_of(client, "privacy")


def test_a_visitor_is_offered_to_sign_in_and_nothing_private(client):
    text = text_of(client, "accessibility")
    assert "Espace aidants" in text
    assert "Mes enregistrements" not in text
    assert "Administration" not in text


def test_a_helper_reaches_recordings_but_not_the_administration(client):
    client.force_login(factories.user())
    text = text_of(client, "accessibility")
    assert f'href="{reverse("recordings:list")}"' in text
    assert f'href="{reverse("recordings:new")}"' in text
    assert "Se déconnecter" in text
    assert "Administration" not in text


def test_an_editor_reaches_the_administration(client):
    client.force_login(factories.administrator())
    assert f'href="{reverse("wagtailadmin_home")}"' in text_of(client, "accessibility")


def test_the_sign_in_page_bears_the_name_of_the_site(client, settings):
    text = text_of(client, "sign_in")
    assert settings.KB_SITE_NAME in text
    assert "testserver" not in text


def test_an_address_that_is_not_there_offers_a_way_on(client):
    response = client.get("/nulle/part/")
    text = response.content.decode()
    assert response.status_code == 404
    assert "Cette page n’existe pas" in text
    assert 'id="recherche-page"' in text


def test_a_failure_is_told_in_the_look_of_the_site_without_the_database(settings):
    response = server_error(RequestFactory().get("/"))
    text = response.content.decode()
    assert response.status_code == 500
    assert settings.KB_SITE_NAME in text
    assert "Ce n’est pas votre faute" in text


def test_a_visitor_who_may_not_is_offered_to_sign_in(client):
    text = render_to_string("403.html", request=RequestFactory().get("/"))
    assert reverse("sign_in") in text


def test_a_form_sent_too_late_is_explained(client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    response = strict.post(reverse("set_language"), {"language": "en"})
    assert response.status_code == 403
    assert "Merci d’envoyer à nouveau le formulaire" in response.content.decode()
