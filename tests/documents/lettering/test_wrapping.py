"""A longer text in lines: whole, within their width, broken between words where there are some."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from netevent.documents.lettering import Weight, width_of, wrapped
from netevent.documents.lettering.missing import printable
from tests.documents.lettering.names import NAMES


def test_lines_end_between_words_and_where_they_were_ended():
    assert wrapped("one two three\n\nfour", 50, 10, Weight.regular) == ["one two", "three", "", "four"]


def test_a_word_without_end_is_broken():
    lines = wrapped("W" * 500, 100, 10, Weight.regular)
    assert "".join(lines) == "W" * 500
    assert len(lines) > 40


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    text=st.lists(st.sampled_from([*NAMES.values(), "word", "نيلى"]), max_size=6).map(" ".join),
    width=st.floats(40, 300),
)
def test_every_line_keeps_to_the_width_and_no_letter_is_lost(text: str, width: float):
    lines = wrapped(text.replace("\n", " "), width, 10, Weight.regular)
    assert "".join("".join(lines).split()) == "".join(printable(text).split())
    assert all(width_of(line, 10, Weight.regular) <= width + 0.5 for line in lines)
