"""The editor's desk in a real browser: why a step is there, masks that the machine proposes."""

from __future__ import annotations

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.site import Site

pytestmark = pytest.mark.slow

MASKS = [
    {"start": 2.0, "end": 4.0, "kind": "phone", "box": [100, 100, 200, 40], "confidence": 0.9},
    {"start": 4.0, "end": 9.0, "kind": "phone", "box": [100, 100, 260, 40], "confidence": 0.9},
    {"start": 20.0, "end": 25.0, "kind": "name", "box": [900, 40, 120, 30], "confidence": 0.5},
]

FIND = f"""
import json
from kb.recordings.models import StageRun
from kb.tutorials.models import RecordingDraft
drafts = RecordingDraft.objects.select_related("page")
draft = drafts.get(recording__title="Répondre à la mairie par courriel")
run = StageRun.objects.get(recording=draft.recording, stage="protect")
run.output["masks"]["screen"] = json.loads({json.dumps(MASKS)!r})
run.save()
draft.recording.masks.exclude(decision="drawn").delete()
first = draft.page.get_latest_revision_as_object().steps[0]
draft.grounds[first.id]["plain_title"] = "Comme on l’a dit"
draft.save()
print("page", draft.page_id, draft.recording_id)
"""


BEFORE = """
from kb.tutorials.models import RecordingDraft
drafts = RecordingDraft.objects.select_related("page")
draft = drafts.get(recording__title="Répondre à la mairie par courriel")
print("revision", draft.page.live_revision_id)
"""

AFTER = """
import time
from wagtail.models import Revision
from kb.recordings.models import StageRun
from kb.recordings.selectors import proposals_left
from kb.recordings.services import proposals_keep
from kb.tutorials.models import Publication, RecordingDraft
drafts = RecordingDraft.objects.select_related("page")
draft = drafts.get(recording__title="Répondre à la mairie par courriel")
run = StageRun.objects.get(recording=draft.recording, stage="protect")
run.output["masks"]["screen"] = []
run.save()
draft.recording.masks.exclude(decision="drawn", kind="drawn").delete()
draft.recording.caption_edits.all().delete()
proposals_keep(recording=draft.recording, proposals=proposals_left(draft.recording))
Revision.objects.get(pk={revision}).publish()
for _turn in range(240):
    if Publication.objects.get(page=draft.page).state == "ready":
        break
    time.sleep(0.5)
"""


@pytest.fixture(scope="module")
def loaded(site: Site):
    """The sample, which is afterwards what it was: other tests read it."""
    site.manage("load_sample")
    revision = re.search(r"revision (\d+)", site.manage("shell", "-c", BEFORE))[1]
    yield
    site.manage("shell", "-c", AFTER.replace("{revision}", revision))


@pytest.fixture
def places(site: Site, loaded: None) -> tuple[str, str]:
    """Where the shipped sample is edited, and where its masks are reviewed: nobody has looked."""
    page, recording = re.search(r"page (\d+) (\S+)", site.manage("shell", "-c", FIND)).groups()
    return f"/admin/pages/{page}/edit/", f"/admin/donnees-personnelles/{recording}/"


@pytest.fixture
def sample(places: tuple[str, str]) -> str:
    return places[0]


@pytest.fixture
def desk(editor: Page, sample: str) -> Page:
    editor.goto(sample)
    expect(editor.locator("[data-step]").first).to_be_visible()
    expect(masks(editor, "proposed", "picture")).to_have_count(2)
    return editor


def watched(page: Page) -> Page:
    """The page once Wagtail has taken its first look at the form, which it then watches."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    return page


@pytest.fixture
def review(editor: Page, places: tuple[str, str]) -> Page:
    editor.goto(places[1])
    expect(masks(editor, "proposed", "picture")).to_have_count(2)
    return editor


def at(page: Page) -> float:
    return page.locator("[data-player]").evaluate("player => player.currentTime")


def masks(page: Page, origin: str, medium: str = ""):
    which = f"[data-medium={medium}]" if medium else ""
    return page.locator(f"[data-masks] li[data-origin={origin}]{which}")


def test_a_step_says_why_it_is_there_and_plays_from_each_reason(desk: Page):
    why = desk.locator("[data-step-why]").nth(1)
    why.locator("summary").press("Enter")
    reasons = why.locator("[data-step-reasons] button")
    expect(reasons.first).to_be_visible()
    minutes, seconds = reasons.first.locator(".recording-desk__when").inner_text().split(":")
    reasons.first.press("Enter")
    desk.wait_for_function("() => document.querySelector('[data-player]').currentTime > 0")
    assert abs(at(desk) - (int(minutes) * 60 + int(seconds))) < 2.5


def test_the_title_as_it_was_said_is_one_press_away(desk: Page):
    step = desk.locator("[data-step]").first
    expect(step.locator("[data-step-plain]")).to_contain_text("Comme on l’a dit")
    step.locator("[data-step-do=plain]").press("Enter")
    title = step.locator("input[name$='-title']")
    expect(title).to_have_value("Comme on l’a dit")
    expect(title).to_be_focused()
    expect(step.locator("[data-step-plain]")).to_be_hidden()


def test_a_proposed_mask_is_seen_in_words_and_over_the_picture(desk: Page):
    phone = masks(desk, "proposed", "picture").first
    expect(phone).to_contain_text("numéro de téléphone")
    expect(masks(desk, "proposed", "picture").nth(1)).to_contain_text("à vérifier")
    phone.locator("button").first.press("Enter")
    box = desk.locator("[data-box=proposed]")
    expect(box).to_be_visible()
    drawn, frame = box.bounding_box(), desk.locator("[data-boxes]").bounding_box()
    assert abs((drawn["x"] - frame["x"]) / frame["width"] - 100 / 1280) < 0.01


def test_nothing_is_published_before_the_masks_were_looked_at(desk: Page):
    desk.locator("button[name=action-publish]").first.evaluate("button => button.click()")
    expect(desk.get_by_text("pas encore été regardés")).to_be_visible()
    desk.get_by_role("link", name="Regarder les masques").click()
    expect(desk.locator("[data-review]")).to_be_visible()


def test_a_mask_taken_away_says_why_and_stays_away_until_it_is_put_back(desk: Page, sample: str):
    phone = masks(desk, "proposed", "picture").first
    phone.get_by_role("button", name=re.compile("^Retirer")).press("Enter")
    reason = phone.locator("[data-reason]").nth(1)
    reason.press("Enter")
    away = masks(desk, "refused")
    expect(away).to_contain_text("C’est inventé pour l’exemple")
    desk.goto(sample)
    expect(masks(desk, "refused")).to_have_count(1)
    masks(desk, "refused").get_by_role("button", name=re.compile("^Remettre")).press("Enter")
    expect(masks(desk, "kept", "picture")).to_have_count(1)


def test_the_whole_review_is_done_by_the_enter_key_alone(review: Page):
    """One press for all the sure ones, and one for each that is to be checked."""
    left = masks(review, "proposed")
    review.locator("[data-masks-keep]").press("Enter")
    expect(left).to_have_count(1)
    expect(left.locator("[data-keep]")).to_be_focused()
    review.keyboard.press("Enter")
    expect(left).to_have_count(0)
    expect(review.locator("[data-masks-left]")).to_have_text("Tous les masques ont été regardés.")


def test_a_mask_is_seen_with_what_it_covers_and_put_right(review: Page):
    name = masks(review, "proposed", "picture").nth(1)
    picture = name.locator("img")
    picture.scroll_into_view_if_needed()
    review.wait_for_function(
        "() => [...document.querySelectorAll('[data-masks] img')].some(one => one.naturalWidth)"
    )
    name.get_by_role("button", name=re.compile("^Corriger")).press("Enter")
    expect(review.locator(".recording-desk__box--new")).to_be_focused()
    review.keyboard.press("Shift+ArrowRight")
    review.locator("[data-mask-to]").fill("27")
    review.locator("[data-mask-save]").press("Enter")
    drawn = masks(review, "drawn", "picture").filter(has_text="nom")
    expect(drawn).to_contain_text("0:27,0")
    expect(masks(review, "refused")).to_have_count(1)


def test_a_passage_of_sound_is_covered(review: Page):
    review.locator("[data-mask-begin=sound]").press("Enter")
    review.locator("[data-mask-from]").fill("1")
    review.locator("[data-mask-to]").fill("3")
    review.locator("[data-mask-save]").press("Enter")
    expect(masks(review, "drawn", "sound")).to_contain_text("0:01,0 – 0:03,0")
    expect(review.locator("[data-mask-form]")).to_be_hidden()
    masks(review, "drawn", "sound").get_by_role("button", name=re.compile("^Retirer")).click()
    expect(masks(review, "drawn", "sound")).to_have_count(0)


def test_the_outline_of_the_target_goes_when_a_person_chooses_another_place(desk: Page):
    outlines = desk.locator("[data-step-outline]:not([hidden])")
    expect(outlines).not_to_have_count(0)
    before = outlines.count()
    step = desk.locator("[data-step]").filter(has=outlines).first
    image = step.locator("[data-step-image]").bounding_box()
    assert step.locator("[data-step-outline]").bounding_box()["width"] < image["width"]
    step.locator("[data-step-still]").press("ArrowLeft")
    expect(outlines).to_have_count(before - 1)


def titles(page: Page) -> list[str]:
    fields = page.locator("[data-streamfield-child]:not([aria-hidden=true]) input[name$='-title']")
    return fields.evaluate_all("all => all.map(one => one.value)")


def at_step(page: Page, number: int) -> None:
    """The keyboard on a step, and the recording within it."""
    title = page.locator("[data-step] input[name$='-title']").nth(number)
    title.focus()
    title.press("Escape")
    page.keyboard.press("s")
    page.keyboard.press("p")
    page.wait_for_timeout(200)
    page.locator("[data-player]").evaluate("player => { player.currentTime += 2 }")


def test_a_step_is_cut_merged_and_all_is_undone_by_the_keyboard(desk: Page):
    before = titles(desk)
    at_step(desk, 0)
    desk.keyboard.press("c")
    desk.wait_for_timeout(600)
    assert len(titles(desk)) == len(before) + 1
    at_step(desk, 0)
    desk.keyboard.press("m")
    desk.wait_for_timeout(900)
    assert len(titles(desk)) == len(before)
    until(desk, "undo", len(before) + 1)
    until(desk, "undo", len(before))
    assert titles(desk) == before
    until(desk, "redo", len(before) + 1)


def until(page: Page, deed: str, count: int) -> None:
    """Goes back or forth in the acts until there are so many steps: that a picture is taken for a
    new step is an act of its own."""
    for _act in range(8):
        page.locator(f"[data-{deed}]").click()
        if len(titles(page)) == count:
            return
    assert len(titles(page)) == count


def test_a_border_is_dragged_on_the_sound(desk: Page):
    ends = desk.locator("[data-step] input[name$='-end']")
    before = float(ends.first.input_value())
    wave = desk.locator("[data-wave]")
    wave.scroll_into_view_if_needed()
    frame = wave.bounding_box()
    length = desk.locator("[data-player]").evaluate("player => player.duration")
    x, y = frame["x"] + before / length * frame["width"], frame["y"] + frame["height"] / 2
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x + 12, y, steps=4)
    desk.mouse.up()
    assert abs(float(ends.first.input_value()) - before - 12 / frame["width"] * length) < 0.3


def test_another_picture_is_chosen_and_a_box_is_drawn(desk: Page):
    step = desk.locator("[data-step]").first
    still = step.locator("input[name$='-still']")
    before = still.input_value()
    step.locator("[data-step-choices] summary").click()
    step.locator(".step-editor__choice").last.click()
    expect(still).not_to_have_value(before)
    image = step.locator("[data-step-image]")
    # Clear of the page's header, which stays on top.
    image.evaluate("image => image.scrollIntoView({ block: 'center' })")
    frame = image.bounding_box()
    x, y = frame["x"] + frame["width"] * 0.2, frame["y"] + frame["height"] * 0.2
    desk.mouse.move(x, y)
    desk.mouse.down()
    desk.mouse.move(x + frame["width"] * 0.1, y + frame["height"] * 0.1, steps=4)
    desk.mouse.up()
    box = [
        float(part) for part in step.locator("input[name$='-target_box']").input_value().split(",")
    ]
    assert box == pytest.approx([0.2, 0.2, 0.1, 0.1], abs=0.02)
    assert float(step.locator("input[name$='-click_x']").input_value()) == pytest.approx(
        0.25, abs=0.02
    )


def test_a_sentence_is_put_right_where_it_is_read(desk: Page):
    lines = desk.locator("[data-transcript] li")
    before = lines.first.locator(".recording-desk__text").inner_text()
    lines.first.locator(".recording-desk__correct").press("Enter")
    field = lines.first.locator("textarea")
    expect(field).to_be_focused()
    field.fill("Le but, c’est de répondre à la mairie.")
    field.press("Enter")
    expect(lines.first).to_contain_text("Le but, c’est de répondre à la mairie.")
    expect(lines.first.locator(".recording-desk__correct")).to_be_focused()
    lines.first.locator(".recording-desk__correct").press("Enter")
    field.fill(before)
    field.press("Enter")
    expect(lines.first).to_contain_text(before)


def test_what_is_edited_is_kept_by_itself(desk: Page, sample: str):
    summary = watched(desk).locator("textarea[name=summary]")
    with desk.expect_response(
        lambda answer: answer.request.method == "POST" and sample in answer.url
    ):
        summary.fill("Répondre, sans se presser.")
    desk.goto(sample)
    expect(desk.locator("textarea[name=summary]")).to_have_value("Répondre, sans se presser.")


def test_two_editors_at_once_do_not_overwrite_each_other(desk: Page, sample: str):
    other = desk.context.new_page()
    other.goto(sample)
    watched(desk)
    watched(other)
    saved = lambda answer: answer.request.method == "POST" and sample in answer.url  # noqa: E731
    with desk.expect_response(saved):
        desk.locator("textarea[name=summary]").fill("Ce que dit la première.")
    with other.expect_response(saved) as refused:
        other.locator("textarea[name=summary]").fill("Ce que dit la seconde.")
    assert refused.value.json()["success"] is False
    desk.reload()
    expect(desk.locator("textarea[name=summary]")).to_have_value("Ce que dit la première.")
    other.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_review_is_accessible_and_fits(review: Page, width: int, picture):
    review.set_viewport_size({"width": width, "height": 800})
    masks(review, "proposed").first.get_by_role("button", name=re.compile("^Retirer")).click()
    found = Axe().run(review).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    root = "document.documentElement"
    assert review.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
    picture(review, f"personal-data-{width}")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_desk_is_accessible_and_fits(desk: Page, width: int, picture):
    desk.set_viewport_size({"width": width, "height": 800})
    desk.locator("[data-step-why] summary").first.click()
    found = Axe().run(desk).response["violations"]
    # Wagtail gives every block of one kind the same name.
    serious = [one for one in found if one["id"] != "landmark-unique"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in serious] == []
    root = "document.documentElement"
    assert desk.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
    desk.locator("[data-step]").first.scroll_into_view_if_needed()
    picture(desk, f"desk-{width}")


def test_a_draft_is_reviewed_and_published_in_few_actions(review: Page):
    """Where the machine was right: one press for the sure masks, one for each other, three more."""
    actions = 0

    def act(target):
        nonlocal actions
        actions += 1
        target.press("Enter")

    left = masks(review, "proposed")
    act(review.locator("[data-masks-keep]"))
    expect(left).to_have_count(1)
    act(left.locator("[data-keep]"))
    expect(left).to_have_count(0)
    act(review.get_by_role("link", name="Revenir aux étapes"))
    act(review.get_by_role("button", name="Plus d'actions"))
    act(review.get_by_role("button", name="Publier", exact=True))
    expect(review.get_by_text("a été publiée", exact=False).first).to_be_visible()
    assert actions == 5
