"""A tutorial as one HTML file that needs nothing else: styles, pictures and all."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from kb.tutorials.exports.material import Material

STYLES = ("kb/css/tokens.css", "tutorials/still.css", "tutorials/exports/single.css")


def single_file(material: Material) -> bytes:
    """With the pictures."""
    return html_of(material).encode()


def single_file_with_video(material: Material) -> bytes:
    """With the pictures, and the whole video with its captions."""
    return html_of(material, video=True).encode()


def html_of(material: Material, *, video: bool = False, script: str = "") -> str:
    """The file as text. `script` runs in it: a learning platform asks for some."""
    film, captions = (material.video, material.captions) if video else (None, None)
    context = {
        "tutorial": material.tutorial,
        "steps": [(step, _picture(material.still(step))) for step in material.tutorial.steps],
        "address": material.address,
        "styles": "\n".join(_style(name) for name in STYLES),
        "video": _data(film, "video/mp4") if film else None,
        "captions": _data(captions, "text/vtt") if captions else None,
        "script": script,
    }
    return render_to_string("tutorials/exports/single.html", context)


def _picture(content: bytes | None) -> str | None:
    return f"data:image/webp;base64,{b64encode(content).decode()}" if content else None


def _data(file: Path, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(file.read_bytes()).decode()}"


def _style(name: str) -> str:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found).read_text("utf-8")
