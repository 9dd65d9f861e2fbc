"""The pages of a PDF file: the foot says what it is, and which page of how many. Called by `drawing`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from netevent.core.i18n import gettext
from netevent.documents.lettering import Weight, draw_line

FOOT = 12 * mm
SIZE = 7.5
GREY = 0.35


class NumberedCanvas(Canvas):
    """Keeps each page until the number of all is known."""

    # What ReportLab's canvas has, and its types do not tell.
    _pagesize: tuple[float, float]
    _startPage: Callable[[], None]  # noqa: N815 - ReportLab's name

    def __init__(self, *given: Any, foot: str, margin: float, **options: Any) -> None:
        super().__init__(*given, **options)
        self._foot, self._margin = foot, margin
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(kept := self._kept, start=1):
            self.__dict__.update(page)
            self._draw_foot(number, len(kept))
            super().showPage()
        super().save()

    def _draw_foot(self, number: int, of: int) -> None:
        width = self._pagesize[0]
        self.setFillGray(GREY)
        draw_line(self, self._foot, self._margin, FOOT, SIZE, Weight.regular)
        counted = gettext("Page %(number)s of %(all)s") % {"number": number, "all": of}
        draw_line(self, counted, width - self._margin, FOOT, SIZE, Weight.regular, "right")


def numbered(foot: str, margin: float) -> Any:
    """What ReportLab makes a canvas of."""
    return partial(NumberedCanvas, foot=foot, margin=margin)
