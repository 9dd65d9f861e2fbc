"""Workbooks open elsewhere, whatever stands in them."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from netevent.core import clock
from netevent.documents.workbook import workbook


def test_the_headings_stay_in_sight_and_moments_are_moments():
    made = workbook("People", {"Name": 20, "Since": 12}, [("Ada", clock.EPOCH), ("Ben", None)])
    sheet = load_workbook(BytesIO(made))["People"]
    assert sheet.freeze_panes == "A2"
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Name", "Since"),
        ("Ada", clock.EPOCH),
        ("Ben", None),
    ]


@pytest.mark.parametrize("title", ["", "[a]:b*c?d/e\\f'", "x" * 100, "\x01", "\uffff"])
def test_any_title_makes_a_sheet(title: str):
    (sheet,) = load_workbook(BytesIO(workbook(title, {"Name": 20}, [("Ada",)]))).worksheets
    assert 0 < len(sheet.title) <= 31


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_no_xml_holds_is_left_out(sign: str):
    (sheet,) = load_workbook(BytesIO(workbook("People", {"Name": 20}, [(f"A{sign}da",)]))).worksheets
    assert sheet.cell(2, 1).value == "Ada"
