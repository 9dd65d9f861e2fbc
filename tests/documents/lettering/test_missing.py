"""Letters that cannot be printed are named, and a mark or nothing stands for them, never a box."""

from __future__ import annotations

from pathlib import Path

import pytest

from netevent.documents.lettering import missing_letters
from netevent.documents.lettering.missing import MARK, printable
from tests.documents.lettering.names import NAMES

FAR = {"Chinese", "Japanese", "Korean", "Chinese and Latin"}
EMOJI = "Ann 🎉 Sparkle 👩🏽\u200d💻 1\ufe0f\u20e3"


@pytest.mark.parametrize("name", [name for key, name in NAMES.items() if key not in {*FAR, "emoji"}])
def test_the_names_of_most_of_the_world_can_be_printed_everywhere(name: str, own_folder: Path):
    assert not missing_letters(name)


def test_without_their_typefaces_ideographs_are_named(own_folder: Path):
    assert missing_letters("王小明 (Wang)") == set("王小明")
    assert printable("王小明 (Wang)") == f"{MARK * 3} (Wang)"


def test_pictures_are_named_and_left_out():
    assert missing_letters(EMOJI) == set("🎉👩🏽💻\u20e3")
    assert printable(EMOJI) == "Ann Sparkle 1"


def test_of_a_name_that_is_pictures_alone_a_mark_is_left():
    assert printable("🎉🎉") == MARK


def test_letters_of_a_script_that_nobody_has_are_marks():
    assert printable("Mona \U00013000") == f"Mona {MARK}"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Eve\u202egnp.exe\u202c", "Evegnp.exe"),
        ("one\ntwo\tthree\u2028four\x00", "one two three four"),
        ("Zoe\u0308", "Zoë"),
        ("\ue000private\uf8ff", "private"),
        ("  many   spaces\u3000\u00a0here ", "many spaces here"),
        ("half\ud83dsurrogate", "halfsurrogate"),
    ],
)
def test_what_steers_is_no_letter(typed: str, printed: str):
    assert not missing_letters(typed)
    assert printable(typed) == printed


def test_names_keep_the_joiners_that_they_are_spelled_with():
    assert printable("نیک\u200cنام") == "نیک\u200cنام"
