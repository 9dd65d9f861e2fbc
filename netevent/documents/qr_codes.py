"""QR codes drawn as vectors, for badges and all other paper. Lengths are points."""

from __future__ import annotations

from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas

from netevent.core.qr import QUIET_ZONE, Rectangle, qr_rectangles


@lru_cache(maxsize=256)
def code_of(text: str) -> tuple[int, tuple[Rectangle, ...]]:
    """Asked for its quiet zone first, and then for itself, also for a back."""
    return qr_rectangles(text)


def quiet_zone(text: str, side: float) -> float:
    """What stays white around a code of that side."""
    return QUIET_ZONE * side / code_of(text)[0]


def draw_code(canvas: Canvas, text: str, left: float, top: float, side: float) -> None:
    """One path in modules, so that it is small, and no reader of PDF draws a hair between two of them."""
    modules, dark = code_of(text)
    module = side / modules
    drawn = " ".join(f"{x} {y} {width} {height} re" for x, y, width, height in dark)
    canvas.addLiteral(f"q 0 g {module:.5f} 0 0 {-module:.5f} {left:.3f} {top:.3f} cm {drawn} f Q")


def draw_qr(canvas: Canvas, text: str, x: float, y: float, size: float) -> None:
    """With its quiet zone in the square from `x`, `y` up and to the right."""
    modules = code_of(text)[0]
    side = size * modules / (modules + 2 * QUIET_ZONE)
    edge = (size - side) / 2
    draw_code(canvas, text, x + edge, y + size - edge, side)
