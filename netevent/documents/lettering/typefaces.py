"""The typefaces, and which letters they have."""

from __future__ import annotations

from enum import Enum
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from netevent.resources import resource_path


class Weight(Enum):
    regular = "DejaVuSans"
    bold = "DejaVuSans-Bold"


def missing_letters(text: str) -> frozenset[str]:
    """Those that no typeface here has: they cannot be printed."""
    known = letters(Weight.bold)
    return frozenset(letter for letter in text if not letter.isspace() and ord(letter) not in known)


@cache
def letters(weight: Weight) -> frozenset[int]:
    """Those that the typeface has, by number. Registers it for drawing."""
    font = TTFont(weight.value, str(resource_path("static") / "vendor" / "dejavu" / f"{weight.value}.ttf"))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)
