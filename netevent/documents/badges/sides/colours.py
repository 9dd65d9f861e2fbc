"""The colours of a badge, and which letters can be read on them. Called by the drawing of its parts."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

HEX = re.compile(r"#[0-9a-fA-F]{6}")
# Of small print.
ENOUGH = 4.5
# A band that is hardly seen on white paper gets an edge.
SEEN = 1.5


class Colour(NamedTuple):
    red: float
    green: float
    blue: float


class Inks(NamedTuple):
    """What a badge is drawn in: its name, what steps back, and its band with letters and edge."""

    strong: Colour
    quiet: Colour
    band: Colour
    on_band: Colour
    has_edge: bool


BLACK, WHITE, INK = Colour(0, 0, 0), Colour(1, 1, 1), Colour(0.07, 0.07, 0.1)
GREY = Colour(0.3, 0.3, 0.33)


@cache
def inks(colour: str, *, is_black_only: bool) -> Inks:
    """`colour` is the band's as #rrggbb; a black one without."""
    band = BLACK if is_black_only else _read(colour)
    return Inks(
        strong=BLACK,
        quiet=BLACK if is_black_only else GREY,
        band=band,
        on_band=_readable_on(band),
        has_edge=contrast(band, WHITE) < SEEN,
    )


def contrast(one: Colour, other: Colour) -> float:
    """Of two colours as WCAG counts it: from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _read(colour: str) -> Colour:
    if not HEX.fullmatch(colour):
        return INK
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return Colour(red, green, blue)


def _readable_on(band: Colour) -> Colour:
    """White where it can be read; of black and white one always can."""
    return WHITE if contrast(band, WHITE) >= ENOUGH else BLACK


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
