"""Texts in their boxes: as large as they fit, below each other. Called by the sides of a badge.

Whatever somebody typed comes as one clean line, so that no text leaves its box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas

from netevent.core.text.cleaning import clean_line
from netevent.documents.badges.box import Box
from netevent.documents.badges.colours import Colour
from netevent.documents.lettering import Fitted, Weight, draw_line, fit

# Of the height of a line: where its base line is, with room for accents above and tails below.
BASE = 0.79
# Of the size: the middle of a capital letter.
CAPITAL_MIDDLE = 0.36
# Points. Below it, further lines make a name larger.
SMALL_NAME = 15.0
MOST_LINES_OF_NAME = 4
# What must be read is not smaller than that, if there is any way.
SMALLEST = 5.0


@dataclass(frozen=True, slots=True)
class Text:
    """What is to be written: not larger than `largest` points, in at most so many lines."""

    text: str
    largest: float
    colour: Colour
    weight: Weight = Weight.regular
    most_lines: int = 1
    gap: float = 0.0

    @property
    def height(self) -> float:
        """What it takes at most, without the gap above it."""
        return 1.2 * self.largest * self.most_lines


@lru_cache(maxsize=4096)
def fitted(text: str, width: float, height: float, largest: float, weight: Weight, most_lines: int) -> Fitted:
    """Events, types and organisations stand on many badges."""
    return fit(text, width, height, largest, weight, most_lines)


def fitted_name(text: str, width: float, height: float, largest: float) -> Fitted:
    """In two lines; a name for which they are small in more, if that makes it larger."""
    name = fit(text, width, height, largest, Weight.bold, 2)
    if name.size >= SMALL_NAME:
        return name
    longer = fit(text, width, height, largest, Weight.bold, MOST_LINES_OF_NAME)
    return max(name, longer, key=lambda one: one.size)


def height_of(found: Fitted) -> float:
    return found.leading * len(found.lines)


def written(text: Text, width: float) -> Fitted:
    return fitted(clean_line(text.text), width, text.height, text.largest, text.weight, text.most_lines)


def fitting(texts: Sequence[Text], width: float, height: float) -> list[tuple[Text, Fitted]]:
    """Those that say something: smaller where all of them need it; then the last ones are left out."""
    wanted = [text for text in texts if clean_line(text.text)]
    found = [(text, written(text, width)) for text in wanted]
    needed = total_height(found)
    if needed > height:
        share = height / needed
        smaller = [
            replace(text, largest=max(SMALLEST, share * text.largest), gap=share * text.gap)
            for text in wanted
        ]
        found = [(text, written(text, width)) for text in smaller]
    while found and total_height(found) > height + 0.01:
        found.pop()
    return found


def total_height(found: Sequence[tuple[Text, Fitted]]) -> float:
    return sum(text.gap + height_of(one) for text, one in found)


def draw_below(canvas: Canvas, found: Sequence[tuple[Text, Fitted]], box: Box, *, centred: bool) -> None:
    """From the upper edge of the box downwards."""
    top = box.top
    for text, one in found:
        top -= text.gap
        draw_lines(canvas, one, box, top, text.weight, text.colour, centred=centred)
        top -= height_of(one)


def draw_lines(
    canvas: Canvas, found: Fitted, box: Box, top: float, weight: Weight, colour: Colour, *, centred: bool
) -> None:
    canvas.setFillColorRGB(*colour)
    x = box.middle if centred else box.left
    for number, line in enumerate(found.lines):
        base = top - (number + BASE) * found.leading
        draw_line(canvas, line, x, base, found.size, weight, "middle" if centred else "left")


def draw_in_middle(canvas: Canvas, text: Text, box: Box) -> None:
    """One line, in the middle of both directions."""
    one = fitted(clean_line(text.text), box.width, box.height, text.largest, text.weight, 1)
    canvas.setFillColorRGB(*text.colour)
    base = box.bottom + box.height / 2 - CAPITAL_MIDDLE * one.size
    for line in one.lines:
        draw_line(canvas, line, box.middle, base, one.size, text.weight, "middle")
