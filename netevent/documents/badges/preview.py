"""A page of a PDF file as a picture. Called by the settings of badges, in a thread, and by tests."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

import pypdfium2

# PDFium may not be called by two threads at once.
_one_after_the_other = Lock()


def picture(pdf: bytes, width: int, page_number: int = 0) -> bytes:
    """A page, the first one, as PNG, so many pixels wide. The file is one of our own."""
    with _one_after_the_other:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[page_number]
            image = page.render(scale=width / page.get_width()).to_pil()
        finally:
            document.close()
    made = BytesIO()
    image.convert("RGB").save(made, "PNG", optimize=True)
    return made.getvalue()
