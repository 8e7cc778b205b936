"""From a file on somebody's disk to a printed sheet: the whole way, in a real browser."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.site import Site, wait_until

SAMPLE = Path(__file__).parent.parent.parent / "kb" / "sample"
TITLE = "Écrire à la mairie"

pytestmark = pytest.mark.slow


def agree_to_all(page: Page) -> None:
    for role in ("learner", "helper"):
        for purpose in ("show", "record", "tutorial", "voice"):
            page.check(f"input[name={role}_{purpose}][value=yes]")


class Network:
    """The browser's connection, as slow as it is said to be, or cut."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")

    def carry(self, bytes_per_second: int, *, cut: bool = False) -> None:
        conditions = {"latency": 20, "downloadThroughput": -1}
        conditions |= {"offline": cut, "uploadThroughput": bytes_per_second}
        self._session.send("Network.emulateNetworkConditions", conditions)


def test_a_recording_becomes_a_printed_tutorial(editor: Page, site: Site, picture, browser):
    page = editor

    # The helper brings the recording; the connection is cut half-way.
    page.goto("/enregistrements/nouveau/")
    page.set_input_files("input[name=main]", SAMPLE / "session.mkv")
    page.locator("details.more summary").click()
    page.set_input_files("input[name=timeline]", SAMPLE / "timeline.jsonl")
    page.fill("input[name=title]", TITLE)
    agree_to_all(page)
    page.evaluate("scrollTo(0, 0)")
    picture(page, "upload")
    network = Network(page)
    network.carry(40_000)
    page.click("[data-upload-submit]")
    page.wait_for_function("() => document.querySelector('[data-upload-progress]').value > 0.1")
    network.carry(0, cut=True)
    expect(page.locator("[data-upload-notice]")).to_be_visible(timeout=60_000)
    network.carry(-1)
    page.wait_for_url(re.compile(r"/enregistrements/[0-9a-f-]{36}/$"), timeout=120_000)
    recording = page.url

    # Each stage shows itself; then the draft is there.
    expect(page.locator(".stages__item--running").first).to_be_visible(timeout=60_000)
    picture(page, "progress")
    open_draft = page.get_by_role("link", name="Ouvrir le brouillon")
    expect(open_draft).to_be_visible(timeout=300_000)
    open_draft.click()

    # The editor: merge, split, rename, another picture.
    steps = page.locator("[data-step]:visible")
    expect(steps.first).to_be_visible()
    expect(page.locator("[data-transcript] li").first).to_be_visible()
    drafted = steps.count()
    assert drafted >= 3
    cover_the_address(page)
    steps.nth(0).scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 500)")
    picture(page, "editor")
    steps.nth(0).locator("[data-step-do=merge]").click()
    expect(steps).to_have_count(drafted - 1)
    steps.nth(0).locator("[data-step-do=play]").click()
    middle_of_first_step(page)
    steps.nth(0).locator("[data-step-do=split]").click()
    expect(steps).to_have_count(drafted)
    steps.nth(1).locator("input[name$='-title']").fill("Appuyez sur le bouton rouge")
    steps.nth(1).locator("[data-step-do=pick]").click()
    still = steps.nth(1).locator("[data-step-image]")
    expect(still).to_have_attribute("src", re.compile("fichiers"), timeout=30_000)
    keep_what_is_proposed(page)
    publish(page)

    # Anybody: search, open the step, play its clip, print.
    public = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 800})
    reader = public.new_page()
    wait_until(lambda: moments(site, "bouton rouge"), "the step is found", 60)
    reader.goto("/")
    reader.fill("main input[name=q]", "apuyer bouton rouge")
    reader.press("main input[name=q]", "Enter")
    hit = reader.get_by_role("link", name=re.compile("Appuyez sur le bouton rouge"))
    expect(hit.first).to_be_visible()
    reader.wait_for_load_state("networkidle")
    picture(reader, "search")
    hit.first.click()
    expect(reader).to_have_url(re.compile(r"#etape-2$"))
    expect(reader.locator("#etape-2")).to_be_in_viewport()
    address = reader.url
    wait_until(lambda: video_is_there(reader, address), "the replay is published", 180)
    clip_stops_at_the_end_of_its_step(reader)
    reader.goto(address.split("#")[0])
    reader.wait_for_load_state("networkidle")
    picture(reader, "tutorial")
    one_step_at_a_time(reader)
    sheet = reader.pdf(format="A4")
    assert sheet.startswith(b"%PDF")

    # Unpublished, nothing stays at a public address.
    video = site.url + reader.locator("[data-clip-template]").evaluate(
        "template => template.content.querySelector('video').getAttribute('src')"
    )
    assert urllib.request.urlopen(video).status == 200
    site.manage("shell", "-c", UNPUBLISH.format(title=TITLE))
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(video)
    assert moments(site, "bouton rouge") == []
    public.close()
    assert recording


UNPUBLISH = """
from kb.tutorials.models import TutorialPage
[page.unpublish() for page in TutorialPage.objects.filter(recording__title={title!r})]
"""


def cover_the_address(page: Page) -> None:
    """Draws a mask over the address at the top of the list of messages, with the mouse."""
    page.locator("[data-mask-begin=picture]").click()
    frame = page.locator("[data-boxes]").bounding_box()

    def at(x: int, y: int) -> tuple[float, float]:
        return (
            frame["x"] + frame["width"] * x / 1280,
            frame["y"] + frame["height"] * y / 720,
        )

    page.mouse.move(*at(752, 90))
    page.mouse.down()
    page.mouse.move(*at(900, 110))
    page.mouse.move(*at(972, 122))
    page.mouse.up()
    page.fill("[data-mask-from]", "0")
    page.fill("[data-mask-to]", "12")
    page.locator("[data-mask-save]").click()
    expect(page.locator("[data-masks] li[data-origin=drawn]")).to_have_count(1)


def keep_what_is_proposed(page: Page) -> None:
    """Looks at each proposed mask beside the steps, and keeps it."""
    keep = page.locator("[data-masks] [data-keep]")
    for left in range(keep.count(), 0, -1):
        keep.first.click()
        expect(keep).to_have_count(left - 1)


def middle_of_first_step(page: Page) -> None:
    page.evaluate(
        """() => {
          const step = document.querySelector("[data-step]");
          const value = (name) => Number(step.querySelector(`input[name$="-${name}"]`).value);
          const player = document.querySelector("[data-player]");
          player.pause();
          player.currentTime = (value("start") + value("end")) / 2;
          return new Promise((done) => player.addEventListener("seeked", done, { once: true }));
        }"""
    )


def publish(page: Page) -> None:
    toggle = page.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown button")
    button = page.get_by_role("button", name=re.compile("^Publier"))
    if not button.first.is_visible():
        toggle.first.click()
    button.first.click()
    page.wait_for_load_state()
    expect(page.locator(".messages .success, [class*=messages] .success").first).to_be_visible()


def moments(site: Site, words: str) -> list[dict]:
    from urllib.parse import quote

    with urllib.request.urlopen(f"{site.url}/api/search/?q={quote(words)}") as answer:
        found = json.load(answer)
    return [moment for moment in found if moment["title"] == "Appuyez sur le bouton rouge"]


def video_is_there(reader: Page, address: str) -> bool:
    reader.goto("about:blank")
    reader.goto(address)
    return reader.locator("[data-clip-open]").count() > 0


def clip_stops_at_the_end_of_its_step(reader: Page) -> None:
    step = reader.locator("#etape-2")
    end = float(step.locator("[data-clip]").get_attribute("data-end"))
    step.locator("[data-clip-open]").click()
    video = step.locator("video")
    expect(video).to_be_visible()
    video.evaluate("video => { video.playbackRate = 4; }")
    reader.wait_for_function(
        "() => document.querySelector('#etape-2 video')?.paused === true", timeout=60_000
    )
    assert abs(video.evaluate("video => video.currentTime") - end) < 0.6


def one_step_at_a_time(reader: Page) -> None:
    reader.click("[data-view-one]")
    expect(reader.locator("#etape-1")).to_be_visible()
    expect(reader.locator("#etape-2")).to_be_hidden()
    reader.keyboard.press("ArrowRight")
    expect(reader.locator("#etape-2")).to_be_visible()
    expect(reader).to_have_url(re.compile(r"vue=pas-a-pas#etape-2$"))
    reader.go_back()
    expect(reader.locator("#etape-1")).to_be_visible()
    reader.locator("[data-next]").click()
    expect(reader).to_have_url(re.compile(r"#etape-2$"))
