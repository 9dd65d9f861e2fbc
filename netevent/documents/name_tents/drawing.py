"""One sheet for each person: folded in the middle, both halves can be read, the upper one from behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from netevent.core.text.cleaning import clean_line
from netevent.documents.lettering import Weight, draw_fitted, fit, ideographs_of
from netevent.documents.one_at_a_time import one_at_a_time

WIDTH, HEIGHT = A4
FOLD = HEIGHT / 2
MARGIN = 18 * mm
ROOM = WIDTH - 2 * MARGIN
LARGEST = 96
NAME_TOP, NAME_HEIGHT = FOLD - 32 * mm, 72 * mm
FAINT = colors.HexColor("#5b6472")


@dataclass(frozen=True, slots=True)
class Tent:
    """`below` stands small under the name: what they present, or ''."""

    name: str
    below: str = ""


def name_tents_pdf(tents: Sequence[Tent], event: str, language: str) -> bytes:
    file = BytesIO()
    with one_at_a_time():
        canvas = Canvas(file, pagesize=A4, pageCompression=1, lang=language)
        canvas.setTitle(clean_line(event))
        canvas.setCreator("NetEvent")
        for tent in tents:
            with ideographs_of((tent.name, tent.below), language, around=(event,)):
                _sheet(canvas, tent, event)
        canvas.save()
    return file.getvalue()


def _sheet(canvas: Canvas, tent: Tent, event: str) -> None:
    _half(canvas, tent, event)
    canvas.saveState()
    canvas.translate(WIDTH, HEIGHT)
    canvas.rotate(180)
    _half(canvas, tent, event)
    canvas.restoreState()
    _fold_marks(canvas)
    canvas.showPage()


def _half(canvas: Canvas, tent: Tent, event: str) -> None:
    """The lower half of the sheet."""
    fitted = fit(tent.name, ROOM, NAME_HEIGHT, LARGEST, Weight.bold)
    top = NAME_TOP - (NAME_HEIGHT - fitted.height) / 2
    draw_fitted(canvas, fitted, WIDTH / 2, top, Weight.bold, "middle")
    canvas.setFillColor(FAINT)
    _centred(canvas, tent.below, 28 * mm, 20)
    _centred(canvas, event, 14 * mm, 12)
    canvas.setFillColor(colors.black)


def _centred(canvas: Canvas, text: str, y: float, largest: float) -> None:
    fitted = fit(text, ROOM, 12 * mm, largest, Weight.regular, most_lines=1)
    draw_fitted(canvas, fitted, WIDTH / 2, y + fitted.ascent, Weight.regular, "middle")


def _fold_marks(canvas: Canvas) -> None:
    canvas.setStrokeColor(FAINT)
    canvas.setLineWidth(0.4)
    for x in (4 * mm, WIDTH - 12 * mm):
        canvas.line(x, FOLD, x + 8 * mm, FOLD)
