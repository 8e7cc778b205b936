"""What every answer forbids the browser, and what its cookies say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
PAGES = ["/compte/connexion/", "/accessibilite/", "/nulle/part/"]


def directives(response) -> dict[str, list[str]]:
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("address", PAGES)
def test_scripts_and_styles_come_from_files_of_this_site_alone(client, address):
    policy = directives(client.get(address))
    assert policy["default-src"] == ["'self'"]
    assert policy.get("script-src", ["'self'"]) == ["'self'"]
    assert policy.get("style-src", ["'self'"]) == ["'self'"]
    assert policy["object-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'self'"]
    assert policy["form-action"] == ["'self'"]
    assert policy["base-uri"] == ["'self'"]


@pytest.mark.parametrize("address", PAGES)
def test_no_other_site_is_named_in_the_policy(client, address):
    text = client.get(address)["Content-Security-Policy"]
    assert "http" not in text
    assert "*" not in text
    assert "unsafe" not in text


@pytest.mark.parametrize("address", PAGES)
def test_the_browser_guesses_no_types_and_tells_nobody_where_it_was(client, address):
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_may_use_what_it_does_not_need(client, address):
    policy = client.get(address)["Permissions-Policy"]
    for feature in ("geolocation", "payment", "usb"):
        assert f"{feature}=()" in policy


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_asked_for_again_at_each_use(client, address):
    assert "no-cache" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("address", ["/accessibilite/", "/nulle/part/", "/recherche/"])
def test_what_somebody_saw_who_had_signed_in_is_not_kept(client, address):
    client.force_login(factories.user())
    assert client.get(address)["Cache-Control"] == "private, no-store"


def test_nobody_has_letters_sent_by_the_site(client):
    assert client.get("/admin/password_reset/").status_code == 404


def test_the_protection_of_forms_is_no_cross_site_cookie(client):
    cookie = client.get(reverse("sign_in")).cookies["csrftoken"]
    assert cookie["samesite"] == "Lax"


def settings_with(tmp_path: Path, **variables: str) -> dict[str, object]:
    """What the settings become with these variables, read by another process."""
    names = [
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SECURE_HSTS_SECONDS",
        "LANGUAGE_COOKIE_SECURE",
    ]
    code = (
        "import json; from django.conf import settings;"
        f"print(json.dumps({{name: getattr(settings, name) for name in {names!r}}}))"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kb.settings",
        "KB_VAR": str(tmp_path),
        **variables,
    }
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    return json.loads(answer.stdout)


def test_under_https_cookies_never_travel_in_the_clear(tmp_path):
    found = settings_with(tmp_path, KB_PUBLIC_URL="https://aide.example")
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["LANGUAGE_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] > 0


def test_on_a_laptop_without_https_one_can_still_sign_in(tmp_path):
    found = settings_with(tmp_path, KB_PUBLIC_URL="http://localhost:8000")
    assert not found["SESSION_COOKIE_SECURE"]
    assert not found["CSRF_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_HTTPONLY"]
    assert found["SECURE_HSTS_SECONDS"] == 0
