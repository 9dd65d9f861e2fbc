"""The test page: frames where labels should be, scales at the first one's corner. Called by `drawing`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from netevent.core.i18n import gettext
from netevent.core.i18n.writing import number
from netevent.documents.badges.formats import Paper
from netevent.documents.badges.sides.box import Box, mm
from netevent.documents.badges.sides.colours import BLACK, GREY
from netevent.documents.badges.sides.texts import Text, draw_below, fitting
from netevent.documents.lettering import Weight, draw_line

CROSS = 3 * mm
# Of the scales, in millimetres to both sides of the corner.
REACH = 6
LINE_MM = 40
# The frame on a page that is one label, which has no edge that can be printed.
FROM_EDGE = 10
THIN, THICK = 0.3, 0.8
NUMBER = 5


def draw_trial(canvas: Canvas, paper: Paper) -> None:
    if paper.grid.labels == 1:
        page = Box(0, 0, paper.grid.page_width * mm, paper.grid.page_height * mm).inside(FROM_EDGE * mm)
        _draw_frame(canvas, page)
        _draw_words(canvas, _said_of_page(paper), page)
        return
    cells = [_cell(paper, place) for place in range(paper.grid.labels)]
    for cell in cells:
        _draw_frame(canvas, cell)
    _draw_scales(canvas, cells[0])
    _draw_words(canvas, _said_of_labels(paper), cells[0])


def _cell(paper: Paper, place: int) -> Box:
    left, top = paper.grid.corner(place)
    width, height = paper.grid.label_width * mm, paper.grid.label_height * mm
    return Box(left * mm, (paper.grid.page_height - top) * mm - height, width, height)


def _draw_frame(canvas: Canvas, cell: Box) -> None:
    canvas.setStrokeColorRGB(*GREY)
    canvas.setLineWidth(THIN)
    canvas.rect(cell.left, cell.bottom, cell.width, cell.height)
    canvas.setStrokeColorRGB(*BLACK)
    canvas.setLineWidth(THICK)
    for x in (cell.left, cell.right):
        for y in (cell.bottom, cell.top):
            canvas.line(x - CROSS, y, x + CROSS, y)
            canvas.line(x, y - CROSS, x, y + CROSS)


def _draw_scales(canvas: Canvas, cell: Box) -> None:
    """From the corner: to the right and down is more."""
    canvas.setLineWidth(THIN)
    for millimetre in range(-REACH, REACH + 1):
        length = (2.5 if millimetre % 5 == 0 else 1.2) * mm
        x, y = cell.left + millimetre * mm, cell.top - millimetre * mm
        canvas.line(x, cell.top, x, cell.top + length)
        canvas.line(cell.left, y, cell.left - length, y)
    canvas.setFillColorRGB(*BLACK)
    above, beside = cell.top + 3 * mm, cell.left - 3 * mm
    for millimetre in (-5, 5):
        _draw_number(canvas, millimetre, cell.left + millimetre * mm, above, "middle")
    _draw_number(canvas, 5, beside, cell.top - 5 * mm - mm / 2, "right")
    _draw_number(canvas, -5, cell.left + mm, cell.top + 5 * mm - mm / 2, "left")


def _draw_number(
    canvas: Canvas, shown: int, x: float, y: float, anchor: Literal["left", "middle", "right"]
) -> None:
    draw_line(canvas, number(shown), x, y, NUMBER, Weight.regular, anchor)


def _draw_words(canvas: Canvas, said: Sequence[str], cell: Box) -> None:
    inner = cell.inside(5 * mm)
    line, words = inner.cut_bottom(3 * mm, 1 * mm)
    canvas.setLineWidth(THICK)
    end = line.left + LINE_MM * mm
    canvas.line(line.left, line.bottom, end, line.bottom)
    for x in (line.left, end):
        canvas.line(x, line.bottom - mm, x, line.bottom + mm)
    found = fitting(list(map(_text, said)), words.width, words.height)
    draw_below(canvas, found, words, centred=False)


def _text(said: str) -> Text:
    return Text(said, 8, BLACK, most_lines=3, gap=3)


def _said_of_labels(paper: Paper) -> Sequence[str]:
    used = gettext("In use: %(x)s mm to the right, %(y)s mm down. Add what you read.")
    return (
        _said_of_line(),
        gettext("Hold it against a sheet of labels, in front of a window. Each frame must lie on a label."),
        gettext("If not, read on the scales where the upper left corner of the first label is."),
        used % {"x": number(paper.offset_x), "y": number(paper.offset_y)},
    )


def _said_of_page(paper: Paper) -> Sequence[str]:
    used = gettext("In use: %(x)s mm to the right, %(y)s mm down.")
    placed = gettext(
        "The frame must be %(mm)s mm from each edge of the paper. If not, move it by the difference."
    )
    return (
        _said_of_line(),
        placed % {"mm": number(FROM_EDGE)},
        used % {"x": number(paper.offset_x), "y": number(paper.offset_y)},
    )


def _said_of_line() -> str:
    said = gettext("Print this page at 100 percent: the line below is %(mm)s mm long.")
    return said % {"mm": number(LINE_MM)}
