"""A certificate drawn on A4, in its person's language."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from netevent.core.i18n import gettext, speaking
from netevent.core.text.cleaning import clean_line
from netevent.documents.certificates.certificate import Attended, Certificate
from netevent.documents.lettering import Weight, draw_fitted, draw_line, fit, ideographs_of
from netevent.documents.one_at_a_time import one_at_a_time
from netevent.documents.qr_codes import draw_qr

CONTENT_TYPE = "application/pdf"
WIDTH, HEIGHT = A4
MARGIN = 22 * mm
ROOM = WIDTH - 2 * MARGIN
RIGHT = WIDTH - MARGIN
BOTTOM = 62 * mm
ROW = 7.5 * mm
CODE = 30 * mm
FAINT, HAIR, BLUE = colors.HexColor("#5b6472"), colors.HexColor("#c9ced6"), colors.HexColor("#1d4ed8")


def certificate_pdf(certificate: Certificate) -> bytes:
    file = BytesIO()
    with one_at_a_time(), speaking(certificate.language):
        canvas = Canvas(file, pagesize=A4, pageCompression=1, lang=certificate.language)
        canvas.setTitle(clean_line(f"{gettext('Certificate of attendance')} · {certificate.event}"))
        canvas.setAuthor(clean_line(certificate.organizer))
        canvas.setCreator("NetEvent")
        with ideographs_of((certificate.name,), certificate.language, around=(certificate.event,)):
            _Page(canvas, certificate).draw()
        canvas.save()
    return file.getvalue()


class _Page:
    """Goes down the page; what does not fit goes on to another one."""

    def __init__(self, canvas: Canvas, certificate: Certificate) -> None:
        self._canvas, self._certificate = canvas, certificate
        self._y = HEIGHT - 34 * mm

    def draw(self) -> None:
        one = self._certificate
        self._edge()
        self._text(gettext("Certificate of attendance"), 13, Weight.bold, BLUE)
        self._down(18 * mm)
        self._name(one.name)
        self._text(gettext("took part in"), 12, colour=FAINT)
        self._down(10 * mm)
        self._text(one.event, 20, Weight.bold)
        self._down(8 * mm)
        self._text(" · ".join(filter(None, (one.when, one.place))), 11, colour=FAINT)
        self._down(8 * mm)
        self._text(one.arrived, 11, colour=FAINT)
        self._sessions()
        self._foot()

    def _name(self, name: str) -> None:
        fitted = fit(name, ROOM, 30 * mm, 34, Weight.bold)
        draw_fitted(self._canvas, fitted, MARGIN, self._y + fitted.ascent, Weight.bold)
        self._down(fitted.height - fitted.ascent + 9 * mm)

    def _sessions(self) -> None:
        if not self._certificate.sessions:
            return
        self._down(15 * mm)
        self._row(Attended(gettext("Session"), "", gettext("Time attended")), Weight.bold)
        for one in self._certificate.sessions:
            if self._y - ROW < BOTTOM:
                self._turn()
            self._down(ROW)
            self._row(one)
        self._down(ROW)
        self._row(Attended(gettext("Total"), "", self._certificate.total), Weight.bold)

    def _row(self, one: Attended, weight: Weight = Weight.regular) -> None:
        self._fitted(one.name, MARGIN, 88 * mm, 10, weight)
        self._fitted(one.when, MARGIN + 92 * mm, 46 * mm, 9)
        draw_line(self._canvas, one.length, RIGHT, self._y, 10, weight, "right")
        self._canvas.setStrokeColor(HAIR)
        self._canvas.setLineWidth(0.4)
        self._canvas.line(MARGIN, self._y - 2.4 * mm, RIGHT, self._y - 2.4 * mm)

    def _foot(self) -> None:
        """The QR code, and for who has no phone the address in letters."""
        one, canvas = self._certificate, self._canvas
        y = 22 * mm
        draw_qr(canvas, one.link, RIGHT - CODE, y, CODE)
        self._y = y + 21 * mm
        self._fitted(one.organizer, MARGIN, 115 * mm, 11, Weight.bold)
        canvas.setFillColor(FAINT)
        self._y = y + 15 * mm
        issued = gettext("Issued on %(date)s from the scans at the doors. Number %(code)s")
        issued %= {"date": one.issued, "code": one.code}
        self._fitted(issued, MARGIN, 115 * mm, 9)
        self._y = y + 9 * mm
        self._fitted(gettext("Anybody can check it here:"), MARGIN, 115 * mm, 9)
        self._y = y + 4 * mm
        self._fitted(one.link, MARGIN, 115 * mm, 9)
        canvas.setFillColor(colors.black)

    def _text(
        self, text: str, largest: float, weight: Weight = Weight.regular, colour: colors.Color = colors.black
    ) -> None:
        self._canvas.setFillColor(colour)
        self._fitted(text, MARGIN, ROOM, largest, weight)
        self._canvas.setFillColor(colors.black)

    def _fitted(
        self, text: str, x: float, width: float, largest: float, weight: Weight = Weight.regular
    ) -> None:
        fitted = fit(text, width, 12 * mm, largest, weight, most_lines=1)
        draw_fitted(self._canvas, fitted, x, self._y + fitted.ascent, weight)

    def _down(self, by: float) -> None:
        self._y -= by

    def _turn(self) -> None:
        self._foot()
        self._canvas.showPage()
        self._edge()
        self._y = HEIGHT - 30 * mm

    def _edge(self) -> None:
        self._canvas.setFillColor(BLUE)
        self._canvas.rect(0, HEIGHT - 6 * mm, WIDTH, 6 * mm, stroke=0, fill=1)
        self._canvas.setFillColor(colors.black)
