"""The typefaces that come with NetEvent, and which of all has a letter. Called by `runs` and `shaping`."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from threading import RLock

import uharfbuzz
from reportlab.pdfbase import pdfmetrics

from netevent.documents.lettering.outlines import operators
from netevent.documents.lettering.paper_font import PaperFont
from netevent.resources import resource_path


class Weight(Enum):
    regular = "Regular"
    bold = "Bold"


# The first one's letters are those of Latin, Greek, Cyrillic and Devanagari.
OURS = ("NotoSans", "NotoSansArabic", "NotoSansHebrew", "NotoSansThai")
EM = 1000
_one_after_the_other = RLock()


class Typeface:
    """One file in its two shapes: harfbuzz's, that says which glyphs go where, and that of the PDF file."""

    def __init__(self, name: str, content: bytes) -> None:
        face = uharfbuzz.Face(uharfbuzz.Blob(content))
        self.name = name
        self.shaper = uharfbuzz.Font(face)
        self.shaper.scale = (EM, EM)
        self.letters: frozenset[int] = frozenset(face.unicodes)
        self._content = content
        self._paths: dict[int, str] = {}
        self._ink: dict[int, tuple[int, int, int, int]] = {}

    @property
    def paper(self) -> PaperFont:
        """Made when it is first used, and once: a file knows it by its name."""
        with _one_after_the_other:
            return self._made

    @cached_property
    def _made(self) -> PaperFont:
        return PaperFont(self.name, BytesIO(self._content))

    def register(self) -> None:
        """So that ReportLab's own paragraphs can name it."""
        pdfmetrics.registerFont(self.paper)

    def path(self, glyph: int) -> str:
        """Its outline in operators of PDF."""
        known = self._paths.get(glyph)
        if known is None:
            known = self._paths[glyph] = operators(self.shaper, glyph)
        return known

    def ink(self, glyph: int) -> tuple[int, int, int, int]:
        """How far a glyph goes to the left, down, to the right and up, from where the pen is."""
        known = self._ink.get(glyph)
        if known is None:
            seen = self.shaper.get_glyph_extents(glyph)
            left, top = seen.x_bearing, seen.y_bearing
            known = self._ink[glyph] = (left, top + seen.height, left + seen.width, top)
        return known


def ours(weight: Weight) -> tuple[Typeface, ...]:
    with _one_after_the_other:
        return _read_ours(weight)


@cache
def _read_ours(weight: Weight) -> tuple[Typeface, ...]:
    folder = resource_path("static") / "vendor" / "noto"
    return tuple(_read(folder / f"{name}-{weight.value}.ttf") for name in OURS)


def home(letter: str, faces: Iterable[Typeface]) -> Typeface | None:
    """The first that has the letter."""
    number = ord(letter)
    return next((face for face in faces if number in face.letters), None)


def is_ours(letter: str) -> bool:
    """Whether it can be printed wherever NetEvent runs."""
    return home(letter, ours(Weight.bold)) is not None


def _read(file: Path) -> Typeface:
    return Typeface(file.stem, file.read_bytes())
