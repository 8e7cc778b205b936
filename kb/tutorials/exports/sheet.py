"""The sheet of a tutorial as PDF: A4, large letters, the places marked, room for notes."""

from __future__ import annotations

import io
from functools import cache, partial
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from PIL import Image
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
)

from kb.tutorials.exports.material import Material
from kb.tutorials.published import PublishedStep
from kb.tutorials.templatetags.tutorial_tags import outline, where

MARGIN, WIDTH = 16 * mm, 178 * mm
PICTURE_HEIGHT = 76 * mm
MARK, MISTAKE, RULE = HexColor("#b4005f"), HexColor("#8a4b00"), HexColor("#777777")
LINES, LINE_GAP = 3, 8 * mm
FONT, BOLD = "Vera", "VeraBd"
NARROW = {0x202F: " ", 0x2009: " ", 0x2011: "-"}
"""Narrow spaces and hyphens that the font lacks, and what stands for them."""


def sheet(material: Material) -> bytes:
    """The PDF. Pictures are those that are public."""
    fonts()
    tutorial, held = material.tutorial, io.BytesIO()
    document = BaseDocTemplate(
        held,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=tutorial.title,
        subject=tutorial.summary,
        lang="fr-FR",
        invariant=1,
    )
    frame = Frame(MARGIN, MARGIN + 6 * mm, WIDTH, A4[1] - 2 * MARGIN - 6 * mm, 0, 0, 0, 0)
    footer = partial(_footer, address=material.address)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=footer))
    document.build(_story(material))
    return held.getvalue()


@cache
def fonts() -> None:
    """Registers the fonts that come with ReportLab, which hold what French needs."""
    for name in (FONT, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)


def printable(text: str) -> str:
    """The text with what the font lacks replaced, ready for a paragraph."""
    known = pdfmetrics.getFont(FONT).face.charWidths
    text = text.translate(NARROW)
    return escape("".join(one if ord(one) in known or one == "\n" else "?" for one in text))


def _story(material: Material) -> list[Flowable]:
    tutorial = material.tutorial
    story: list[Flowable] = [_words(tutorial.title, 22, bold=True, after=3 * mm)]
    if tutorial.summary:
        story.append(_words(tutorial.summary, 13.5, after=2 * mm))
    if tutorial.service:
        story.append(_words(tutorial.service, 12, after=2 * mm))
    story.append(_words(f"{_('On the internet:')} {material.address}", 10.5, after=6 * mm))
    for step in tutorial.steps:
        story.append(KeepTogether(_step(step, material.still(step))))
    return story


def _step(step: PublishedStep, still: bytes | None) -> list[Flowable]:
    parts = [_words(f"{step.number}. {step.title}", 16, bold=True, after=2 * mm)]
    if step.mistake:
        parts.append(_words(_("Common mistake."), 12.5, bold=True, after=2 * mm))
    if still:
        parts += [Still(still, step), Spacer(1, 2 * mm)]
    place = where(step)
    if place:
        parts.append(_words(place, 11.5, after=2 * mm))
    if step.text:
        parts.append(_words(step.text, 13.5, after=2 * mm))
    return [*parts, Notes(_("My notes")), Spacer(1, 5 * mm)]


def _words(text: str, size: float, *, bold: bool = False, after: float = 0.0) -> Paragraph:
    style = ParagraphStyle(
        f"{size}-{bold}",
        fontName=BOLD if bold else FONT,
        fontSize=size,
        leading=1.35 * size,
        spaceAfter=after,
    )
    return Paragraph(printable(text).replace("\n", "<br/>"), style)


def _footer(canvas: Any, document: Any, *, address: str) -> None:
    canvas.setFont(FONT, 9)
    canvas.setFillColor(RULE)
    canvas.drawString(MARGIN, MARGIN - 2 * mm, address[:90])
    canvas.drawRightString(A4[0] - MARGIN, MARGIN - 2 * mm, str(document.page))


class Still(Flowable):
    """A picture with its place marked, as wide as the sheet or as high as leaves room."""

    def __init__(self, content: bytes, step: PublishedStep) -> None:
        super().__init__()
        image = Image.open(io.BytesIO(content)).convert("RGB")
        packed = io.BytesIO()
        image.save(packed, "JPEG", quality=85)
        packed.seek(0)
        self._image, self._step = ImageReader(packed), step
        scale = min(WIDTH / image.width, PICTURE_HEIGHT / image.height)
        self.width, self.height = image.width * scale, image.height * scale

    def draw(self) -> None:
        """The picture, its frame, and the mark: white below, so that it is seen on any screen."""
        self.canv.drawImage(self._image, 0, 0, self.width, self.height)
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.5)
        self.canv.rect(0, 0, self.width, self.height)
        if self._step.click:
            colour = MISTAKE if self._step.mistake else MARK
            for stroke, thickness in ((white, 4.5), (colour, 2.5)):
                self.canv.setStrokeColor(stroke)
                self.canv.setLineWidth(thickness)
                self._mark(*self._step.click)

    def _mark(self, x: float, y: float) -> None:
        box = outline(self._step)
        if box:
            left, top, wide, high = box
            around = 1.2 * mm
            self.canv.roundRect(
                left * self.width - around,
                (1 - top - high) * self.height - around,
                wide * self.width + 2 * around,
                high * self.height + 2 * around,
                1.5 * mm,
            )
        else:
            self.canv.circle(x * self.width, (1 - y) * self.height, 4.5 * mm)
        # From the side where the picture has room.
        right, down = (1 if x < 0.5 else -1), (1 if y < 0.6 else -1)
        tip_x, tip_y = x * self.width + right * 6 * mm, (1 - y) * self.height - down * 6 * mm
        self.canv.line(tip_x, tip_y, tip_x + right * 11 * mm, tip_y - down * 9 * mm)
        self.canv.line(tip_x, tip_y, tip_x + right * 4.5 * mm, tip_y - down * 0.5 * mm)
        self.canv.line(tip_x, tip_y, tip_x + right * 1.0 * mm, tip_y - down * 4.5 * mm)


class Notes(Flowable):
    """Lines to write on."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self._label = label
        self.width, self.height = WIDTH, LINES * LINE_GAP + 3 * mm

    def draw(self) -> None:
        """The label, and the lines under it."""
        self.canv.setFont(FONT, 10)
        self.canv.setFillColor(RULE)
        self.canv.drawString(0, self.height - 4 * mm, self._label)
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.6)
        for line in range(LINES):
            self.canv.line(0, line * LINE_GAP, self.width, line * LINE_GAP)
