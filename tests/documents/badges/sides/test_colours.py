"""What stands on a coloured band can be read, whatever the colour is."""

from __future__ import annotations

import itertools

import pytest

from netevent.documents.badges.sides.colours import BLACK, ENOUGH, WHITE, Colour, contrast, inks

STEPS = ("00", "33", "66", "99", "cc", "ff")


def test_letters_have_enough_contrast_on_every_colour():
    for parts in itertools.product(STEPS, repeat=3):
        used = inks("#" + "".join(parts), is_black_only=False)
        assert contrast(used.band, used.on_band) >= ENOUGH


def test_contrast_is_that_of_wcag():
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == 21
    assert contrast(Colour(119 / 255, 119 / 255, 119 / 255), WHITE) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colour", ["#ffffff", "#fff8dc", "#e0f0ff"])
def test_a_band_that_is_nearly_white_has_an_edge(colour: str):
    assert inks(colour, is_black_only=False).has_edge
    assert not inks("#3a43c8", is_black_only=False).has_edge


@pytest.mark.parametrize("colour", ["", "red", "#12345", "#12345g", "javascript:"])
def test_what_is_no_colour_is_dark(colour: str):
    used = inks(colour, is_black_only=False)
    assert used == inks("", is_black_only=False)
    assert used.on_band == WHITE


def test_printers_of_labels_get_black_alone():
    used = inks("#f2c230", is_black_only=True)
    assert {used.strong, used.quiet, used.band} == {BLACK}
    assert used.on_band == WHITE
