"""The parts of a badge that are not text: the QR code, the band of its type, photo and logo."""

from __future__ import annotations

from functools import lru_cache

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from netevent.core.qr import QUIET_ZONE, Rectangle, qr_rectangles
from netevent.core.text.cleaning import clean_line
from netevent.documents.badges import pictures
from netevent.documents.badges.box import Box, mm
from netevent.documents.badges.colours import Inks
from netevent.documents.badges.texts import Text, draw_in_middle
from netevent.documents.lettering import Weight

# What phones read at arm's length. Quiet zones come on top.
SMALLEST_CODE = 25 * mm
EDGE = 0.5


@lru_cache(maxsize=256)
def code_of(link: str) -> tuple[int, tuple[Rectangle, ...]]:
    """Asked for its quiet zone first, and then for itself, also for a back."""
    return qr_rectangles(link)


def quiet_zone(link: str, side: float) -> float:
    """What stays white around a code of that side."""
    return QUIET_ZONE * side / code_of(link)[0]


def draw_code(canvas: Canvas, link: str, box: Box) -> None:
    """One path in modules, so that it is small, and no reader of PDF draws a hair between two of them."""
    modules, dark = code_of(link)
    module = box.width / modules
    drawn = " ".join(f"{x} {y} {width} {height} re" for x, y, width, height in dark)
    canvas.addLiteral(f"q 0 g {module:.5f} 0 0 {-module:.5f} {box.left:.3f} {box.top:.3f} cm {drawn} f Q")


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
