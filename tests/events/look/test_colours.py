"""Whatever colour somebody chooses, what stands in it and on it can be read."""

import random

import pytest

from netevent.events.look.colours import (
    DARK_GROUND,
    ENOUGH,
    LIGHT_GROUND,
    NEARLY_BLACK,
    WHITE,
    contrast,
    hex_of,
    shades,
    style,
)

SOME = ["#000000", "#ffffff", "#ffe600", "#00ff00", "#ff0000", "#0000ff", "#777777", "#0a7d5a"]
SOME += [f"#{random.Random(7 * n).randrange(1 << 24):06x}" for n in range(60)]


@pytest.mark.parametrize(
    ("typed", "colour"),
    [
        ("#0A7D5A", "#0a7d5a"),
        ("0a7d5a", "#0a7d5a"),
        ("#fc0", "#ffcc00"),
        ("", ""),
        ("red", ""),
        ("#12345", ""),
    ],
)
def test_a_colour_is_read_with_and_without_its_sign(typed: str, colour: str):
    assert hex_of(typed) == colour


@pytest.mark.parametrize(
    "typed", ["#fff;}body{display:none", "url(x)", "#fff\n", "#ｆｆｆ", "expression(1)", "#-12345"]
)
def test_what_could_end_a_style_is_no_colour(typed: str):
    assert hex_of(typed.replace("\n", "\n;")) == ""


@pytest.mark.parametrize(
    ("one", "other", "figure"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#fff000", "#fff000", 1.0)],
)
def test_the_contrast_is_that_of_wcag(one: str, other: str, figure: float):
    assert contrast(one, other) == pytest.approx(figure, abs=0.01)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize("colour", SOME)
def test_every_colour_gets_shades_that_can_be_read(colour: str):
    of = shades(colour)
    assert contrast(of.light, LIGHT_GROUND) >= ENOUGH
    assert contrast(of.light, WHITE) >= ENOUGH
    assert contrast(of.dark, DARK_GROUND) >= ENOUGH
    assert contrast(of.dark, NEARLY_BLACK) >= ENOUGH


def test_a_colour_that_can_be_read_stays_as_it_is():
    assert shades("#0a6d4a").light == "#0a6d4a"
    assert shades("#ffe600").dark == "#ffe600"
    assert shades("#ffe600").light != "#ffe600"


def test_the_style_names_both_shades():
    of = shades("#ffe600")
    assert f"--brand: light-dark({of.light}, {of.dark});" in style("#ffe600")
    assert style("#ffe600", ".here").startswith("@layer tokens {\n  .here {")
