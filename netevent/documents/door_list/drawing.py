"""The list drawn on A4: a box to tick, who it is, the code of the badge; each letter with its QR code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from netevent.core.i18n import gettext, speaking
from netevent.core.text.cleaning import clean_line
from netevent.documents.door_list.door_list import DoorList, Letter, Line
from netevent.documents.lettering import (
    Weight,
    draw_fitted,
    draw_line,
    far_letters,
    fit,
    ideographs_of,
    prepare_letters,
)
from netevent.documents.one_at_a_time import one_at_a_time
from netevent.documents.qr_codes import draw_qr

WIDTH, HEIGHT = A4
MARGIN = 14 * mm
TOP, BOTTOM = HEIGHT - MARGIN - 11 * mm, MARGIN + 8 * mm
ROW = 7 * mm
HEAD = 27 * mm
CODE = 25 * mm
BOX = 4.4 * mm
FAINT, HAIR = colors.HexColor("#5b6472"), colors.HexColor("#c9ced6")
# Where the columns begin, and how wide they are.
NAME, NAME_WIDTH = MARGIN + 9 * mm, 68 * mm
ORGANISATION, ORGANISATION_WIDTH = NAME + 71 * mm, 43 * mm
TYPE, TYPE_WIDTH = ORGANISATION + 46 * mm, 28 * mm
RIGHT = WIDTH - MARGIN


def door_list_pdf(listed: DoorList) -> bytes:
    """5,000 people are about 150 pages."""
    file = BytesIO()
    with one_at_a_time(), speaking(listed.language):
        canvas = Canvas(file, pagesize=A4, pageCompression=1, lang=listed.language)
        canvas.setTitle(clean_line(f"{gettext('Door list')} · {listed.event}"))
        canvas.setCreator("NetEvent")
        prepare_letters(set().union(*_far_letters(listed)))
        _Sheets(canvas, listed).draw()
        canvas.save()
    return file.getvalue()


def _far_letters(listed: DoorList) -> Iterator[set[tuple[str, str]]]:
    for line in (line for letter in listed.letters for line in letter.lines):
        with _ideographs_of(line, listed):
            found = far_letters((line.name, line.organisation, line.type_name))
        yield found


def _ideographs_of(line: Line, listed: DoorList) -> AbstractContextManager[None]:
    return ideographs_of((line.name, line.organisation), listed.language, around=(listed.event,))


class _Sheets:
    """Goes down the pages, from line to line."""

    def __init__(self, canvas: Canvas, listed: DoorList) -> None:
        self._canvas, self._listed = canvas, listed
        self._y = TOP
        self._page = 1

    def draw(self) -> None:
        self._frame()
        for letter in self._listed.letters:
            self._letter(letter)

    def _letter(self, letter: Letter) -> None:
        self._head(letter)
        for line in letter.lines:
            if self._y - ROW < BOTTOM:
                self._turn()
                self._head(letter)
            self._y -= ROW
            with _ideographs_of(line, self._listed):
                self._line(line)
        self._y -= 4 * mm

    def _head(self, letter: Letter) -> None:
        """At the top of each of its pages too, so that every page can be caught up with."""
        if self._y - HEAD - ROW < BOTTOM:
            self._turn()
        self._y -= HEAD
        draw_line(self._canvas, letter.letter, MARGIN, self._y + 4 * mm, 30, Weight.bold)
        if letter.link:
            draw_qr(self._canvas, letter.link, RIGHT - CODE, self._y + 1 * mm, CODE)
        self._rule(self._y)

    def _line(self, line: Line) -> None:
        canvas, y = self._canvas, self._y + 2.2 * mm
        canvas.setLineWidth(0.8)
        canvas.rect(MARGIN, self._y + 1.3 * mm, BOX, BOX)
        if line.is_in:
            canvas.line(MARGIN, self._y + 1.3 * mm, MARGIN + BOX, self._y + 1.3 * mm + BOX)
            canvas.line(MARGIN, self._y + 1.3 * mm + BOX, MARGIN + BOX, self._y + 1.3 * mm)
        _fitted(canvas, line.name, NAME, y, NAME_WIDTH, 11, Weight.bold)
        _fitted(canvas, line.organisation, ORGANISATION, y, ORGANISATION_WIDTH, 8.5)
        type_name = " · ".join(filter(None, (line.due, line.type_name)))
        _fitted(canvas, type_name, TYPE, y, TYPE_WIDTH, 8.5, Weight.bold if line.due else Weight.regular)
        draw_line(canvas, line.code, RIGHT, y, 8.5, Weight.regular, "right")
        self._rule(self._y)

    def _rule(self, y: float) -> None:
        self._canvas.setStrokeColor(HAIR)
        self._canvas.setLineWidth(0.4)
        self._canvas.line(MARGIN, y, RIGHT, y)
        self._canvas.setStrokeColor(colors.black)

    def _turn(self) -> None:
        self._canvas.showPage()
        self._page += 1
        self._frame()
        self._y = TOP

    def _frame(self) -> None:
        canvas, listed = self._canvas, self._listed
        head = HEIGHT - MARGIN - 4 * mm
        _fitted(canvas, listed.event, MARGIN, head, 110 * mm, 12, Weight.bold)
        canvas.setFillColor(FAINT)
        draw_line(
            canvas, f"{gettext('Door list')} · {listed.printed_at}", RIGHT, head, 9, Weight.regular, "right"
        )
        hint = gettext(
            "Tick who comes in. Later, scan the code beside the letter and check in whom you ticked."
        )
        _fitted(canvas, hint, MARGIN, MARGIN, 150 * mm, 8)
        page = gettext("Page %(page)s") % {"page": self._page}
        draw_line(canvas, page, RIGHT, MARGIN, 8, Weight.regular, "right")
        canvas.setFillColor(colors.black)


def _fitted(
    canvas: Canvas,
    text: str,
    x: float,
    y: float,
    width: float,
    largest: float,
    weight: Weight = Weight.regular,
) -> None:
    """On one line from `y` up, smaller or on two around it where it is long."""
    fitted = fit(text, width, ROW - 1.2 * mm, largest, weight)
    middle = y + 0.36 * largest
    top = y + fitted.ascent if len(fitted.lines) == 1 else middle + fitted.height / 2
    draw_fitted(canvas, fitted, x, top, weight)
