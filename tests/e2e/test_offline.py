"""Without a network: a tutorial that was opened once opens again, and what is taken back goes."""

from __future__ import annotations

import re
import signal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.site import Site

pytestmark = pytest.mark.slow

KEPT = """async () => {
  const names = await caches.keys();
  const urls = [];
  for (const name of names.filter((one) => !one.startsWith("static"))) {
    for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
  }
  return urls;
}"""


@pytest.fixture
def without_network(site: Site):
    """Stops the server, which is what a browser without a network sees of it."""

    def stop() -> None:
        site.stop("web", signal.SIGKILL)

    yield stop
    if "web" not in site.processes:
        site.start("web")


def test_a_tutorial_opened_once_opens_without_a_network(
    page: Page, tutorial: str, site: Site, without_network, picture
):
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto(tutorial)
    note = page.get_by_text("Ce tutoriel s’ouvre aussi sans internet")
    expect(note).to_be_visible()
    page.get_by_role("button", name="Garder aussi la vidéo").click()
    expect(page.get_by_text("La vidéo est gardée aussi.")).to_be_visible()
    without_network()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Répondre à la mairie")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.step img')].slice(0, 2)"
        ".every((one) => one.naturalWidth)"
    )
    page.get_by_role("button", name=re.compile("Voir le geste")).first.click()
    page.wait_for_function("() => document.querySelector('video')?.currentTime > 0.2")
    # Scripts and styles are there too.
    page.get_by_role("button", name=re.compile("J’ai réussi")).first.click()
    expect(page.locator("[data-progress]")).to_be_visible()
    page.goto(f"{site.url}/recherche/?q=mairie")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette page a besoin d’internet")
    expect(page.get_by_role("link", name=re.compile("Répondre à la mairie"))).to_be_visible()
    picture(page, "offline")


def test_what_is_unpublished_leaves_the_browser(page: Page, tutorial: str, site: Site):
    page.goto(tutorial)
    expect(page.get_by_text("Ce tutoriel s’ouvre aussi sans internet")).to_be_visible()
    assert any("/public/" in one for one in page.evaluate(KEPT))
    turn = (
        "from kb.tutorials.models import TutorialPage as T; "
        "p = T.objects.get(title__startswith='Répondre'); "
    )
    site.manage("shell", "-c", f"{turn}p.unpublish()")
    try:
        page.goto(tutorial)
        expect(page.get_by_role("heading", level=1)).to_contain_text("n’existe pas")
        page.wait_for_function(f"() => ({KEPT})().then((kept) => kept.length === 1)")
        assert page.evaluate(KEPT) == ["/hors-ligne/"]
    finally:
        site.manage("shell", "-c", f"{turn}p.get_latest_revision().publish()")


def test_who_has_signed_in_leaves_nothing_behind(editor: Page, tutorial: str):
    editor.goto(tutorial)
    expect(editor.get_by_text("Ce tutoriel s’ouvre aussi sans internet")).to_be_visible()
    kept = editor.evaluate("caches.match(location.href.split('?')[0]).then((one) => one.text())")
    # What is kept is what anybody sees.
    assert "Modifier" not in kept
    assert "Déconnexion" not in kept
