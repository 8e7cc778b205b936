"""The learner, by keyboard and on a telephone: find, practise, keep, take away, tell."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.looking import fits, violations
from tests.e2e.site import Site

pytestmark = pytest.mark.slow

PATH = """
from kb.paths.models import PathPage
from kb.tutorials.models import HomePage, TutorialPage
page = PathPage.objects.first()
if page is None:
    told = TutorialPage.objects.live().filter(title__startswith="Répondre")
    stage = {"goal": "Répondre à un message", "tutorials": list(told), "practice": True}
    page = PathPage(title="Écrire à la mairie", level="first", stages=[("stage", stage)])
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
print("path", page.url)
"""


@pytest.mark.parametrize("width", [360, 1280])
def test_a_list_is_narrowed_and_the_choice_taken_back(page: Page, tutorial: str, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/recherche/?q=mairie")
    page.get_by_text("Affiner la liste").click()
    assert violations(page) == []
    page.get_by_role("navigation").get_by_role("link", name=re.compile(r"\(\d+\)$")).first.click()
    chosen = page.locator(".filter--chosen").first
    expect(chosen).to_be_visible()
    assert violations(page) == []
    assert fits(page)
    chosen.click()
    page.wait_for_url(re.compile(r"\?q=mairie$"))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_word_that_was_said_opens_its_moment(page: Page, tutorial: str, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(tutorial)
    page.get_by_label("Chercher un mot dans ce tutoriel").fill("justificatif")
    page.keyboard.press("Enter")
    moment = page.get_by_role("link", name=re.compile(r"^Voir à \d+:\d\d$")).first
    expect(moment).to_be_visible()
    assert violations(page) == []
    assert fits(page)
    moment.click()
    page.wait_for_url(re.compile(r"\?a=\d+\.\d+#etape-\d+$"))
    page.wait_for_function("() => document.querySelector('video')?.currentTime > 0")
    assert page.evaluate("document.querySelector('video').paused")


def test_practising_by_keyboard_alone_and_nothing_is_sent(page: Page, tutorial: str, picture):
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto(tutorial)
    page.get_by_role("link", name="S’entraîner").first.click()
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.resource_type)))
    exercise = page.locator("[data-exercise]:visible")
    wrong, right = exercise.locator("[data-choice=wrong]").first, "[data-choice=right]"
    said = exercise.get_by_role("status")
    expect(exercise.get_by_role("button", name="Suivant")).to_have_count(0)
    wrong.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Regardez en haut")
    page.keyboard.press("Enter")
    expect(exercise.get_by_role("button", name="Voir le geste")).to_be_visible()
    expect(exercise.locator(".mark")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(exercise.locator(".mark")).to_be_visible()
    expect(said).to_contain_text("C’est ici")
    picture(page, "practice", full_page=True)
    assert violations(page) == []
    exercise.locator(right).focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("Oui, c’est bien là.")
    expect(exercise.get_by_role("button", name="Suivant")).to_be_focused()
    page.keyboard.press("Enter")
    for _step in range(12):
        if page.get_by_role("heading", name="Bravo").is_visible():
            break
        assert violations(page) == []
        kind = exercise.get_attribute("data-exercise")
        if kind == "find":
            exercise.locator(right).focus()
            page.keyboard.press("Enter")
        elif kind == "type":
            exercise.get_by_role("textbox").focus()
            page.keyboard.type(exercise.get_attribute("data-typed"))
            page.keyboard.press("Enter")
        elif kind == "scroll":
            exercise.locator("[data-scroll]").focus()
            page.keyboard.press("End")
        expect(exercise.locator("[data-next]")).to_be_visible()
        exercise.locator("[data-next]").focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bravo")).to_be_focused()
    recap = page.get_by_role("region", name="Bravo")
    expect(recap).to_contain_text("vu ensemble")
    expect(recap).to_contain_text("trouvé tout de suite")
    assert violations(page) == []
    assert all(one in {("GET", "image"), ("GET", "media")} for one in sent)
    assert page.evaluate("JSON.stringify(localStorage).includes('exercice')") is False


def test_the_place_is_found_by_pressing_the_picture(page: Page, tutorial: str):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{tutorial}s-entrainer/")
    exercise = page.locator("[data-exercise=find]:visible")
    screen = exercise.locator("[data-screen] img")
    screen.click(position={"x": 4, "y": 4})
    expect(exercise.get_by_role("status")).to_contain_text("Pas tout à fait")
    box = screen.bounding_box()
    x, y = (float(exercise.get_attribute(f"data-{axis}")) for axis in "xy")
    screen.click(position={"x": x * box["width"] + 6, "y": y * box["height"] + 6})
    expect(exercise.get_by_role("status")).to_have_text("Oui, c’est bien là.")


def test_one_file_opens_without_the_site_and_is_accessible(page: Page, tutorial: str, tmp_path):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{tutorial}emporter/")
    with page.expect_download() as saved:
        page.get_by_role("link", name="Un seul fichier, avec la vidéo").click()
    file = tmp_path / "tutoriel.html"
    saved.value.save_as(file)
    page.context.set_offline(True)
    page.goto(file.as_uri())
    assert violations(page) == []
    assert fits(page)
    page.wait_for_function("() => document.querySelector('video').readyState > 0")
    page.context.set_offline(False)


def test_progress_is_kept_and_goes_to_another_device_by_a_code(
    page: Page, tutorial: str, browser, site: Site, picture
):
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto(tutorial)
    done = page.get_by_role("button", name=re.compile("J’ai réussi"))
    done.first.focus()
    page.keyboard.press("Enter")
    expect(done.first).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(done.first).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-progress]")).to_contain_text("Étapes réussies : 1 sur 4")
    assert page.locator("[data-progress-next]").get_attribute("href") == "#etape-2"
    assert violations(page) == []
    page.locator("[data-progress]").get_by_role("link", name="Mes progrès").click()
    title = page.get_by_role("heading", level=3).get_by_role("link")
    expect(title).to_have_attribute("href", re.compile("#etape-2$"))
    picture(page, "my-progress", full_page=True)
    assert violations(page) == []
    assert fits(page)
    code = page.locator("[data-code]").input_value()
    other = browser.new_context(base_url=site.url, locale="fr-FR").new_page()
    other.goto("/mes-progres/")
    field = other.get_by_label("Un code d’un autre appareil")
    field.fill("pas un code")
    other.keyboard.press("Enter")
    expect(other.locator("[data-said]")).to_contain_text("Ce code n’est pas le bon")
    field.fill(code.lower())
    other.keyboard.press("Enter")
    expect(other.get_by_role("heading", level=3)).to_have_count(1)
    other.on("dialog", lambda dialog: dialog.accept())
    other.get_by_role("button", name="Oublier mes progrès").click()
    expect(other.get_by_role("heading", level=3)).to_have_count(0)
    other.context.close()


def test_larger_letters_and_more_contrast_are_chosen_once(page: Page, tutorial: str, picture):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("/")
    menu = page.locator(".comfort summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Très grande")).to_be_visible()
    assert violations(page) == []
    assert fits(page)
    page.get_by_role("radio", name="Très grande").check()
    page.get_by_role("radio", name="Contraste fort").check()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    for address in ["/", "/recherche/?q=mairie", tutorial, f"{tutorial}s-entrainer/"]:
        page.goto(address)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "26.4px"
        assert fits(page)
        assert violations(page) == []
    picture(page, "larger")
    page.emulate_media(color_scheme="dark")
    page.goto(tutorial)
    assert violations(page) == []


def test_a_step_is_read_aloud_by_the_browser_where_no_voice_was_kept(page: Page, tutorial: str):
    page.add_init_script(
        "window.spoken = []; speechSynthesis.speak = (said) => spoken.push(said.text);"
    )
    page.goto(tutorial)
    button = page.get_by_role("button", name=re.compile("Lire à voix haute")).first
    button.evaluate("button => button.removeAttribute('data-voice')")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    (text,) = page.evaluate("spoken")
    assert text.startswith("Cliquez sur")
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_a_path_says_where_one_is_and_what_comes_next(
    page: Page, tutorial: str, site: Site, picture
):
    made = site.manage("shell", "-c", PATH)
    address = re.search(r"path (\S+)", made)[1]
    page.set_viewport_size({"width": 390, "height": 780})
    page.goto("/parcours/par-ou-commencer/")
    for answer in ("Un ordinateur", "Peu de choses", "Je cherche"):
        page.get_by_role("radio", name=re.compile(answer)).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Voir par où commencer").focus()
    page.keyboard.press("Enter")
    picture(page, "diagnosis")
    page.get_by_role("link", name="Écrire à la mairie").click()
    page.wait_for_url(re.compile(re.escape(address)))
    next_link = page.locator("[data-path-next] a")
    expect(next_link).to_have_attribute("href", re.compile("/repondre"))
    assert violations(page) == []
    page.goto(tutorial)
    done = page.get_by_role("button", name=re.compile("J’ai réussi"))
    done.first.click()
    page.goto(address)
    expect(page.get_by_text("Vous en êtes ici")).to_be_visible()
    expect(next_link).to_have_attribute("href", re.compile("#etape-2$"))
    picture(page, "path", full_page=True)
    assert violations(page) == []
    assert fits(page)
    page.goto(tutorial)
    for number in range(1, done.count()):
        done.nth(number).click()
    page.goto(address)
    expect(page.get_by_text("Vous avez fait tout le parcours. Bravo !")).to_be_visible()


def test_a_reader_tells_that_a_step_is_no_longer_right(page: Page, tutorial: str):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(tutorial)
    step = page.locator("#etape-2")
    step.get_by_text("Ce n’est plus à jour").focus()
    page.keyboard.press("Enter")
    assert violations(page) == []
    assert fits(page)
    step.get_by_role("button", name="Je ne trouve pas le bouton").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Retour au tutoriel").click()
    page.wait_for_url(re.compile("#etape-2$"))


def test_an_account_remembers_the_progress_where_one_wishes_it(editor: Page, tutorial: str):
    editor.goto("/mes-progres/")
    with editor.expect_response(lambda answer: answer.request.method == "PUT"):
        editor.get_by_label("Mon compte se souvient aussi").check()
    told = lambda answer: answer.request.method == "PUT"  # noqa: E731
    with editor.expect_response(told):
        editor.goto(tutorial)
    with editor.expect_response(told):
        editor.locator("[data-done-step='1']").click()
    # Another device: nothing is known there until one signs in and wishes it.
    editor.evaluate("() => localStorage.clear()")
    editor.goto("/mes-progres/")
    expect(editor.locator("[data-none]")).to_be_visible()
    editor.get_by_label("Mon compte se souvient aussi").check()
    expect(editor.locator("[data-list] li")).to_have_count(1)
    editor.get_by_label("Mon compte se souvient aussi").uncheck()
    expect(editor.locator("[data-said]")).to_contain_text("Votre compte a tout oublié")


def test_a_step_is_read_aloud_in_the_helpers_own_voice(page: Page, tutorial: str):
    page.add_init_script(
        "window.heard = []; const play = Audio.prototype.play;"
        "Audio.prototype.play = function () { window.heard.push(this); return play.call(this); };"
    )
    page.goto(tutorial)
    button = page.locator("#etape-2 [data-read-aloud]")
    start = float(button.get_attribute("data-voice-start"))
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.wait_for_function(f"() => window.heard[0]?.currentTime > {start} + 0.2")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("() => window.heard[0].paused")


SHIFTS = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
SIZES = """
() => [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")]
  .map((one) => [one.name, one.encodedBodySize])
"""
LIGHT = 50_000
"""Bytes of a page without its pictures, as they come over the line."""


@pytest.mark.parametrize("under", ["", "s-entrainer/", "emporter/"])
def test_a_page_is_light_stays_still_and_asks_nobody_else(
    page: Page, tutorial: str, site: Site, under: str
):
    page.set_viewport_size({"width": 360, "height": 740})
    page.add_init_script(SHIFTS)
    page.goto(tutorial + under, wait_until="networkidle")
    sizes = page.evaluate(SIZES)
    assert [name for name, _size in sizes if not name.startswith(site.url)] == []
    words = {name: size for name, size in sizes if not name.endswith((".webp", ".mp4"))}
    assert sum(words.values()) < LIGHT, words
    assert page.evaluate("() => window.shifts") < 0.01
    assert not [name for name, _size in sizes if name.endswith(".mp4")]
