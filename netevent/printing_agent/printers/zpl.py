"""A page of a PDF file in ZPL, the language of Zebra's printers: one picture with the printer's own dots."""

from __future__ import annotations

from threading import Lock

import pypdfium2
from PIL import Image

from netevent.printing_agent.told import Label

MM_OF_AN_INCH, POINTS_OF_AN_INCH = 25.4, 72
# PDFium may not be called by two threads at once.
_one_after_the_other = Lock()


def zpl_of(pdf: bytes, label: Label, dots_of_an_inch: int) -> bytes:
    """The first page, as large as the label."""
    size = (_dots(label.width, dots_of_an_inch), _dots(label.height, dots_of_an_inch))
    return picture_in_zpl(_black_and_white(pdf, size, dots_of_an_inch))


def picture_in_zpl(picture: Image.Image) -> bytes:
    """A picture of mode "1", where black is printed."""
    width, height = picture.size
    of_a_row = (width + 7) // 8
    # In ZPL a 1 is a dot, in the picture it is white; the bits after the last dot stay white.
    ink = Image.new("1", (of_a_row * 8, height), 1)
    ink.paste(picture, (0, 0))
    dots = bytes(byte ^ 0xFF for byte in ink.tobytes())
    rows = [dots[start : start + of_a_row] for start in range(0, len(dots), of_a_row)]
    total = of_a_row * height
    head = f"^XA^PW{width}^LL{height}^LH0,0^FO0,0^GFA,{total},{total},{of_a_row},"
    return (head + _written(rows) + "^FS^PQ1^XZ\n").encode("ascii")


def _black_and_white(pdf: bytes, size: tuple[int, int], dots_of_an_inch: int) -> Image.Image:
    """Colours become a pattern of dots; what is black or white stays so."""
    with _one_after_the_other:
        document = pypdfium2.PdfDocument(pdf)
        try:
            scale = dots_of_an_inch / POINTS_OF_AN_INCH
            page: Image.Image = document[0].render(scale=scale, grayscale=True).to_pil()
        finally:
            document.close()
    label = Image.new("L", size, 255)
    label.paste(page.convert("L"), (0, 0))
    return label.convert("1")


def _written(rows: list[bytes]) -> str:
    """In hexadecimal; `:` is the row above once more, `,` ends a row whose rest is white."""
    written, above = [], b""
    for row in rows:
        digits = row.hex().upper()
        ink = digits.rstrip("0")
        written.append(":" if row == above else digits if ink == digits else f"{ink},")
        above = row
    return "".join(written)


def _dots(length: float, dots_of_an_inch: int) -> int:
    return round(length / MM_OF_AN_INCH * dots_of_an_inch)
