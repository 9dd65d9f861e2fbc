"""What people type and paste, in one spelling."""

import pytest

from netevent.core.text.cleaning import clean_line, clean_lines


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("Acme\u00a0B.V.", "Acme B.V."),
        ("Jean\u202fLuc", "Jean Luc"),
        ("山田\u3000太郎", "山田 太郎"),
        ("a\tb", "a b"),
        ("  a \n b ", "a b"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),
        ("An\u00adna\u200b\ufeff\x00", "Anna"),
        ("\u202eevil", "evil"),
        (None, ""),
    ],
)
def test_a_line_keeps_joiners_and_has_one_kind_of_space(typed: str | None, clean: str):
    assert clean_line(typed) == clean


def test_longer_text_keeps_its_lines():
    assert (
        clean_lines("\r\n Hello\u00a0 there \r\n\r\n👩\u200d💻\tand you\n\n")
        == "Hello there\n\n👩\u200d💻 and you"
    )
