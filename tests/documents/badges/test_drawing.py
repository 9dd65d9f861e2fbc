"""Badges as PDF files: what stands on them, where, on every paper."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest

from netevent.documents.badges import drawing
from netevent.documents.badges.badge import AgendaLine
from netevent.documents.badges.formats import WITHOUT_BACK, Format, Paper, paper_of
from netevent.documents.badges.sides.box import mm
from tests.documents.badges.examples import (
    AGENDA,
    LINK,
    badge,
    codes_in,
    design,
    page_image,
    sheets,
    texts_of,
)

SAID = ("Smart Cities Summit", "27–28 November 2026", "Politechnika Łódzka", "Head of research", "Speaker")


@pytest.mark.parametrize("paper", Format)
def test_all_of_a_badge_stands_on_every_paper_and_its_code_is_read(paper: Format):
    content = drawing.badge_pdf(badge(), design(paper))
    text = texts_of(content)[0]
    for said in (*SAID, "Łukasz", "Wiśniewski"):
        assert said in text
    assert set(codes_in(page_image(content))) == {LINK}


@pytest.mark.parametrize("paper", Format)
def test_a_page_is_as_large_as_its_label(paper: Format):
    content = drawing.badge_pdf(badge(), design(paper))
    grid = paper_of(paper).grid
    label = (grid.label_width, grid.label_height)
    expected = (210, 297) if paper is Format.a4_folded else label
    with pypdfium2.PdfDocument(content) as document:
        assert document[0].get_size() == pytest.approx([side * mm for side in expected], abs=0.01)


def test_sheets_hold_as_many_badges_as_there_are_labels():
    people = [badge(f"Person {number}") for number in range(23)]
    told: list[int] = []
    content = sheets(people, design())
    texts = texts_of(content)
    assert [text.count("Person") for text in texts] == [10, 10, 3]
    drawing.write_badges(people, design(), BytesIO(), told.append)
    assert told == [10, 20, 23]


def test_the_same_badges_make_the_same_bytes():
    assert drawing.badge_pdf(badge(), design()) == drawing.badge_pdf(badge(), design())


@pytest.mark.parametrize(
    "paper", [Format.l7418, Format.l4728, Format.labels_75x40, Format.free, Format.a6, Format.a7]
)
def test_the_agenda_is_on_the_back_behind_its_front(paper: Format):
    people = [badge(f"Person {number}", agenda=AGENDA) for number in range(3)]
    content = sheets(people, design(paper, has_back=True))
    fronts, backs = texts_of(content)[:2]
    assert "Coffee with" not in fronts
    for said in ("Person 0", "10:30–11:15", "Coffee with Jürgen Groß", "Meeting point 4"):
        assert said in backs
    width = paper_of(paper).grid.page_width * mm
    assert place_of(content, 0, "Head of research") < width / 2
    grid = paper_of(paper).grid
    if grid.columns == 2:
        assert place_of(content, 1, "Coffee with") > width / 2


def place_of(content: bytes, page: int, text: str) -> float:
    """Where the first one of it begins on the page."""
    with pypdfium2.PdfDocument(content) as document:
        found = document[page].get_textpage()
        start, _ = found.search(text).get_next()
        return float(found.get_charbox(start)[0])


@pytest.mark.parametrize("paper", sorted(WITHOUT_BACK))
def test_what_sticks_has_no_back(paper: Format):
    content = sheets([badge(agenda=AGENDA)], design(paper, has_back=True))
    assert len(texts_of(content)) == 1


def test_who_has_no_agenda_has_the_front_on_both_sides():
    content = sheets([badge()], design(Format.a6, has_back=True))
    front, back = texts_of(content)
    assert front == back


def test_a_folded_sheet_has_front_and_back_side_by_side():
    folded = drawing.badge_pdf(badge(agenda=AGENDA), design(Format.a4_folded, has_back=True))
    assert len(texts_of(folded)) == 1
    assert place_of(folded, 0, "Head of research") < 105 * mm < place_of(folded, 0, "Coffee with")
    without = drawing.badge_pdf(badge(), design(Format.a4_folded))
    assert texts_of(without)[0].count("Head of research") == 2


def test_an_agenda_that_is_too_long_says_how_much_is_missing():
    long = tuple(AgendaLine(f"{hour}:00", f"Session {hour}") for hour in range(40))
    text = texts_of(drawing.badge_pdf(badge(agenda=long), design(Format.a7, has_back=True)))[1]
    shown = text.count("Session")
    assert 5 < shown < 40
    assert text.endswith(f"+ {40 - shown}")


def test_the_printers_offset_moves_all_of_it():
    at = Paper(Format.l4785, paper_of(Format.l4785).grid, offset_x=2.5, offset_y=1)
    moved = sheets([badge()], replace(design(), paper=at))
    assert place_of(moved, 0, "Speaker") - place_of(
        sheets([badge()], design()), 0, "Speaker"
    ) == pytest.approx(2.5 * mm, abs=0.01)


def test_nobody_is_a_file_that_opens():
    assert len(texts_of(sheets([], design()))) == 1


@pytest.mark.parametrize("paper", Format)
def test_the_test_page_has_its_offset_and_no_badge(paper: Format):
    content = drawing.test_page(replace(design(paper), paper=replace(paper_of(paper), offset_x=1.5)))
    text = texts_of(content)[0]
    assert "In use: 1.5 mm to the right, 0 mm down." in text
    assert codes_in(page_image(content)) == []
