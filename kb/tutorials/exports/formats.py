"""The formats a tutorial can be taken away in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kb.tutorials.exports.markdown import markdown
from kb.tutorials.exports.material import Material, material_of
from kb.tutorials.exports.package import scorm
from kb.tutorials.exports.sheet import sheet
from kb.tutorials.exports.single_file import single_file, single_file_with_video
from kb.tutorials.models import TutorialPage


class UnknownFormat(LookupError):
    """There is no such format, or this tutorial has nothing to fill it with."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to take a tutorial away. `needs`: captions, video, or nothing beyond the steps."""

    name: str
    label: str | Promise
    about: str | Promise
    suffix: str
    content_type: str
    make: Callable[[Material], bytes]
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """A file to be saved."""

    content: bytes
    content_type: str
    filename: str


def _vtt(material: Material) -> bytes:
    return material.captions.read_bytes() if material.captions else b""


def _srt(material: Material) -> bytes:
    from media.captions import read_vtt, write_srt

    return write_srt(read_vtt(_vtt(material).decode())).encode()


FORMATS = (
    Format(
        "fiche",
        _("Sheet to print (PDF)"),
        _("On A4 paper, in large letters, with room for your notes."),
        ".pdf",
        "application/pdf",
        sheet,
    ),
    Format(
        "fichier",
        _("One file for a USB stick"),
        _("It opens in any browser, without the internet."),
        ".html",
        "text/html; charset=utf-8",
        single_file,
    ),
    Format(
        "fichier-video",
        _("One file with the video"),
        _("The same, with the gestures to see again. It is heavier."),
        "-video.html",
        "text/html; charset=utf-8",
        single_file_with_video,
        needs="video",
    ),
    Format(
        "texte",
        _("Text (Markdown)"),
        _("To be taken up in another document."),
        ".md",
        "text/markdown; charset=utf-8",
        markdown,
    ),
    Format(
        "sous-titres-vtt",
        _("Captions (VTT)"),
        _("What is said in the video, for web players."),
        ".vtt",
        "text/vtt; charset=utf-8",
        _vtt,
        needs="captions",
    ),
    Format(
        "sous-titres-srt",
        _("Captions (SRT)"),
        _("What is said in the video, for editing programs."),
        ".srt",
        "application/x-subrip; charset=utf-8",
        _srt,
        needs="captions",
    ),
    Format(
        "moodle",
        _("Course package (SCORM)"),
        _("For Moodle and other learning platforms."),
        ".zip",
        "application/zip",
        scorm,
    ),
)


def offered(page: TutorialPage) -> list[Format]:
    """The formats that this tutorial has something for."""
    material = material_of(page)
    return [one for one in FORMATS if _has(material, one)]


def export(page: TutorialPage, name: str) -> Export:
    """The tutorial in the format of that name; UnknownFormat where that cannot be."""
    material = material_of(page)
    wanted = next((one for one in FORMATS if one.name == name), None)
    if wanted is None or not _has(material, wanted):
        raise UnknownFormat(name)
    stem = slugify(material.tutorial.title)[:60] or "tutoriel"
    return Export(wanted.make(material), wanted.content_type, f"{stem}{wanted.suffix}")


def _has(material: Material, wanted: Format) -> bool:
    return not wanted.needs or getattr(material, wanted.needs) is not None
