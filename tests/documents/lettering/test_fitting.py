"""As large as it fits: one line, two, then smaller; never cut, never over the edge."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netevent.documents.lettering import Fitted, Weight, draw_fitted, fit, width_of
from netevent.documents.lettering.missing import printable
from netevent.documents.lettering.shaping import shaped
from tests.documents.lettering.names import NAMES
from tests.documents.lettering.paper import HEIGHT, SCALE, ink_of, pdf_of

LONG = NAMES["four hundred characters"]
LETTERS = st.text(
    st.one_of(
        st.characters(max_codepoint=0x52F, exclude_categories=["Cs"]),
        st.sampled_from("ấỔẦ בןכָּ عبدُلّلليى क्षितिजीर् ผู้กล้าน้ำ -–  王小さクー、남궁 🎉\u202e\n\u200d"),
    ),
    max_size=80,
)


def letters_of(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    text=st.one_of(LETTERS, st.sampled_from(list(NAMES.values()))),
    width=st.floats(20, 400),
    height=st.floats(6, 150),
    largest=st.floats(4, 80),
    weight=st.sampled_from(Weight),
    most_lines=st.integers(1, 4),
)
def test_whatever_is_typed_fits_whole(
    text: str, width: float, height: float, largest: float, weight: Weight, most_lines: int
):
    fitted = fit(text, width, height, largest, weight, most_lines)
    assert 0 < fitted.size <= largest
    assert len(fitted.lines) <= most_lines
    assert letters_of("".join(fitted.lines)) == letters_of(printable(text))
    assert fitted.height <= height + 1e-6
    assert all(width_of(line, fitted.size, weight) <= width + 1e-6 for line in fitted.lines)
    require_ink_apart(fitted, weight)


def require_ink_apart(fitted: Fitted, weight: Weight) -> None:
    """No ink above the box or below it, and none of a line in the next one."""
    shapes = [shaped(line, weight) for line in fitted.lines]
    scale = fitted.size / 1000
    if shapes:
        assert shapes[0].ascent * scale <= fitted.ascent + 1e-6
        assert shapes[-1].descent * scale <= fitted.descent + 1e-6
    for one, two in pairwise(shapes):
        assert (one.descent + two.ascent) * scale < fitted.leading


def test_what_has_room_gets_the_largest_size_on_one_line():
    fitted = fit("Ada Muster", 300, 100, 30, Weight.bold)
    assert (fitted.lines, fitted.size) == (("Ada Muster",), 30)


def test_two_lines_are_taken_before_the_letters_get_smaller():
    fitted = fit("Maximiliana Wawrzyniak", 200, 100, 30, Weight.bold)
    assert fitted.lines == ("Maximiliana", "Wawrzyniak")
    assert fitted.size == 30


def test_the_break_is_where_the_longer_line_is_shortest():
    assert fit("Bo Li Alexandrine Muster", 160, 100, 40, Weight.bold).lines == ("Bo Li Alexandrine", "Muster")
    assert fit("Bo Alexandra Muster Li", 160, 100, 40, Weight.bold).lines == ("Bo Alexandra", "Muster Li")


def test_a_hyphen_stays_at_the_end_of_its_line():
    assert fit("Maria-Wilhelmina", 100, 100, 30, Weight.bold).lines == ("Maria-", "Wilhelmina")


def test_a_low_box_is_no_place_for_two_lines():
    assert len(fit("Maximiliana Wawrzyniak", 200, 20, 30, Weight.bold).lines) == 1


def test_a_word_is_broken_only_where_it_would_be_too_small_to_read():
    long = "Wolfeschlegelsteinhausenbergerdorff"
    assert fit(long, 200, 60, 30, Weight.bold).lines == (long,)
    assert len(fit(long * 3, 200, 60, 30, Weight.bold).lines) == 2


def test_accents_and_marks_stay_with_their_letter_where_a_word_is_broken():
    fitted = fit("क्षि" * 40, 100, 60, 30, Weight.bold)
    assert all(line.startswith("क") and line.endswith("ि") for line in fitted.lines)


def test_thai_breaks_between_its_letters_and_no_vowel_begins_a_line():
    fitted = fit("ผู้กล้าน้ำใจปิ่นเพชรผู้กล้าน้ำใจปิ่นเพชร", 120, 80, 40, Weight.bold)
    assert len(fitted.lines) == 2
    assert fitted.lines[1][0] not in "ะาำๅ"


def test_tall_letters_get_the_height_that_they_need():
    low, tall = (fit(text, 400, 30, 80, Weight.bold) for text in ("ace", "ẤỔกี้"))
    assert tall.size < low.size


@pytest.mark.parametrize("name", [LONG, "W" * 400, "نيلى " * 80])
def test_four_hundred_letters_are_whole_and_in_their_box(name: str):
    fitted = fit(name, 200, 60, 30, Weight.bold)
    ink = ink_of(pdf_of(lambda canvas: draw_fitted(canvas, fitted, 40, 100, Weight.bold)))
    assert ink is not None
    assert ink[0] >= 40 - 1 / SCALE
    assert ink[2] <= 240 + 1 / SCALE
    assert ink[3] <= HEIGHT - 40
    assert letters_of("".join(fitted.lines)) == letters_of(name)


def test_nothing_fits_everywhere():
    assert fit(" \u202e", 10, 10, 30, Weight.bold).lines == ()
