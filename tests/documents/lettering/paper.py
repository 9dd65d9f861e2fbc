"""Paper for the tests of lettering: something drawn, as a PDF file, as a picture and as text."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

# Pixels for each point.
SCALE = 4
WIDTH, HEIGHT = 300.0, 120.0


def pdf_of(draw: Callable[[Canvas], None], width: float = WIDTH, height: float = HEIGHT) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, pagesize=(width, height))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def picture(pdf: bytes) -> Image.Image:
    """Ink is white."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return ImageChops.invert(page.render(scale=SCALE, grayscale=True).to_pil().convert("L"))


def ink_of(pdf: bytes) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom in points, from the upper left corner; None where nothing is drawn."""
    box = picture(pdf).point(lambda grey: 255 if grey > 64 else 0).getbbox()
    if box is None:
        return None
    left, top, right, bottom = box
    return left / SCALE, top / SCALE, right / SCALE, bottom / SCALE


def text_of(pdf: bytes) -> str:
    """As Chrome finds it. It takes a hyphen at the end of a line for one that can go."""
    found = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return "".join(found.replace("\ufffe", "-").split())
