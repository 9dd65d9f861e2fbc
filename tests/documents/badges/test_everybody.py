"""All 1,200 of the list, on sheets of labels: each code is read back, each name stands in its own label."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

import pypdfium2
import pytest

from netevent.core.text.cleaning import clean_line
from netevent.documents.badges.badge import Badge
from netevent.documents.badges.formats import Format, paper_of
from netevent.documents.badges.sides.box import Box, mm
from netevent.documents.lettering import missing_letters
from tests.documents.badges.examples import codes_in, design, sheets
from tests.documents.badges.people import people

PAPER = Format.l4785
DOTS_PER_INCH = 110


@pytest.fixture(scope="module")
def content() -> bytes:
    return sheets(people(), design(PAPER))


def test_each_code_is_read_and_stands_in_its_own_label(content: bytes):
    """By a camera that sees little: three and a half dots for each module."""
    with pypdfium2.PdfDocument(content) as document:
        for page, badges in zip(document, by_sheet(), strict=True):
            image = page.render(scale=DOTS_PER_INCH / 72).to_pil().convert("L")
            scale = image.width / page.get_width()
            for cell, badge in zip(cells(), badges, strict=False):
                sides = (cell.left, page.get_height() - cell.top, cell.right, page.get_height() - cell.bottom)
                label = image.crop(tuple(round(side * scale) for side in sides))
                assert codes_in(label) == [badge.link]


def test_each_name_stands_in_its_own_label_and_nothing_stands_between_them(content: bytes):
    with pypdfium2.PdfDocument(content) as document:
        for page, badges in zip(document, by_sheet(), strict=True):
            text = page.get_textpage()
            inside = 0
            for cell, badge in zip(cells(), badges, strict=False):
                said = without_spaces(text.get_text_bounded(cell.left, cell.bottom, cell.right, cell.top))
                assert printed(badge.name) in said
                inside += len(said)
            assert inside == len(without_spaces(text.get_text_bounded()))


def test_a_thousand_are_less_than_two_megabytes(content: bytes):
    assert len(content) / len(people()) < 2_000


def by_sheet() -> Iterator[tuple[Badge, ...]]:
    everybody, labels = people(), paper_of(PAPER).grid.labels
    for first in range(0, len(everybody), labels):
        yield everybody[first : first + labels]


def cells() -> Iterator[Box]:
    grid = paper_of(PAPER).grid
    for place in range(grid.labels):
        left, top = grid.corner(place)
        width, height = grid.label_width * mm, grid.label_height * mm
        yield Box(left * mm, (grid.page_height - top) * mm - height, width, height)


def printed(name: str) -> str:
    """Without what no typeface has, which is told before printing; accents are one sign with their letter."""
    missing = missing_letters(name)
    there = "".join(letter for letter in name if letter not in missing)
    return without_spaces(normalize("NFC", there))


def without_spaces(text: str) -> str:
    """PDFium has a sign of its own for a hyphen at the end of a line."""
    text = text.replace("\x02", "-")
    return "".join(clean_line(text).split())
