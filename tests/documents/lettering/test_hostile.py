"""What people type to break things: drawn in their box, and nothing of it stays in the server for ever."""

from __future__ import annotations

import unicodedata
from io import BytesIO

import pypdf
import pytest

from netevent.documents.lettering import Weight, draw_line, fit, shaping, width_of
from netevent.documents.lettering.cleaning import MARKS_AT_MOST
from netevent.documents.lettering.missing import MARK, printable
from netevent.documents.lettering.paper_font import PaperFont
from netevent.documents.lettering.typefaces import ours
from tests.documents.lettering.paper import ink_of, pdf_of, text_of
from tests.documents.lettering.test_drawing import BOX_HEIGHT, BOX_WIDTH, EDGE, X, fitted_pdf

LONG = {
    "Latin": "ab",
    "Greek": "Ελ",
    "Cyrillic": "Їж",
    "Arabic": "عبد ",
    "Arabic in one word": "ع",
    "Arabic with vowels": "بَّ",
    "Hebrew with points": "שָׁל",
    "Thai": "ผู้",
    "Devanagari": "क्ष",
    "half letters": "क्",
    "Chinese": "欧",
    "beyond the basic plane": "𠀀",
    "kana": "さ",
    "hangul": "한",
    "letters of hangul": "\u1112\u1161\u11ab",
    "both directions": "aب1(",
    "joiners": "a\u200d",
    "piles": "a\u0300\u0301\u0302\u0303\u0489",
    "accents alone": "\u0301",
    "spaces": "\u00a0\u3000 ",
    "spans of directions": "\u2066\u2067\u202ea\u2069",
    "private": "\ue000",
    "tags": "\U000e0041",
    "families": "👩🏽\u200d💻",
    "nothing": "\x00",
    "halves": "\ud83d",
}
MARKS = [chr(number) for number in range(0x300, 0x34F)]


@pytest.mark.attack("four hundred signs of each script and kind", "in their box")
@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
@pytest.mark.parametrize("weight", Weight)
def test_four_hundred_signs_stand_in_their_box(unit: str, weight: Weight):
    ink = ink_of(fitted_pdf((unit * 400)[:400], weight))
    if ink is not None:
        left, top, right, bottom = ink
        assert left >= X - EDGE
        assert right <= X + BOX_WIDTH + EDGE
        assert top >= 20 - EDGE
        assert bottom <= 20 + BOX_HEIGHT + EDGE


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_nothing_that_steers_or_is_no_letter_comes_onto_paper(unit: str):
    line = printable((unit * 400)[:400])
    assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") for sign in line)
    assert not any(
        sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f" for sign in line
    )


def test_of_a_pile_of_accents_some_are_kept():
    pile = "\u0489" + "".join(MARKS[:40])
    kept = unicodedata.normalize("NFC", f"Z{pile}")[: 1 + MARKS_AT_MOST]
    assert printable(f"Z{pile}oe") == f"{kept}oe"
    assert printable("Z" + "\u0489\u200d" * 50).count("\u0489") == MARKS_AT_MOST


@pytest.mark.parametrize("name", ["Nguyễn", "שָׁלוֹם", "क्षितिज श्रीवास्तव", "ผู้กล้า", "مُحَمَّد"])
def test_names_keep_all_their_accents(name: str):
    assert printable(name) == unicodedata.normalize("NFC", name)


def test_a_pile_is_not_so_high_that_its_name_cannot_be_read():
    assert fit("A" + "\u0301" * 200 + "nna", 200, 60, 30, Weight.bold).size > 10


@pytest.mark.attack(
    "names with accents in ever new piles", "they are printed, and so are all others after them"
)
def test_new_glyphs_without_end_do_not_end_the_drawing(monkeypatch: pytest.MonkeyPatch):
    font: PaperFont = ours(Weight.bold)[0].paper
    monkeypatch.setattr("netevent.documents.lettering.paper_font.KEPT", len(font._codes) + 20)
    for number, mark in enumerate(MARKS[:60]):
        draw(f"Q{mark}\u0323{MARKS[-number - 1]}")
    assert len(font._codes) <= len(font.known)
    before = len(font._codes)
    for mark in MARKS[:60]:
        draw(f"Q{mark}\u0324\u0325")
    assert len(font._codes) - before < 5
    assert text_of(draw("Łukasz Þórdís")) == "ŁukaszÞórdís"


def draw(text: str) -> bytes:
    return pdf_of(lambda canvas: draw_line(canvas, text, 10, 50, 20, Weight.bold))


@pytest.mark.attack("long texts of everybody", "the memory of drawn lines keeps few of them")
def test_few_long_texts_are_kept():
    before = shaping._kept.cache_info().currsize
    for number in range(shaping.LONG_KEPT + 20):
        width_of(f"{number} " + "ع" * 300, 10, Weight.bold)
    assert shaping._kept.cache_info().currsize == before
    assert shaping._long_kept.cache_info().currsize == shaping.LONG_KEPT


@pytest.mark.attack("operators of PDF as a name", "they are letters")
@pytest.mark.parametrize(
    "name",
    [
        ") Tj ET Q /OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        "<41> Tj endstream endobj 1 0 obj << >>",
        "\\) ( \\051 %PDF-1.7",
        "Ấn) Tj % >> endobj",
    ],
)
def test_operators_of_pdf_are_letters(name: str):
    pdf = draw(name)
    found = pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "".join(found.split()) == "".join(name.split())
    assert b"/JavaScript" not in pdf
    assert b"/OpenAction" not in pdf


def test_pictures_alone_are_one_mark_however_many_they_are():
    assert printable("👩🏽\u200d💻" * 100) == MARK


# The points stand beside the wrong side of their letter: docs/decisions/0041-letters-on-paper.md.
@pytest.mark.parametrize("name", ["שָׁלוֹם פֶּרַח", "مُحَمَّد"])
def test_browsers_find_the_letters_of_names_with_points_in_their_order(name: str):
    pdf = fitted_pdf(name)
    assert unpointed(text_of(pdf)) == unpointed(name)
    assert sorted(text_of(pdf)) == sorted(name.replace(" ", ""))
    programs = pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "".join(programs.split()) == unicodedata.normalize("NFC", name.replace(" ", ""))


def unpointed(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Mn" and sign != " ")
