"""Real Chromium on the real site."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.site import Site, running_site
from tests.services_needed import program

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    # Another site's page may ask one on this machine: what is tested here is on the internet there.
    "--disable-features=LocalNetworkAccessChecks",
]

OTHER_SITE = "http://127.0.0.1:9"
"""Where no server is: tests answer for it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them one after another on one worker: they share one site and one browser."""
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("e2e"))
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("site")
    with running_site(folder, KB_SEARCH_ORIGINS=OTHER_SITE) as running:
        yield running


@pytest.fixture(scope="package")
def tutorial(site: Site) -> str:
    """The address of the sample's published tutorial."""
    return re.search(r"(http\S+/repondre\S+)", site.manage("load_sample"))[1]


@pytest.fixture(scope="module")
def browser():
    path = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def context(browser: Browser, site: Site):
    context = browser.new_context(
        base_url=site.url, viewport={"width": 1280, "height": 800}, locale="fr-FR"
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def editor(context: BrowserContext, site: Site) -> Page:
    """A page of the signed-in editor."""
    page = context.new_page()
    page.goto("/compte/connexion/")
    page.fill("input[name=username]", "editeur")
    page.fill("input[name=password]", site.password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "connexion" not in url)
    return page


@pytest.fixture
def picture():
    """Keeps a screenshot for the README and docs, when they are being taken."""

    def take(page: Page, name: str, **options) -> None:
        if os.environ.get("KB_SCREENSHOTS") == "1":
            folder = Path(__file__).parent.parent.parent / "docs" / "pictures"
            folder.mkdir(exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", **options)

    return take
