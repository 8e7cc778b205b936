"""What is made to be watched, in a real browser."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, sync_playwright

from media.replay import Span, preview, publish
from tests import clips
from tests.services_needed import program

pytestmark = pytest.mark.browser

SEEK = """async t => {
  const video = document.querySelector('video');
  video.pause();
  if (video.readyState < 1)
    await new Promise(done => video.addEventListener('loadedmetadata', done, {once: true}));
  const sought = new Promise(done => video.addEventListener('seeked', done, {once: true}));
  video.currentTime = t;
  await sought;
  await new Promise(requestAnimationFrame);
  return video.duration;
}"""


@pytest.fixture(scope="module")
def browser():
    path = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


def seen(browser: Browser, path: Path, times: list[float]) -> list[int]:
    """The numbers of the pictures that the browser shows at these times."""
    page = browser.new_page()
    page.set_default_timeout(20_000)
    page.goto(path.as_uri())
    numbers = []
    for t in times:
        page.evaluate(SEEK, t)
        # Drawn by hand, or the controls would cover the bars.
        page.add_style_tag(content="video::-webkit-media-controls {display: none !important}")
        data = page.locator("video").screenshot()
        numbers.append(clips.number_of(cv2.imdecode(np.frombuffer(data, np.uint8), 1)))
    page.close()
    return numbers


def test_a_preview_is_sought(browser: Browser, tmp_path: Path):
    preview(clips.mkv(seconds=12.0), tmp_path / "preview.mp4")
    numbers = seen(browser, tmp_path / "preview.mp4", [11.06, 2.56, 7.06])
    assert all(abs(n - expected) <= 1 for n, expected in zip(numbers, (110, 25, 70), strict=True))


def test_a_clip_starts_with_the_first_picture_of_its_step(browser: Browser, tmp_path: Path):
    path = tmp_path / "public.mp4"
    spans = [Span(2.5, 3.1), Span(0.3, 0.9), Span(1.7, 2.2)]
    placed = publish(clips.webm(), path, spans).spans
    assert seen(browser, path, [span.at for span in reversed(placed)]) == [17, 3, 25]
