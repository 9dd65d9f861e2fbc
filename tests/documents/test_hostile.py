"""Certificates, name tents and door lists of whatever somebody typed; and a long list in rare letters."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pypdf
import pytest

from netevent.core.text.cleaning import clean_line
from netevent.documents.certificates.certificate import Attended, Certificate
from netevent.documents.certificates.drawing import certificate_pdf
from netevent.documents.door_list.door_list import DoorList, Letter, Line
from netevent.documents.door_list.drawing import door_list_pdf
from netevent.documents.lettering import Weight, ideographs_of, missing_letters
from netevent.documents.lettering.machine import ideographs
from netevent.documents.name_tents.drawing import Tent, name_tents_pdf

LINK = "https://tickets.example.org/C/ABCDE23456"
TYPED = {
    "nothing": "",
    "operators of PDF": ") Tj << /JS (x) >> /OpenAction \\",
    "half of a surrogate": "Eve \ud800",
    "controls": "\x00\x07\u202eeve\u2067",
    "markup": "<b>&amp;<img src='/etc/passwd'>",
    "a very long word": "x" * 400,
    "families": "👩🏽\u200d💻" * 60,
    "piles": "Zoe" + "\u0301\u0489" * 300,
}


def certificate(typed: str) -> bytes:
    sessions = (Attended(typed, typed, typed),) * 40
    return certificate_pdf(
        Certificate(typed, typed, typed, typed, typed, typed, sessions, typed, typed, LINK, typed)
    )


def name_tents(typed: str) -> bytes:
    return name_tents_pdf([Tent(typed, typed)] * 3, typed, "en")


def door_list(typed: str) -> bytes:
    line = Line(typed, typed, typed, typed, due=typed)
    return door_list_pdf(DoorList(typed, typed, (Letter(typed[:1], LINK, (line,) * 20),)))


@pytest.mark.attack("whatever can be typed, on certificates, name tents and door lists", "they are printed")
@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
@pytest.mark.parametrize("make", [certificate, name_tents, door_list])
def test_whatever_was_typed_is_printed(make: Callable[[str], bytes], typed: str):
    content = make(typed)
    read = pypdf.PdfReader(BytesIO(content))
    assert isinstance(read.pages[0].extract_text(), str)
    assert "/OpenAction" not in read.root_object
    assert read.metadata is not None
    assert clean_line(typed) in str(read.metadata.title)


def test_a_long_door_list_in_rare_letters_has_a_few_typefaces_not_one_for_each_line():
    """Each line by itself made the typefaces of all before it again: minutes for thousands of people."""
    letters = [chr(number) for number in range(0x5000, 0x5000 + 400)]
    names = ["".join(letters[start : start + 4]) for start in range(0, 400, 4)]
    if missing_letters("".join(names)):
        names = ["Anna"]
    lines = tuple(Line(name, "", "", "ABCDE23456") for name in names)
    with ideographs_of((), "ja"):
        before = parts()
        door_list_pdf(DoorList("Event", "now", (Letter("X", "", lines),), language="ja"))
        assert parts() - before <= 1


def parts() -> int:
    return sum(source.made for source in ideographs._sources("jp", Weight.bold))
