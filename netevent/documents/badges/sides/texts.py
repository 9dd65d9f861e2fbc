"""Texts in their boxes: as large as they fit, below each other. Called by the sides of a badge.

Whatever somebody typed comes as one clean line, so that no text leaves its box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf

from reportlab.pdfgen.canvas import Canvas

from netevent.core.text.cleaning import clean_line
from netevent.documents.badges.sides.box import Box
from netevent.documents.badges.sides.colours import Colour
from netevent.documents.lettering import Fitted, Weight, draw_fitted, draw_line, fit
from netevent.documents.lettering.regions import region_of

# Of the size: the middle of a capital letter.
CAPITAL_MIDDLE = 0.36
# Below so many points, so many lines may make a name larger.
LONGER_NAMES = ((15.0, 4), (7.0, 9))
# What must be read is not smaller than that, if there is any way.
SMALLEST = 5.0


@dataclass(frozen=True, slots=True)
class Text:
    """What is to be written: not larger than `largest` points, in at most so many lines; below a gap."""

    text: str
    largest: float
    colour: Colour
    weight: Weight = Weight.regular
    most_lines: int = 1
    gap: float = 0.0
    # Of so many lines, where it is less than they take.
    most_height: float = inf

    @property
    def height(self) -> float:
        return min(self.most_height, 1.2 * self.largest * self.most_lines)


def fitted(text: str, width: float, height: float, largest: float, weight: Weight, most_lines: int) -> Fitted:
    return _fitted(text, width, height, largest, weight, most_lines, region_of(text))


@lru_cache(maxsize=4096)
def _fitted(
    text: str, width: float, height: float, largest: float, weight: Weight, most_lines: int, region: str
) -> Fitted:
    """Events, types and organisations stand on many badges. `region` has other letters."""
    return fit(text, width, height, largest, weight, most_lines)


def fitted_name(text: str, width: float, height: float, largest: float) -> Fitted:
    """In two lines; a name for which they are small in more, if that makes it larger."""
    name = fit(text, width, height, largest, Weight.bold, 2)
    for small, lines in LONGER_NAMES:
        if name.size < small:
            name = max(name, fit(text, width, height, largest, Weight.bold, lines), key=lambda one: one.size)
    return name


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
    return sum(text.gap + one.height for text, one in found)


def draw_below(canvas: Canvas, found: Sequence[tuple[Text, Fitted]], box: Box, *, centred: bool) -> None:
    """From the upper edge of the box downwards."""
    top = box.top
    for text, one in found:
        top -= text.gap
        draw_lines(canvas, one, box, top, text.weight, text.colour, centred=centred)
        top -= one.height


def draw_lines(
    canvas: Canvas, found: Fitted, box: Box, top: float, weight: Weight, colour: Colour, *, centred: bool
) -> None:
    canvas.setFillColorRGB(*colour)
    draw_fitted(
        canvas,
        found,
        box.middle if centred else box.left,
        top,
        weight,
        "middle" if centred else "left",
    )


def draw_in_middle(canvas: Canvas, text: Text, box: Box) -> None:
    """One line, in the middle of both directions."""
    one = fitted(clean_line(text.text), box.width, box.height, text.largest, text.weight, 1)
    canvas.setFillColorRGB(*text.colour)
    base = box.bottom + box.height / 2 - CAPITAL_MIDDLE * one.size
    for line in one.lines:
        draw_line(canvas, line, box.middle, base, one.size, text.weight, "middle")
