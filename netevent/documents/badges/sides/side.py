"""What a side of a badge is drawn on and with. Made by `drawing`."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from netevent.documents.badges.sides.box import Box
from netevent.documents.badges.sides.colours import Inks


@dataclass(frozen=True, slots=True)
class Side:
    """`area` is where its texts and band may be; `cell` is all of it. `logo` is a file, or ''."""

    canvas: Canvas
    cell: Box
    area: Box
    inks: Inks
    logo: str
