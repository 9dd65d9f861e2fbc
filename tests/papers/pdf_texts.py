"""What stands on the pages of a PDF, and what the QR codes on them say."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import zxingcpp
from pypdf import PdfReader


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def codes_on(content: bytes, page: int = 0) -> set[str]:
    document = pypdfium2.PdfDocument(content)
    picture = document[page].render(scale=2.5, grayscale=True).to_pil()
    return {found.text for found in zxingcpp.read_barcodes(picture)}
