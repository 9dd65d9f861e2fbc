"""A colour that somebody chose, and its shades that can be read: WCAG's contrast, and the style of the pages.

Pure functions, called by the form and the routes of the look. Text in the colour stands on our paper, and
text on the colour is white in the light scheme and nearly black in the dark one: both need 4.5:1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ENOUGH = 4.5
HEX = re.compile("#?([0-9a-f]{6}|[0-9a-f]{3})")
# The least favourable ground of each scheme that text in the colour stands on, and the text on the colour.
LIGHT_GROUND, DARK_GROUND = "#f0eeea", "#2a2d3a"
WHITE, NEARLY_BLACK = "#ffffff", "#14151c"
STEPS = 50
RGB = tuple[int, int, int]

STYLE = """@layer tokens {{
  {selector} {{
    --brand: light-dark({light}, {dark});
    --brand-strong: light-dark({light_strong}, {dark_strong});
    --brand-soft: light-dark(color-mix(in oklab, {light} 9%, #fff), color-mix(in oklab, {dark} 16%, #16181f));
    --on-brand: light-dark({white}, {black});
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Shades:
    light: str
    dark: str


def hex_of(typed: str) -> str:
    """`#rrggbb`, of what was typed with or without the sign, in three or six digits; '' for anything else."""
    found = HEX.fullmatch(typed.strip().casefold())
    if not found:
        return ""
    digits = found[1]
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def contrast(one: str, other: str) -> float:
    """By WCAG 2: from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def shades(colour: str) -> Shades:
    """The colour itself where it can be read, else the nearest darker one and the nearest lighter one."""
    return Shades(_towards("#000000", colour, LIGHT_GROUND), _towards(WHITE, colour, DARK_GROUND))


def style(colour: str, selector: str = ":root") -> str:
    """The product's own names for its colour, anew."""
    of = shades(colour)
    return STYLE.format(
        selector=selector,
        light=of.light,
        dark=of.dark,
        light_strong=_mixed(of.light, "#000000", 0.2),
        dark_strong=_mixed(of.dark, WHITE, 0.25),
        white=WHITE,
        black=NEARLY_BLACK,
    )


def _towards(end: str, colour: str, ground: str) -> str:
    steps = (_mixed(colour, end, step / STEPS) for step in range(STEPS + 1))
    return next(one for one in steps if contrast(one, ground) >= ENOUGH)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_rgb(colour), _rgb(other), strict=True)
    return "#" + "".join(f"{round(own + (end - own) * share):02x}" for own, end in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value / 255) for value in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _rgb(colour: str) -> RGB:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
