"""A line of text, measured and drawn. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Literal

from reportlab.pdfgen.canvas import Canvas

from netevent.documents.lettering.fitting import Fitted
from netevent.documents.lettering.machine import ideographs
from netevent.documents.lettering.missing import printable
from netevent.documents.lettering.regions import region_of
from netevent.documents.lettering.shaping import Line, Piece, shaped
from netevent.documents.lettering.typefaces import EM, Weight, is_ours

Anchor = Literal["left", "middle", "right"]
SHARES = {"left": 0.0, "middle": 0.5, "right": 1.0}


def draw_line(
    canvas: Canvas, text: str, x: float, y: float, size: float, weight: Weight, anchor: Anchor = "left"
) -> None:
    """One line, in visual order, with its base line at `y`: all its ink is in the width that it has."""
    line = shaped(text, weight)
    if not line.pieces:
        return
    scale = size / EM
    left = x - SHARES[anchor] * line.width * scale + line.start * scale
    operators = " ".join(_operators(canvas, line, size))
    canvas.addLiteral(f"q BT 1 0 0 1 {left:.3f} {y:.3f} Tm {operators} ET Q")
    for accent in line.accents:
        at = f"{left + accent.x * scale:.3f} {y + accent.y * scale:.3f}"
        canvas.addLiteral(f"q {scale:.6f} 0 0 {scale:.6f} {at} cm {accent.path} Q")


def draw_fitted(
    canvas: Canvas, fitted: Fitted, x: float, top: float, weight: Weight, anchor: Anchor = "left"
) -> None:
    """What `fit` made, below `top`."""
    for number, line in enumerate(fitted.lines):
        y = top - fitted.ascent - number * fitted.leading
        draw_line(canvas, line, x, y, fitted.size, weight, anchor)


def width_of(text: str, size: float, weight: Weight) -> float:
    """That of all ink of a line, and of the room that its letters take."""
    return shaped(text, weight).width * size / EM


def prepare(texts: Iterable[str]) -> None:
    """Before many texts are drawn: the ideographs of all of them become one typeface, not one for each."""
    prepare_letters(far_letters(texts))


def far_letters(texts: Iterable[str]) -> set[tuple[str, str]]:
    """Those of typefaces of the machine, with whose shapes they have: who draws for several people asks for
    each by `ideographs_of`, and prepares those of all.
    """
    return {
        (region_of(text), letter)
        for text in texts
        if not text.isascii()
        for letter in printable(text)
        if letter != " " and not is_ours(letter)
    }


def prepare_letters(letters: Iterable[tuple[str, str]]) -> None:
    for of, found in groupby(sorted(letters), key=lambda one: one[0]):
        wanted = [letter for _, letter in found]
        for weight in Weight:
            ideographs.make(wanted, of, weight)


def _operators(canvas: Any, line: Line, size: float) -> Iterator[str]:
    """Those of PDF: which typeface, how high, which glyphs with which gaps."""
    document = canvas._doc
    in_use, rise = "", 0
    row: list[str] = []
    for piece in line.pieces:
        if piece.rise != rise:
            yield from _shown(row)
            rise = piece.rise
            yield f"{rise * size / EM:.3f} Ts"
        gap = piece.gap
        for font, codes in _in_document(piece, document):
            if font != in_use:
                yield from _shown(row)
                in_use = font
                yield f"{font} {size:.3f} Tf"
            if gap:
                row.append(f"{-gap:g}")
            row.append(f"<{codes.hex()}>")
            gap = 0
    yield from _shown(row)


def _shown(row: list[str]) -> Iterator[str]:
    if row:
        yield f"[{''.join(row)}] TJ"
        row.clear()


def _in_document(piece: Piece, document: Any) -> Iterator[tuple[str, bytes]]:
    """The glyphs by the numbers that they have in this file, where a font has 255 at most."""
    for subset, codes in piece.font.splitString(piece.codes, document):
        yield piece.font.getSubsetInternalName(subset, document), codes
