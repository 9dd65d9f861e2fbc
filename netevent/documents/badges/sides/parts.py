"""The parts of a badge that are not text: the QR code, the band of its type, photo and logo."""

from __future__ import annotations

from functools import lru_cache

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from netevent.core.text.cleaning import clean_line
from netevent.documents import qr_codes
from netevent.documents.badges.sides import pictures
from netevent.documents.badges.sides.box import Box, mm
from netevent.documents.badges.sides.colours import Inks
from netevent.documents.badges.sides.texts import Text, draw_in_middle
from netevent.documents.lettering import Weight

# What phones read at arm's length. Quiet zones come on top.
SMALLEST_CODE = 25 * mm
EDGE = 0.5


def draw_code(canvas: Canvas, link: str, box: Box) -> None:
    qr_codes.draw_code(canvas, link, box.left, box.top, box.width)


def draw_band(canvas: Canvas, type_name: str, box: Box, inks: Inks) -> None:
    """The type in its colour and in its word: colours alone say nothing to many."""
    canvas.setFillColorRGB(*inks.band)
    canvas.setStrokeColorRGB(*inks.quiet)
    canvas.setLineWidth(EDGE)
    canvas.addLiteral(f"{_round_box(box)} {'b' if inks.has_edge else 'f'}")
    words = Box(box.left + 2 * mm, box.bottom, box.width - 4 * mm, box.height)
    draw_in_middle(canvas, Text(clean_line(type_name), 0.56 * box.height, inks.on_band, Weight.bold), words)


@lru_cache(maxsize=64)
def _round_box(box: Box) -> str:
    """Its path as PDF: the same on all badges."""
    path = PDFPathObject()
    path.roundRect(box.left, box.bottom, box.width, box.height, min(2 * mm, box.height / 4))
    return path.getCode()


def draw_photo(canvas: Canvas, picture: ImageReader, box: Box) -> None:
    """With round corners."""
    canvas.saveState()
    edge = canvas.beginPath()
    edge.roundRect(box.left, box.bottom, box.width, box.height, box.width / 8)
    canvas.clipPath(edge, stroke=0)
    canvas.drawImage(picture, box.left, box.bottom, box.width, box.height)
    canvas.restoreState()


def draw_logo(canvas: Canvas, file: str, box: Box, anchor: str) -> float:
    """As large as it fits into the box; `anchor` as ReportLab names the corners. Gives its height, or 0."""
    picture = pictures.logo(file, box.width, box.height) if file else None
    if picture is None:
        return 0.0
    width, height = picture.getSize()
    share = min(box.width / width, box.height / height)
    canvas.drawImage(
        picture, box.left, box.bottom, box.width, box.height, preserveAspectRatio=True, anchor=anchor
    )
    return share * height
