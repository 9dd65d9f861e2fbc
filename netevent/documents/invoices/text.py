"""A text of an invoice, in lines of the width that it has, letters of every script. Called by `parts`."""

from __future__ import annotations

from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from netevent.core.text.cleaning import clean_lines
from netevent.documents.invoices.typeface import BOLD, drawable
from netevent.documents.lettering import Weight, draw_line, wrapped

# Of the line's height, what is below its letters' feet.
BELOW = 0.28


class Text(Flowable):
    """As a `Paragraph`, but without markup. `is_whole` is for numbers: no line end cuts them."""

    canv: Any

    def __init__(self, text: str, style: ParagraphStyle, *, is_whole: bool = False) -> None:
        super().__init__()
        self._text, self._style, self._is_whole = drawable(clean_lines(text)), style, is_whole
        self._lines: list[str] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self._lines = [self._text] if self._is_whole else self._wrapped(width)
        self.height = len(self._lines) * self._leading
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        count = int(height / self._leading)
        if count >= len(self._lines):
            return [self]
        if count < 1:
            return []
        halves = (self._lines[:count], self._lines[count:])
        return [Text("\n".join(lines), self._style) for lines in halves]

    def draw(self) -> None:
        style = self._style
        is_right = style.alignment == TA_RIGHT
        self.canv.setFillColor(style.textColor)
        for number, line in enumerate(self._lines, start=1):
            y = self.height - number * self._leading + BELOW * self._leading
            x, anchor = (self.width, "right") if is_right else (0, "left")
            draw_line(self.canv, line, x, y, style.fontSize, self._weight, anchor)  # type: ignore[arg-type]  # of two

    def _wrapped(self, width: float) -> list[str]:
        return wrapped(self._text, width, self._style.fontSize, self._weight)

    @property
    def _leading(self) -> float:
        return float(self._style.leading)

    @property
    def _weight(self) -> Weight:
        return Weight.bold if self._style.fontName == BOLD else Weight.regular
