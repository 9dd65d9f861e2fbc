"""A line of text, measured and drawn. Lengths are points."""

from __future__ import annotations

from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from netevent.documents.lettering.typefaces import Weight, letters

Anchor = Literal["left", "middle", "right"]
SHARES = {"left": 0.0, "middle": 0.5, "right": 1.0}


def draw_line(
    canvas: Canvas, text: str, x: float, y: float, size: float, weight: Weight, anchor: Anchor = "left"
) -> None:
    """One line, in visual order, with its base line at `y`."""
    letters(weight)
    canvas.setFont(weight.value, size)
    canvas.drawString(x - SHARES[anchor] * width_of(text, size, weight), y, text)


def width_of(text: str, size: float, weight: Weight) -> float:
    letters(weight)
    return float(pdfmetrics.stringWidth(text, weight.value, size))
