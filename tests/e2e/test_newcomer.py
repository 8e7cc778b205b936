"""The newcomer: the sample is loaded, reviewed and published; every page is fit to be seen."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OTHER_SITE
from tests.e2e.looking import fits, violations
from tests.e2e.site import Site

pytestmark = pytest.mark.slow


PUBLIC = [
    "/",
    "/recherche/?q=mairie",
    "/recherche/?q=xyzzy",
    "/compte/connexion/",
    "/nulle-part/",
    "/aide/",
    "/aide/?q=mairie",
    "/aide/code/",
    "/mes-progres/",
    "/parcours/",
    "/parcours/par-ou-commencer/?appareil=computer&niveau=first&blocage=arret",
]
PUBLIC += ["/accessibilite/", "/confidentialite/", "TUTORIAL", "TUTORIAL?vue=pas-a-pas#etape-2"]
PUBLIC += ["TUTORIALs-entrainer/", "TUTORIALemporter/"]
RENEW = """
from kb.recordings.models import Recording
from kb.tutorials.publication import renew
for recording in Recording.objects.all():
    renew(recording)
"""
STATES = """
from kb.tutorials.models import Publication
print(*set(Publication.objects.values_list("state", flat=True)) - {"ready"} or ["all ready"])
"""

SIGNED_IN = [
    "/enregistrements/",
    "/enregistrements/nouveau/",
    "RECORDING",
    "/aide/file/",
    "/aide/file/ouvrir/",
]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", PUBLIC)
def test_every_public_page_is_accessible_and_fits(page: Page, tutorial: str, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address.replace("TUTORIAL", tutorial))
    assert violations(page) == []
    assert fits(page)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", SIGNED_IN)
def test_every_helpers_page_is_accessible_and_fits(editor: Page, tutorial: str, address, width):
    editor.set_viewport_size({"width": width, "height": 800})
    if address == "RECORDING":
        editor.goto("/enregistrements/")
        address = editor.locator("main a[href*='/enregistrements/']").filter(
            has_not_text=re.compile("nouvel|Déposer|Envoyer")
        )
        address = address.first.get_attribute("href")
    editor.goto(address)
    assert violations(editor) == []
    assert fits(editor)


def test_no_page_asks_another_site_for_anything(page: Page, tutorial: str, site: Site):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ["/", "/recherche/?q=mairie", tutorial, "/compte/connexion/"]:
        page.goto(address)
    assert [url for url in asked if not url.startswith((site.url, "data:", "blob:"))] == []


def test_the_console_stays_silent(page: Page, tutorial: str):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in ["/", "/recherche/?q=mairie", tutorial, f"{tutorial}?vue=pas-a-pas#etape-2"]:
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert said == []


def test_the_first_letters_suggest_the_tutorial_by_keyboard_alone(
    page: Page, tutorial: str, picture
):
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto("/")
    field = page.get_by_role("combobox").first
    field.focus()
    page.keyboard.type("justificatif", delay=30)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Propositions").first).to_be_attached()
    picture(page, "suggestions")
    assert violations(page) == []
    assert fits(page)
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", re.compile("-0$"))
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(field).to_have_value("justificatif")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(tutorial)))


def test_a_late_answer_does_not_take_away_what_was_chosen(page: Page, tutorial: str):
    late = []
    page.goto("/")
    field = page.get_by_role("combobox").first
    field.type("justif")
    expect(page.get_by_role("option").first).to_be_visible()
    page.route(re.compile(r"q=justificat$"), lambda route: late.append(route))
    with page.expect_request(re.compile(r"q=justificat$")):
        field.type("icat")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    with page.expect_response(re.compile(r"q=justificat$")):
        late[0].continue_()
    page.wait_for_timeout(300)
    expect(chosen).to_have_count(1)
    field.type("i")
    expect(chosen).to_have_count(0)


def test_the_search_box_works_on_another_sites_page(page: Page, tutorial: str, site: Site):
    there = f"{OTHER_SITE}/services/"
    body = f"<h1>Mairie</h1><script src='{site.url}/recherche/boite.js'></script>"
    page.route(there, lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(there)
    page.get_by_role("combobox", name="Trouver un tutoriel").type("justificatif")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(tutorial)))
    page.goto(there)
    page.get_by_role("combobox", name="Trouver un tutoriel").fill("mairie")
    page.get_by_role("button", name="Rechercher").click()
    page.wait_for_url(re.compile(re.escape(f"{site.url}/recherche/?q=mairie")))


def test_what_is_public_is_decoded_and_hides_what_it_must(site: Site, tutorial: str):
    # Other tests write masks into the rows: what is public is made of those of now.
    site.manage("shell", "-c", RENEW)
    for _second in range(120):
        if "all ready" in site.manage("shell", "-c", STATES):
            break
        time.sleep(1)
    told = site.manage("published_check")
    assert "No finding." in told
    covers = int(re.search(r"(\d+) covers", told)[1])
    assert covers > 100


def test_a_second_load_does_nothing(site: Site, tutorial: str):
    assert tutorial in site.manage("load_sample")
    count = "from kb.recordings.models import Recording as R; print('n', R.objects.count())"
    before = site.manage("shell", "-c", count)
    site.manage("load_sample")
    assert site.manage("shell", "-c", count) == before
