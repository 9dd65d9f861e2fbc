"""What is a phone number, for profile and import alike."""

import pytest

from netevent.attendees.phone import is_phone_number, is_shortened


@pytest.mark.parametrize("typed", ["+31 6 12345678", "(020) 123.45-67", "0612/345678", "1234"])
def test_digits_and_the_signs_between_them_are_a_number(typed: str):
    assert is_phone_number(typed)


@pytest.mark.parametrize("typed", ["", "123", "3,16123E+10", "ask Anna", "'+31612345678", "٠٦١٢٣٤"])
def test_anything_else_is_none(typed: str):
    assert not is_phone_number(typed)


@pytest.mark.parametrize(
    ("typed", "shortened"), [("3,16123E+10", True), ("3.16e10", True), ("4E+09", True), ("E10", False)]
)
def test_a_number_that_a_spreadsheet_shortened_is_known(typed: str, shortened: bool):
    assert is_shortened(typed) is shortened
