"""Two people in two browsers: asked for help, helped on the screen, and kept as a tutorial."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from bench.report import say
from tests.e2e.conftest import CHROMIUM_FLAGS
from tests.e2e.site import Site, running_site, wait_until
from tests.live.rtc import played
from tests.services_needed import program

pytestmark = pytest.mark.slow

SHOWN = "Mairie de Pontrieux"
"""The title of what is shown; in ASCII, for Chromium takes nothing else from its command line."""
FLAGS = [
    *(flag for flag in CHROMIUM_FLAGS if flag != "--disable-quic"),
    "--use-fake-device-for-media-stream",
    f"--auto-select-tab-capture-source-by-title={SHOWN}",
]
SKEW_SECONDS = int(os.environ.get("KB_SKEW_SECONDS", "20"))
SCREENS = ["Accueil de la mairie", "Vos démarches", "Écrire un message", "Message envoyé"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """One that soon knows when nobody is in a room any more."""
    folder = tmp_path_factory.mktemp("live")
    with running_site(folder, KB_LIVE_GRACE_SECONDS="15", KB_SWEEP_SECONDS="5") as running:
        yield running


@pytest.fixture(scope="module")
def browser():
    """One that shows the tab of the test and hears beeps, without asking."""
    path = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


class Shown:
    """What the learner shows: a page of its own that changes from screen to screen."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        body = f"<title>{SHOWN}</title><body style='font:40px sans-serif;padding:3rem'>"
        self.page.goto(f"data:text/html;charset=utf-8,{quote(body)}")
        self.turn(0)

    def turn(self, number: int) -> None:
        colour = ["#fff", "#eef", "#efe", "#fee"][number]
        self.page.evaluate(
            """([title, colour]) => {
              document.body.style.background = colour;
              document.body.innerHTML = `<h1>${title}</h1><p id=n></p><p><button
                style="font:inherit;padding:1rem 2rem">Continuer</button></p>`;
              clearInterval(window.ticking);
              let n = 0;
              const tick = () => { window.n.textContent = '·'.repeat(n++ % 9) };
              window.ticking = setInterval(tick, 200);
            }""",
            [SCREENS[number], colour],
        )


@pytest.fixture
def learner(browser, site: Site):
    """Somebody with no account, on a small screen."""
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": 390, "height": 780},
        locale="fr-FR",
        permissions=["microphone"],
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def helper(editor: Page) -> Page:
    """An editor who helps, with a microphone."""
    editor.context.grant_permissions(["microphone"])
    return editor


def answer(page: Page, **answers: str) -> None:
    for purpose, said in answers.items():
        page.check(f"input[name={purpose}][value={said}]")


def ask(context: BrowserContext, words: str) -> Page:
    page = context.new_page()
    page.goto(f"/aide/?q={quote(words)}")
    page.fill("input[name=name]", "Marie")
    page.press("input[name=name]", "Enter")
    page.wait_for_url(re.compile("/aide/attente/"))
    return page


def accept(helper: Page) -> None:
    helper.goto("/aide/file/")
    helper.get_by_role("link", name=re.compile("Marie")).first.click()
    answer(helper, record="yes", tutorial="yes", voice="yes")
    helper.locator("main form button[type=submit]").first.click()
    helper.wait_for_url(re.compile("/aide/salle/"))


def meet(learner: BrowserContext, helper: Page, picture=None) -> tuple[Page, Shown]:
    """The learner asks, the helper accepts, both are connected and the screen is seen."""
    shown = Shown(learner)
    page = ask(learner, "écrire à la mairie par internet")
    if picture:
        picture(page, "live-wait")
    accept(helper)
    page.wait_for_url(re.compile("/aide/accord/"))
    answer(page, show="yes", record="yes", tutorial="yes", voice="yes")
    if picture:
        picture(page, "live-agree")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile("/aide/salle/"))
    for each in (page, helper):
        connected(each)
    show(page, helper)
    return page, shown


def connected(page: Page) -> None:
    expect(page.locator("#etat")).to_have_attribute("data-state", "connected", timeout=40_000)


def recording(page: Page, wanted: bool) -> None:
    state = "true" if wanted else "false"
    expect(page.locator("#enregistrement")).to_have_attribute("data-recording", state)


def show(learner: Page, helper: Page) -> None:
    """The learner shows the page; the helper sees it."""
    learner.bring_to_front()
    learner.click("#partager")
    expect(learner.locator("#arreter-partage")).to_be_visible()
    moving(helper)


def moving(helper: Page) -> None:
    """The picture that the helper sees goes on."""
    helper.wait_for_function(
        """() => {
          const video = document.querySelector('#image video');
          const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
          window.seen ??= frames;
          return video?.videoWidth > 0 && frames > window.seen + 5;
        }""",
        timeout=40_000,
    )
    helper.evaluate("() => { delete window.seen }")


def size(helper: Page) -> str:
    return helper.evaluate(
        "() => (({videoWidth, videoHeight}) => `${videoWidth} × ${videoHeight}`)"
        "(document.querySelector('#image video'))"
    )


def press(helper: Page, words: str, x: float = 0.5, y: float = 0.5) -> None:
    helper.fill("#mots", words)
    box = helper.locator("#image").bounding_box()
    assert box
    at = box["x"] + box["width"] * x, box["y"] + box["height"] * y
    helper.mouse.move(at[0] - 30, at[1] - 30)
    helper.mouse.move(*at, steps=5)
    helper.mouse.click(*at)


def mark(helper: Page, label: str) -> None:
    helper.fill("#mots", label)
    helper.click("#etape")


def draft_of(site: Site, helper: Page, title: str) -> list[str]:
    """The titles of the steps of the draft, once the pipeline has made it."""
    helper.goto("/enregistrements/")
    helper.get_by_role("link", name=re.compile(title)).first.click()
    open_draft = helper.get_by_role("link", name="Ouvrir le brouillon")
    expect(open_draft).to_be_visible(timeout=300_000)
    open_draft.click()
    steps = helper.locator("[data-step]:visible")
    expect(steps.first).to_be_visible()
    return helper.locator("[data-step] input[name$='-title']").evaluate_all(
        "fields => fields.map(field => field.value)"
    )


def test_a_session_becomes_a_draft(helper: Page, learner, site: Site, picture):
    page, shown = meet(learner, helper, picture)
    recording(page, True)
    recording(helper, True)
    picture(page, "live-learner")
    picture(helper, "live-helper")

    # Pointed at, with words, and marked as steps.
    for number in (0, 1):
        press(helper, f"le bouton {SCREENS[number]}")
        expect(page.get_by_text(f"le bouton {SCREENS[number]}").first).to_be_visible()
        mark(helper, f"Ouvrez {SCREENS[number + 1]}")
        time.sleep(2.5)
        shown.turn(number + 1)
        time.sleep(3)
    page.click("#fait")

    # Off the record, at once and for both.
    page.click("#hors-enregistrement")
    recording(page, False)
    recording(helper, False)
    helper.fill("#message", "mon mot de passe est perroquet")
    helper.press("#message", "Enter")
    expect(page.get_by_text("perroquet").first).to_be_visible()
    page.click("#hors-enregistrement")
    recording(helper, True)

    # The picture takes another size.
    before = size(helper)
    shown.page.set_viewport_size({"width": 700, "height": 500})
    wait_until(lambda: size(helper) != before, "the picture has another size", 20)
    moving(helper)

    # Both pages are loaded again: the same room, the same roles, the recording goes on.
    page.reload()
    connected(page)
    show(page, helper)
    helper.reload()
    connected(helper)
    moving(helper)
    recording(page, True)

    # Nothing passes for five seconds.
    site.processes["live"].send_signal(signal.SIGSTOP)
    time.sleep(5)
    site.processes["live"].send_signal(signal.SIGCONT)
    connected(page)
    connected(helper)
    moving(helper)

    mark(helper, f"Lisez {SCREENS[3]}")
    time.sleep(2)
    shown.turn(3)
    time.sleep(3)

    # The learner leaves: thanks, and the way to their own session.
    page.click("#quitter")
    page.click("#quitter-oui")
    page.wait_for_url(re.compile("/aide/merci/"), timeout=30_000)
    picture(page, "live-thanks")
    helper.wait_for_url(re.compile("/aide/compte-rendu/"), timeout=30_000)
    picture(helper, "live-report")
    key = page.url.rstrip("/").rsplit("/", 1)[1]

    wait_until(lambda: recordings(site), "the recording is made", 60)
    titles = draft_of(site, helper, "écrire à la mairie")
    for label in (f"Ouvrez {SCREENS[1]}", f"Ouvrez {SCREENS[2]}", f"Lisez {SCREENS[3]}"):
        assert label in titles
    assert "perroquet" not in kept(site)

    # Their own steps, by a link that nobody else has.
    page.goto(f"/mon-accompagnement/{key}/")
    expect(page.get_by_text(f"Ouvrez {SCREENS[1]}").first).to_be_visible()
    picture(page, "live-own-session")


def test_a_killed_live_process_costs_no_session(helper: Page, learner, site: Site):
    made = len(recordings(site))
    page, shown = meet(learner, helper)
    time.sleep(3)
    site.stop("live", signal.SIGKILL)
    site.start("live")
    for each in (page, helper):
        connected(each)
    moving(helper)
    shown.turn(1)
    time.sleep(3)

    # Nobody says any more that it goes on: the sweep makes the recording of what there is.
    site.stop("live", signal.SIGKILL)
    for each in (page, helper):
        each.goto("about:blank")
    wait_until(lambda: len(recordings(site)) == made + 1, "the recording is made", 120)
    site.start("live")
    assert recordings(site)[0] > 5


def test_picture_and_sound_stay_together(helper: Page, learner, site: Site):
    """The screen flashes and the voice beeps at each full second of the learner's clock."""
    made = len(recordings(site))
    learner.add_init_script(BEEPS)
    page, shown = meet(learner, helper)
    shown.page.evaluate(FLASHES)
    page.wait_for_timeout(1000 * SKEW_SECONDS)
    page.click("#quitter")
    page.click("#quitter-oui")
    wait_until(lambda: len(recordings(site)) == made + 1, "the recording is made", 60)
    path = newest(site)
    flashes = np.array(played.flashes(path))
    beeps = np.array(played.beeps(path, played.voice(path, "learner")))
    late = np.array([flash - beeps[np.abs(beeps - flash).argmin()] for flash in flashes[2:-1]])
    parts = np.array_split(late, max(1, SKEW_SECONDS // 60))
    told = ", ".join(f"{1000 * np.median(part):.0f}" for part in parts)
    say(f"picture after sound, ms, median of each minute: {told}; of {len(late)} flashes")
    assert len(late) > SKEW_SECONDS * 0.7
    assert all(abs(np.median(part)) <= 0.080 for part in parts)
    assert np.quantile(np.abs(late), 0.95) <= 0.08


FLASHES = """() => {
  document.body.innerHTML = "";
  setInterval(() => {
    document.body.style.background = Date.now() % 1000 < 300 ? "#fff" : "#000";
  }, 5);
}"""

BEEPS = """navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext();
  const beep = new OscillatorNode(context, { frequency: 440 });
  const gain = new GainNode(context, { gain: 0 });
  const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  beep.connect(gain).connect(out);
  beep.start();
  let last = 0;
  setInterval(() => {
    const next = Math.ceil(Date.now() / 1000) * 1000;
    const wait = next - Date.now();
    if (wait > 200 || next === last) return;
    last = next;
    gain.gain.setValueAtTime(0.8, context.currentTime + wait / 1000);
    gain.gain.setValueAtTime(0, context.currentTime + wait / 1000 + 0.1);
  }, 20);
  return out.stream;
};"""


def newest(site: Site) -> Path:
    """The file of the newest recording of a live session."""
    told = site.manage(
        "shell", "-v0", "-c",
        "from live.models import Room\n"
        "room = Room.objects.exclude(recording=None).order_by('-opened_at')[0]\n"
        "print('file', room.recording.folder / room.recording.parts.get(role='main').file)",
    )  # fmt: skip
    return Path(re.search(r"^file (.+)$", told, re.MULTILINE)[1])


def recordings(site: Site) -> list[float]:
    """How long the recordings of live sessions are, the newest first."""
    told = site.manage(
        "shell", "-v0", "-c",
        "from live.models import Room\n"
        "from media.probe import probe\n"
        "for room in Room.objects.exclude(recording=None).order_by('-opened_at'):\n"
        "    main = room.recording.parts.get(role='main')\n"
        "    print('seconds', probe(room.recording.folder / main.file).duration)",
    )  # fmt: skip
    return [float(seconds) for seconds in re.findall(r"seconds ([\d.]+)", told)]


def kept(site: Site) -> str:
    """Every word that was kept anywhere of the sessions."""
    files = [*site.var.glob("live/**/*"), *site.var.glob("recordings/**/*")]
    texts = [f.read_bytes() for f in files if f.is_file() and f.suffix not in (".mkv", ".mp4")]
    return b"".join(texts).decode("utf-8", "replace")
