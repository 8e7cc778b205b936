"""The colours of the look: every pair that is used can be read, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "kb/static/kb/css"
TEXT, GRAPHIC = 4.5, 3.0

PAIRS = [
    ("ink", "paper", 7.0),
    ("ink", "surface", 7.0),
    ("ink", "surface-soft", 7.0),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "surface", TEXT),
    ("ink-soft", "surface-soft", TEXT),
    ("accent", "paper", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "surface-soft", TEXT),
    ("accent-strong", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("ink", "accent-soft", TEXT),
    ("ink", "success-soft", TEXT),
    ("ink", "warn-soft", TEXT),
    ("ink", "error-soft", TEXT),
    ("success", "success-soft", TEXT),
    ("warn", "warn-soft", TEXT),
    ("error", "error-soft", TEXT),
    ("error", "surface", TEXT),
    ("error", "paper", TEXT),
    ("on-error", "error", TEXT),
    ("on-highlight", "highlight", TEXT),
    ("line-strong", "surface", GRAPHIC),
    ("line-strong", "paper", GRAPHIC),
    ("focus", "paper", GRAPHIC),
    ("focus", "surface", GRAPHIC),
    ("focus", "surface-soft", GRAPHIC),
    ("mark", "mark-halo", TEXT),
]


def tokens(scheme: str) -> dict[str, str]:
    light, dark = (CSS / "tokens.css").read_text().split("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark))
    return colours


def luminance(colour: str) -> float:
    """WCAG 2's relative luminance of `#rrggbb`."""
    shares = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_a_pair_of_colours_can_be_read(scheme, front, back, least):
    colours = tokens(scheme)
    assert contrast(colours[front], colours[back]) >= least


def test_only_the_tokens_and_the_print_sheet_name_colours():
    for name in ("base", "components"):
        text = (CSS / f"{name}.css").read_text()
        assert not re.findall(r"#[0-9a-f]{3,6}\b", text)


def test_no_style_sheet_fetches_anything():
    for sheet in CSS.parents[2].rglob("*.css"):
        assert "url(" not in sheet.read_text(), sheet
        assert "@import" not in sheet.read_text(), sheet
